//! The files beside a document: where a reference leads on the disk, and the reading of what is there. Nothing outside
//! of the root folder is read, whatever a document says.

use std::fs::{self, File};
use std::io::{ErrorKind, Read as _};
use std::path::{Component, Path, PathBuf};

use super::SourceText;
use super::address::{percent_decoded, scheme};
use super::distance;
use super::web::{Improper, Web, WebAddress, WebRefusal};

/// The largest file that is read beside a document, in bytes.
pub(super) const MOST_BYTES: u64 = 64 << 20;
/// How many bytes are read beside a document, all files together.
const MOST_BYTES_OF_ALL: u64 = 256 << 20;
/// How many files are read beside a document.
const MOST_FILES: usize = 10_000;
/// Names of a folder among which one like a missing one is looked for.
const MOST_NAMES: usize = 1_000;
/// How names of files end that documents are made of.
const NOTATIONS: [&str; 3] = [".yaml", ".yml", ".json"];

/// How far the references of a document may lead.
#[derive(Debug, Clone, Default)]
pub struct Reach {
    /// The folder below which all files stand; none: the document's own.
    pub root: Option<PathBuf>,
    /// What messages call it; none: its path.
    pub shown_root: Option<PathBuf>,
    /// What may be taken from other hosts.
    pub web: Web,
}

/// Where a file stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Location {
    /// On the disk; absolute, links resolved.
    Disk(PathBuf),
    /// At another host.
    Web(WebAddress),
}

/// Why a reference leads to no file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The document has no folder.
    NoFolder,
    /// The address is of a kind that names no file, such as `urn:`.
    NoFile,
    /// The text of another host is not to be had.
    Web(WebRefusal),
    /// The way leaves the root folder.
    Outside {
        /// The root folder, as users know it.
        root: PathBuf,
        /// Whether a link of the file system leads out.
        link: bool,
    },
    /// There is no such file.
    Missing {
        /// The file, as users would know it.
        file: PathBuf,
        /// A file of its folder with a name like it.
        near: Option<String>,
    },
    /// It is a folder or a device.
    NotPlain(PathBuf),
    /// It is not UTF-8.
    NotText(PathBuf),
    /// The file system does not let it be read, in its words.
    Failed(PathBuf, String),
    /// It, or all together, pass a limit.
    Excess(String),
}

/// The files that a document may refer to.
#[derive(Debug)]
pub struct Shelf {
    /// Those of this machine; none for a document of another host.
    disk: Option<Disk>,
    /// The document.
    main: Location,
    /// Those of other hosts.
    web: Web,
    files: usize,
    bytes: u64,
}

/// The folders of a document.
#[derive(Debug)]
struct Disk {
    /// The root folder, links resolved.
    root: PathBuf,
    /// The same as users know it.
    shown_root: PathBuf,
    /// Where the document is, and where if links lead to it.
    main: PathBuf,
    main_real: Option<PathBuf>,
    /// The folder of the document, links resolved, and as users know it.
    folder: (PathBuf, PathBuf),
}

impl Shelf {
    /// The shelf of a document that was read at `path` and that users know as `name`. None if it has no folder.
    pub fn of(path: Option<&Path>, name: &Path, reach: &Reach) -> Option<Result<Self, Refusal>> {
        let disk = Disk::of(path, name, reach)?;
        Some(disk.map(|disk| Self {
            main: Location::Disk(disk.main.clone()),
            disk: Some(disk),
            web: reach.web.clone(),
            files: 0,
            bytes: 0,
        }))
    }

    /// The shelf of a document of another host: it reaches no file of this machine.
    pub fn of_web(address: &WebAddress, reach: &Reach) -> Self {
        Self { disk: None, main: Location::Web(address.clone()), web: reach.web.clone(), files: 0, bytes: 0 }
    }

    /// Where the document stands.
    pub fn main(&self) -> &Location {
        &self.main
    }

    /// Where the address of a reference leads, its fragment left out, from the file it stands in. A file of this machine
    /// is there; that of another host may be asked for.
    ///
    /// # Errors
    /// The way leaves the root folder, or no file stands at its end, or the host is not allowed.
    pub fn find(&self, from: &Location, address: &str) -> Result<Location, Refusal> {
        let named = match scheme(address) {
            None if address.starts_with("//") => Some(WebAddress::parse(&format!("https:{address}"))),
            Some((scheme, _)) if matches!(scheme.as_str(), "http" | "https") => Some(WebAddress::parse(address)),
            _ => None,
        };
        match (named, from, &self.disk) {
            (Some(named), ..) => self.at_host(named),
            (None, Location::Web(from), _) => match scheme(address) {
                None => self.at_host(from.resolve(address)),
                Some((scheme, _)) if scheme == "file" => Err(Refusal::Web(WebRefusal::Inward)),
                Some(_) => Err(Refusal::NoFile),
            },
            (None, Location::Disk(from), Some(disk)) => disk.find(from, address).map(Location::Disk),
            (None, Location::Disk(_), None) => Err(Refusal::NoFolder),
        }
    }

    fn at_host(&self, address: Result<WebAddress, Improper>) -> Result<Location, Refusal> {
        let address = address.map_err(WebRefusal::Improper).map_err(Refusal::Web)?;
        self.web.allows(&address).map_err(Refusal::Web)?;
        Ok(Location::Web(address))
    }

    /// Reads a file that has been found, and says where it stands: a host may have it elsewhere than where it was asked
    /// for.
    ///
    /// # Errors
    /// It is no plain file of text, or a limit is passed.
    pub fn read(&mut self, at: &Location) -> Result<(SourceText, Location), Refusal> {
        if self.files >= MOST_FILES {
            return Err(Refusal::Excess(format!("the document refers to more than {MOST_FILES} files")));
        }
        self.files += 1;
        match at {
            Location::Disk(path) => {
                let shown = self.disk.as_ref().map_or_else(|| path.clone(), |disk| disk.shown(path));
                let bytes = plain_file(path, &shown)?;
                self.weigh(bytes.len())?;
                let text = String::from_utf8(bytes).map_err(|_| Refusal::NotText(shown.clone()))?;
                Ok((SourceText::new(shown, text, Some(path.clone())), at.clone()))
            }
            Location::Web(address) => {
                let taken = self.web.take(address).map_err(Refusal::Web)?;
                self.weigh(taken.bytes.len())?;
                let text = SourceText::of_web(&taken).ok_or_else(|| Refusal::NotText(address.as_str().into()))?;
                Ok((text, Location::Web(taken.at.clone())))
            }
        }
    }

    fn weigh(&mut self, length: usize) -> Result<(), Refusal> {
        self.bytes += length as u64;
        if self.bytes > MOST_BYTES_OF_ALL {
            let mebibytes = MOST_BYTES_OF_ALL >> 20;
            return Err(Refusal::Excess(format!("the files of the document are larger than {mebibytes} MiB together")));
        }
        Ok(())
    }

    /// A file by its way from the root folder, or its address; the same on every machine.
    pub fn name(&self, at: &Location) -> String {
        match (at, &self.disk) {
            (Location::Web(address), _) => address.as_str().to_owned(),
            (Location::Disk(path), disk) => {
                let way = disk.as_ref().and_then(|disk| path.strip_prefix(&disk.root).ok()).unwrap_or(path);
                let parts: Vec<_> = way.components().map(|part| part.as_os_str().to_string_lossy()).collect();
                parts.join("/")
            }
        }
    }
}

/// The bytes of a file of this machine.
fn plain_file(path: &Path, shown: &Path) -> Result<Vec<u8>, Refusal> {
    let failed = |error: std::io::Error| Refusal::Failed(shown.to_owned(), error.to_string());
    // To open a pipe would be to wait for somebody to write into it.
    if !fs::metadata(path).map_err(failed)?.is_file() {
        return Err(Refusal::NotPlain(shown.to_owned()));
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(failed)?;
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > MOST_BYTES {
        let mebibytes = MOST_BYTES >> 20;
        return Err(Refusal::Excess(format!("`{}` is larger than {mebibytes} MiB", shown.display())));
    }
    Ok(bytes)
}

impl Disk {
    fn of(path: Option<&Path>, name: &Path, reach: &Reach) -> Option<Result<Self, Refusal>> {
        let parent = |path: &Path| match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
            _ => PathBuf::from("."),
        };
        let (own, shown) = match (path, &reach.root) {
            (Some(path), _) => (parent(path), name.parent().map(Path::to_owned).unwrap_or_default()),
            (None, Some(root)) => (root.clone(), root.clone()),
            (None, None) => return None,
        };
        let shown_root = reach.shown_root.clone().or_else(|| reach.root.clone()).unwrap_or_else(|| shown.clone());
        let real = |folder: &Path, shown: &Path| {
            fs::canonicalize(folder).map_err(|error| Refusal::Failed(shown.to_owned(), error.to_string()))
        };
        let open = || {
            let folder = real(&own, &shown)?;
            let root = match &reach.root {
                Some(root) => real(root, &shown_root)?,
                None => folder.clone(),
            };
            let main = path.and_then(Path::file_name).map_or_else(|| folder.clone(), |file| folder.join(file));
            let main_real = fs::canonicalize(&main).ok();
            Ok(Self { root, shown_root, main, main_real, folder: (folder, shown.clone()) })
        };
        Some(open())
    }

    /// The file at the end of an address that names no host.
    fn find(&self, from: &Path, address: &str) -> Result<PathBuf, Refusal> {
        let (path, start) = match scheme(address) {
            None if address.starts_with('/') => (address, PathBuf::from("/")),
            None => (address, from.parent().unwrap_or(&self.root).to_owned()),
            Some((scheme, rest)) => match (scheme.as_str(), rest.strip_prefix("//")) {
                ("file", None) => (rest, PathBuf::from("/")),
                ("file", Some(rest)) => match rest.strip_prefix("localhost").unwrap_or(rest) {
                    path if path.starts_with('/') => (path, PathBuf::from("/")),
                    _ => return Err(Refusal::Web(WebRefusal::Improper(Improper::Scheme))),
                },
                _ => return Err(Refusal::NoFile),
            },
        };
        self.on_disk(path, start)
    }

    /// The file at the end of a path, by the rules of addresses: `..` undoes the segment before it.
    fn on_disk(&self, path: &str, start: PathBuf) -> Result<PathBuf, Refusal> {
        let outside = |link| Refusal::Outside { root: self.shown_root.clone(), link };
        let mut way = start;
        for segment in path.split('/') {
            let segment = percent_decoded(segment).ok_or(Refusal::NoFile)?;
            match segment.as_str() {
                "" | "." => {}
                ".." => {
                    way.pop();
                }
                name => {
                    let mut parts = Path::new(name).components();
                    let (Some(Component::Normal(part)), None) = (parts.next(), parts.next()) else {
                        return Err(outside(false));
                    };
                    way.push(part);
                }
            }
        }
        if way == self.main {
            return Ok(way);
        }
        // Before the disk is touched: even to ask for a file may tell others something.
        if !way.starts_with(&self.root) {
            return Err(outside(false));
        }
        match fs::canonicalize(&way) {
            Ok(real) if self.main_real.as_ref() == Some(&real) => Ok(self.main.clone()),
            Ok(real) if real.starts_with(&self.root) => Ok(real),
            Ok(_) => Err(outside(true)),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                Err(Refusal::Missing { near: self.near(&way), file: self.shown(&way) })
            }
            Err(error) => Err(Refusal::Failed(self.shown(&way), error.to_string())),
        }
    }

    /// A name in the folder of a missing file that is like it.
    fn near(&self, missing: &Path) -> Option<String> {
        let folder = fs::canonicalize(missing.parent()?).ok().filter(|folder| folder.starts_with(&self.root))?;
        let wanted = missing.file_name()?.to_str()?.to_lowercase();
        // The same file in the other notation is what is most often meant.
        let stem = NOTATIONS.iter().find_map(|end| wanted.strip_suffix(end)).unwrap_or(&wanted);
        let entries = fs::read_dir(folder).ok()?.take(MOST_NAMES);
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let near = names.filter_map(|name| {
            let lower = name.to_lowercase();
            let distance = distance(&wanted, &lower);
            let other = NOTATIONS.iter().any(|end| lower.strip_suffix(end) == Some(stem));
            (other || distance <= (wanted.len() / 3).max(1)).then_some((!other, distance, name))
        });
        near.min().map(|(.., name)| name)
    }

    /// A path as users know it: from the folder that they know the document by.
    fn shown(&self, path: &Path) -> PathBuf {
        let (folder, shown) = &self.folder;
        let mut up = PathBuf::new();
        for above in folder.ancestors() {
            if let Ok(below) = path.strip_prefix(above) {
                return tidy(&shown.join(up).join(below));
            }
            up.push("..");
        }
        path.to_owned()
    }
}

/// A path without the steps that `..` undoes.
fn tidy(path: &Path) -> PathBuf {
    let mut tidy = PathBuf::new();
    for part in path.components() {
        let undone =
            part == Component::ParentDir && matches!(tidy.components().next_back(), Some(Component::Normal(_)));
        if undone {
            tidy.pop();
        } else if part != Component::CurDir {
            tidy.push(part);
        }
    }
    tidy
}
