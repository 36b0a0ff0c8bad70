//! `bindery completions`.

use clap::CommandFactory as _;

use super::Exit;
use super::args::{Completions, Words};
use super::terminal::Terminal;

pub(super) fn run(args: &Completions, terminal: &mut Terminal<'_>) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Words::command(), "bindery", &mut script);
    terminal.print(&String::from_utf8_lossy(&script));
    Exit::Fine
}
