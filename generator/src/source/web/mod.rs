//! Texts of other hosts: which may be asked for, where they are kept once they have been, and what may come.
//!
//! Nothing here reaches a network. A door may give a [`Fetch`]; without one, what is kept is all there is.

mod address;
mod fetch;
mod host;
mod kept;
mod library;
mod lock;

use std::path::PathBuf;
use std::sync::Arc;

pub use address::{Improper, WebAddress};
pub use fetch::{Answer, Failure, Fetch, Question};
pub use host::{Host, Hosts, Nets, is_public};
pub use kept::{Digest, FOLDER, kept_name};
pub use library::{About, Asking, Library, PROJECT, Taken};
pub use lock::{Entry, LOCK, Lock, LockFault};

/// What a document may take from other hosts.
#[derive(Debug, Clone, Default)]
pub enum Web {
    /// Nothing.
    #[default]
    Nothing,
    /// What is locked and kept, whatever its host is: for builds, which ask nobody.
    Kept(Shelfmark),
    /// Texts of these hosts.
    Of(Shelfmark, Hosts),
}

/// A library, and what it calls the document.
#[derive(Debug, Clone)]
pub struct Shelfmark {
    /// Where the texts are.
    pub library: Arc<Library>,
    /// The document, from the folder of the lock file, or its address.
    pub document: String,
}

/// Why a text of another host is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WebRefusal {
    /// It is no address that is ever asked for.
    Improper(Improper),
    /// Its host is not allowed.
    NotAllowed(Host),
    /// It is not kept, and this run does not ask for it.
    NotKept(WebAddress, Silence),
    /// It is kept, and this program cannot tell whether it is what the lock file says.
    Unchecked(WebAddress),
    /// It was asked for and did not come, for this reason.
    Failed(WebAddress, String),
    /// It is not what the lock file says.
    Changed(Box<Change>),
    /// The lock file or a kept file cannot be read.
    Unreadable(PathBuf, String),
    /// A text of another host refers to a file of this machine.
    Inward,
}

/// A text that is not what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its address.
    pub address: WebAddress,
    /// The hash in the lock file.
    pub locked: Digest,
    /// The hash of what is there.
    pub found: Digest,
    /// The file that holds it; none if it has just come from its host.
    pub kept: Option<PathBuf>,
}

/// Why a run asks nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Silence {
    /// The command never does.
    Command,
    /// The user wants it so.
    Offline,
    /// It is a build.
    Build,
    /// This program cannot.
    Unable,
}

impl Web {
    /// Whether a text may be taken.
    ///
    /// # Errors
    /// Its host is not allowed.
    pub fn allows(&self, address: &WebAddress) -> Result<Nets, WebRefusal> {
        let refused = || WebRefusal::NotAllowed(address.host().clone());
        match self {
            Web::Nothing => Err(refused()),
            Web::Kept(_) => Ok(Nets::Public),
            Web::Of(_, hosts) => hosts.nets(address.host()).ok_or_else(refused),
        }
    }

    /// Takes a text: the kept one, or else that of its host.
    ///
    /// # Errors
    /// It is not to be had, or not the right one.
    pub fn take(&self, address: &WebAddress) -> Result<Arc<Taken>, WebRefusal> {
        let nets = self.allows(address)?;
        match self {
            Web::Nothing => Err(WebRefusal::NotAllowed(address.host().clone())),
            Web::Kept(mark) | Web::Of(mark, _) => mark.library.take(address, nets, &mark.document),
        }
    }
}
