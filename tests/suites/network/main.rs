//! Texts of other hosts: who may be asked, what may come, and what is locked and kept of it.
//!
//! `rules` and `locks` run the whole command line over an [`Internet`] that is made up; `wire` asks real servers with real
//! TLS, on this machine.

mod locks;
mod rules;
mod wire;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};

use bindery::cli::{Exit, Terminal};
use bindery::source::{Answer, Failure, Fetch, Nets, Question};
use tempfile::TempDir;

/// Hosts that are made up, and what they were asked.
#[derive(Debug, Default)]
struct Internet {
    answers: Mutex<BTreeMap<String, Result<Answer, Failure>>>,
    asked: Mutex<Vec<String>>,
}

impl Internet {
    /// One with these texts.
    fn of(texts: &[(&str, &str)]) -> Arc<Self> {
        let internet = Self::default();
        texts.iter().for_each(|(address, text)| internet.has(address, text));
        Arc::new(internet)
    }

    /// Puts a text at an address.
    fn has(&self, address: &str, text: &str) {
        self.says(address, Ok(Answer::Text(text.as_bytes().to_vec())));
    }

    fn says(&self, address: &str, answer: Result<Answer, Failure>) {
        self.answers.lock().expect("answers").insert(address.to_owned(), answer);
    }

    /// What has been asked since the last time, sorted.
    fn asked(&self) -> Vec<String> {
        let mut asked = std::mem::take(&mut *self.asked.lock().expect("questions"));
        asked.sort();
        asked
    }
}

impl Fetch for Internet {
    fn ask(&self, question: &Question<'_>) -> Result<Answer, Failure> {
        let address = question.address.as_str();
        let mark = if question.nets == Nets::Any { " (any net)" } else { "" };
        self.asked.lock().expect("questions").push(format!("{address}{mark}"));
        self.answers.lock().expect("answers").get(address).cloned().unwrap_or(Ok(Answer::Status(404)))
    }
}

/// A document with one schema for each of these references.
fn document(references: &[&str]) -> String {
    let properties: String =
        references.iter().enumerate().map(|(i, to)| format!("        p{i}: {{ $ref: '{to}' }}\n")).collect();
    format!(
        "openapi: 3.1.0\ninfo: {{ title: Shop, version: '1' }}\npaths: {{}}\ncomponents:\n  schemas:\n    Order:\n      \
         type: object\n      properties:\n{properties}"
    )
}

/// A folder with a project of one API, `api.yaml` with these references, that allows these hosts.
fn room(references: &[&str], hosts: &[&str]) -> TempDir {
    let room = tempfile::tempdir().expect("folder");
    put(room.path(), "api.yaml", &document(references));
    let table = format!("[api.shop]\ndocument = 'api.yaml'\nout = 'out'\nallow-hosts = {hosts:?}\n");
    put(room.path(), "bindery.toml", &table);
    room
}

fn put(room: &Path, name: &str, text: &str) {
    let path = room.join(name);
    fs::create_dir_all(path.parent().expect("below the room")).expect("folder");
    fs::write(path, text).expect("file");
}

fn text(room: &Path, name: &str) -> String {
    fs::read_to_string(room.join(name)).unwrap_or_else(|error| format!("{name}: {error}"))
}

/// All files below a folder, by their ways, with their texts.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(at) = open.pop() {
        for entry in fs::read_dir(&at).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("below").to_string_lossy().replace('\\', "/");
                found.insert(name, fs::read_to_string(path).expect("text"));
            }
        }
    }
    found
}

/// Runs words. What is said on the error stream comes back, after the exit.
fn says(room: &Path, fetch: Option<Arc<dyn Fetch>>, words: &str) -> (Exit, String) {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let terminal = Terminal::new(room, &mut stdout, &mut stderr);
    let terminal = match fetch {
        Some(fetch) => terminal.asking(fetch),
        None => terminal,
    };
    let words = format!("bindery {words}");
    let exit = bindery::cli::run(words.split_whitespace().map(OsString::from), terminal);
    (exit, String::from_utf8(stderr).expect("text"))
}

/// Runs words that end well.
#[track_caller]
fn fine(room: &Path, internet: &Arc<Internet>, words: &str) {
    let (exit, said) = says(room, Some(internet.clone()), words);
    assert_eq!(exit, Exit::Fine, "{words}: {said}");
}

/// Runs words that end in errors, each as its code, its message and its help in a line. Nothing may have been written.
#[track_caller]
fn errors(room: &Path, internet: &Arc<Internet>, words: &str) -> Vec<String> {
    let before = files(room);
    let (exit, said) = says(room, Some(internet.clone()), &format!("{words} --format json"));
    assert_eq!(exit, Exit::Findings, "{words}: {said}");
    assert_eq!(files(room), before, "{words}: something was written");
    errors_in(&said)
}

fn errors_in(said: &str) -> Vec<String> {
    let found: serde_json::Value = serde_json::from_str(said).expect("findings");
    let errors = found.as_array().expect("a list").iter().filter(|found| found["severity"] == "error");
    let word = |found: &serde_json::Value, key: &str| found[key].as_str().unwrap_or_default().to_owned();
    errors.map(|found| format!("{} {}; {}", word(found, "code"), word(found, "message"), word(found, "help"))).collect()
}
