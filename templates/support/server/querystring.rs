//! The whole query as one value (OpenAPI 3.2.0, Parameter Object).

use std::borrow::Cow;

use super::faults::told;
use super::models::support::{Decode, from_str};
use super::pairs::{self, Fault};
use super::query::decode;
use super::{Arrived, Codec, Form, Invalid, Parameter, Place, SchemePlace, Violation, json};

/// What a query says as JSON: in one way, or in two where texts may be strings or something else.
type Said = (String, Option<String>);

impl Arrived {
    /// The whole query as one value, but for what credentials stand in it.
    pub(super) fn whole_query<T: Decode>(&mut self, parameter: &'static Parameter) -> Result<Option<T>, Invalid> {
        let query = self.query_of_its_own();
        if query.is_empty() {
            let default = parameter.default.map(from_str);
            return default.transpose().map_err(|fault| self.broken_query(parameter, vec![told(&fault)]));
        }
        let said = match parameter.codec {
            Codec::Form(form) => of_form(form, &query),
            Codec::Json => text(&query).map(|text| (text, None)),
            Codec::Style { .. } => text(&query).map(|text| {
                let mut said = String::new();
                json::push_string(&mut said, &text);
                (said, None)
            }),
        };
        let said = said.map_err(|faults| {
            let faults = faults.into_iter().map(|(pointer, rule)| (pointer, Cow::Borrowed(rule)));
            self.broken_query(parameter, faults.collect())
        });
        let (first, second) = said?;
        let read = match (from_str(&first), second) {
            (Err(_), Some(second)) => from_str(&second),
            (read, _) => read,
        };
        read.map(Some).map_err(|fault| self.broken_query(parameter, vec![told(&fault)]))
    }

    /// The query without the credentials of the operation that stand in it.
    fn query_of_its_own(&self) -> String {
        let credentials = self.operation().security.iter().flat_map(|requirement| requirement.all_of);
        let keys: Vec<&str> = credentials
            .filter_map(|credential| match credential.scheme.place {
                SchemePlace::Query(key) => Some(key),
                _ => None,
            })
            .collect();
        let is_own = |pair: &&str| {
            let name = pair.split('=').next().unwrap_or_default();
            !decode(name, true).is_some_and(|name| keys.contains(&&*name))
        };
        let query = self.head.uri.query().unwrap_or_default();
        query.split('&').filter(is_own).collect::<Vec<_>>().join("&")
    }

    fn broken_query(&mut self, parameter: &'static Parameter, faults: Vec<(String, Cow<'static, str>)>) -> Invalid {
        self.malformed = true;
        self.violations.extend(faults.into_iter().map(|(pointer, rule)| Violation {
            place: Place::QueryString,
            name: Cow::Borrowed(parameter.name),
            pointer,
            rule,
        }));
        Invalid
    }
}

fn of_form(form: &'static Form, query: &str) -> Result<Said, Vec<Fault>> {
    let fields = pairs::parse(query.as_bytes()).map_err(|fault| vec![fault])?;
    let first = pairs::object(form, &fields, false)?;
    let second = pairs::may_be_guessed(form).then(|| pairs::object(form, &fields, true).ok()).flatten();
    Ok((first, second))
}

fn text(query: &str) -> Result<String, Vec<Fault>> {
    decode(query, false).map(Cow::into_owned).ok_or_else(|| vec![(String::new(), "utf-8")])
}
