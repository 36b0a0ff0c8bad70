//! `bindery report`.

mod figures;
mod text;

use super::Exit;
use super::args::{FindingsFormat, Report, ReportFormat};
use super::project::{self, NO_PROJECT};
use super::session::Session;
use super::terminal::Terminal;
use crate::config::Config;
use crate::diagnostics::Strictness;
use figures::Figures;

pub(super) fn run(args: &Report, terminal: &mut Terminal<'_>) -> Exit {
    let findings = match args.format {
        ReportFormat::Text => FindingsFormat::Text,
        ReportFormat::Json => FindingsFormat::Json,
    };
    let mut session = Session::new(Strictness::Normal, findings);
    let folder = terminal.folder();
    let tasks = match &args.document {
        Some(given) => {
            let config = Config { selection: args.part.selection(), ..Config::default() };
            let task = project::document(&mut session, folder, given, &args.files, config);
            task.into_iter().collect()
        }
        None => match project::tasks(&mut session, folder) {
            Some(tasks) => tasks,
            None => {
                terminal.say(NO_PROJECT);
                return Exit::Usage;
            }
        },
    };
    let outcomes = session.generate(&tasks);
    let figures: Vec<Figures> =
        tasks.iter().zip(&outcomes).map(|(task, outcome)| Figures::new(task, outcome, &session.sources)).collect();
    let exit = session.close(terminal);
    terminal.print(&match args.format {
        ReportFormat::Text => figures.iter().map(text::text).collect::<Vec<_>>().join("\n"),
        ReportFormat::Json => {
            let all: Vec<_> = figures.iter().map(Figures::to_json).collect();
            format!("{:#}\n", serde_json::Value::from(all))
        }
    });
    exit
}
