//! What a generated server answers by itself, before anything of its user's is asked.

use super::{ArgumentPlan, MethodPlan, PathPart, PayloadPlan, Plan, ResponseBody, RustType, TypeDef};

impl Plan {
    /// The statuses with which the server's own layer can refuse a request for this operation, in order.
    ///
    /// 405 is not among them: it answers other operations than those of the document. 501 neither: a server that is
    /// finished has none.
    pub fn refusals(&self, method: &MethodPlan) -> Vec<u16> {
        let payloads = method.body.iter().flat_map(|body| &body.payloads);
        let takes_any = || payloads.clone().any(|payload| payload.essence == "*/*");
        let asks = !method.auth.is_empty() && !method.auth.iter().any(|auth| auth.all_of.is_empty());
        let scoped = method.auth.iter().flat_map(|auth| &auth.all_of).any(|(_, scopes)| !scopes.is_empty());
        let chosen = !method.authorizers.is_empty() || !method.permissions.is_empty();
        let limited = method.arguments.iter().any(|argument| self.is_limited(argument))
            || payloads.clone().any(|payload| self.is_payload_limited(payload));
        // A place of a path that is left empty has no route.
        let placed = method.path.iter().any(|part| matches!(part, PathPart::Argument(_)));
        let rules = [
            (400, !method.arguments.is_empty() || method.body.is_some()),
            (401, asks || chosen || !method.auth.is_empty()),
            (403, scoped || chosen),
            (404, placed),
            (406, negotiates(method)),
            (413, method.body.is_some()),
            (415, method.body.is_some() && !takes_any()),
            (422, limited),
        ];
        rules.into_iter().filter(|(_, can)| *can).map(|(status, _)| status).collect()
    }

    /// Whether values of a type know limits of their own.
    pub fn validates(&self, ty: &RustType) -> bool {
        match ty {
            RustType::Def(id) => match self.types.get(*id) {
                Some(TypeDef::Struct(def)) => def.validates,
                Some(TypeDef::Tuple(def)) => def.validates,
                Some(TypeDef::Nest(def)) => def.validates,
                Some(TypeDef::Alias(def)) => self.validates(&def.ty),
                Some(TypeDef::Union(_)) => true,
                Some(TypeDef::Enum(def)) => def.other.is_some() && !def.open,
                Some(TypeDef::Newtype(_)) | None => false,
            },
            RustType::Option(inner) | RustType::Vec(inner) | RustType::Map(inner) | RustType::Box(inner) => {
                self.validates(inner)
            }
            RustType::Scalar(scalar) => scalar.is_kept_text(),
            RustType::Json | RustType::External(..) => false,
        }
    }

    fn is_limited(&self, argument: &ArgumentPlan) -> bool {
        !argument.words.is_empty() || !argument.checks.is_empty() || self.validates(&argument.ty)
    }

    fn is_payload_limited(&self, payload: &PayloadPlan) -> bool {
        let said = payload.content.ty().is_some_and(|ty| self.validates(ty));
        !payload.checks.is_empty() || said || self.validates(&payload.ty)
    }
}

/// Whether successes have media types that `Accept` can rule out: one without a body leaves nothing to negotiate.
fn negotiates(method: &MethodPlan) -> bool {
    let mut bodies = method.outcomes.iter().filter(|outcome| outcome.success).map(|outcome| &outcome.body).peekable();
    bodies.peek().is_some() && bodies.all(|body| matches!(body, ResponseBody::Payload(_)))
}
