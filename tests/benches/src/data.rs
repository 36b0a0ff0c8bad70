//! Types and documents to decode and encode: bodies of responses and their examples.

use bindery::plan::{BodyFormat, PayloadPlan, Plan, ResponseBody, RustType};

/// Types, and documents with the number of their type.
#[derive(Debug, Default)]
pub(crate) struct Data {
    /// The types.
    pub(crate) types: Vec<RustType>,
    /// A number and JSON on one line.
    pub(crate) documents: Vec<(usize, String)>,
}

impl Data {
    /// The root types of JSON bodies of responses, `most` at most, taken at even distances in document order, with all
    /// their examples. A type without an example has the value that is made from its schema.
    pub(crate) fn of(plan: &Plan, most: usize) -> Self {
        let mut found: Vec<(&RustType, Vec<String>)> = Vec::new();
        let outcomes = plan.methods.iter().flat_map(|method| &method.outcomes);
        let payloads = outcomes.flat_map(|outcome| match &outcome.body {
            ResponseBody::Payload(payloads) => payloads.as_slice(),
            ResponseBody::Empty => &[],
        });
        for payload in payloads.filter(|payload| payload.format == BodyFormat::Json && is_named(&payload.ty)) {
            let documents = documents(payload);
            match found.iter_mut().find(|(ty, _)| *ty == &payload.ty) {
                Some((_, known)) => known.extend(documents),
                None => found.push((&payload.ty, documents)),
            }
        }
        found.retain(|(_, documents)| !documents.is_empty());
        let (all, count) = (found.len(), found.len().min(most));
        let mut data = Self::default();
        for place in 0..count {
            let Some((ty, documents)) = found.get_mut(place * all / count) else { continue };
            documents.sort();
            documents.dedup();
            data.documents.extend(documents.drain(..).map(|document| (place, document)));
            data.types.push(ty.clone());
        }
        data
    }

    /// One line a document.
    pub(crate) fn text(&self) -> String {
        self.documents.iter().map(|(number, document)| format!("{number}\t{document}\n")).collect()
    }
}

fn documents(payload: &PayloadPlan) -> Vec<String> {
    if payload.examples.is_empty() {
        return payload.sample.iter().map(|sample| sample.to_json()).collect();
    }
    payload.examples.iter().map(|example| example.value.to_json()).collect()
}

/// Whether a type of the models is in it.
fn is_named(ty: &RustType) -> bool {
    match ty {
        RustType::Def(_) => true,
        RustType::Option(ty) | RustType::Vec(ty) | RustType::Map(ty) | RustType::Box(ty) => is_named(ty),
        _ => false,
    }
}
