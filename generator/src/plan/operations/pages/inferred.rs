//! Pages as an operation shows them by itself, where nothing else can be meant. What is in doubt is nothing.

use super::body::{self, Body, item_of};
use super::declared::schema_of;
use super::{Listing, words};
use crate::api::{Method, ParameterLocation, Schema, SchemaId, SchemaKind, StringFormat};
use crate::plan::{ArgumentPlan, PagePlan, PageSource, PageStyle};
use crate::tree::Node;

/// How deep what is said beside the items may be, such as `/meta/pagination/next_cursor`.
const DEPTH: usize = 3;

/// What an operation shows.
struct Shown<'l> {
    listing: &'l Listing<'l>,
    /// Where the items are.
    items_at: String,
    /// All that stands beside them: place, plain name, schema.
    beside: Vec<(String, String, &'l Schema)>,
}

/// A style, the flag and the total that go with it.
type Found = (PageStyle, Option<String>, Option<String>);

/// The plan for what an operation shows, if it is unmistakable.
pub(super) fn pages(listing: &Listing<'_>) -> Option<PagePlan> {
    if listing.operation.method != Method::Get {
        return None;
    }
    let items_at = only_list(listing.body)?;
    let list = listing.body.list(&items_at).ok()?;
    let mut beside = Vec::new();
    gather(listing.body, listing.body.schema, "", DEPTH, &mut beside);
    let shown = Shown { listing, items_at, beside };
    let (style, more, total) = shown.led().or_else(|| shown.asked())?;
    let items_at = shown.items_at;
    Some(PagePlan { style, items_at, items: list.path, item: list.item, more, total, source: PageSource::Inference })
}

/// The body, if it is a list, or its only list.
fn only_list(body: Body<'_>) -> Option<String> {
    let whole = body.whole()?;
    let SchemaKind::Object(object) = &whole.kind else { return item_of(whole).map(|_| String::new()) };
    let is_list = |id: SchemaId| body.below(id, "").is_some_and(|schema| item_of(schema).is_some());
    let mut lists = object.properties.iter().filter(|property| is_list(property.schema));
    let only = lists.next().filter(|_| lists.next().is_none())?;
    Some(format!("/{}", escaped(&only.name)))
}

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// All properties of a body and of what holds such things in it.
fn gather<'l>(body: Body<'l>, schema: SchemaId, at: &str, depth: usize, found: &mut Vec<(String, String, &'l Schema)>) {
    let Some(schema) = body.below(schema, "") else { return };
    let properties = match &schema.kind {
        SchemaKind::Object(object) => &object.properties,
        // Pages forward and backward: arms that know different links.
        SchemaKind::Union(union) if depth > 0 && !at.is_empty() => {
            union.arms.iter().for_each(|arm| gather(body, *arm, at, depth - 1, found));
            return;
        }
        _ => return,
    };
    for property in properties {
        let (name, place) = (words::plain(&property.name), format!("{at}/{}", escaped(&property.name)));
        let Some(schema) = body.below(property.schema, "") else { continue };
        let next_link = at.ends_with("links") && name == "next";
        if depth > 0 && (is_envelope(&name) || next_link) {
            gather(body, property.schema, &place, depth - 1, found);
        }
        if found.iter().all(|(other, ..)| *other != place) {
            found.push((place, name, schema));
        }
    }
}

fn is_envelope(name: &str) -> bool {
    words::ENVELOPES.contains(&name)
}

impl<'l> Shown<'l> {
    /// The server says where the next page is.
    fn led(&self) -> Option<Found> {
        let paged = [&words::MARKERS[..], &words::OFFSETS, &words::NUMBERS, &words::LIMITS, &words::AFTER];
        let paged = paged.iter().any(|names| !self.parameters(names).is_empty());
        let mut headers = self.listing.response.headers.iter();
        if paged && headers.any(|header| header.name.eq_ignore_ascii_case("link")) {
            return Some((PageStyle::Link, None, None));
        }
        let by_name = |place: &str, name: &str, schema: &Schema| {
            let href = name == "href" && place.ends_with("/next/href");
            let plain = matches!(&schema.kind, SchemaKind::String(StringFormat::Plain));
            let url = words::URLS.contains(&name) || (href && paged);
            let maybe = paged && words::MAYBE_URLS.contains(&name);
            let link = place.contains("links/");
            (url && (plain || is_url(schema))) || (maybe && (is_url(schema) || (link && plain)))
        };
        let next = self.only(by_name)?;
        Some((PageStyle::Url { next }, None, None))
    }

    /// The caller says which page it wants: by one way only.
    fn asked(&self) -> Option<Found> {
        let ways = [self.marker(), self.last_item(), self.offset(), self.number()];
        let mut ways = ways.into_iter().flatten();
        let way = ways.next()?;
        let others = [&words::MARKERS[..], &words::AFTER, &words::OFFSETS, &words::NUMBERS];
        let others = others.iter().map(|names| self.parameters(names).len()).sum::<usize>();
        (others == 1 && ways.next().is_none()).then_some(way)
    }

    fn marker(&self) -> Option<Found> {
        let (argument, parameter) = self.parameter(&words::MARKERS, body::is_text)?;
        let name = words::plain(&parameter.wire);
        let more = self.flag();
        let next = format!("next{name}");
        let next = self.only(|_, other, schema| {
            let token = other == "nextpage" && name == "pagetoken";
            let means =
                words::MEAN_NEXT.contains(&other) || other == next || (other == name && more.is_some()) || token;
            means && body::is_text(schema)
        })?;
        Some((PageStyle::Marker { argument, next }, more, None))
    }

    fn last_item(&self) -> Option<Found> {
        let (argument, _) = self.parameter(&words::AFTER, body::is_text)?;
        let more = self.flag()?;
        if let Some(next) = self.only(|_, name, schema| name == "lastid" && body::is_text(schema)) {
            return Some((PageStyle::Marker { argument, next }, Some(more), None));
        }
        // Anything else that may lead on makes the last item one of two ways.
        let leads = |name: &String| ["next", "cursor", "token"].iter().any(|word| name.contains(word));
        if self.beside.iter().any(|(_, name, schema)| !body::is_flag(schema) && leads(name)) {
            return None;
        }
        let item = self.listing.body.at(&self.items_at).and_then(item_of)?;
        self.listing.body.below(item, "/id").filter(|id| body::is_text(id))?;
        Some((PageStyle::LastItem { argument, key: "/id".to_owned() }, Some(more), None))
    }

    fn offset(&self) -> Option<Found> {
        let (argument, parameter) = self.parameter(&words::OFFSETS, body::is_number)?;
        let from_start = default(parameter).is_none_or(|first| first == 0);
        if self.parameters(&words::LIMITS).len() != 1 || !from_start {
            return None;
        }
        let total = self.only(|_, name, schema| words::TOTALS.contains(&name) && body::is_number(schema));
        Some((PageStyle::Offset { argument }, self.flag(), total))
    }

    fn number(&self) -> Option<Found> {
        let (argument, parameter) = self.parameter(&words::NUMBERS, body::is_number)?;
        // A page that says the number of the next one leaves nothing to count.
        if let Some(next) = self.only(|_, name, schema| name == "nextpage" && body::is_number(schema)) {
            return Some((PageStyle::Marker { argument, next }, None, None));
        }
        let minimum = schema_of(self.listing, &parameter.wire)?.constraints.minimum.as_ref();
        let first = match (default(parameter), minimum.and_then(|minimum| minimum.as_i128())) {
            (Some(first @ (0 | 1)), _) => u64::try_from(first).ok()?,
            (None, Some(1)) => 1,
            _ => return None,
        };
        let total = self.only(|_, name, schema| words::PAGES.contains(&name) && body::is_number(schema));
        let counted = self.items_at.is_empty() && self.parameters(&words::LIMITS).len() == 1;
        let more = self.flag();
        (counted || total.is_some() || more.is_some()).then_some((PageStyle::Number { argument, first }, more, total))
    }

    fn flag(&self) -> Option<String> {
        self.only(|_, name, schema| words::FLAGS.contains(&name) && body::is_flag(schema))
    }

    /// The only place beside the items that is meant.
    fn only(&self, meant: impl Fn(&str, &str, &Schema) -> bool) -> Option<String> {
        let mut places = self.beside.iter().filter(|(place, name, schema)| meant(place, name, schema));
        let (place, ..) = places.next()?;
        places.next().is_none().then(|| place.clone())
    }

    /// The query parameters of these names.
    fn parameters(&self, names: &[&str]) -> Vec<(usize, &'l ArgumentPlan)> {
        let queries = self.listing.arguments.iter().enumerate();
        let queries = queries.filter(|(_, argument)| argument.location == ParameterLocation::Query);
        queries.filter(|(_, argument)| names.contains(&words::plain(&argument.wire).as_str())).collect()
    }

    /// The only one of them, if it can be left out and takes what it should.
    fn parameter(&self, names: &[&str], fits: fn(&Schema) -> bool) -> Option<(usize, &'l ArgumentPlan)> {
        let [(index, argument)] = self.parameters(names)[..] else { return None };
        let fits = schema_of(self.listing, &argument.wire).is_some_and(fits);
        (fits && !argument.required).then_some((index, argument))
    }
}

fn default(argument: &ArgumentPlan) -> Option<i128> {
    argument.default.as_ref().and_then(Node::as_number).and_then(|number| number.as_i128())
}

/// A string of which the document says that it is a URL.
fn is_url(schema: &Schema) -> bool {
    let SchemaKind::String(StringFormat::Other(format)) = &schema.kind else { return false };
    ["uri", "uri-reference", "url", "iri", "iri-reference"].contains(&format.as_str())
}
