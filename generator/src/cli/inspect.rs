//! `bindery inspect`.

use super::args::{FindingsFormat, Inspect, Stage};
use super::project::{self, NO_PROJECT};
use super::session::Session;
use super::terminal::Terminal;
use super::{Exit, args};
use crate::config::Config;
use crate::diagnostics::Strictness;
use crate::source::JsonPointer;
use crate::{Stages, api, plan};

pub(super) fn run(args: &Inspect, terminal: &mut Terminal<'_>) -> Exit {
    let mut session = Session::new(Strictness::Normal, FindingsFormat::Text);
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
    let texts: Vec<String> =
        outcomes.iter().map(|outcome| text(&outcome.stages, args.stage, args.only.as_deref())).collect();
    let exit = session.close(terminal);
    let found: Vec<_> = texts.iter().zip(&tasks).filter(|(text, _)| !text.is_empty()).collect();
    for (text, task) in &found {
        if found.len() > 1 {
            terminal.print(&format!("# {}\n", task.document.display()));
        }
        terminal.print(text);
    }
    match &args.only {
        Some(name) if exit == Exit::Fine && texts.iter().all(String::is_empty) => {
            terminal.say(&format!("error: nothing is called `{name}` {}\n", phase(args.stage)));
            Exit::Findings
        }
        _ => exit,
    }
}

/// A stage as text; empty if the work did not come that far or has nothing of that name.
fn text(stages: &Stages, stage: args::Stage, only: Option<&str>) -> String {
    let text = match stage {
        Stage::Tree => stages.document.as_ref().and_then(|document| {
            let pointer = only.unwrap_or_default();
            let pointer = JsonPointer::parse(pointer.strip_prefix('#').unwrap_or(pointer))?;
            document.root.at(&pointer.segments()).map(|node| node.to_pretty_json())
        }),
        Stage::Api => stages.api.as_ref().map(|api| api::dump::dump(api, only)),
        Stage::Plan => stages.plan.as_ref().map(|plan| plan::dump::dump(plan, only)),
    };
    let mut text = text.unwrap_or_default();
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

fn phase(stage: Stage) -> &'static str {
    match stage {
        Stage::Tree => "in the document; a place is named by its pointer, such as `/info/title`",
        Stage::Api => "among schemas and operations",
        Stage::Plan => "among types and methods",
    }
}
