//! The texts of other hosts that a run has: those that are locked and kept, and those that it asks for.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use super::fetch::{Fetch, fetch};
use super::{Change, Digest, Entry, FOLDER, LOCK, Lock, Nets, Silence, WebAddress, WebRefusal, kept_name};
use crate::source::shelf::MOST_BYTES;

/// The name of the file that makes a folder a project.
pub const PROJECT: &str = "bindery.toml";

/// Whether a run asks hosts.
#[derive(Debug, Clone)]
pub enum Asking {
    /// Never.
    Never(Silence),
    /// For what is not kept.
    ForMissing(Arc<dyn Fetch>),
    /// For everything, as if nothing were kept.
    Anew(Arc<dyn Fetch>),
}

/// A text of another host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Their hash.
    pub digest: Digest,
    /// Where it is: references in it begin there.
    pub at: WebAddress,
    /// The file that it is kept in, or will be.
    pub kept: PathBuf,
}

/// Which documents a run is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// All of a project: what no document of the run takes is taken by nobody.
    All,
    /// These.
    These(BTreeSet<String>),
}

/// Texts with the documents that took them.
type Used = BTreeMap<WebAddress, (Arc<Taken>, BTreeSet<String>)>;
/// A text that is being asked for, or has been.
type Slot = Arc<OnceLock<Result<Arc<Taken>, WebRefusal>>>;

/// What a folder has from other hosts. Several documents may take from it at once; each text is asked for once.
#[derive(Debug)]
pub struct Library {
    folder: PathBuf,
    shown: PathBuf,
    asking: Asking,
    lock: OnceLock<Result<Lock, WebRefusal>>,
    slots: Mutex<BTreeMap<(WebAddress, Nets), Slot>>,
    used: Mutex<Used>,
}

/// A guard, also where a thread broke down that held it: what it guards is whole at all times.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Library {
    /// That of a folder, which messages call `shown`.
    pub fn new(folder: impl Into<PathBuf>, shown: impl Into<PathBuf>, asking: Asking) -> Self {
        Self {
            folder: folder.into(),
            shown: shown.into(),
            asking,
            lock: OnceLock::new(),
            slots: Mutex::default(),
            used: Mutex::default(),
        }
    }

    /// The folder of the library of a document: the nearest project, else the document's own folder. All links resolved.
    pub fn home(document_folder: &Path) -> PathBuf {
        let folder = fs::canonicalize(document_folder).unwrap_or_else(|_| document_folder.to_owned());
        let project = folder.ancestors().find(|folder| folder.join(PROJECT).is_file()).map(Path::to_owned);
        project.unwrap_or(folder)
    }

    /// What a library in this folder calls a document.
    pub fn mark(folder: &Path, document: &Path) -> String {
        let parent = document.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let parent = fs::canonicalize(parent).unwrap_or_else(|_| parent.to_owned());
        let way = parent.strip_prefix(folder).unwrap_or(&parent).join(document.file_name().unwrap_or_default());
        let parts: Vec<_> = way.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        parts.join("/")
    }

    /// Its folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What messages call its folder.
    pub fn shown(&self) -> &Path {
        &self.shown
    }

    /// What the run has taken, and what for.
    pub fn used(&self) -> Used {
        held(&self.used).clone()
    }

    /// The lock file as it is now. One that cannot be read counts for nothing where everything is taken anew.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn read_lock(&self) -> Result<Lock, WebRefusal> {
        let unreadable = |message: String| WebRefusal::Unreadable(self.shown.join(LOCK), message);
        let read = match fs::read_to_string(self.folder.join(LOCK)) {
            Ok(text) => {
                Lock::read(&text).map_err(|fault| unreadable(format!("line {}: {}", fault.line, fault.message)))
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Lock::default()),
            Err(error) => Err(unreadable(error.to_string())),
        };
        match self.asking {
            Asking::Anew(_) => Ok(read.unwrap_or_default()),
            _ => read,
        }
    }

    /// What the lock file is to say after this run.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn settled(&self, before: &Lock, about: &About) -> Lock {
        let mut lock = Lock::default();
        for (address, entry) in &before.entries {
            let left: BTreeSet<String> = match about {
                About::All => BTreeSet::new(),
                About::These(documents) => entry.documents.difference(documents).cloned().collect(),
            };
            if !left.is_empty() {
                lock.entries.insert(address.clone(), Entry { documents: left, ..entry.clone() });
            }
        }
        for (address, (taken, documents)) in held(&self.used).iter() {
            let at = Some(taken.at.clone()).filter(|at| at != address);
            let known = lock.entries.remove(address).map(|entry| entry.documents).unwrap_or_default();
            let documents = known.union(documents).cloned().collect();
            let bytes = taken.bytes.len() as u64;
            lock.entries.insert(address.clone(), Entry { digest: taken.digest, bytes, at, documents });
        }
        lock
    }

    /// Takes a text for a document.
    pub(super) fn take(&self, address: &WebAddress, nets: Nets, document: &str) -> Result<Arc<Taken>, WebRefusal> {
        let slot = Arc::clone(held(&self.slots).entry((address.clone(), nets)).or_default());
        let taken = slot.get_or_init(|| self.get(address, nets).map(Arc::new)).clone()?;
        let mut used = held(&self.used);
        let (_, documents) = used.entry(address.clone()).or_insert_with(|| (Arc::clone(&taken), BTreeSet::new()));
        documents.insert(document.to_owned());
        Ok(taken)
    }

    fn get(&self, address: &WebAddress, nets: Nets) -> Result<Taken, WebRefusal> {
        let lock = self.lock.get_or_init(|| self.read_lock()).as_ref().map_err(Clone::clone)?;
        let entry = lock.entries.get(address);
        let (asker, locked) = match &self.asking {
            Asking::Anew(asker) => (Ok(asker), None),
            Asking::ForMissing(asker) => (Ok(asker), entry),
            Asking::Never(silence) => (Err(*silence), entry),
        };
        if let Some(entry) = locked
            && let Some(kept) = self.kept(address, entry)?
        {
            return Ok(kept);
        }
        let asker = asker.map_err(|silence| WebRefusal::NotKept(address.clone(), silence))?;
        let failed = |message| WebRefusal::Failed(address.clone(), message);
        let (bytes, at) = fetch(asker.as_ref(), address, nets, MOST_BYTES).map_err(failed)?;
        let found = Digest::of(&bytes).ok_or_else(|| WebRefusal::Unchecked(address.clone()))?;
        match locked.map(|entry| entry.digest).filter(|locked| *locked != found) {
            Some(locked) => {
                let address = address.clone();
                Err(WebRefusal::Changed(Box::new(Change { address, locked, found, kept: None })))
            }
            None => Ok(self.taken(address, bytes, found, at)),
        }
    }

    fn taken(&self, address: &WebAddress, bytes: Vec<u8>, digest: Digest, at: WebAddress) -> Taken {
        Taken { kept: self.folder.join(FOLDER).join(kept_name(address, digest)), bytes, digest, at }
    }

    /// The kept text of an entry, if it is kept.
    fn kept(&self, address: &WebAddress, entry: &Entry) -> Result<Option<Taken>, WebRefusal> {
        let name = kept_name(address, entry.digest);
        let shown = self.shown.join(FOLDER).join(&name);
        let path = self.folder.join(FOLDER).join(&name);
        let mut bytes = Vec::new();
        // A pipe or a device in its place would be waited for.
        let open = fs::metadata(&path)
            .and_then(|found| if found.is_file() { File::open(&path) } else { Err(ErrorKind::InvalidInput.into()) });
        match open.and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes)) {
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(WebRefusal::Unreadable(shown, error.to_string())),
        }
        let found = Digest::of(&bytes).ok_or_else(|| WebRefusal::Unchecked(address.clone()))?;
        if found != entry.digest {
            let (address, locked) = (address.clone(), entry.digest);
            return Err(WebRefusal::Changed(Box::new(Change { address, locked, found, kept: Some(shown) })));
        }
        let at = entry.at.clone().unwrap_or_else(|| address.clone());
        Ok(Some(self.taken(address, bytes, found, at)))
    }
}
