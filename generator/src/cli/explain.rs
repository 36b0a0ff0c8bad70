//! `bindery explain`.

use super::Exit;
use super::args::Explain;
use super::terminal::Terminal;
use crate::config::{keys, nearest};
use crate::diagnostics::{Code, codes};

pub(super) fn run(args: &Explain, terminal: &mut Terminal<'_>) -> Exit {
    if args.config_schema {
        terminal.print(&keys::json_schema());
        return Exit::Fine;
    }
    let Some(word) = &args.code else {
        terminal.print(&codes::ALL.iter().map(|code| line(code)).collect::<String>());
        return Exit::Fine;
    };
    let Some(code) = codes::find(word) else {
        let known = codes::ALL.iter().flat_map(|code| [code.id, code.name]);
        let help = match nearest(word, known) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "`bindery explain` lists all codes".to_owned(),
        };
        terminal.say(&format!("error: no code is called `{word}`\n\n{help}\n"));
        return Exit::Usage;
    };
    terminal.print(&page(code));
    Exit::Fine
}

fn line(code: &Code) -> String {
    format!("{}  {:<8} {:<28} {}\n", code.id, code.severity.word(), code.name, code.title)
}

fn page(code: &Code) -> String {
    // The page's own heading says no more than the line above it.
    let text = match code.doc.split_once('\n') {
        Some((heading, rest)) if heading.starts_with("# ") => rest,
        _ => code.doc,
    };
    let mut page = format!("{}[{}] {}: {}\n", code.severity.word(), code.id, code.name, code.title);
    for part in [text.trim(), code.help] {
        if !part.is_empty() {
            page.push_str(&format!("\n{part}\n"));
        }
    }
    page
}
