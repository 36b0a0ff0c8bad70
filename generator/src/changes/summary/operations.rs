//! Facts about operations, and what stands around them.

use super::words::{limits, part_style, required, rust, style, way, wire};
use super::{Summary, docs, yes};
use crate::changes::fact::{Fact, Key, Kind, Word};
use crate::plan::{
    AnswerPlan, Answering, ArgumentPlan, AuthPlan, BodyPlan, CallbackPlan, Content, MethodPlan, OutcomePlan, PagePlan,
    PartPlan, PayloadPlan, ReceivedPlan, Receiving, ResponseBody, RoutePlan, RustType, SchemePlace, SuccessPlan,
    UploadKind, UrlPart,
};
use crate::source::Origin;

impl Summary<'_> {
    pub(super) fn surroundings(&mut self) {
        let plan = self.plan;
        for server in &plan.servers {
            let url = server.url.iter().map(|part| match part {
                UrlPart::Literal(text) => text.clone(),
                UrlPart::Variable(index) => {
                    server.variables.get(*index).map_or_else(String::new, |variable| format!("{{{}}}", variable.wire))
                }
            });
            let fields = server.variables.iter().map(|variable| {
                let ty = variable.values.as_ref().map_or("String".to_owned(), |(list, _)| list.to_string());
                format!("{}: {ty}", variable.ident)
            });
            let fact = Fact::default()
                .with(Word::Url, url.collect::<String>())
                .with(Word::Call, fields.collect::<Vec<_>>().join(", "))
                .with(Word::Docs, docs(&server.docs));
            self.add(Key::new(Kind::Server, [server.name.to_string()]), fact);
        }
        for (index, scheme) in plan.schemes.iter().enumerate() {
            let placed = match &scheme.place {
                SchemePlace::Bearer => "bearer".to_owned(),
                SchemePlace::Basic => "basic".to_owned(),
                SchemePlace::ApiKey { name, location } => format!("{} {name}", format!("{location:?}").to_lowercase()),
                SchemePlace::Unknown => "any".to_owned(),
            };
            let given = match scheme.place {
                SchemePlace::Bearer | SchemePlace::ApiKey { .. } => "text",
                SchemePlace::Basic => "user and password",
                SchemePlace::Unknown => "any",
            };
            let asked = plan.guard.as_ref().is_some_and(|guard| guard.schemes.contains(&index));
            let fact = Fact::default()
                .with(Word::Style, placed)
                .with(Word::Url, scheme.client.as_ref().map_or("", |client| client.token_url.as_str()))
                .with(Word::Call, format!("{}({given})", scheme.ident))
                .with(Word::Serve, if asked { format!("{}({given})", scheme.authenticator) } else { String::new() })
                .with(Word::Docs, docs(&scheme.docs));
            self.add(Key::new(Kind::Scheme, [scheme.wire.clone()]), fact);
        }
        if let Some(guard) = &plan.guard {
            let asked = guard.schemes.iter().filter_map(|index| plan.schemes.get(*index));
            let asked = asked.map(|scheme| scheme.authenticator.to_string());
            let asked: Vec<_> = asked.chain(guard.authorizes.then(|| "Authorize".to_owned())).collect();
            self.add(Key::new(Kind::Guard, [""; 0]), Fact::default().with(Word::Serve, asked.join(" + ")));
        }
    }

    pub(super) fn operation(&mut self, method: &MethodPlan, route: &RoutePlan) {
        let plan = self.plan;
        let path = [method.method.as_str().to_owned(), method.path_text.clone()];
        let below = |kind: Kind, rest: &[&str]| {
            Key::new(kind, path.iter().cloned().chain(rest.iter().map(|part| (*part).to_owned())))
        };
        for argument in &method.arguments {
            let place = format!("{:?}", argument.location).to_lowercase();
            self.uses(&argument.ty, false);
            let fact = self.argument(argument);
            self.add(below(Kind::Parameter, &[&place, &argument.wire]), fact);
        }
        if let Some(body) = &method.body {
            self.body(body, method, route, &below);
        }
        for outcome in &method.outcomes {
            self.outcome(outcome, &method.origin, &below);
        }
        let service = plan.services.iter().find(|service| {
            let mut methods = service.methods.iter().filter_map(|index| plan.methods.get(*index));
            methods.any(|other| other.origin == method.origin)
        });
        let needed =
            method.arguments.iter().filter(|argument| argument.required).map(|argument| argument.ident.as_str());
        let read = match &method.success {
            SuccessPlan::Unit => "()".to_owned(),
            SuccessPlan::One(ty) => rust(plan, ty),
            SuccessPlan::Enum(name) => {
                let successes = method.outcomes.iter().filter(|outcome| outcome.success);
                let variants = successes.map(|outcome| outcome.variant.to_string());
                format!("{name}: {}", variants.collect::<Vec<_>>().join(" | "))
            }
        };
        let fact = Fact::at(&method.origin)
            .with(Word::Name, method.ident.as_str())
            .with(Word::Types, method.stem.as_str())
            .with(Word::Module, service.map_or("", |service| service.module.as_str()))
            .with(Word::Trait, service.map_or("", |service| service.name.as_str()))
            .with(Word::Call, needed.collect::<Vec<_>>().join(" "))
            .with(Word::Read, read)
            .with(Word::Security, security(plan, &method.auth))
            .with(Word::Pages, method.pages.as_ref().map(|pages| self.pages(pages)).unwrap_or_default())
            .with(Word::Url, method.server.clone().unwrap_or_default())
            .with(Word::Deprecated, yes(method.deprecated))
            .with(Word::Docs, self.texts.get(&method.origin).cloned().unwrap_or_default());
        self.add(Key::new(Kind::Operation, path.clone()), fact);
    }

    fn argument(&self, argument: &ArgumentPlan) -> Fact {
        let plan = self.plan;
        let ty = rust(plan, &argument.ty);
        let optional = !argument.required && argument.default.is_none();
        Fact::at(&argument.origin)
            .with(Word::Presence, required(argument.required))
            .with(Word::Type, wire(plan, &argument.ty, self.format(&argument.origin)))
            .with(Word::Limits, limits(&argument.checks))
            .with(Word::Default, argument.default.as_ref().map(crate::tree::Node::to_json).unwrap_or_default())
            .with(Word::Style, style(&argument.codec))
            .with(Word::Name, argument.ident.as_str())
            .with(Word::Serve, if optional { format!("Option<{ty}>") } else { ty.clone() })
            .with(Word::Rust, ty)
            .with(Word::Docs, docs(&argument.docs))
    }

    fn body(&mut self, body: &BodyPlan, method: &MethodPlan, route: &RoutePlan, below: &dyn Fn(Kind, &[&str]) -> Key) {
        let plan = self.plan;
        for (payload, received) in body.payloads.iter().zip(&body.received) {
            payload_types(payload).into_iter().chain(received.how.types()).for_each(|ty| self.uses(ty, false));
            let fact = self.payload(payload, &body.origin);
            self.add(below(Kind::Payload, &["body", &payload.media_type]), fact);
            let (Content::Form(_, parts) | Content::Multipart(_, parts)) = &payload.content else { continue };
            for part in parts {
                let fact = part_of_body(plan, part, &body.origin);
                self.add(below(Kind::Part, &["body", &payload.media_type, &part.wire]), fact);
            }
        }
        let ways = body.written.iter().map(|one| way(plan, one)).collect::<Vec<_>>().join(" | ");
        let given = |received: &ReceivedPlan| self.given(received);
        let served = match body.received.as_slice() {
            [one] => given(one),
            several => {
                let arms =
                    several.iter().zip(&route.payloads).map(|(one, variant)| format!("{variant}({})", given(one)));
                format!("{}RequestBody: {}", method.stem, arms.collect::<Vec<_>>().join(" | "))
            }
        };
        let fact = Fact::at(&body.origin)
            .with(Word::Presence, required(body.required))
            .with(Word::Call, ways)
            .with(Word::Serve, served)
            .with(Word::Docs, docs(&body.docs));
        self.add(below(Kind::Body, &["body"]), fact);
    }

    fn payload(&self, payload: &PayloadPlan, origin: &Origin) -> Fact {
        let ty = payload.content.ty();
        let said = ty.map_or_else(|| "bytes".to_owned(), |ty| wire(self.plan, ty, None));
        Fact::at(origin).with(Word::Type, said).with(Word::Limits, limits(&payload.checks))
    }

    /// What an implementor gets.
    fn given(&self, received: &ReceivedPlan) -> String {
        match &received.how {
            Receiving::Json(ty) | Receiving::Text(ty, _) | Receiving::Form(ty, _) | Receiving::Parts(ty, _) => {
                rust(self.plan, ty)
            }
            Receiving::AnyText => "String".to_owned(),
            Receiving::Upload(upload) => {
                let rows = upload.rows.iter().map(|row| {
                    let held = match &row.kind {
                        UploadKind::File => "File".to_owned(),
                        UploadKind::Files => "Files".to_owned(),
                        UploadKind::Value(ty) | UploadKind::Spread(ty) => rust(self.plan, ty),
                    };
                    format!("{}{}: {held}", row.variant, if row.required { "" } else { "?" })
                });
                format!("Parts {{ {} }}", rows.collect::<Vec<_>>().join(", "))
            }
            Receiving::Lines(ty) => format!("Lines<{}>", rust(self.plan, ty)),
            Receiving::Stream => "ByteStream".to_owned(),
            Receiving::Bytes => "Vec<u8>".to_owned(),
        }
    }

    fn outcome(&mut self, outcome: &OutcomePlan, origin: &Origin, below: &dyn Fn(Kind, &[&str]) -> Key) {
        let plan = self.plan;
        let status = outcome.status.to_string();
        let place = origin.descend(["responses", &status]);
        let payloads = match &outcome.body {
            ResponseBody::Empty => &[],
            ResponseBody::Payload(payloads) => payloads.as_slice(),
        };
        for payload in payloads {
            payload_types(payload).into_iter().for_each(|ty| self.uses(ty, true));
            let fact = self.payload(payload, &place);
            self.add(below(Kind::Content, &[&status, &payload.media_type]), fact);
        }
        let mut fields = String::new();
        for header in &outcome.headers {
            self.uses(&header.ty, true);
            let ty = rust(plan, &header.ty);
            let held = if header.required { ty.clone() } else { format!("Option<{ty}>") };
            fields.push_str(&format!("{}: {held}, ", header.ident));
            let fact = Fact::at(&place)
                .with(Word::Presence, required(header.required))
                .with(Word::Type, wire(plan, &header.ty, None))
                .with(Word::Limits, limits(&header.checks))
                .with(Word::Style, style(&header.codec))
                .with(Word::Name, header.ident.as_str())
                .with(Word::Rust, ty)
                .with(Word::Docs, docs(&header.docs));
            self.add(below(Kind::Header, &[&status, &header.wire]), fact);
        }
        let read = outcome.reads.iter().map(|read| {
            let carried = payloads.get(read.payload).map(|payload| rust(plan, &payload.ty)).unwrap_or_default();
            format!("{}({carried})", read.variant)
        });
        let read = read.collect::<Vec<_>>().join(" | ");
        let written =
            outcome.answers.iter().map(|answer| self.written(answer, &fields)).collect::<Vec<_>>().join(" | ");
        let alone = format!("{}({})", outcome.variant, fields.trim_end_matches(", "));
        let or = |text: String| if text.is_empty() { alone.clone() } else { text };
        let fact = Fact::at(&place)
            .with(Word::Success, yes(outcome.success))
            .with(Word::Read, if read.is_empty() { outcome.variant.to_string() } else { read })
            .with(Word::Serve, or(written))
            .with(Word::Docs, docs(&outcome.docs));
        self.add(below(Kind::Answer, &[&status]), fact);
    }

    /// What an implementor gives.
    fn written(&self, answer: &AnswerPlan, fields: &str) -> String {
        let held = match &answer.how {
            Answering::Json(ty) | Answering::Value(ty) => rust(self.plan, ty),
            Answering::JsonIn(ty) => format!("Typed<{}>", rust(self.plan, ty)),
            Answering::Text => "String".to_owned(),
            Answering::Binary => "Binary".to_owned(),
            Answering::BinaryIn => "Typed<Binary>".to_owned(),
            Answering::Events(ty) => format!("Events<{}>", rust(self.plan, ty)),
            Answering::Texts => "Events<String>".to_owned(),
            Answering::Lines(ty) => format!("JsonLines<{}>", rust(self.plan, ty)),
        };
        format!("{}({fields}{held})", answer.variant)
    }

    pub(super) fn callback(&mut self, word: &str, callback: &CallbackPlan) {
        let plan = self.plan;
        let method = &callback.method;
        let payloads = method.body.iter().flat_map(|body| &body.payloads);
        // They come from the API; what is answered goes there.
        payloads.flat_map(payload_types).for_each(|ty| self.uses(ty, true));
        let types = callback.types.iter().map(|def| format!("{}: {}", def.name, rust(plan, &def.ty)));
        let fact = Fact::at(&method.origin)
            .with(Word::Rust, types.collect::<Vec<_>>().join(", "))
            .with(Word::Docs, docs(&method.docs));
        let path = [word, &callback.wire, method.method.as_str(), &method.path_text];
        self.add(Key::new(Kind::Callback, path), fact);
    }

    fn pages(&self, pages: &PagePlan) -> String {
        let style = match &pages.style {
            crate::plan::PageStyle::Marker { .. } => "marker",
            crate::plan::PageStyle::LastItem { .. } => "last-item",
            crate::plan::PageStyle::Offset { .. } => "offset",
            crate::plan::PageStyle::Number { .. } => "number",
            crate::plan::PageStyle::Url { .. } => "url",
            crate::plan::PageStyle::Link => "link",
        };
        format!("{style} of {}", rust(self.plan, &pages.item))
    }
}

/// How a property of a form or of a multipart body is written. Headers that must be sent are a part of that.
fn part_of_body(plan: &crate::plan::Plan, part: &PartPlan, origin: &Origin) -> Fact {
    let sent = part.headers.iter().filter(|header| header.required).map(|header| header.wire.as_str());
    let written = [part_style(&part.codec)].into_iter().chain(part.content_types.iter().cloned());
    let written: Vec<String> = written.chain(sent.map(|name| format!("with {name}"))).collect();
    let header = |header: &crate::plan::HeaderPlan| {
        format!("{}{}: {}", header.ident, if header.required { "" } else { "?" }, rust(plan, &header.ty))
    };
    let headers: Vec<String> = part.headers.iter().map(header).collect();
    Fact::at(origin).with(Word::Style, written.join(", ")).with(Word::Call, headers.join(", "))
}

fn payload_types(payload: &PayloadPlan) -> Vec<&RustType> {
    [Some(&payload.ty), payload.content.ty()].into_iter().flatten().collect()
}

/// `globusAuth(read write) + key | other`; `none` where a set is empty.
fn security(plan: &crate::plan::Plan, auth: &[AuthPlan]) -> String {
    let set = |auth: &AuthPlan| {
        let one = |(index, scopes): &(usize, Vec<String>)| {
            let name = plan.schemes.get(*index).map_or("?", |scheme| scheme.wire.as_str());
            let mut scopes = scopes.clone();
            scopes.sort();
            if scopes.is_empty() { name.to_owned() } else { format!("{name}({})", scopes.join(" ")) }
        };
        let mut all: Vec<String> = auth.all_of.iter().map(one).collect();
        all.sort();
        if all.is_empty() { "none".to_owned() } else { all.join(" + ") }
    };
    auth.iter().map(set).collect::<Vec<_>>().join(" | ")
}
