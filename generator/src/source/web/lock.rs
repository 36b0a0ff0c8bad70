//! The lock file: which texts documents took from other hosts, and what these texts were.

use std::collections::{BTreeMap, BTreeSet};

use super::{Digest, WebAddress, kept_name};
use crate::source::percent_decoded;

/// The name of the file.
pub const LOCK: &str = "bindery.lock";

const HEAD: &str = "# Texts of other hosts, as they were when `bindery generate` took them.\n\
    # They are kept in the folder `bindery.vendor`; `bindery generate --update` takes them anew.\n";

/// What a lock file says, by address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lock {
    /// The texts.
    pub entries: BTreeMap<WebAddress, Entry>,
}

/// What is known of one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its hash.
    pub digest: Digest,
    /// Its length.
    pub bytes: u64,
    /// Where its host says that it is, if that is another address: references in it begin there.
    pub at: Option<WebAddress>,
    /// The documents that took it.
    pub documents: BTreeSet<String>,
}

/// What is wrong with a lock file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockFault {
    /// The line, from 1.
    pub line: usize,
    /// In words.
    pub message: &'static str,
}

/// An entry that is being read.
struct Open {
    address: WebAddress,
    digest: Option<Digest>,
    bytes: Option<u64>,
    at: Option<WebAddress>,
    documents: BTreeSet<String>,
}

impl Open {
    fn new(address: WebAddress) -> Self {
        Self { address, digest: None, bytes: None, at: None, documents: BTreeSet::new() }
    }

    fn take(&mut self, word: &str, value: &str) -> Option<()> {
        match word {
            "sha256" if self.digest.is_none() => self.digest = Some(Digest::parse(value)?),
            "bytes" if self.bytes.is_none() => self.bytes = Some(value.parse().ok()?),
            "at" if self.at.is_none() => self.at = Some(WebAddress::parse(value).ok()?),
            "for" => self.documents.insert(percent_decoded(value)?).then_some(())?,
            _ => return None,
        }
        Some(())
    }

    fn done(self) -> Option<(WebAddress, Entry)> {
        let entry = Entry { digest: self.digest?, bytes: self.bytes?, at: self.at, documents: self.documents };
        // A text never moves to another host.
        let stays = entry.at.as_ref().is_none_or(|at| at.host() == self.address.host());
        (stays && !entry.documents.is_empty()).then_some((self.address, entry))
    }
}

impl Lock {
    /// Reads the text of a lock file.
    ///
    /// # Errors
    /// The first line that is none of a lock file.
    pub fn read(text: &str) -> Result<Self, LockFault> {
        let mut lock = Self::default();
        let mut open: Option<Open> = None;
        let mut last = 0;
        for (index, line) in text.lines().enumerate().chain([(usize::MAX, "https:")]) {
            let number = if index == usize::MAX { last } else { index };
            let fault = |message| LockFault { line: number + 1, message };
            if line.starts_with("https:") {
                if let Some(entry) = open.take() {
                    let (address, entry) = entry.done().ok_or(fault("the entry above is not whole"))?;
                    if lock.entries.insert(address, entry).is_some() {
                        return Err(fault("the entry above stands twice"));
                    }
                }
                if index < usize::MAX {
                    open = Some(Open::new(WebAddress::parse(line).map_err(|_| fault("this is no address"))?));
                }
            } else if let Some((word, value)) = line.strip_prefix("  ").and_then(|line| line.split_once(' ')) {
                let entry = open.as_mut().ok_or(fault("no address stands above this"))?;
                entry.take(word, value).ok_or(fault("this is not understood"))?;
            } else if !line.is_empty() && !line.starts_with('#') {
                return Err(fault("this is not understood"));
            }
            last = index;
        }
        Ok(lock)
    }

    /// Its text, the same for the same entries.
    pub fn text(&self) -> String {
        let mut text = HEAD.to_owned();
        for (address, entry) in &self.entries {
            text.push_str(&format!("\n{address}\n  sha256 {}\n  bytes {}\n", entry.digest, entry.bytes));
            if let Some(at) = &entry.at {
                text.push_str(&format!("  at {at}\n"));
            }
            for document in &entry.documents {
                text.push_str(&format!("  for {}\n", in_one_line(document)));
            }
        }
        text
    }

    /// The names of the files that hold what it speaks of.
    pub fn kept(&self) -> BTreeSet<String> {
        self.entries.iter().map(|(address, entry)| kept_name(address, entry.digest)).collect()
    }
}

/// A name of a document as `percent_decoded` reads it again.
fn in_one_line(name: &str) -> String {
    let encoded =
        |c: char| if c == '%' || c.is_ascii_control() { format!("%{:02X}", u32::from(c)) } else { c.to_string() };
    name.chars().map(encoded).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
# Texts of other hosts, as they were when `bindery generate` took them.
# They are kept in the folder `bindery.vendor`; `bindery generate --update` takes them anew.

https://a.example/latest
  sha256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
  bytes 0
  at https://a.example/v3/api.yaml
  for specs/a b%25.yaml
  for specs/c.yaml

https://b.example/x?y=1
  sha256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
  bytes 0
  for https://b.example/api.yaml
";

    #[test]
    fn a_lock_file_is_written_as_it_is_read() {
        let lock = Lock::read(TEXT).expect("a lock file");
        assert_eq!(lock.entries.len(), 2);
        assert_eq!(lock.text(), TEXT);
        assert_eq!(Lock::read(&TEXT.replace('\n', "\r\n")).as_ref(), Ok(&lock), "as some systems check it out");
        assert_eq!(Lock::read(""), Ok(Lock::default()));
    }

    #[test]
    fn faults_are_told_by_line() {
        let told = |text: &str| Lock::read(text).map_err(|fault| (fault.line, fault.message));
        let merged = TEXT.replace("  bytes 0\n  at", "<<<<<<< ours\n  bytes 0\n  at");
        assert_eq!(told(&merged), Err((6, "this is not understood")));
        assert_eq!(told("  bytes 0\n"), Err((1, "no address stands above this")));
        assert_eq!(told("https://a.example/\n  bytes 0\n\n"), Err((3, "the entry above is not whole")));
        assert_eq!(told("https://\n"), Err((1, "this is no address")));
        assert_eq!(told(&TEXT.replace("bytes 0", "bytes -1")), Err((6, "this is not understood")));
        assert_eq!(told(&TEXT.replace("at https://a", "at https://c")), Err((11, "the entry above is not whole")));
        assert_eq!(told(&format!("{TEXT}{TEXT}")).map_err(|(_, message)| message), Err("the entry above stands twice"));
    }
}
