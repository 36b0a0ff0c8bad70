//! Values for calls and answers, at random from the schemas of the document.

use std::collections::BTreeSet;

use bindery::api::{MediaType, Operation, ParameterShape, Response, SchemaId, StatusPattern};
use bindery::plan::{BodyFormat, MethodPlan, OutcomePlan, PayloadPlan, Plan, SuccessPlan, Writing};
use bindery::tree::{Mapping, Node};

use super::calls::payload;
use super::{label, modules};
use crate::Run;
use crate::values::{self, Integers, Place, Rng, Source};

/// A call with the answer that it is given.
#[derive(Debug, Clone)]
pub struct Case {
    /// The operation, `service::method`.
    pub operation: String,
    /// Arguments by their names in Rust.
    pub arguments: Vec<(String, Node)>,
    /// The body.
    pub body: Option<Node>,
    opaque: bool,
    filled: bool,
    /// The answer.
    pub answer: Answer,
}

/// A documented answer with values.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    outcome: usize,
    /// Its status.
    pub status: u16,
    variant: String,
    headers: Vec<(String, String, Node)>,
    /// Its body.
    pub body: Option<Node>,
}

/// Cases, and what there are none for.
#[derive(Debug, Clone, Default)]
pub struct Cases {
    /// All cases, operation by operation.
    pub all: Vec<Case>,
    /// Operations and answers for which no value could be made, with the part that has none.
    pub without: Vec<String>,
    /// Operations whose path is that of an earlier one but for the names in it (OA311): no server can tell them apart.
    pub hidden: Vec<String>,
    /// Operations that ask for a body which is no JSON and has a type of its own in the client: multipart.
    pub unsaid: Vec<String>,
}

impl Cases {
    /// `each` cases for each documented answer of each operation; the same for the same seed.
    ///
    /// # Panics
    /// If the run did not come to a plan.
    pub fn of(run: &Run, each: usize, seed: u64, integers: Integers) -> Self {
        let api = run.stages.api.as_ref().expect("the document can be read");
        let plan = run.stages.plan.as_ref().expect("the document has a plan");
        let mut maker = Maker { plan, source: Source { api, rng: Rng::new(seed), integers } };
        let (mut cases, mut paths) = (Self::default(), BTreeSet::new());
        for ((method, module), (_, operation)) in plan.methods.iter().zip(modules(plan)).zip(api.operations.iter()) {
            let label = label(module, method);
            if !super::calls::is_sayable(plan, method) {
                cases.unsaid.push(label);
                continue;
            }
            if !paths.insert((method.method.clone(), shape(&method.path_text))) {
                cases.hidden.push(label);
                continue;
            }
            for outcome in 0..method.outcomes.len() {
                for _ in 0..each {
                    match maker.case(method, operation, &label, outcome) {
                        Ok(case) => cases.all.push(case),
                        Err(what) => cases.without.push(format!("{label}: {what}")),
                    }
                }
            }
        }
        cases.without.dedup();
        cases
    }

    /// One case for one operation of `step`, with the first of its answers: for a server that decides by itself.
    ///
    /// # Panics
    /// If the run did not come to a plan.
    pub fn of_successes(run: &Run, step: usize, seed: u64) -> Self {
        let mut cases = Self::of(run, 1, seed, Integers::Safe);
        let mut seen: Vec<String> = Vec::new();
        cases.all.retain(|case| {
            let first = seen.last() != Some(&case.operation);
            if first {
                seen.push(case.operation.clone());
            }
            first && seen.len() % step.max(1) == 1 % step.max(1)
        });
        cases
    }

    /// As the programs read them.
    pub fn text(&self) -> String {
        let texts: Vec<String> = self.all.iter().map(|case| case.node().to_json()).collect();
        format!("[{}]", texts.join(",\n"))
    }
}

impl Case {
    fn node(&self) -> Node {
        let named = |entries: Vec<(String, Node)>| {
            let mut mapping = Mapping::default();
            for (key, value) in entries {
                mapping.insert(key, value);
            }
            Node::Mapping(mapping)
        };
        let answer = &self.answer;
        let number = |number: usize| Node::Number(i128::try_from(number).unwrap_or_default().into());
        let headers = answer.headers.iter().map(|(ident, _, value)| (ident.clone(), value.clone())).collect();
        let sent = answer.headers.iter().map(|(_, wire, _)| Node::String(wire.clone())).collect();
        let mut script = vec![
            ("outcome".to_owned(), number(answer.outcome)),
            ("status".to_owned(), number(answer.status.into())),
            ("variant".to_owned(), Node::String(answer.variant.clone())),
            ("headers".to_owned(), named(headers)),
            ("sent".to_owned(), Node::Sequence(sent)),
        ];
        script.extend(answer.body.iter().map(|body| ("body".to_owned(), body.clone())));
        let mut case = vec![
            ("operation".to_owned(), Node::String(self.operation.clone())),
            ("arguments".to_owned(), named(self.arguments.clone())),
            ("opaque".to_owned(), Node::Bool(self.opaque)),
            ("filled".to_owned(), Node::Bool(self.filled)),
            ("answer".to_owned(), named(script)),
        ];
        case.extend(self.body.iter().map(|body| ("body".to_owned(), body.clone())));
        named(case)
    }
}

struct Maker<'a> {
    plan: &'a Plan,
    source: Source<'a>,
}

impl Maker<'_> {
    fn case(&mut self, method: &MethodPlan, operation: &Operation, label: &str, at: usize) -> Result<Case, String> {
        let mut arguments = Vec::new();
        for argument in &method.arguments {
            if !argument.required && self.source.rng.chance(40) {
                continue;
            }
            let of = |one: &&bindery::api::Parameter| {
                one.location == argument.location && one.name.eq_ignore_ascii_case(&argument.wire)
            };
            let parameter = operation.parameters.iter().find(of);
            let made = match parameter {
                Some(parameter) => super::places::value(&mut self.source, argument, &parameter.shape),
                // A place of a path that nothing declares is a text.
                None => Some(Node::String("undeclared".to_owned())),
            };
            match made {
                Some(value) => arguments.push((argument.ident.as_str().to_owned(), value)),
                None if argument.required => return Err(format!("no value for `{}`", argument.wire)),
                None => {}
            }
        }
        let (mut body, mut opaque) = (None, false);
        if let Some((plan, declared)) = method.body.as_ref().zip(operation.request_body.as_ref())
            && super::calls::body_passed(self.plan, plan).is_some()
            && (plan.required || self.source.rng.chance(70))
        {
            let payload = plan.payloads.first().ok_or("no payload")?;
            let way = plan.written.first().ok_or("no way to write the body")?;
            let media = declared.content.iter().find(|media| media.range.text == way.content_type);
            let schema = media.and_then(|media| media.schema);
            body = match (&way.how, schema) {
                (Writing::Form(..) | Writing::Text(_) | Writing::Lines(_), Some(schema)) => {
                    opaque = true;
                    values::random(&mut self.source, schema, Place::Sent)
                }
                _ => self.payload(payload, &declared.content, Place::Sent),
            };
            body.as_ref().ok_or("no value for the body")?;
        }
        let outcome = method.outcomes.get(at).ok_or("no such answer")?;
        let response = operation.responses.iter().find(|response| response.status == outcome.status);
        let answer = self.answer(method, outcome, response, at)?;
        Ok(Case {
            operation: label.to_owned(),
            arguments,
            body,
            opaque,
            filled: !self.plan.defaults.is_empty(),
            answer,
        })
    }

    fn answer(
        &mut self,
        method: &MethodPlan,
        outcome: &OutcomePlan,
        response: Option<&Response>,
        at: usize,
    ) -> Result<Answer, String> {
        let status = status(method, outcome);
        let Some(response) = response else { return Err(format!("{status} is not in the document")) };
        let one = outcome.success && !matches!(method.success, SuccessPlan::Enum(_));
        let variant = if one { String::new() } else { outcome.variant.as_str().to_owned() };
        let mut headers = Vec::new();
        for header in &outcome.headers {
            let declared = response.headers.iter().find(|one| one.name.eq_ignore_ascii_case(&header.wire));
            let schema = declared.and_then(|declared| schema(&declared.shape));
            let made = match schema {
                Some(schema) => values::random(&mut self.source, schema, Place::Header),
                None => Some(Node::String("word".to_owned())),
            };
            match made {
                Some(value) if header.required || self.source.rng.chance(70) => {
                    headers.push((header.ident.as_str().to_owned(), header.wire.clone(), value));
                }
                None if header.required => return Err(format!("no value for the header `{}`", header.wire)),
                Some(_) | None => {}
            }
        }
        let mut body = None;
        if let Some(payload) = payload(outcome) {
            let made = self.payload(payload, &response.content, Place::Answered);
            body = Some(made.ok_or_else(|| format!("no value for the answer {status}"))?);
        }
        Ok(Answer { outcome: at, status, variant, headers, body })
    }

    /// A value for a body: JSON, or the text that is sent.
    fn payload(&mut self, payload: &PayloadPlan, content: &[MediaType], place: Place) -> Option<Node> {
        let media = content.iter().find(|media| media.range.text == payload.media_type)?;
        match payload.format {
            BodyFormat::Json => match media.schema {
                Some(schema) => values::random(&mut self.source, schema, place),
                None => Some(Node::String("any JSON".to_owned())),
            },
            BodyFormat::Text | BodyFormat::Binary => {
                let text = media.schema.and_then(|schema| values::random(&mut self.source, schema, Place::Single));
                Some(text.filter(|text| text.as_str().is_some()).unwrap_or(Node::String("täxt & more".to_owned())))
            }
        }
    }
}

/// A path without the names in it.
fn shape(path: &str) -> String {
    let mut pieces = path.split('{');
    let first = pieces.next().unwrap_or_default().to_owned();
    first
        + &pieces
            .map(|piece| piece.split_once('}').map_or("", |(_, text)| text))
            .map(|text| format!("{{}}{text}"))
            .collect::<String>()
}

/// A status of a pattern that no other answer of the operation has.
fn status(method: &MethodPlan, outcome: &OutcomePlan) -> u16 {
    let candidates = match outcome.status {
        StatusPattern::Code(code) => return code,
        StatusPattern::Class(class) => u16::from(class) * 100..u16::from(class) * 100 + 100,
        StatusPattern::Default if outcome.success => 200..300,
        StatusPattern::Default => 400..600,
    };
    // 204 and its like have no body.
    let bodyless = |status: &u16| matches!(status, 204 | 205 | 304) || *status < 200;
    let others = |status: &u16| {
        method.outcomes.iter().any(|other| match other.status {
            StatusPattern::Code(code) => code == *status,
            StatusPattern::Class(class) => {
                outcome.status == StatusPattern::Default && u16::from(class) == *status / 100
            }
            StatusPattern::Default => false,
        })
    };
    candidates.clone().find(|status| !bodyless(status) && !others(status)).unwrap_or(candidates.start)
}

pub(super) fn schema(shape: &ParameterShape) -> Option<SchemaId> {
    match shape {
        ParameterShape::Schema { schema, .. } => Some(*schema),
        ParameterShape::Content(media) => media.schema,
    }
}
