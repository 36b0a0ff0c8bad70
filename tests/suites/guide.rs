//! The tutorial, done as it stands: its files are written, its commands are run, and what they print is compared. Beside it:
//! pages that are made or held by tests, and that links lead somewhere.

#[path = "guide/codes.rs"]
mod codes;
#[path = "guide/links.rs"]
mod links;
#[path = "guide/types.rs"]
mod types;

use std::fs;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::Duration;

use bindery::cli::{self, Exit, Terminal};
use bindery_tests::repository;

/// A block of the page: what stands behind the fence, and its text.
struct Block {
    info: String,
    text: String,
}

fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for line in page.lines() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(info), None) => open = Some(Block { info: info.to_owned(), text: String::new() }),
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (None, Some(block)) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            (None, None) => {}
        }
    }
    blocks
}

/// A command of a block and the lines that it prints.
fn commands(block: &str) -> Vec<(&str, String)> {
    let mut all: Vec<(&str, String)> = Vec::new();
    for line in block.lines() {
        match (line.strip_prefix("$ "), all.last_mut()) {
            (Some(command), _) => all.push((command, String::new())),
            (None, Some((_, printed))) => *printed += &format!("{line}\n"),
            (None, None) => panic!("a line without a command: {line}"),
        }
    }
    all
}

/// Kills the server when the test is over, however that ends.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

struct Desk {
    folder: tempfile::TempDir,
    target: PathBuf,
    address: SocketAddr,
    server: Option<Server>,
}

impl Desk {
    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("below the desk")).expect("folder");
        fs::write(path, text).expect("file");
    }

    /// Puts the lines with a plus behind the line before them.
    fn edit(&self, name: &str, lines: &str) {
        let (there, new): (Vec<&str>, Vec<&str>) = lines.lines().partition(|line| line.starts_with(' '));
        let [there] = there.as_slice() else { panic!("one line to begin with: {lines}") };
        let there = there.strip_prefix(' ').unwrap_or(there);
        let new: String =
            new.iter().filter_map(|line| line.strip_prefix('+')).map(|line| format!("\n{line}")).collect();
        let text = fs::read_to_string(self.path().join(name)).expect("a file of the page");
        assert_eq!(text.matches(there).count(), 1, "{there}");
        self.write(name, &text.replace(there, &format!("{there}{new}")));
    }

    /// What a command prints.
    fn run(&mut self, command: &str) -> String {
        let words: Vec<&str> = command.split(' ').collect();
        match words.as_slice() {
            ["bindery", ..] => self.bindery(&words),
            ["cargo", "run", "--bin", "server", "&"] => self.serve(),
            ["cargo", "run", "--bin", "client"] => self.cargo(&["run", "--quiet", "--bin", "client"]),
            _ => panic!("the test does not know `{command}`"),
        }
    }

    fn bindery(&self, words: &[&str]) -> String {
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let terminal = Terminal::new(self.path(), &mut stdout, &mut stderr);
        let exit = cli::run(words.iter().map(Into::into), terminal);
        assert_eq!((exit, String::from_utf8_lossy(&stderr).as_ref()), (Exit::Fine, ""), "{words:?}");
        String::from_utf8(stdout).expect("text")
    }

    fn serve(&mut self) -> String {
        self.cargo(&["build", "--quiet", "--bin", "server"]);
        let program = self.target.join("debug/server");
        self.server = Some(Server(Command::new(program).spawn().expect("the server starts")));
        let listens = || {
            TcpStream::connect(self.address).is_ok() || {
                sleep(Duration::from_millis(20));
                false
            }
        };
        assert!((0..500).any(|_| listens()), "the server does not listen");
        String::new()
    }

    fn cargo(&self, words: &[&str]) -> String {
        let mut command = Command::new("cargo");
        command.args(words).current_dir(self.path()).env("CARGO_TARGET_DIR", &self.target);
        // As in this repository, so that what both need is built once.
        command.env("CARGO_PROFILE_DEV_DEBUG", "line-tables-only");
        let output = command.output().expect("cargo");
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && !told.contains("warning"), "cargo {words:?}:\n{told}");
        String::from_utf8(output.stdout).expect("text")
    }
}

#[test]
fn the_tutorial_does_what_it_says() {
    let page = fs::read_to_string(repository().join("generator/docs/tutorial.md")).expect("the page");
    // Another port: the page's own may be taken here.
    let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port");
    let page = page.replace("127.0.0.1:8080", &free.to_string());
    let folder = tempfile::tempdir().expect("a folder");
    // The versions that this repository is tested with, so that nothing else is built.
    fs::copy(repository().join("Cargo.lock"), folder.path().join("Cargo.lock")).expect("the lock");
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("tmp stands below target").to_owned();
    let mut desk = Desk { folder, target, address: free, server: None };
    let (mut files, mut runs) = (0, 0);
    for block in blocks(&page) {
        match block.info.split_once(' ') {
            Some(("diff", name)) => desk.edit(name, &block.text),
            Some((_, name)) => {
                desk.write(name, &block.text);
                files += 1;
            }
            None if block.info == "console" => {
                for (command, printed) in commands(&block.text) {
                    assert_eq!(desk.run(command), printed, "{command}");
                    runs += 1;
                }
            }
            None => assert_eq!(block.info, "sh", "a block that nobody tries:\n{}", block.text),
        }
    }
    assert_eq!((files, runs), (5, 8), "blocks are found by their fences");
}
