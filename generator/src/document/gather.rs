//! The other files of a document: all that its references lead to, and theirs, each read once. What is wrong with a file
//! is kept with it and said by those who follow a reference there: what merely looks like a reference, in an example
//! say, does no harm.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use super::syntax::Fault;
use super::{Document, Parsed, Version, on_large_stack, read, repeats, sniff, tree};
use crate::diagnostics::Diagnostic;
use crate::source::{
    Location, Origin, Reach, Refusal, Shelf, SourceId, SourceMap, SourceText, WebAddress, percent_encoded,
};
use crate::tree::{Mapping, Node};

/// The address of a document that does not say where it is from; its files stand below.
const DOCUMENT: &str = "document:///";

/// How names of files end that hold what references lead to.
const NOTATIONS: [&str; 3] = ["yaml", "yml", "json"];

/// The files that the references of a document lead to.
#[derive(Debug, Clone, Default)]
pub struct Files {
    main: Option<SourceId>,
    /// In the order of the first references to them.
    others: Vec<File>,
    links: Arc<Links>,
    /// The document's way from the root folder, if it has one.
    main_name: String,
}

/// Where the addresses in references lead.
#[derive(Debug, Default)]
pub struct Links {
    /// By the file that a reference stands in, and its text before the `#`.
    by_file: BTreeMap<SourceId, BTreeMap<String, Result<SourceId, Refusal>>>,
}

impl Links {
    /// Where the address of a reference, its text before the `#`, leads from a file.
    ///
    /// # Errors
    /// Why it leads to no file.
    pub fn target(&self, from: SourceId, address: &str) -> Result<SourceId, Refusal> {
        let known = self.by_file.get(&from).and_then(|links| links.get(address));
        known.cloned().unwrap_or(Err(Refusal::NoFolder))
    }
}

/// One of the other files.
#[derive(Debug, Clone)]
pub struct File {
    /// Its way from the root folder, with slashes.
    pub name: String,
    /// The edition that it names, if it is a document of its own.
    pub version: Option<Version>,
    /// What it says; none if its text cannot be read.
    pub root: Option<Node>,
    /// What is wrong with its text.
    pub findings: Vec<Diagnostic>,
}

impl Files {
    /// One of the other files; none for the document itself.
    pub fn get(&self, source: SourceId) -> Option<&File> {
        self.others.get(source.number()?)
    }

    pub(super) fn tree_mut(&mut self, source: SourceId) -> Option<&mut Node> {
        self.others.get_mut(source.number()?)?.root.as_mut()
    }

    /// All of them, in the order of the first references to them.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &File)> {
        let main = self.main;
        self.others.iter().enumerate().filter_map(move |(index, file)| Some((main?.other(index), file)))
    }

    /// Where the addresses in references lead.
    pub fn links(&self) -> Arc<Links> {
        Arc::clone(&self.links)
    }

    /// The address of a file, the same on every machine.
    pub fn address(&self, source: SourceId) -> String {
        let name = self.get(source).map_or(self.main_name.as_str(), |file| file.name.as_str());
        // A way from the root folder never begins like this.
        if name.starts_with("https://") { name.to_owned() } else { format!("{DOCUMENT}{}", percent_encoded(name)) }
    }
}

/// Reads the files that a document refers to, as far as `reach` lets it. Those of a text without a folder stay unread.
pub fn gather(document: Document, sources: &SourceMap, reach: &Reach) -> Document {
    let main = document.source;
    let addresses = addresses(&document.root);
    let shelf = match sources.address(main) {
        _ if addresses.is_empty() => None,
        Some(address) => Some(Ok(Shelf::of_web(address, reach))),
        None => Shelf::of(sources.path(main), sources.name(main), reach),
    };
    let files = match shelf {
        None => Files::default(),
        Some(Err(refusal)) => {
            let links = addresses.into_iter().map(|address| (address, Err(refusal.clone()))).collect();
            let links = Arc::new(Links { by_file: BTreeMap::from([(main, links)]) });
            Files { main: Some(main), links, ..Files::default() }
        }
        Some(Ok(shelf)) => {
            let mut gathering = Gathering::new(main, shelf, count(&document.root));
            own_addresses(&document.root, &mut gathering.given);
            gathering.all(addresses);
            gathering.done(sources)
        }
    };
    Document { files, ..document }
}

/// A file whose references are still to be followed.
struct Open {
    source: SourceId,
    location: Location,
    addresses: Vec<String>,
}

/// A reference to another host.
struct Far {
    source: SourceId,
    address: String,
    location: Location,
}

struct Gathering {
    shelf: Shelf,
    main: SourceId,
    /// What has been read, by where it stands.
    known: BTreeMap<Location, Result<SourceId, Refusal>>,
    texts: Vec<SourceText>,
    read: Vec<(String, Result<Parsed, Fault>)>,
    links: BTreeMap<SourceId, BTreeMap<String, Result<SourceId, Refusal>>>,
    open: VecDeque<Open>,
    /// References to other hosts that are still to be followed.
    far: VecDeque<Far>,
    /// Addresses that schemas and documents give themselves: nobody is asked for what is here.
    given: BTreeSet<String>,
    /// Values in all trees.
    nodes: usize,
}

impl Gathering {
    fn new(main: SourceId, shelf: Shelf, nodes: usize) -> Self {
        Self {
            known: BTreeMap::from([(shelf.main().clone(), Ok(main))]),
            shelf,
            main,
            texts: Vec::new(),
            read: Vec::new(),
            links: BTreeMap::new(),
            open: VecDeque::new(),
            far: VecDeque::new(),
            given: BTreeSet::new(),
            nodes,
        }
    }

    /// Breadth first, so that files are numbered as a reader meets them; those of other hosts once nothing is left to
    /// read here.
    fn all(&mut self, addresses: Vec<String>) {
        self.open.push_back(Open { source: self.main, location: self.shelf.main().clone(), addresses });
        loop {
            if let Some(Open { source, location, addresses }) = self.open.pop_front() {
                addresses.into_iter().for_each(|address| self.follow(source, &location, address));
            } else if let Some(Far { source, address, location }) = self.far.pop_front() {
                let here = matches!(&location, Location::Web(address) if self.given.contains(address.as_str()));
                let target = if here { Err(Refusal::NoFile) } else { self.at(location) };
                self.links.entry(source).or_default().insert(address, target);
            } else {
                return;
            }
        }
    }

    fn follow(&mut self, source: SourceId, from: &Location, address: String) {
        let target = match self.shelf.find(from, &address) {
            Ok(location @ Location::Web(_)) if !self.known.contains_key(&location) => {
                return self.far.push_back(Far { source, address, location });
            }
            Ok(location) => self.at(location),
            Err(refusal) => Err(refusal),
        };
        self.links.entry(source).or_default().insert(address, target);
    }

    /// What stands at a place, which is read if it has not been.
    fn at(&mut self, location: Location) -> Result<SourceId, Refusal> {
        if let Some(known) = self.known.get(&location) {
            return known.clone();
        }
        let found = self.take(&location);
        self.known.insert(location, found.clone());
        found
    }

    fn take(&mut self, location: &Location) -> Result<SourceId, Refusal> {
        if self.nodes > tree::NODES {
            let most = tree::NODES;
            return Err(Refusal::Excess(format!("the files of the document have more than {most} values together")));
        }
        let (text, location) = self.shelf.read(location)?;
        if let Some(known) = self.known.get(&location) {
            return known.clone();
        }
        let source = self.main.other(self.texts.len());
        self.known.insert(location.clone(), Ok(source));
        let parsed = on_large_stack(|| read(&text.name, &text.text));
        if let Ok(parsed) = &parsed {
            self.nodes += count(&parsed.root);
            let addresses = addresses(&parsed.root);
            own_addresses(&parsed.root, &mut self.given);
            self.open.push_back(Open { source, location: location.clone(), addresses });
        }
        self.texts.push(text);
        self.read.push((self.shelf.name(&location), parsed));
        Ok(source)
    }

    fn done(self, sources: &SourceMap) -> Files {
        let main_name = self.shelf.name(self.shelf.main());
        sources.gathered(self.main, self.texts);
        let main = self.main;
        let others = self.read.into_iter().enumerate().map(|(index, (name, parsed))| {
            let root = Origin::root(main.other(index));
            match parsed {
                Ok(parsed) => {
                    let version = sniff::version(&parsed.root, &root).ok().map(|(version, _)| version);
                    File { name, version, findings: repeats(sources, &root, parsed.repeated), root: Some(parsed.root) }
                }
                Err(fault) => {
                    let found = fault.diagnostic(sources, &root);
                    let found = match meant_otherwise(sources, root.source) {
                        Some(help) => found.help(help),
                        None => found,
                    };
                    File { name, version: None, findings: vec![found], root: None }
                }
            }
        });
        let links = Arc::new(Links { by_file: self.links });
        Files { main: Some(main), others: others.collect(), links, main_name }
    }
}

/// What may be said of a text that is neither YAML nor JSON and was not meant to be.
fn meant_otherwise(sources: &SourceMap, source: SourceId) -> Option<&'static str> {
    if sources.text(source).trim_start().starts_with('<') {
        return Some("this is a page of HTML or XML; a reference leads to a text of YAML or JSON");
    }
    let ending = sources.name(source).extension().and_then(|ending| ending.to_str());
    let known = ending.is_none_or(|ending| NOTATIONS.iter().any(|known| ending.eq_ignore_ascii_case(known)));
    (!known).then_some("a reference leads to a text of YAML or JSON, and this file has the name of something else")
}

/// How many values a tree has.
fn count(root: &Node) -> usize {
    let mut nodes = 0;
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        nodes += 1;
        match node {
            Node::Mapping(mapping) => open.extend(mapping.iter().map(|(_, node)| node)),
            Node::Sequence(items) => open.extend(items),
            _ => {}
        }
    }
    nodes
}

/// The whole addresses that schemas and documents in a tree give themselves, as far as a reference may name them.
fn own_addresses(root: &Node, into: &mut BTreeSet<String>) {
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        match node {
            Node::Mapping(mapping) => {
                let own = ["$id", "$self"].into_iter().filter_map(|key| mapping.get(key)?.as_str());
                into.extend(own.filter_map(|own| Some(WebAddress::parse(own).ok()?.as_str().to_owned())));
                open.extend(mapping.iter().map(|(_, node)| node));
            }
            Node::Sequence(items) => open.extend(items),
            _ => {}
        }
    }
}

/// What stands before the `#` of everything that may be a reference to another file, each once, in the order of the text.
fn addresses(root: &Node) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut addresses = Vec::new();
    let mut note = |text: &str| {
        let address = text.split_once('#').map_or(text, |(address, _)| address);
        if !address.is_empty() && seen.insert(address.to_owned()) {
            addresses.push(address.to_owned());
        }
    };
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        match node {
            Node::Mapping(mapping) => {
                for key in ["$ref", "$dynamicRef"] {
                    mapping.get(key).and_then(Node::as_str).into_iter().for_each(&mut note);
                }
                let discriminator = mapping.get("discriminator").and_then(|node| node.get("mapping"));
                let mapped = discriminator.and_then(Node::as_mapping).into_iter().flat_map(Mapping::iter);
                // A word alone is the name of a component.
                let default = mapping.get("discriminator").and_then(|node| node.get("defaultMapping"));
                let mapped = mapped.map(|(_, target)| target).chain(default);
                let targets = mapped.filter_map(Node::as_str).filter(|text| text.contains(['/', '.']));
                targets.for_each(&mut note);
                open.extend(mapping.iter().map(|(_, node)| node).rev());
            }
            Node::Sequence(items) => open.extend(items.iter().rev()),
            _ => {}
        }
    }
    addresses
}
