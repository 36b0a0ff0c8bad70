//! Decoding and encoding with serde_json, the same documents by both forms.

use std::process::Command;

use crate::Fault;
use crate::cargo::{Form, Workspace};
use crate::data::Data;

/// How often each form runs; the best counts.
const RUNS: usize = 10;

/// MB of documents a second, ours and derive's, and what was measured.
#[derive(Debug)]
pub(crate) struct Speed {
    /// Decoding.
    pub(crate) decode: (f64, f64),
    /// Encoding.
    pub(crate) encode: (f64, f64),
    /// Which documents.
    pub(crate) note: String,
}

/// Measures the documents that ours gives back equal and derive can read.
///
/// # Errors
/// A program of the release build is missing or fails, or no document is left.
pub(crate) fn measure(workspace: &Workspace, data: &Data) -> Result<Speed, Fault> {
    let all = workspace.data("all.tsv", data)?.display().to_string();
    let run = |form: Form, mode: &str, file: &str| -> Result<String, Fault> {
        let output = Command::new(workspace.program(form)).args([mode, file]).output()?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
        }
        Ok(String::from_utf8(output.stdout)?)
    };
    let (ours, derive) = (run(Form::Ours, "check", &all)?, run(Form::Derive, "check", &all)?);
    let mut chosen = Data::default();
    let mut changed = 0;
    for ((document, ours), derive) in data.documents.iter().zip(ours.lines()).zip(derive.lines()) {
        if ours == "same" && derive != "refused" {
            chosen.documents.push(document.clone());
            changed += usize::from(derive == "changed");
        }
    }
    if chosen.documents.is_empty() {
        return Err("no example goes through its model".into());
    }
    let some = workspace.data("some.tsv", &chosen)?.display().to_string();
    let (mut decode, mut encode) = ((0.0_f64, 0.0_f64), (0.0_f64, 0.0_f64));
    for _ in 0..RUNS {
        for form in Form::BOTH {
            let text = run(form, "speed", &some)?;
            let (decoding, encoding) = text.trim().split_once(' ').ok_or("no speed was printed")?;
            let (decoding, encoding): (f64, f64) = (decoding.parse()?, encoding.parse()?);
            match form {
                Form::Ours => (decode.0, encode.0) = (decode.0.max(decoding), encode.0.max(encoding)),
                Form::Derive => (decode.1, encode.1) = (decode.1.max(decoding), encode.1.max(encoding)),
            }
        }
    }
    let bytes: usize = chosen.documents.iter().map(|(_, document)| document.len()).sum();
    let count = |text: &str, word: &str| text.lines().filter(|line| *line == word).count();
    let note = format!(
        "Speed is that of {} documents ({} bytes) of {} types, of {} examples: ours gives {} back equal, changes {} and \
         refuses {}; derive {}, {} and {}. Of those measured, derive changes {changed}. Best of {RUNS} runs.",
        chosen.documents.len(),
        bytes,
        data.types.len(),
        data.documents.len(),
        count(&ours, "same"),
        count(&ours, "changed"),
        count(&ours, "refused"),
        count(&derive, "same"),
        count(&derive, "changed"),
        count(&derive, "refused"),
    );
    Ok(Speed { decode, encode, note })
}
