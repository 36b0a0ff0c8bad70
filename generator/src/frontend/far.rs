//! Texts of other hosts that are not there, in words.

use crate::diagnostics::{Code, codes};
use crate::source::{Change, FOLDER, Host, Improper, LOCK, Silence, WebAddress, WebRefusal};

/// The code, the message and the help for what names a text of another host, be it a reference or a document.
pub fn far(refusal: &WebRefusal, named: &str) -> (&'static Code, String, String) {
    match refusal {
        WebRefusal::Improper(why) => improper(*why, named),
        WebRefusal::NotAllowed(host) => not_allowed(host, named),
        WebRefusal::NotKept(address, silence) => not_kept(address, *silence),
        WebRefusal::Unchecked(address) => {
            let message = format!("`{address}` is kept, and `bindery` without the feature `lock` cannot check it");
            (&codes::OA108, message, "add `features = [\"lock\"]` to the build dependency".to_owned())
        }
        WebRefusal::Failed(address, why) => {
            let help = "try again, or copy the file next to the document and let the reference lead there";
            (&codes::OA109, format!("`{address}` cannot be taken: {why}"), help.to_owned())
        }
        WebRefusal::Changed(change) => {
            let Change { address, locked, found, kept } = change.as_ref();
            let (there, help) = match kept {
                Some(file) => (
                    format!("in `{}`", file.display()),
                    "bring the file back as it was, or take all texts anew with `bindery generate --update`",
                ),
                None => ("at its host".to_owned(), "look at what has changed; `bindery generate --update` takes it"),
            };
            let message = format!("`{address}` has changed: `{LOCK}` says sha256 {locked}, {there} it is {found}");
            (&codes::OA110, message, help.to_owned())
        }
        WebRefusal::Unreadable(file, why) => {
            let help = "bring the file back as it was, or write it anew with `bindery generate --update`";
            (&codes::OA110, format!("`{}` cannot be read: {why}", file.display()), help.to_owned())
        }
        WebRefusal::Inward => {
            let message = format!("`{named}` leads from a text of another host to a file of this machine");
            (&codes::OA105, message, "let the reference be relative to the address of the text".to_owned())
        }
    }
}

fn improper(why: Improper, named: &str) -> (&'static Code, String, String) {
    let message = match why {
        Improper::Scheme => format!("`{named}` leads to another host, and not by `https`"),
        Improper::Credentials => {
            "an address holds the name of a user or a password, and no credentials are sent".to_owned()
        }
        Improper::Syntax => format!("`{named}` is no address that can be asked for"),
    };
    let help = match why {
        Improper::Scheme => "nothing is taken but by `https`; or copy the file next to the document",
        Improper::Credentials => "write the address without them, or copy the file next to the document",
        Improper::Syntax => {
            "an address is `https://`, a host in plain letters, and a path with percent signs for what is special"
        }
    };
    (&codes::OA107, message, help.to_owned())
}

fn not_allowed(host: &Host, named: &str) -> (&'static Code, String, String) {
    let message = format!("`{named}` leads to the host `{host}`, which is not allowed");
    let help = format!(
        "allow it with `allow-hosts = [\"{host}\"]` in `bindery.toml`, or `--allow-host {host}` beside a document; or copy the file next \
         to the document"
    );
    (&codes::OA107, message, help)
}

fn not_kept(address: &WebAddress, silence: Silence) -> (&'static Code, String, String) {
    let (why, help) = match silence {
        Silence::Command => ("this command asks nobody", "run `bindery generate`, which takes it, first"),
        Silence::Offline => ("this run asks nobody", "run `bindery generate` once without `--offline`"),
        Silence::Build => (
            "a build asks nobody",
            "run `bindery generate`, or `bindery fetch DOCUMENT`, first, and keep what it leaves under version control",
        ),
        Silence::Unable => (
            "this `bindery` was built without the feature `network`",
            "install it with its default features, and run `bindery generate`",
        ),
    };
    (&codes::OA108, format!("`{address}` is not in `{LOCK}` and the folder `{FOLDER}`, and {why}"), help.to_owned())
}
