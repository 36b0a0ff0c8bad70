//! IR 2 as stable text, for `inspect` and snapshots. One line a thing.

mod bodies;
mod received;

use std::fmt::Write;

use super::{
    AuthPlan, Check, Codec, EnumValue, FieldCheck, FieldPlan, MethodPlan, PageStyle, Plan, Presence, RustType,
    ScalarType, StructDef, SuccessPlan, TupleDef, TypeDef, UnionDef, UnionDispatch, UnionKind,
};

/// The whole of a plan, or what has `only` in its name: types, methods.
pub fn dump(plan: &Plan, only: Option<&str>) -> String {
    let mut printer = Printer { plan, out: String::new() };
    let wanted = |name: &str| only.is_none_or(|only| name.contains(only));
    if only.is_none() {
        printer.head();
    }
    for (id, def) in plan.types.iter().filter(|(_, def)| wanted(def.name().as_str())) {
        match plan.imports.types.get(&id) {
            Some(from) => printer.line(0, &format!("import {} = {}::{}", def.name(), from.from, from.name)),
            None => printer.def(def),
        }
    }
    let method_wanted = |method: &&MethodPlan| wanted(method.ident.as_str()) || wanted(method.stem.as_str());
    for method in plan.methods.iter().filter(method_wanted) {
        printer.method(method);
    }
    for (word, callbacks) in [("webhook", &plan.webhooks), ("callback", &plan.callbacks)] {
        for callback in callbacks.iter().filter(|callback| method_wanted(&&callback.method)) {
            printer.callback(word, callback);
        }
    }
    if only.is_none() {
        printer.defaults();
        printer.tail();
    }
    printer.out
}

struct Printer<'a> {
    plan: &'a Plan,
    out: String,
}

impl Printer<'_> {
    fn line(&mut self, depth: usize, text: &str) {
        let _ = writeln!(self.out, "{:indent$}{}", "", text.trim_end(), indent = depth * 2);
    }

    fn head(&mut self) {
        let plan = self.plan;
        self.line(0, &format!("package {} ({})", plan.package.name, plan.package.title));
        for crate_plan in &plan.crates {
            let needs = crate_plan.dependencies.iter().map(|needed| needed.package.clone());
            let limit = crate_plan.recursion_limit.map(|limit| format!("recursion limit {limit}"));
            let words: Vec<String> = needs.chain(limit).collect();
            self.line(0, &format!("crate {} {}", crate_plan.package, words.join(" ")));
        }
        for scheme in &plan.schemes {
            let client = scheme.client.as_ref().map(|client| format!(", tokens from {}", client.token_url));
            let client = client.unwrap_or_default();
            self.line(0, &format!("scheme {} {:?}{client}", scheme.ident, scheme.place));
        }
        if let Some(url) = &plan.base_url {
            self.line(0, &format!("base url {url}"));
        }
        for server in &plan.servers {
            let variables = server.variables.iter().map(|variable| match &variable.values {
                Some((list, _)) => format!(" {}: {list} = {:?}", variable.ident, variable.default),
                None => format!(" {} = {:?}", variable.ident, variable.default),
            });
            let text = format!("server {}{}", server.name, variables.collect::<Vec<_>>().join(","));
            self.line(0, &text);
        }
        for service in &plan.services {
            let methods = service.methods.iter().filter_map(|index| plan.methods.get(*index));
            let methods: Vec<_> = methods.map(|method| method.ident.as_str()).collect();
            let feature = service.feature.as_ref().map_or_else(String::new, |feature| format!(" by {feature}"));
            self.line(0, &format!("service {} in {}{feature}: {}", service.name, service.module, methods.join(", ")));
        }
    }

    fn defaults(&mut self) {
        for (id, rows) in &self.plan.defaults {
            let name = self.ty(&RustType::Def(*id));
            self.line(0, &format!("defaults of {name}"));
            for row in rows {
                let value = row.value.as_ref().map_or_else(String::new, |value| format!(" = {}", value.to_json()));
                self.line(1, &format!("{}{value}", row.ident));
            }
        }
    }

    fn tail(&mut self) {
        for fallback in &self.plan.fallbacks {
            self.line(0, &format!("fallback {}: {}", fallback.origin.pointer, fallback.reason));
        }
        for rename in &self.plan.renames {
            self.line(0, &format!("rename {}: {} -> {}", rename.origin.pointer, rename.wanted, rename.chosen));
        }
    }

    fn def(&mut self, def: &TypeDef) {
        match def {
            TypeDef::Struct(def) => self.structure(def),
            TypeDef::Enum(def) => {
                let single = if def.single { " single" } else { "" };
                let open = if def.open { " open" } else { "" };
                let rest = def.other.as_ref().map_or("closed".to_owned(), |other| format!("else {other}"));
                self.line(0, &format!("enum {} {:?}{single}{open}, {rest}", def.name, def.repr));
                for variant in &def.variants {
                    let value = match &variant.value {
                        EnumValue::String(text) => format!("{text:?}"),
                        EnumValue::Integer(number) => number.to_string(),
                        EnumValue::Json(text) => text.clone(),
                    };
                    self.line(1, &format!("{} = {value}", variant.ident));
                }
            }
            TypeDef::Union(def) => self.union(def),
            TypeDef::Tuple(def) => self.tuple(def),
            TypeDef::Newtype(def) => self.line(0, &format!("newtype {}", def.name)),
            TypeDef::Nest(def) => {
                let validates = if def.validates { " validates" } else { "" };
                let patch =
                    def.patch.as_ref().map_or_else(String::new, |of| format!(" patch of {}", self.ty(&of.whole)));
                let text =
                    format!("nest {}{validates}{patch} = {}{}", def.name, self.ty(&def.ty), checks_text(&def.checks));
                self.line(0, &text);
            }
            TypeDef::Alias(def) => self.line(0, &format!("alias {} = {}", def.name, self.ty(&def.ty))),
        }
    }

    fn structure(&mut self, def: &StructDef) {
        let mut head = format!("struct {}", def.name);
        for (holds, word) in [(def.default, " default"), (def.closed, " closed"), (def.validates, " validates")] {
            head.push_str(if holds { word } else { "" });
        }
        if !def.beside.is_empty() {
            let _ = write!(head, " but {:?}", def.beside);
        }
        if let Some(patch) = &def.patch {
            let _ = write!(head, " patch of {}", self.ty(&patch.whole));
        }
        for check in &def.checks {
            let _ = write!(head, " [{}]", check_text(check));
        }
        self.line(0, &head);
        for field in &def.fields {
            let text = self.field(field);
            self.line(1, &text);
        }
        if let Some(extra) = &def.extra {
            let (ty, checks) = (self.ty(&extra.ty), checks_text(&extra.checks));
            self.line(1, &format!("{}: every other property, {ty}{checks}", extra.ident));
        }
    }

    fn tuple(&mut self, def: &TupleDef) {
        let mut head = format!("tuple {}", def.name);
        for (holds, word) in [(def.default, " default"), (def.validates, " validates")] {
            head.push_str(if holds { word } else { "" });
        }
        for check in &def.checks {
            let _ = write!(head, " [{}]", check_text(check));
        }
        self.line(0, &head);
        for (index, place) in def.places.iter().enumerate() {
            let (ty, checks) = (self.ty(&place.ty), checks_text(&place.checks));
            self.line(1, &format!("{index}: {} {ty}{checks}", presence_word(place.presence)));
        }
        if let Some(rest) = &def.rest {
            let (ty, checks) = (self.ty(&rest.ty), checks_text(&rest.checks));
            self.line(1, &format!("every other item, {ty}{checks}"));
        }
    }

    fn field(&self, field: &FieldPlan) -> String {
        let presence = presence_word(field.presence);
        let mut text = format!("{}: {presence} {} = {:?}", field.ident, self.ty(&field.ty), field.wire);
        text.push_str(if field.single_valued { " single" } else { "" });
        text.push_str(if field.deprecated { " deprecated" } else { "" });
        text.push_str(&checks_text(&field.checks));
        text
    }

    fn union(&mut self, def: &UnionDef) {
        let kind = match def.kind {
            UnionKind::OneOf => "one of",
            UnionKind::AnyOf => "any of",
            UnionKind::Heirs => "heirs",
        };
        self.line(0, &format!("union {} {kind}, else {}", def.name, def.other));
        for (index, arm) in def.arms.iter().enumerate() {
            let rule = match &def.dispatch {
                UnionDispatch::Tag { property, values, absent, other } => {
                    let values = values.iter().filter(|(_, arm)| *arm == index).map(|(value, _)| value.to_json());
                    let absent = (*absent == Some(index)).then(|| "absent".to_owned());
                    let other = (*other == Some(index)).then(|| "another".to_owned());
                    format!("{property} {}", values.chain(absent).chain(other).collect::<Vec<_>>().join(" or "))
                }
                UnionDispatch::Properties(arms) => {
                    let names = arms.iter().filter(|(_, arm)| *arm == index).flat_map(|(names, _)| names);
                    format!("has {}", names.map(String::as_str).collect::<Vec<_>>().join(" or "))
                }
                UnionDispatch::JsonType(arms) => {
                    let types = arms.iter().filter(|(_, arm)| *arm == index).map(|(types, _)| format!("{types:?}"));
                    types.collect()
                }
                UnionDispatch::Trial(order) => {
                    let found = order.iter().enumerate().find(|(_, attempt)| attempt.arm == index);
                    let mut text =
                        found.map_or_else(|| "trial never".to_owned(), |(place, _)| format!("trial {}", place + 1));
                    for (property, value) in found.iter().flat_map(|(_, attempt)| &attempt.must) {
                        let value = value.as_ref().map(|value| format!(" {}", value.to_json()));
                        let _ = write!(text, ", {property}{}", value.unwrap_or_default());
                    }
                    text
                }
            };
            let given = if arm.tag.is_some() { ", which it is given back" } else { "" };
            self.line(1, &format!("{}({}) if {rule}{given}", arm.ident, self.ty(&arm.ty)));
        }
    }

    fn ty(&self, ty: &RustType) -> String {
        match ty {
            RustType::Scalar(ScalarType::String) => "String".to_owned(),
            RustType::Scalar(scalar) => format!("{scalar:?}").to_lowercase(),
            RustType::Json => "Json".to_owned(),
            RustType::Def(id) => self.plan.types.get(*id).map_or("?", |def| def.name().as_str()).to_owned(),
            RustType::Option(inner) => format!("Option<{}>", self.ty(inner)),
            RustType::Vec(inner) => format!("Vec<{}>", self.ty(inner)),
            RustType::Map(inner) => format!("Map<{}>", self.ty(inner)),
            RustType::Box(inner) => format!("Box<{}>", self.ty(inner)),
            RustType::External(path, _) => path.clone(),
        }
    }

    fn method(&mut self, method: &MethodPlan) {
        let deprecated = if method.deprecated { " deprecated" } else { "" };
        let head = format!(
            "method {} ({}): {} {}{deprecated}",
            method.ident,
            method.stem,
            method.method.as_str(),
            method.path_text
        );
        self.line(0, &head);
        for argument in &method.arguments {
            let place = format!("{:?}", argument.location).to_lowercase();
            let required = if argument.required { " required" } else { "" };
            let default =
                argument.default.as_ref().map_or_else(String::new, |node| format!(" default {}", node.to_json()));
            let text = format!(
                "{place} {}: {}{required} = {:?} {}{default}{}",
                argument.ident,
                self.ty(&argument.ty),
                argument.wire,
                codec_text(&argument.codec),
                checks_text(&argument.checks),
            );
            self.line(1, &text);
        }
        if let Some(body) = &method.body {
            self.body(body);
        }
        for outcome in &method.outcomes {
            self.outcome(outcome);
        }
        let success = match &method.success {
            SuccessPlan::Unit => "()".to_owned(),
            SuccessPlan::One(ty) => self.ty(ty),
            SuccessPlan::Enum(name) => format!("enum {name}"),
        };
        self.line(1, &format!("success {success}"));
        method.streams.iter().for_each(|stream| self.stream(stream));
        self.rules(method);
        if let Some(server) = &method.server {
            self.line(1, &format!("server {server}"));
        }
    }

    fn rules(&mut self, method: &MethodPlan) {
        for auth in &method.auth {
            let text = self.auth(auth);
            self.line(1, &format!("auth {text}"));
        }
        for authorizer in &method.authorizers {
            self.line(1, &format!("authorizer {} {:?}", authorizer.name, authorizer.parameters));
        }
        for set in &method.permissions {
            self.line(1, &format!("permissions {set:?}"));
        }
        if let Some(pages) = &method.pages {
            let wire = |index: usize| method.arguments.get(index).map_or("?", |argument| argument.wire.as_str());
            let how = match &pages.style {
                PageStyle::Marker { argument, next } => format!("{} from {next}", wire(*argument)),
                PageStyle::LastItem { argument, key } => format!("{} from the last item's {key}", wire(*argument)),
                PageStyle::Offset { argument } => format!("offset {}", wire(*argument)),
                PageStyle::Number { argument, first } => format!("number {} from {first}", wire(*argument)),
                PageStyle::Url { next } => format!("URL in {next}"),
                PageStyle::Link => "Link".to_owned(),
            };
            let fields: Vec<_> =
                pages.items.iter().map(|(ident, held)| format!("{ident} {}", presence_word(*held))).collect();
            let place = if fields.is_empty() { "body".to_owned() } else { fields.join(", ") };
            let said = [("more", &pages.more), ("total", &pages.total)];
            let said = said.into_iter().filter_map(|(word, at)| Some(format!(", {word} {}", at.as_ref()?)));
            let item = self.ty(&pages.item);
            let text = format!("pages by {how}: {item} in {place}{} ({:?})", said.collect::<String>(), pages.source);
            self.line(1, &text);
        }
    }

    fn auth(&self, auth: &AuthPlan) -> String {
        let scheme = |index: usize| self.plan.schemes.get(index).map_or("?", |scheme| scheme.wire.as_str());
        let all: Vec<_> = auth.all_of.iter().map(|(index, scopes)| format!("{}{scopes:?}", scheme(*index))).collect();
        if all.is_empty() { "none".to_owned() } else { all.join(" and ") }
    }
}

fn codec_text(codec: &Codec) -> String {
    match codec {
        Codec::Json => "as JSON".to_owned(),
        Codec::Form(..) => "as a form".to_owned(),
        Codec::Style { style, explode, allow_reserved, shape } => {
            let explode = if *explode { " explode" } else { "" };
            let reserved = if *allow_reserved { " reserved" } else { "" };
            format!("{style:?}{explode}{reserved} {shape:?}")
        }
    }
}

fn checks_text(checks: &[FieldCheck]) -> String {
    checks.iter().fold(String::new(), |mut text, check| {
        let _ = write!(text, " [{}{}]", "*".repeat(check.depth), check_text(&check.check));
        text
    })
}

fn presence_word(presence: Presence) -> &'static str {
    match presence {
        Presence::Required => "required",
        Presence::Optional => "optional",
        Presence::Nullable => "nullable",
        Presence::Maybe => "maybe",
    }
}

fn check_text(check: &Check) -> String {
    match check {
        Check::Pattern { text, regexes } if regexes.are(text) => format!("Pattern({text:?})"),
        Check::Pattern { text, regexes } => {
            let must = regexes.must.iter().map(|regex| format!(" as {regex:?}"));
            let must_not = regexes.must_not.iter().map(|regex| format!(" not {regex:?}"));
            format!("Pattern({text:?}{})", must.chain(must_not).collect::<String>())
        }
        Check::Schema(schema) => format!("Schema({})", schema.json),
        check => format!("{check:?}"),
    }
}
