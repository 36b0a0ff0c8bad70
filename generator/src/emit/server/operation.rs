//! What the document says about operations, as static tables.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{constant, forms, imports, methods, title};
use crate::api::{ParameterLocation, ParameterStyle, StatusPattern};
use crate::emit::tokens;
use crate::plan::{
    ArgumentPlan, BodyPlan, Codec, MethodPlan, Plan, Receiving, RoutePlan, ScalarKind, ServicePlan, Shape,
};

const NAMES: [&str; 14] = [
    "Authorizer",
    "Body",
    "Credential",
    "Field",
    "Form",
    "Meaning",
    "Operation",
    "Parameter",
    "Payload",
    "Place",
    "Requirement",
    "Scalar",
    "Shape",
    "Style",
];

pub(super) fn file(plan: &Plan, service: &ServicePlan) -> TokenStream {
    let tables: TokenStream = methods(plan, service).map(|(method, route)| table(plan, method, route)).collect();
    let names = imports(&tables, &NAMES);
    let schemes = imports(&tables, &["schemes"]).into_iter().map(|_| {
        quote!(
            use super::super::document::schemes;
        )
    });
    quote! {
        #(#schemes)*
        use super::super::support::{#(#names),*};

        #tables
    }
}

fn table(plan: &Plan, method: &MethodPlan, route: &RoutePlan) -> TokenStream {
    let docs = tokens::doc(&format!("{}.", title(method)));
    let constant = constant(&method.ident);
    let (id, verb, path) = (&method.operation_id, method.method.as_str(), &method.path_text);
    let (axum, template) = (&route.path, &route.template);
    let rank = route.rank.iter().map(|rank| Literal::u16_unsuffixed(*rank));
    let parameters = field("parameters", method.arguments.iter().map(parameter).collect());
    let body = method.body.as_ref().map(body);
    let produces = field("produces", produces(method).iter().map(|media_type| quote!(#media_type)).collect());
    let may_be_empty = may_be_empty(method).then(|| quote!(may_be_empty: true,));
    let security = field("security", method.auth.iter().map(|auth| requirement(plan, &auth.all_of)).collect());
    let authorizers = method.authorizers.iter().map(|authorizer| {
        let (name, parameters) = (&authorizer.name, &authorizer.parameters);
        quote!(Authorizer::new(#name, &[#(#parameters),*]))
    });
    let authorizers = field("authorizers", authorizers.collect());
    let permissions = field("permissions", method.permissions.iter().map(|set| quote!(&[#(#set),*])).collect());
    quote! {
        #docs
        pub static #constant: Operation = Operation {
            id: #id,
            method: #verb,
            path: #path,
            route: #axum,
            template: #template,
            rank: &[#(#rank),*],
            #parameters
            #body
            #produces
            #may_be_empty
            #security
            #authorizers
            #permissions
            ..Operation::BASE
        };
    }
}

/// `name: &[…],`, left out where it would be empty.
fn field(name: &str, items: Vec<TokenStream>) -> Option<TokenStream> {
    let name = tokens::source(name);
    (!items.is_empty()).then(|| quote!(#name: &[#(#items),*],))
}

fn requirement(plan: &Plan, all_of: &[(usize, Vec<String>)]) -> TokenStream {
    let credentials = all_of.iter().filter_map(|(scheme, scopes)| {
        let scheme = constant(&plan.schemes.get(*scheme)?.ident);
        Some(quote!(Credential::new(&schemes::#scheme, &[#(#scopes),*])))
    });
    quote!(Requirement::all_of(&[#(#credentials),*]))
}

fn parameter(argument: &ArgumentPlan) -> TokenStream {
    let (make, place, style, explode) = match argument.location {
        ParameterLocation::QueryString => return whole_query(argument),
        ParameterLocation::Path => (quote!(path), quote!(Path), ParameterStyle::Simple, false),
        ParameterLocation::Query => (quote!(query), quote!(Query), ParameterStyle::Form, true),
        ParameterLocation::Header => (quote!(header), quote!(Header), ParameterStyle::Simple, false),
        ParameterLocation::Cookie => (quote!(cookie), quote!(Cookie), ParameterStyle::Form, true),
    };
    let name = &argument.wire;
    let default = argument.default.as_ref().map(|value| {
        let json = value.to_json();
        quote!(.default(#json))
    });
    let words = &argument.words;
    let words = (!words.is_empty()).then(|| quote!(.words(&[#(#words),*])));
    let Codec::Style { style: own, explode: own_explode, allow_reserved, shape } = &argument.codec else {
        return quote!(Parameter::json(Place::#place, #name) #words #default);
    };
    let shape = shape_of(shape);
    let style = (*own != style).then(|| {
        let style = tokens::source(style_name(*own));
        quote!(.style(Style::#style))
    });
    let explode = (*own_explode != explode).then(|| if explode { quote!(.joined()) } else { quote!(.exploded()) });
    let reserved = allow_reserved.then(|| quote!(.allow_reserved()));
    quote!(Parameter::#make(#name, #shape) #style #explode #reserved #words #default)
}

fn whole_query(argument: &ArgumentPlan) -> TokenStream {
    let name = &argument.wire;
    match &argument.codec {
        Codec::Form(_, form) => {
            let form = forms::form(form);
            quote!(Parameter::query_form(#name, &#form))
        }
        Codec::Json => quote!(Parameter::json(Place::QueryString, #name)),
        Codec::Style { .. } => quote!(Parameter::query_text(#name)),
    }
}

fn shape_of(shape: &Shape) -> TokenStream {
    match shape {
        Shape::Scalar(kind) => {
            let kind = scalar(*kind);
            quote!(Shape::Scalar(#kind))
        }
        Shape::Array(kind) => {
            let kind = scalar(*kind);
            quote!(Shape::Array(#kind))
        }
        Shape::Object(known, other) => {
            let known = known.iter().map(|(name, kind)| {
                let kind = scalar(*kind);
                quote!((#name, #kind))
            });
            let other = scalar(*other);
            quote!(Shape::Object(&[#(#known),*], #other))
        }
    }
}

pub(super) fn scalar(kind: ScalarKind) -> TokenStream {
    match kind {
        ScalarKind::String => quote!(Scalar::String),
        ScalarKind::Integer => quote!(Scalar::Integer),
        ScalarKind::Number => quote!(Scalar::Number),
        ScalarKind::Boolean => quote!(Scalar::Boolean),
        ScalarKind::Literal => quote!(Scalar::Literal),
        ScalarKind::Any => quote!(Scalar::Any),
    }
}

fn style_name(style: ParameterStyle) -> &'static str {
    match style {
        ParameterStyle::Matrix => "Matrix",
        ParameterStyle::Label => "Label",
        ParameterStyle::Form => "Form",
        ParameterStyle::Simple => "Simple",
        ParameterStyle::SpaceDelimited => "SpaceDelimited",
        ParameterStyle::PipeDelimited => "PipeDelimited",
        ParameterStyle::TabDelimited => "TabDelimited",
        ParameterStyle::DeepObject => "DeepObject",
        ParameterStyle::Cookie => "Cookie",
    }
}

fn body(body: &BodyPlan) -> TokenStream {
    let presence = if body.required { quote!(required) } else { quote!(optional) };
    let payloads = body.payloads.iter().zip(&body.received).map(|(payload, received)| {
        let essence = &payload.essence;
        match &received.how {
            Receiving::Json(_) => quote!(Payload::json(#essence)),
            Receiving::AnyText => quote!(Payload::text(#essence)),
            Receiving::Text(_, meaning) => {
                let meaning = forms::meaning(meaning);
                quote!(Payload::value(#essence, #meaning))
            }
            Receiving::Form(_, form) => {
                let form = forms::form(form);
                quote!(Payload::form(#essence, &#form))
            }
            Receiving::Parts(_, form) => {
                let form = forms::form(form);
                quote!(Payload::parts(#essence, &#form))
            }
            Receiving::Bytes => quote!(Payload::binary(#essence)),
            Receiving::Upload(_) | Receiving::Lines(_) | Receiving::Stream => quote!(Payload::stream(#essence)),
        }
    });
    quote!(body: Some(Body::#presence(&[#(#payloads),*])),)
}

/// The media types of successes, in lower case where they have no parameters.
fn produces(method: &MethodPlan) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let successes = method.outcomes.iter().filter(|outcome| outcome.success);
    for payload in successes.flat_map(|outcome| outcome.body.payloads()) {
        let media_type = if payload.media_type.contains(';') { &payload.media_type } else { &payload.essence };
        if !all.contains(media_type) {
            all.push(media_type.clone());
        }
    }
    all
}

/// Whether a success without a body leaves nothing to negotiate. `default` stands for those that are not described.
fn may_be_empty(method: &MethodPlan) -> bool {
    let mut successes = method.outcomes.iter().filter(|outcome| outcome.success);
    successes.any(|outcome| outcome.status != StatusPattern::Default && outcome.body.payloads().is_empty())
}
