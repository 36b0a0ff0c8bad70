//! The parts of a body as their types: as a whole, or, where one may be a file, as they come.

use std::fmt;
use std::marker::PhantomData;

use axum::http::header;

use super::faults::{kept, unread};
use super::models::support::{Decode, Violations, from_str};
use super::multipart::{PartHead, Splitter, below, broken, essence, fields};
use super::pairs;
use super::received::Arriving;
use super::{
    Arrived, ByteStream, Field, FilePart, Finish, Form, Format, Invalid, Kind, Meaning, Others, Rejection, Spread,
    Violation,
};

/// The largest part that is no file, unless the implementation says otherwise.
const VALUE_LIMIT: usize = 1024 * 1024;

/// What the document says about the parts of a body of which one may be a file.
#[derive(Debug)]
pub struct PartsTable {
    /// All parts.
    pub rows: &'static [PartRow],
    /// What becomes of parts without a row.
    pub others: Others,
}

/// A part of a body.
#[derive(Debug)]
pub struct PartRow {
    /// How it is written; what it means is nothing for files.
    pub field: Field,
    /// What it is.
    pub kind: PartKind,
    /// Whether it must come.
    pub required: bool,
    /// How many files must come, if any comes.
    pub least: usize,
    /// How many may.
    pub most: usize,
}

/// What a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartKind {
    /// A file.
    File,
    /// Any number of files under one name.
    Files,
    /// A value in one part.
    Value,
    /// A value in several parts. It comes after the last part of the body.
    Spread,
}

impl PartRow {
    /// A part that may be left out.
    pub const fn new(field: Field, kind: PartKind) -> Self {
        Self { field, kind, required: false, least: 0, most: usize::MAX }
    }

    /// A list of files with limits of its length.
    #[must_use]
    pub const fn counted(mut self, least: usize, most: usize) -> Self {
        (self.least, self.most) = (least, most);
        self
    }

    /// It must come.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }
}

/// A body of which one part may be a file.
pub trait Parted: Sized {
    /// One of its parts.
    type Part<'p>;

    /// All its parts.
    const TABLE: &'static PartsTable;

    /// A part that has come, by its row.
    ///
    /// # Errors
    /// It cannot be read, or breaks limits.
    fn part(came: Came<'_>) -> Result<Self::Part<'_>, Rejection>;

    /// All parts, with their files held in memory.
    fn collect(parts: Parts<Self>) -> impl Future<Output = Result<Self, Rejection>> + Send;
}

/// The parts of a body as they come.
///
/// An error is a [`Rejection`] that tells the caller what was wrong. After a part that cannot be read (400), is of
/// another media type (415) or breaks limits (422) the next one can be asked for; nothing follows other errors. Parts
/// without a type are passed over or refused, as the document says.
pub struct Parts<B> {
    apart: Apart,
    body: PhantomData<fn() -> B>,
}

/// The parts of a body, whatever they are.
struct Apart {
    splitter: Splitter,
    table: &'static PartsTable,
    /// How many parts have come, by row.
    seen: Vec<usize>,
    spread: Vec<(String, String)>,
    /// The row to look at next, after the last part.
    ended: Option<usize>,
    limit: usize,
}

/// A part that has come.
#[derive(Debug)]
pub struct Came<'p> {
    row: usize,
    name: &'static str,
    what: What<'p>,
}

#[derive(Debug)]
enum What<'p> {
    File(FilePart<'p>),
    Value(String, Option<String>),
}

impl Arrived {
    /// Takes the body apart where it is one of named parts of which none is a file.
    ///
    /// # Errors
    /// It is none, or a part has another media type than the document says.
    pub fn apart(&mut self) -> Result<&mut Self, Invalid> {
        let content_type = self.head.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let Some(received) = &mut self.body else { return Ok(self) };
        let (Format::Parts(form), Arriving::Whole(bytes)) = (received.payload.format, &received.body) else {
            return Ok(self);
        };
        match fields(bytes.clone(), content_type, |head| accepts(form, head)) {
            Ok(fields) => received.body = Arriving::Named(fields),
            Err(rejection) => {
                self.body = None;
                self.refuse(rejection);
                return Err(Invalid);
            }
        }
        Ok(self)
    }

    /// The parts of the body as they come, if there is one.
    ///
    /// # Errors
    /// It has no boundary.
    pub fn parts<B: Parted>(&mut self) -> Result<Option<Parts<B>>, Invalid> {
        self.parts_of(B::TABLE)
    }

    pub(super) fn parts_of<B>(&mut self, table: &'static PartsTable) -> Result<Option<Parts<B>>, Invalid> {
        let Some(stream) = self.coming() else { return Ok(None) };
        let content_type = stream.content_type().map(str::to_owned);
        match Splitter::new(stream, content_type.as_deref()) {
            Ok(splitter) => Ok(Some(Parts { apart: Apart::new(splitter, table), body: PhantomData })),
            Err(rejection) => {
                self.refuse(rejection);
                Err(Invalid)
            }
        }
    }
}

impl<B: Parted> Parts<B> {
    /// The parts of a body; the content type has their boundary. For tests that call an implementation directly.
    ///
    /// # Errors
    /// It has none.
    pub fn new(content_type: &str, body: impl Into<ByteStream>) -> Result<Self, Rejection> {
        let splitter = Splitter::new(body.into(), Some(content_type))?;
        Ok(Self { apart: Apart::new(splitter, B::TABLE), body: PhantomData })
    }

    /// The next part; none after the last one. Values that are spread over several parts come after all others.
    ///
    /// # Errors
    /// The part is not what the document says, one that must come has not come, or the body is too large or breaks off.
    pub async fn next(&mut self) -> Result<Option<B::Part<'_>>, Rejection> {
        match self.apart.next().await? {
            Some(came) => B::part(came).map(Some),
            None => Ok(None),
        }
    }

    /// All parts, with their files held in memory: no more than the server takes of a body.
    ///
    /// # Errors
    /// What [`Parts::next`] says.
    pub async fn read(self) -> Result<B, Rejection> {
        B::collect(self).await
    }

    /// The largest part that is no file, in bytes; 1 MiB if nothing else is said.
    #[must_use]
    pub fn value_limit(mut self, bytes: usize) -> Self {
        self.apart.limit = bytes;
        self
    }
}

impl Apart {
    fn new(splitter: Splitter, table: &'static PartsTable) -> Self {
        let seen = vec![0; table.rows.len()];
        Self { splitter, table, seen, spread: Vec::new(), ended: None, limit: VALUE_LIMIT }
    }

    async fn next(&mut self) -> Result<Option<Came<'_>>, Rejection> {
        while self.ended.is_none() {
            let Some(head) = self.splitter.next().await? else {
                self.ended = Some(0);
                self.missing()?;
                break;
            };
            let rows = self.table.rows.iter().enumerate();
            let Some((at, row)) = rows.rev().find(|(_, row)| leads_to(&row.field, &head.name)) else {
                match self.table.others {
                    Others::Refused => return Err(broken(&below(&head.name), "additionalProperties false")),
                    Others::Ignored | Others::Kept(_) => continue,
                }
            };
            let count = self.seen.get(at).map_or(1, |seen| seen + 1);
            self.seen.iter_mut().skip(at).take(1).for_each(|seen| *seen = count);
            right_type(&row.field, &head)?;
            let name = row.field.name;
            match row.kind {
                PartKind::File | PartKind::Value if count > 1 => return Err(broken(&below(name), "repeated")),
                PartKind::Files if count > row.most => return Err(limit(name, "maxItems", row.most)),
                PartKind::File | PartKind::Files => {
                    let what = What::File(FilePart::new(head, &mut self.splitter));
                    return Ok(Some(Came { row: at, name, what }));
                }
                PartKind::Value => {
                    let text = self.splitter.text(name, self.limit).await?;
                    return value(at, row, &[(head.name, text)]).map(Some);
                }
                PartKind::Spread => {
                    let held: usize = self.spread.iter().map(|(name, text)| name.len() + text.len()).sum();
                    let text = self.splitter.text(name, self.limit.saturating_sub(held)).await?;
                    self.spread.push((head.name, text));
                }
            }
        }
        self.collected()
    }

    /// The next of the values that are spread over several parts.
    fn collected(&mut self) -> Result<Option<Came<'static>>, Rejection> {
        while let Some((at, row)) = self.ended.and_then(|at| Some((at, self.table.rows.get(at)?))) {
            self.ended = Some(at + 1);
            if row.kind == PartKind::Spread && self.seen.get(at).is_some_and(|seen| *seen > 0) {
                let mine = self.spread.iter().filter(|(name, _)| leads_to(&row.field, name)).cloned();
                return value(at, row, &mine.collect::<Vec<_>>()).map(Some);
            }
        }
        Ok(None)
    }

    fn missing(&self) -> Result<(), Rejection> {
        let rows = || self.table.rows.iter().zip(&self.seen);
        let absent = rows().filter(|(row, seen)| row.required && **seen == 0);
        let violations: Vec<Violation> =
            absent.map(|(row, _)| Violation::of_body(below(row.field.name), "required")).collect();
        if !violations.is_empty() {
            return Err(Rejection { violations, ..Rejection::new(Kind::Malformed) });
        }
        match rows().find(|(row, seen)| **seen > 0 && **seen < row.least) {
            Some((row, _)) => Err(limit(row.field.name, "minItems", row.least)),
            None => Ok(()),
        }
    }
}

/// A list of files that is too short or too long.
fn limit(name: &str, keyword: &str, limit: usize) -> Rejection {
    Rejection::new(Kind::Invalid).because(Violation::of_body(below(name), format!("{keyword} {limit}")))
}

/// A value from the parts that it is in.
fn value(at: usize, row: &'static PartRow, parts: &[(String, String)]) -> Result<Came<'static>, Rejection> {
    let read = |guess: bool| pairs::property(&row.field, parts, guess);
    let first = read(false).map_err(|faults| Rejection {
        violations: faults.into_iter().map(|(pointer, rule)| Violation::of_body(pointer, rule)).collect(),
        ..Rejection::new(Kind::Malformed)
    })?;
    let second = pairs::is_guess(&row.field.meaning).then(|| read(true).ok()).flatten();
    Ok(Came { row: at, name: row.field.name, what: What::Value(first, second) })
}

impl<'p> Came<'p> {
    /// Its place in the table.
    pub fn row(&self) -> usize {
        self.row
    }

    /// The file that it is.
    ///
    /// # Errors
    /// It is none.
    pub fn file(self) -> Result<FilePart<'p>, Rejection> {
        match self.what {
            What::File(file) => Ok(file),
            What::Value(..) => Err(broken(&below(self.name), "file")),
        }
    }

    /// The value that it is. `finish` puts defaults into it and notes the limits that it breaks.
    ///
    /// # Errors
    /// It is none of this type, or breaks limits.
    pub fn value<T: Decode>(self, finish: Finish<T>) -> Result<T, Rejection> {
        let place = below(self.name);
        let What::Value(first, second) = self.what else { return Err(broken(&place, "value")) };
        let read = from_str(&first).or_else(|fault| second.and_then(|second| from_str(&second).ok()).ok_or(fault));
        let mut value: T = read.map_err(|fault| unread(&place, &fault))?;
        let mut found = Violations::default();
        finish(&mut value, &mut found);
        kept(&place, found).map(|()| value)
    }

    /// Of a part that no row of the table is about.
    pub fn unknown(&self) -> Rejection {
        broken(&below(self.name), "additionalProperties false")
    }
}

/// Whether names lead to a property: its own, and those of its items and entries.
fn leads_to(field: &Field, name: &str) -> bool {
    match (field.spread, &field.meaning) {
        (Spread::Each, Meaning::Object(known, _)) => known.iter().any(|(key, _)| *key == name),
        (Spread::Deep, _) => name.strip_prefix(field.name).is_some_and(|rest| rest.is_empty() || rest.starts_with('[')),
        _ => name.strip_prefix(field.name).is_some_and(|rest| rest.is_empty() || rest == "[]"),
    }
}

/// Whether a part is of a media type that its property may have.
fn accepts(form: &Form, head: &PartHead) -> Result<(), Rejection> {
    match form.fields.iter().find(|field| leads_to(field, &head.name)) {
        Some(field) => right_type(field, head),
        None => Ok(()),
    }
}

fn right_type(field: &Field, head: &PartHead) -> Result<(), Rejection> {
    // A part that does not say what it is has nothing wrong.
    let Some(sent) = essence(&head.headers).filter(|_| !field.types.is_empty()) else { return Ok(()) };
    let fits = |range: &&str| match range.split_once('/') {
        Some(("*", "*")) => true,
        Some((main, "*")) => sent.split_once('/').is_some_and(|(ours, _)| ours == main),
        _ => **range == sent,
    };
    if field.types.iter().any(fits) {
        return Ok(());
    }
    let rule = format!("contentType {}", field.types.join(", "));
    Err(Rejection::new(Kind::UnsupportedMediaType).because(Violation::of_body(below(field.name), rule)))
}

impl<B> fmt::Debug for Parts<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Parts")
    }
}

/// A part, or its default where it is left out; `json` is of the part's type.
pub fn or_default<T: Decode>(part: Option<T>, json: &str) -> Option<T> {
    part.or_else(|| from_str(json).ok())
}

/// A part that must have come.
///
/// # Errors
/// It has not.
pub fn came<T>(part: Option<T>, name: &'static str) -> Result<T, Rejection> {
    part.ok_or_else(|| broken(&below(name), "required"))
}
