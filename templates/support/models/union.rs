//! Unions. The table `union!` defines an enum and says how a value finds its arm:
//!
//! ```text
//! union! {
//!     /// A shape.
//!     #[derive(Debug, Clone, PartialEq)]
//!     pub enum Shape: oneOf tag "kind" {
//!         /// Round.
//!         "circle#1" | "circle#2" => Circle(Circle): From { check },
//!         "square#1" => Square(Square) as "square#1",  // has no such property: the tag is given back when it is sent
//!         _ => Other,
//!     }
//! }
//! ```
//!
//! Four rules lead to an arm, and an arm is *meant* by one of these, in place of `tag "kind"` and its values:
//!
//! ```text
//! json { string | boolean => Plain(Plain), object => Rich(Rich), … }  // the JSON type
//! properties { ["id", "name"] => Named(Named), … }                    // a property that this arm alone has, and must have
//! trial { "kind" = "a" & "id" => First(First), => Second(Second), … } // properties that must be there; or nothing
//! ```
//!
//! An arm *holds* a value that has its shape and keeps its limits. A tag and a JSON type decide alone. Otherwise all arms
//! that are meant are read, and of those that hold the value the one is taken that keeps what all the others keep. If
//! none does, the value stays as it came, in the last variant, so that nothing of it is lost; so does one that no arm has
//! the shape for. Where no arm holds a value, the first that has its shape is taken: broken limits are for `validate`.
//!
//! `From` makes the arm from what it holds; limits stand in braces, in the words of `limit!`.

use std::borrow::Cow;
use std::fmt;
use std::ops::ControlFlow;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::value::RawValue;

use super::nesting::{self, Nesting};
use super::object::Key;
use super::{Decimal, Decode, Json, Violations, decode, json};

macro_rules! union {
    (
        $(#[$meta:meta])*
        pub enum $name:ident: $keyword:ident tag $property:literal {
            $(
                $(#[$note:meta])*
                $($value:literal)|* => $variant:ident($ty:ty) $(: $from:ident)? $(as $tag:literal)? $({ $($limit:tt)* })?,
            )*
            _ => $other:ident,
        }
    ) => {
        union! {
            @define [$(#[$meta])*] $name $keyword $other
            { $([$(#[$note])*] $variant($ty) [$($from)?] [$($property as $tag)?] { $($($limit)*)? })* }
            choose choice {
                let tag = choice.tag($property);
                $(if false $(|| tag.is($value))* {
                    return choice.take(Self::$variant);
                })*
            }
        }
    };
    (
        $(#[$meta:meta])*
        pub enum $name:ident: $keyword:ident json {
            $(
                $(#[$note:meta])*
                $($kind:ident)|* => $variant:ident($ty:ty) $(: $from:ident)? $({ $($limit:tt)* })?,
            )*
            _ => $other:ident,
        }
    ) => {
        union! {
            @define [$(#[$meta])*] $name $keyword $other
            { $([$(#[$note])*] $variant($ty) [$($from)?] [] { $($($limit)*)? })* }
            choose choice {
                let kind = choice.kind();
                $(if false $(|| kind.is(::core::stringify!($kind)))* {
                    choice.first(Self::$variant);
                })*
            }
        }
    };
    (
        $(#[$meta:meta])*
        pub enum $name:ident: $keyword:ident properties {
            $(
                $(#[$note:meta])*
                [$($own:literal),*] => $variant:ident($ty:ty) $(: $from:ident)? $({ $($limit:tt)* })?,
            )*
            _ => $other:ident,
        }
    ) => {
        union! {
            @define [$(#[$meta])*] $name $keyword $other
            { $([$(#[$note])*] $variant($ty) [$($from)?] [] { $($($limit)*)? })* }
            choose choice { Self::attempt(choice) }
            attempt choice {
                $(if false $(|| choice.property($own).is_there())* {
                    choice.attempt(Self::$variant);
                })*
            }
        }
    };
    (
        $(#[$meta:meta])*
        pub enum $name:ident: $keyword:ident trial {
            $(
                $(#[$note:meta])*
                $($must:literal $(= $value:literal)?)&* => $variant:ident($ty:ty) $(: $from:ident)? $({ $($limit:tt)* })?,
            )*
            _ => $other:ident,
        }
    ) => {
        union! {
            @define [$(#[$meta])*] $name $keyword $other
            { $([$(#[$note])*] $variant($ty) [$($from)?] [] { $($($limit)*)? })* }
            choose choice { Self::attempt(choice) }
            attempt choice {
                $(if true $(&& choice.property($must)$(.with($value))?.is_there())* {
                    choice.attempt(Self::$variant);
                })*
            }
        }
    };
    (
        @define [$(#[$meta:meta])*] $name:ident $keyword:ident $other:ident
        {
            $(
                [$(#[$note:meta])*] $variant:ident($ty:ty)
                [$($from:ident)?] [$($property:literal as $tag:literal)?] { $($limit:tt)* }
            )*
        }
        choose $choice:ident $choose:block
        $(attempt $all:ident $attempt:block)?
    ) => {
        $(#[$meta])*
        pub enum $name {
            $($(#[$note])* $variant($ty),)*
            /// A value that no alternative describes, or several of which none has all of it; kept as it came.
            $other(support::Json),
        }

        $($(
            impl ::core::convert::$from<$ty> for $name {
                #[inline]
                fn from(value: $ty) -> Self {
                    Self::$variant(value)
                }
            }
        )?)*

        impl support::union::Union for $name {
            const KEYWORD: &'static str = ::core::stringify!($keyword);

            #[inline]
            fn other(value: support::Json) -> Self {
                Self::$other(value)
            }

            #[inline]
            fn choose($choice: &mut support::union::Choice<'_, Self>) $choose

            $(
                const OVERLAPS: bool = true;

                #[inline]
                fn attempt($all: &mut support::union::Choice<'_, Self>) $attempt
            )?

            #[allow(unused_variables, reason = "a type may have no limit to check")]
            #[inline]
            fn keep(&self, found: &mut support::Violations) -> bool {
                match self {
                    $(Self::$variant(value) => { limit! { found value $($limit)*, } })*
                    Self::$other(_) => return false,
                }
                true
            }
        }

        impl support::Validate for $name {
            #[inline]
            fn check(&self, found: &mut support::Violations) {
                support::union::check(self, found);
            }
        }

        value! { $name by support::union::decode }

        impl ::serde::Serialize for $name {
            #[inline]
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                $($(if let Self::$variant(value) = self {
                    return support::union::encode_tagged(value, $property, $tag, serializer);
                })?)*
                match self {
                    $(Self::$variant(value) => support::encode(value, serializer),)*
                    Self::$other(value) => ::serde::Serialize::serialize(value, serializer),
                }
            }
        }
    };
}

/// A union with a JSON form; `union!` implements it.
pub trait Union: Sized + Serialize {
    /// `oneOf` or `anyOf`.
    const KEYWORD: &'static str;

    /// Whether more than one arm may hold a value.
    const OVERLAPS: bool = false;

    /// Keeps a value as it came.
    fn other(value: Json) -> Self;

    /// Reads the arms that are meant.
    fn choose(choice: &mut Choice<'_, Self>);

    /// Reads all arms that may hold the value, where there may be more than one.
    fn attempt(choice: &mut Choice<'_, Self>) {
        let _ = choice;
    }

    /// Adds the limits that the arm's value breaks to `found`. False if no arm has the value.
    fn keep(&self, found: &mut Violations) -> bool;
}

/// Reads a union.
///
/// # Errors
/// The only arm that can be meant is not well formed, or the value is nested too deeply.
pub fn decode<'de, T: Union, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    let text = raw.get();
    let _nesting = Nesting::enter(text).map_err(D::Error::custom)?;
    let mut choice = Choice::new(text);
    T::choose(&mut choice);
    match choice.end() {
        Ok(Some(value)) => Ok(value),
        Ok(None) => Ok(T::other(Json::from(raw))),
        Err(fault) => Err(D::Error::custom(decode::note(text, &fault))),
    }
}

/// Adds what a value of a union breaks: limits of its arm; `anyOf` where no arm holds it; `oneOf` where not exactly one
/// does.
pub fn check<T: Union>(value: &T, found: &mut Violations) {
    let known = value.keep(found);
    let exactly = T::KEYWORD == "oneOf";
    if known && !(exactly && T::OVERLAPS) {
        return;
    }
    let holders = if T::OVERLAPS { holders(value) } else { Some(0) };
    let Some(holders) = holders else { return };
    let kept = match (known, exactly) {
        // If there is none, the limits of its own arm say why.
        (true, _) => holders <= 1,
        (false, true) => holders == 1,
        (false, false) => holders > 0,
    };
    if !kept {
        found.add(T::KEYWORD, if exactly { "exactly one of the alternatives" } else { "one of the alternatives" });
    }
}

/// How many arms hold a value; none if finding out is too much work.
fn holders<T: Union>(value: &T) -> Option<usize> {
    let text = serde_json::to_string(value).ok()?;
    let _nesting = Nesting::enter(&text).ok()?;
    let mut choice = Choice::new(&text);
    T::attempt(&mut choice);
    choice.holders()
}

/// Writes an arm whose type has no property for the tag, with the tag before its properties.
///
/// # Errors
/// What the serializer says.
pub fn encode_tagged<S: Serializer>(
    value: &impl Serialize,
    property: &str,
    tag: &str,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let text = serde_json::to_string(value).map_err(S::Error::custom)?;
    let tagged = match text.strip_prefix('{') {
        Some(rest) if entries(&text).iter().all(|(key, _)| key != property) => {
            let (property, tag) =
                (Json::from(serde_json::Value::from(property)), Json::from(serde_json::Value::from(tag)));
            let comma = if rest == "}" { "" } else { "," };
            format!("{{{property}:{tag}{comma}{rest}")
        }
        _ => text,
    };
    RawValue::from_string(tagged).map_err(S::Error::custom)?.serialize(serializer)
}

/// The search for the arm of a value.
#[derive(Debug)]
pub struct Choice<'t, U> {
    text: &'t str,
    /// The properties, once somebody has asked for one.
    entries: Option<Vec<Entry<'t>>>,
    /// How many arms have been read.
    read: usize,
    /// The value as the only arm so far has it that has the shape for it.
    only: Option<U>,
    /// Of the arms that hold the value: how many they are, the best, its JSON form, and forms that it does not contain.
    holders: usize,
    best: Option<(U, String)>,
    lost: Vec<String>,
    /// The first arm that has the shape, but breaks a limit.
    shaped: Option<U>,
    fault: Option<(serde_json::Error, decode::Inner)>,
    exhausted: bool,
}

/// A property and the text of its value.
type Entry<'t> = (Cow<'t, str>, &'t str);

impl<'t, U: Union> Choice<'t, U> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            entries: None,
            read: 0,
            only: None,
            holders: 0,
            best: None,
            lost: Vec::new(),
            shaped: None,
            fault: None,
            exhausted: false,
        }
    }

    /// The value of a property, if the value is an object that has it, and no other will be asked for.
    pub fn tag(&self, name: &str) -> Tag<'t> {
        let mut found = None;
        let find = Seek(|key: Cow<'t, str>, value| {
            if key != name {
                return ControlFlow::Continue(());
            }
            found = Some(value);
            ControlFlow::Break(())
        });
        find.through(self.text);
        Tag(found)
    }

    /// The value of a property, if the value is an object that has it.
    pub fn property(&mut self, name: &str) -> Tag<'t> {
        let entries = self.entries.get_or_insert_with(|| entries(self.text));
        Tag(entries.iter().find(|(key, _)| key == name).map(|(_, value)| *value))
    }

    /// The JSON type.
    pub fn kind(&self) -> Kind {
        kind(self.text)
    }

    /// Reads the arm that a tag has chosen.
    pub fn take<T: Decode>(&mut self, wrap: fn(T) -> U) {
        let value = arm(self.text, wrap);
        self.add(value);
    }

    /// Reads an arm if none before it had the shape.
    pub fn first<T: Decode>(&mut self, wrap: fn(T) -> U) {
        if self.only.is_none() {
            let value = arm(self.text, wrap);
            self.add(value);
        }
    }

    /// Reads an arm, to be compared with others.
    pub fn attempt<T: Decode>(&mut self, wrap: fn(T) -> U) {
        if nesting::spend(self.text).is_none() {
            self.exhausted = true;
            return;
        }
        let value = arm(self.text, wrap);
        self.add(value);
    }

    fn add(&mut self, value: Result<U, serde_json::Error>) {
        self.read += 1;
        let inner = decode::take();
        match value {
            Err(fault) => {
                self.fault.get_or_insert((fault, inner));
            }
            // Whether an arm holds a value is asked only if there is a second one.
            Ok(value) => match self.only.take() {
                None if self.best.is_none() && self.shaped.is_none() => self.only = Some(value),
                first => first.into_iter().chain([value]).for_each(|value| self.compare(value)),
            },
        }
    }

    fn compare(&mut self, value: U) {
        if !holds(&value) {
            self.shaped.get_or_insert(value);
            return;
        }
        self.holders += 1;
        let Ok(form) = serde_json::to_string(&value) else { return };
        match &self.best {
            Some((_, best)) if json::contains(best, &form) => {}
            Some((_, best)) if !json::contains(&form, best) => self.lost.push(form),
            _ => {
                self.lost.retain(|lost| !json::contains(&form, lost));
                self.best = Some((value, form));
            }
        }
    }

    /// The value, if an arm has it.
    fn end(self) -> Result<Option<U>, serde_json::Error> {
        if self.exhausted {
            return Ok(None);
        }
        match (self.only, self.best, self.shaped, self.fault) {
            (Some(value), ..) => Ok(Some(value)),
            (_, Some((value, _)), ..) => Ok(Some(value).filter(|_| self.lost.is_empty())),
            (_, _, Some(value), _) => Ok(Some(value)),
            // Where no other arm was meant, people want to know what is wrong.
            (.., Some((fault, inner))) if self.read == 1 && kind(self.text).has_parts() => {
                decode::put_back(inner);
                Err(fault)
            }
            _ => Ok(None),
        }
    }

    fn holders(mut self) -> Option<usize> {
        if let Some(value) = self.only.take() {
            self.compare(value);
        }
        (!self.exhausted).then_some(self.holders)
    }
}

/// Reads an arm.
fn arm<T: Decode, U>(text: &str, wrap: fn(T) -> U) -> Result<U, serde_json::Error> {
    decode::parse(text).map(wrap)
}

/// Whether a value keeps all limits of its arm.
fn holds<T: Union>(value: &T) -> bool {
    let mut found = Violations::default();
    value.keep(&mut found) && found.is_empty()
}

/// The properties of an object; none if the text is none.
fn entries(text: &str) -> Vec<Entry<'_>> {
    let mut entries = Vec::new();
    let collect = Seek(|key, value| {
        entries.push((key, value));
        ControlFlow::Continue(())
    });
    collect.through(text);
    entries
}

fn kind(text: &str) -> Kind {
    Kind(match text.trim_ascii_start().bytes().next() {
        Some(b'{') => "object",
        Some(b'[') => "array",
        Some(b'"') => "string",
        Some(b't' | b'f') => "boolean",
        Some(b'n') => "null",
        _ => "number",
    })
}

/// The value of a property, if it is there.
#[derive(Debug, Clone, Copy)]
pub struct Tag<'t>(Option<&'t str>);

impl Tag<'_> {
    /// Whether there is one.
    pub fn is_there(self) -> bool {
        self.0.is_some()
    }

    /// Itself if it is this value.
    pub fn with(self, value: impl TagValue) -> Self {
        Tag(self.0.filter(|_| self.is(value)))
    }

    /// Whether it is this value.
    pub fn is(&self, value: impl TagValue) -> bool {
        self.0.is_some_and(|text| value.is_written(text))
    }
}

/// A value that a tag can have: a string, a number, a boolean.
pub trait TagValue {
    /// Whether this JSON text stands for it.
    fn is_written(&self, text: &str) -> bool;
}

impl TagValue for &str {
    fn is_written(&self, text: &str) -> bool {
        let plain = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).filter(|text| !text.contains('\\'));
        match plain {
            Some(plain) => plain == *self,
            None => serde_json::from_str::<Cow<'_, str>>(text).is_ok_and(|text| text == *self),
        }
    }
}

impl TagValue for bool {
    fn is_written(&self, text: &str) -> bool {
        text == if *self { "true" } else { "false" }
    }
}

impl TagValue for i64 {
    fn is_written(&self, text: &str) -> bool {
        Decimal::parse(text).is_some_and(|number| Some(number) == Decimal::parse(&self.to_string()))
    }
}

impl TagValue for f64 {
    fn is_written(&self, text: &str) -> bool {
        Decimal::parse(text).is_some_and(|number| Some(number) == Decimal::parse(&format!("{self:e}")))
    }
}

/// A JSON type.
#[derive(Debug, Clone, Copy)]
pub struct Kind(&'static str);

impl Kind {
    /// Whether a value of this type can be one of that: any number may be an integer, whatever its spelling.
    pub fn is(self, name: &str) -> bool {
        self.0 == name || (self.0 == "number" && name == "integer")
    }

    fn has_parts(self) -> bool {
        matches!(self.0, "object" | "array")
    }
}

/// Looks at the entries of an object until told to stop.
struct Seek<F>(F);

impl<F> Seek<F> {
    fn through<'t>(self, text: &'t str)
    where
        F: FnMut(Cow<'t, str>, &'t str) -> ControlFlow<()>,
    {
        // Stopping early leaves a rest, which serde_json takes for a fault; what was found is found.
        let _ = serde_json::Deserializer::from_str(text).deserialize_map(self);
    }
}

impl<'t, F: FnMut(Cow<'t, str>, &'t str) -> ControlFlow<()>> Visitor<'t> for Seek<F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'t>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some((key, value)) = map.next_entry::<Key<'t>, &'t RawValue>()? {
            if (self.0)(key.0, value.get()).is_break() {
                break;
            }
        }
        Ok(())
    }
}
