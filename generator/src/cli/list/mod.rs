//! `bindery list`.

mod rows;

use super::Exit;
use super::args::{FindingsFormat, List, ReportFormat};
use super::project::{self, NO_PROJECT};
use super::session::Session;
use super::terminal::Terminal;
use crate::config::Config;
use crate::diagnostics::Strictness;
use rows::Row;

pub(super) fn run(args: &List, terminal: &mut Terminal<'_>) -> Exit {
    let findings = match args.format {
        ReportFormat::Text => FindingsFormat::Text,
        ReportFormat::Json => FindingsFormat::Json,
    };
    let mut session = Session::new(Strictness::Normal, findings);
    let folder = terminal.folder();
    let tasks = match &args.document {
        Some(given) => {
            let task = project::document(&mut session, folder, given, &args.files, Config::default());
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
    // Findings about the document are the business of `report` and `check`, unless they are why nothing is listed.
    let exit = if session.diagnostics.has_errors() { session.close(terminal) } else { Exit::Fine };
    let lists = tasks.iter().zip(&outcomes).filter_map(|(task, outcome)| {
        let stages = &outcome.stages;
        let (api, plan) = (stages.api.as_ref()?, stages.plan.as_ref()?);
        Some((task.document.display().to_string(), rows::rows(args.of, api, plan)))
    });
    let lists: Vec<(String, Vec<Row>)> = lists.collect();
    terminal.print(&match args.format {
        ReportFormat::Text => text(&lists),
        ReportFormat::Json => {
            let rows = lists.iter().flat_map(|(document, rows)| rows.iter().map(move |row| row.to_json(document)));
            format!("{:#}\n", serde_json::Value::from(rows.collect::<Vec<_>>()))
        }
    });
    exit
}

/// Columns of equal width; with several documents, each below its name.
fn text(lists: &[(String, Vec<Row>)]) -> String {
    let mut out = String::new();
    for (document, rows) in lists {
        if lists.len() > 1 {
            out.push_str(&format!("# {document}\n"));
        }
        out.push_str(&rows::aligned(rows));
    }
    out
}
