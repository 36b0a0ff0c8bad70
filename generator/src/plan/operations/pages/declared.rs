//! Pages as a configuration or an extension says them.

use super::Listing;
use super::body::{self, item_of};
use crate::api::{Pagination, PaginationStyle, ParameterLocation, Schema};
use crate::plan::{ArgumentPlan, PagePlan, PageSource, PageStyle};
use crate::tree::Node;

/// The plan for what is said.
///
/// # Errors
/// What is said of something that is not there, or that is something else.
pub(super) fn pages(listing: &Listing<'_>, said: &Pagination, source: PageSource) -> Result<PagePlan, String> {
    let items_at = said.items.clone().map_or_else(|| only_list(listing), Ok)?;
    let style = style(listing, said, &items_at)?;
    let list = listing.body.list(&items_at)?;
    if let Some(limit) = &said.limit {
        query(listing, limit)?;
    }
    if let Some(more) = &said.more {
        typed(listing, more, body::is_flag, "no boolean")?;
    }
    if let Some(total) = &said.total {
        typed(listing, total, body::is_number, "no number")?;
    }
    let (more, total) = (said.more.clone(), said.total.clone());
    Ok(PagePlan { style, items_at, items: list.path, item: list.item, more, total, source })
}

/// Where the items are if nothing is said: the body itself, if it is a list.
fn only_list(listing: &Listing<'_>) -> Result<String, String> {
    let whole = listing.body.whole().is_some_and(|schema| item_of(schema).is_some());
    whole.then(String::new).ok_or_else(|| "`response.items` is missing, and the success body is no list".to_owned())
}

fn style(listing: &Listing<'_>, said: &Pagination, items_at: &str) -> Result<PageStyle, String> {
    let Some(style) = &said.style else { return Err("there are no pages".to_owned()) };
    Ok(match style {
        PaginationStyle::Marker { parameter, next } => {
            let argument = marker(listing, parameter)?;
            typed(listing, next, body::is_text, "no text")?;
            PageStyle::Marker { argument, next: next.clone() }
        }
        PaginationStyle::LastItem { parameter, key } => {
            let item = listing.body.at(items_at).and_then(item_of);
            let value = item.and_then(|item| listing.body.below(item, key));
            if !value.is_some_and(body::is_text) {
                return Err(format!("an item has no text at `{}`", key.trim_start_matches('/')));
            }
            PageStyle::LastItem { argument: marker(listing, parameter)?, key: key.clone() }
        }
        PaginationStyle::Offset { parameter } => PageStyle::Offset { argument: counter(listing, parameter)?.0 },
        PaginationStyle::Number { parameter, first } => {
            let (argument, plan) = counter(listing, parameter)?;
            let default = plan.default.as_ref().and_then(Node::as_number).and_then(|number| number.as_i128());
            let first = first.or(default.and_then(|first| u64::try_from(first).ok())).unwrap_or(1);
            PageStyle::Number { argument, first }
        }
        PaginationStyle::Url { next } => {
            typed(listing, next, body::is_text, "no text")?;
            PageStyle::Url { next: next.clone() }
        }
        PaginationStyle::Link => PageStyle::Link,
    })
}

/// What stands at a place of the body, if it is what it should be.
fn typed(listing: &Listing<'_>, pointer: &str, fits: fn(&Schema) -> bool, not: &str) -> Result<(), String> {
    let name = pointer.strip_prefix('/').filter(|rest| !rest.contains('/')).unwrap_or(pointer);
    match listing.body.at(pointer) {
        Some(schema) if fits(schema) => Ok(()),
        Some(_) => Err(format!("the property `{name}` is {not}")),
        None => Err(format!("the success body has no property `{name}`")),
    }
}

/// A query parameter by its name on the wire, and its index.
pub(super) fn query<'l>(listing: &Listing<'l>, name: &str) -> Result<(usize, &'l ArgumentPlan), String> {
    let mut queries =
        listing.arguments.iter().enumerate().filter(|(_, plan)| plan.location == ParameterLocation::Query);
    queries.find(|(_, plan)| plan.wire == name).ok_or_else(|| format!("there is no query parameter `{name}`"))
}

fn marker(listing: &Listing<'_>, name: &str) -> Result<usize, String> {
    let (index, _) = query(listing, name)?;
    match schema_of(listing, name).is_some_and(body::is_text) {
        true => Ok(index),
        false => Err(format!("the parameter `{name}` takes no single value")),
    }
}

fn counter<'l>(listing: &Listing<'l>, name: &str) -> Result<(usize, &'l ArgumentPlan), String> {
    let found = query(listing, name)?;
    match schema_of(listing, name).is_some_and(body::is_number) {
        true => Ok(found),
        false => Err(format!("the parameter `{name}` takes no number")),
    }
}

/// The schema of a query parameter.
pub(super) fn schema_of<'l>(listing: &Listing<'l>, name: &str) -> Option<&'l Schema> {
    use crate::api::ParameterShape;
    let mut queries = listing.operation.parameters.iter().filter(|plan| plan.location == ParameterLocation::Query);
    let schema = match &queries.find(|parameter| parameter.name == name)?.shape {
        ParameterShape::Schema { schema, .. } => *schema,
        ParameterShape::Content(media) => media.schema?,
    };
    listing.body.below(schema, "")
}
