//! Mock servers as `bindery mock` builds them.

use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use bindery::cli::{Exit, Terminal, run};

/// What a command said: how it ended, what was asked for, what was found.
#[derive(Debug)]
pub struct Said {
    /// How it ended.
    pub exit: Exit,
    /// The output stream.
    pub printed: String,
    /// The error stream.
    pub found: String,
}

/// A mock that runs; dropping it ends it.
#[derive(Debug)]
pub struct Mock {
    /// Where it is: `http://127.0.0.1:40123`.
    pub url: String,
    /// What it says it serves, a line each.
    pub operations: Vec<String>,
    process: Child,
}

/// Runs bindery in a folder, in this process.
///
/// # Panics
/// If what it says is no text.
pub fn bindery<const N: usize>(folder: &Path, words: [&str; N]) -> Said {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let words = std::iter::once("bindery").chain(words).map(OsString::from);
    let exit = run(words, Terminal::new(folder, &mut stdout, &mut stderr));
    let text = |bytes| String::from_utf8(bytes).expect("text");
    Said { exit, printed: text(stdout), found: text(stderr) }
}

/// Builds the mock of a document below `folder`, and gives its program. The network is asked only where it must be.
///
/// # Panics
/// If it does not build.
pub fn built(folder: &Path, document: &Path) -> PathBuf {
    let (document, directory) = (document.to_string_lossy(), folder.to_string_lossy());
    let words = ["mock", &document, "--build-only", "--directory", &directory];
    let mut said = bindery(folder, [words[0], words[1], words[2], words[3], words[4], "--offline"]);
    if said.exit != Exit::Fine {
        said = bindery(folder, words);
    }
    assert_eq!(said.exit, Exit::Fine, "{}", said.found);
    PathBuf::from(said.printed.trim_end())
}

impl Mock {
    /// Starts a program at a port that is free. It says where it is and which operations it serves, so many.
    ///
    /// # Panics
    /// If it does not come to listen.
    pub fn start(program: &Path, words: &[&str], operations: usize) -> Self {
        let mut command = Command::new(program);
        command.arg("127.0.0.1:0").args(words).stdin(Stdio::null()).stdout(Stdio::piped());
        let mut process = command.spawn().expect("the program runs");
        let mut lines = BufReader::new(process.stdout.take().expect("it was asked for")).lines();
        let mut line = || lines.next().expect("it says more").expect("text");
        let url = line();
        let operations = (0..operations).map(|_| line()).collect();
        Self { url, operations, process }
    }

    /// The status line, headers and body that `GET` is answered with; `headers` end in a line break each.
    ///
    /// # Panics
    /// If it does not answer.
    pub fn get(&self, path: &str, headers: &str) -> String {
        let address = self.url.strip_prefix("http://").expect("a URL");
        let mut stream = TcpStream::connect(address).expect("it listens");
        write!(stream, "GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n{headers}\r\n")
            .expect("it reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers");
        answer
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
