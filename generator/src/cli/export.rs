//! `bindery export`.

use std::path::Path;

use super::Exit;
use super::args::{Export, FindingsFormat, Notation};
use super::project::{self, Place};
use super::session::Session;
use super::terminal::Terminal;
use crate::config::Config;
use crate::diagnostics::{Diagnostic, Strictness, codes};
use crate::{Stages, export};

pub(super) fn run(args: &Export, terminal: &mut Terminal<'_>) -> Exit {
    let mut session = Session::new(Strictness::Normal, FindingsFormat::Text);
    let folder = terminal.folder();
    let task = project::document(&mut session, folder, &args.document, &args.files, Config::default());
    let tasks: Vec<_> = task.into_iter().collect();
    let outcomes = session.generate(&tasks);
    let stages = outcomes.first().map(|outcome| &outcome.stages);
    if let Some(refused) = stages.and_then(|stages| stages.document.as_ref()).and_then(export::refused) {
        session.diagnostics.push(refused);
    }
    let mut text = None;
    if let Some(Stages { document: Some(document), api: Some(api), plan: Some(plan) }) =
        outcomes.first().map(|outcome| &outcome.stages)
        && !session.diagnostics.has_errors()
    {
        let tree = export::export(document, api, plan, &session.diagnostics);
        text = Some(match notation(args) {
            Notation::Json => format!("{}\n", tree.to_pretty_json()),
            Notation::Yaml => tree.to_yaml(),
        });
    }
    let mut printed = text;
    if let (Some(output), Some(text)) = (&args.output, &printed) {
        let place = Place::new(folder, output);
        if let Err(error) = std::fs::write(&place.path, text) {
            let message = format!("`{}` cannot be written: {error}", place.shown.display());
            session.diagnostics.push(Diagnostic::without_place(&codes::OA603, message));
        }
        printed = None;
    }
    let exit = session.close(terminal);
    terminal.print(&printed.unwrap_or_default());
    exit
}

/// What is asked for, else what the ending of a name says: that of the output, or else of the document.
fn notation(args: &Export) -> Notation {
    let named = args.output.as_deref().unwrap_or(&args.document);
    let is_json = |path: &Path| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
    args.format.unwrap_or(if is_json(named) { Notation::Json } else { Notation::Yaml })
}
