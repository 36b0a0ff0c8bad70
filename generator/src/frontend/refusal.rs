//! References that lead to no file, in words.

use crate::diagnostics::{Diagnostic, Label, codes};
use crate::source::{Origin, Refusal};

use super::far::far;

/// The finding for a reference that leads out of its file, at the place of its text.
pub(super) fn refused(refusal: &Refusal, reference: &str, place: &Origin) -> Diagnostic {
    let found = |code, message: String, label: &str| Diagnostic::new(code, message, Label::value(place, label));
    match refusal {
        Refusal::NoFolder => {
            let message = format!("`{reference}` leaves the document");
            found(&codes::OA103, message, "external reference").help("bundle the document into one file first")
        }
        Refusal::NoFile => {
            let message = format!("`{reference}` leaves the document, and its address names no file");
            found(&codes::OA103, message, "external reference")
        }
        Refusal::Web(refusal) => {
            let (code, message, help) = far(refusal, reference);
            found(code, message, "not taken").help(help)
        }
        Refusal::Outside { root, link } => {
            let root = if root.as_os_str().is_empty() { ".".into() } else { root.display().to_string() };
            let message = if *link {
                format!("`{reference}` is a link that leads out of the folder `{root}`")
            } else {
                format!("`{reference}` leads out of the folder `{root}`")
            };
            found(&codes::OA105, message, "not read")
        }
        Refusal::Missing { file, near } => {
            let found = found(&codes::OA106, format!("there is no file `{}`", file.display()), "leads there");
            match near {
                _ if reference.contains('\\') => {
                    let file = reference.split_once('#').map_or(reference, |(file, _)| file);
                    found.help(format!(
                        "a reference is an address, with `/` on every system: `{}`",
                        file.replace('\\', "/")
                    ))
                }
                Some(near) => found.help(format!("did you mean `{near}`?")),
                None => found.help("a reference is relative to the file that it stands in"),
            }
        }
        Refusal::NotPlain(file) => {
            let message = format!("`{}` is a folder or a device, not a file", file.display());
            found(&codes::OA106, message, "leads there")
        }
        Refusal::NotText(file) => {
            found(&codes::OA106, format!("`{}` is not UTF-8 text", file.display()), "leads there")
        }
        Refusal::Failed(file, error) => {
            found(&codes::OA106, format!("`{}` cannot be read: {error}", file.display()), "leads there")
        }
        Refusal::Excess(message) => {
            found(&codes::OA007, message.clone(), "not read").help("split the API into documents of their own")
        }
    }
}
