//! Pagination, checked against the types.

use super::Work;
use crate::api::{Operation, Pagination, ParameterLocation};
use crate::diagnostics::{Diagnostic, Label, codes};
use crate::plan::{ArgumentPlan, FieldPlan, PagePlan, RustType, ScalarType, SuccessPlan, TypeDef};

/// How pages follow each other. What does not fit is reported, and the operation stays without pages.
pub(super) fn pages(
    work: &mut Work<'_, '_>,
    operation: &Operation,
    arguments: &[ArgumentPlan],
    success: &SuccessPlan,
) -> Option<PagePlan> {
    let pagination = operation.extensions.pagination.as_ref()?;
    match fitting(work, pagination, arguments, success) {
        Ok(plan) => Some(plan),
        Err(message) => {
            let label = Label::key(&pagination.origin, "");
            work.diagnostics.push(Diagnostic::new(&codes::OA309, message, label));
            None
        }
    }
}

fn fitting(
    work: &Work<'_, '_>,
    pagination: &Pagination,
    arguments: &[ArgumentPlan],
    success: &SuccessPlan,
) -> Result<PagePlan, String> {
    let query = |name: &str| {
        let found = arguments.iter().enumerate();
        let mut found = found.filter(|(_, argument)| argument.location == ParameterLocation::Query);
        found.find(|(_, argument)| argument.wire == name)
    };
    let (marker_argument, marker) = query(&pagination.marker_parameter)
        .ok_or_else(|| format!("there is no query parameter `{}`", pagination.marker_parameter))?;
    if !is_marker(work, &marker.ty) {
        return Err(format!("the parameter `{}` takes no single value", marker.wire));
    }
    if let Some(limit) = pagination.limit_parameter.as_deref().filter(|name| query(name).is_none()) {
        return Err(format!("there is no query parameter `{limit}`"));
    }
    let SuccessPlan::One(body) = success else {
        return Err("the operation has no single success body".to_owned());
    };
    let field =
        |name: &str| work.types.field(body, name).ok_or_else(|| format!("the success body has no property `{name}`"));
    let items = field(&pagination.items)?;
    let item = item(work, &items.ty).ok_or_else(|| format!("the property `{}` is no list", items.wire))?;
    let next = field(&pagination.next)?;
    if !is_marker(work, &next.ty) {
        return Err(format!("the property `{}` is no text", next.wire));
    }
    let more = pagination.more.as_deref().map(field).transpose()?;
    if let Some(more) = more.filter(|more| !matches!(more.ty, RustType::Scalar(ScalarType::Bool))) {
        return Err(format!("the property `{}` is no boolean", more.wire));
    }
    Ok(PagePlan {
        marker_argument,
        items: items.ident.clone(),
        items_presence: items.presence,
        item: item.clone(),
        next: next.ident.clone(),
        next_presence: next.presence,
        more: more.map(|more: &FieldPlan| (more.ident.clone(), more.presence)),
    })
}

/// A value that is written alike by `Display` and as a parameter.
fn is_marker(work: &Work<'_, '_>, ty: &RustType) -> bool {
    match plain(work, ty) {
        RustType::Scalar(scalar) => !matches!(
            scalar,
            ScalarType::Bytes | ScalarType::Secret | ScalarType::Bool | ScalarType::Null | ScalarType::Never
        ),
        _ => false,
    }
}

fn item<'t>(work: &'t Work<'_, '_>, ty: &'t RustType) -> Option<&'t RustType> {
    match plain(work, ty) {
        RustType::Vec(item) => Some(item),
        _ => None,
    }
}

/// The type behind aliases and boxes.
fn plain<'t>(work: &'t Work<'_, '_>, ty: &'t RustType) -> &'t RustType {
    let mut at = ty;
    for _ in 0..64 {
        match at {
            RustType::Box(inner) => at = inner,
            RustType::Def(id) => match work.types.def(*id) {
                Some(TypeDef::Alias(alias)) => at = &alias.ty,
                _ => break,
            },
            _ => break,
        }
    }
    at
}
