//! The program: a line `subject TAB value` in, a line `verdict TAB words` out.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

/// Its text, for the crate of models `models` and its (subject, type) pairs.
pub(super) fn text(models: &str, subjects: &[(String, String)]) -> String {
    let mut arms = String::new();
    for (subject, ty) in subjects {
        let _ = writeln!(arms, "        \"{subject}\" => answer::<{models}::{ty}>(&text),");
    }
    PROGRAM.replace("{models}", models).replace("{arms}", &arms)
}

/// Equal is equal as JSON: numbers by their value, objects in any order. Both sides are looked at as texts.
const PROGRAM: &str = r#"//! Sends values through the types of this crate.

use std::io::{BufRead, Write};

use {models}::support::{Json, Validate, from_str};

fn main() {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        let (subject, value) = line.split_once('\t').unwrap_or((&line, ""));
        let text = format!("{{\"value\":{value}}}");
        let answer = std::panic::catch_unwind(|| by_name(subject, text)).unwrap_or_else(|_| "crashed\t".to_owned());
        if writeln!(out, "{}", answer.replace(['\n', '\r'], " ")).and_then(|()| out.flush()).is_err() {
            return;
        }
    }
}

fn by_name(subject: &str, text: String) -> String {
    match subject {
{arms}        _ => "crashed\tno such subject".to_owned(),
    }
}

fn answer<T: serde::Serialize + serde::de::DeserializeOwned + std::fmt::Debug + Validate>(text: &str) -> String {
    let value: T = match from_str(text) {
        Ok(value) => value,
        Err(fault) => return format!("decode-error\t{fault}"),
    };
    if let Err(broken) = value.validate() {
        return format!("invalid\t{broken}");
    }
    compared(text, serde_json::to_string(&value), &format!("{value:?}"))
}

fn compared(text: &str, encoded: Result<String, serde_json::Error>, shown: &str) -> String {
    match encoded {
        Ok(encoded) if Json::parse(text).ok() != Json::parse(encoded.as_str()).ok() => format!("unequal\t{encoded}"),
        Ok(_) if is_unlisted(shown) => format!("unlisted\t{shown}"),
        Ok(_) => "ok\t".to_owned(),
        Err(fault) => format!("unequal\tnot encoded: {fault}"),
    }
}

/// Whether the catch-all of a union is somewhere in a value: it holds plain JSON, where an arm of that name would hold a
/// type. That of an enum holds a string, which an open enum is made for.
fn is_unlisted(shown: &str) -> bool {
    shown.match_indices("Other(").any(|(at, found)| !shown[at + found.len()..].starts_with(|c: char| c.is_uppercase() || c == '"'))
}
"#;

/// Runs it over some questions; the lines it answered before it ended.
pub(super) fn run(program: &Path, questions: &[(String, String)]) -> Vec<String> {
    let mut child = Command::new(program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|fault| panic!("{}: {fault}", program.display()));
    let lines: String = questions.iter().map(|(subject, value)| format!("{subject}\t{value}\n")).collect();
    let mut stdin = child.stdin.take().expect("it was asked for");
    // On a thread of its own: the program answers while it is still being asked. It may end early.
    let writer = std::thread::spawn(move || drop(stdin.write_all(lines.as_bytes())));
    let output = child.wait_with_output().expect("the program ends");
    writer.join().expect("writing does not panic");
    String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect()
}
