//! Types for parts of multipart bodies that have headers.

use super::Work;
use super::arguments::plain;
use super::outcomes;
use crate::api::{Encoding, Header, MediaType};
use crate::config::Target;
use crate::diagnostics::{Diagnostic, Label, Severity, codes};
use crate::plan::names::{Scope, Wanted, type_words};
use crate::plan::{HeadedPlan, HeaderPlan, PartPlan, PartRow, PartWriting, RustType, TypeName};
use crate::source::Origin;

/// What the type of a part has under its own name.
const RESERVED: [&str; 2] = ["new", "part"];

/// The name and the file name of a part stand there: whoever writes parts writes it.
const WRITTEN_ANYWAY: &str = "content-disposition";

/// Headers of a part, with names that its type has free.
pub(super) fn headers(work: &mut Work<'_, '_>, headers: &[Header]) -> Vec<HeaderPlan> {
    outcomes::headers(work, headers, &RESERVED)
}

/// Whether a part has a type of its own.
pub(super) fn is_headed(encoding: &Encoding) -> bool {
    encoding.headers.iter().any(|header| !is_written_anyway(&header.name))
}

/// What the name of the type is made from: a part whose name is symbols alone is called after them.
pub(super) fn word(stem: &str, part: &str) -> String {
    format!("{stem}Body {}", type_words(part))
}

fn is_written_anyway(header: &str) -> bool {
    header.eq_ignore_ascii_case(WRITTEN_ANYWAY)
}

/// Gives the rows of parts with headers their types. `at` is the body.
pub(super) fn name(
    work: &mut Work<'_, '_>,
    (parts, rows): (&[PartPlan], &mut [PartRow]),
    stem: &TypeName,
    at: &Origin,
) {
    let headed = parts.iter().zip(rows).map(|(part, row)| {
        let headers = part.headers.iter().filter(|header| !is_written_anyway(&header.wire));
        (headers.cloned().collect::<Vec<HeaderPlan>>(), row)
    });
    let headed: Vec<(Vec<HeaderPlan>, &mut PartRow)> = headed.filter(|(headers, _)| !headers.is_empty()).collect();
    let words: Vec<String> = headed.iter().map(|(_, row)| word(stem.as_str(), &row.wire)).collect();
    let wanted: Vec<Wanted<'_>> = words.iter().map(|wire| Wanted { wire, origin: at }).collect();
    let body = format!("{stem}Body");
    let names = Scope::with_taken([body.as_str()]).type_names(&wanted, &mut work.types.renames, work.diagnostics);
    for ((headers, row), name) in headed.into_iter().zip(names) {
        let (ty, how, each) = one(work, row);
        row.headed = Some(HeadedPlan { name, ty, how, each, headers });
    }
}

/// What a single part says, and whether a list is several of them: each has headers of its own then.
fn one(work: &Work<'_, '_>, row: &PartRow) -> (RustType, PartWriting, bool) {
    let item = match plain(work, &row.ty) {
        RustType::Vec(item) => item.as_ref().clone(),
        _ => row.ty.clone(),
    };
    match &row.how {
        PartWriting::Files(media) => (item, PartWriting::File(media.clone()), true),
        PartWriting::Texts(media) => (item, PartWriting::Text(media.clone()), true),
        PartWriting::Jsons(media) => (item, PartWriting::Json(media.clone()), true),
        PartWriting::File(_) | PartWriting::Text(_) | PartWriting::Json(_) | PartWriting::Styled(_) => {
            (row.ty.clone(), row.how.clone(), false)
        }
    }
}

/// Says which headers of parts have no type: what names a part. Bodies that are shared are told of once.
pub(super) fn report(work: &mut Work<'_, '_>, media: &MediaType) {
    if !work.carried || !work.config.targets.contains(&Target::Client) {
        return;
    }
    let headers = media.encodings.iter().flat_map(|encoding| encoding.headers.iter().map(move |one| (encoding, one)));
    for (encoding, header) in headers.filter(|(_, header)| is_written_anyway(&header.name)) {
        if work.reported.insert(header.origin.clone()) {
            let part = &encoding.property;
            let message =
                format!("a client writes this header of the part `{part}` itself: its name, and that of a file");
            let mut found = Diagnostic::new(&codes::OA310, message, Label::key(&header.origin, ""));
            found.severity = Severity::Note;
            work.diagnostics.push(found);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use crate::diagnostics::{Diagnostics, Strictness};
    use crate::plan::{HeadedPlan, PartRow, Writing};
    use crate::source::SourceMap;
    use crate::{document, frontend, passes, plan};

    /// What becomes of a part with this schema and these headers, and the codes of what is said of it.
    fn planned(schema: &str, headers: &str) -> (Option<String>, Vec<&'static str>) {
        let text = format!(
            "openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\npaths:\n  /:\n    post:\n      operationId: send\n      \
             requestBody:\n        content:\n          multipart/form-data:\n            \
             schema: {{ type: object, properties: {{ a: {schema} }} }}\n            \
             encoding: {{ a: {{ headers: {{ {headers} }} }} }}\n      responses: {{ default: {{ description: d }} }}\n"
        );
        let mut sources = SourceMap::default();
        let id = sources.add("a.yaml", text);
        let (config, mut diagnostics) = (Config::default(), Diagnostics::new(Strictness::Normal));
        let document = document::parse(&sources, id, &mut diagnostics).expect("the test's document is YAML");
        let api = frontend::lower(&document, &mut diagnostics);
        let api = passes::run(api, &config, &mut diagnostics);
        let plan = plan::plan(&api, &config, &mut diagnostics);
        let written = plan.methods.into_iter().filter_map(|method| method.body).flat_map(|body| body.written);
        let rows = written.filter_map(|way| match way.how {
            Writing::Parts(parts) => Some(parts.parts),
            _ => None,
        });
        let headed = rows.flatten().find_map(|row: PartRow| row.headed);
        // Of what servers carry as bytes is not the question here.
        let codes = diagnostics.iter().map(|found| found.code.id).filter(|code| *code != "OA305");
        (headed.map(|headed| shown(&headed)), codes.collect())
    }

    fn shown(headed: &HeadedPlan) -> String {
        let headers = headed.headers.iter().map(|header| {
            let need = if header.required { "needs" } else { "may have" };
            format!(", {need} {}: {:?}", header.ident, header.ty)
        });
        let each = if headed.each { "each " } else { "" };
        format!("{each}{}: {:?} as {:?}{}", headed.name, headed.ty, headed.how, headers.collect::<String>())
    }

    #[test]
    fn a_part_with_headers_has_a_type() {
        for (schema, headers, expected, codes) in [
            ("{ type: string }", "", None, &[] as &[&str]),
            (
                "{ type: string, format: binary }",
                "X-Sum: { required: true, schema: { type: string } }",
                Some(r#"SendBodyA: Scalar(Bytes) as File("application/octet-stream"), needs x_sum: Scalar(String)"#),
                &[],
            ),
            (
                "{ type: integer }",
                "X-Sum: { schema: { type: array, items: { type: integer } } }",
                Some(r#"SendBodyA: Scalar(I64) as Text(""), may have x_sum: Vec(Scalar(I64))"#),
                &[],
            ),
            // Each file of a list has headers of its own, and each text.
            (
                "{ type: array, items: { type: string, format: binary } }",
                "X-Sum: { required: true, schema: { type: boolean } }",
                Some(r#"each SendBodyA: Scalar(Bytes) as File("application/octet-stream"), needs x_sum: Scalar(Bool)"#),
                &[],
            ),
            (
                "{ type: array, items: { type: string } }",
                "new: { schema: { type: boolean } }",
                Some(r#"each SendBodyA: Scalar(String) as Text(""), may have new_: Scalar(Bool)"#),
                &["OA401"],
            ),
            // The content type stands in `contentType`, the disposition is written anyway.
            (
                "{ type: string, format: binary }",
                "content-type: { schema: { type: string } }, Content-Disposition: { schema: { type: string } }",
                None,
                &["OA009", "OA310"],
            ),
        ] {
            let (found, said) = planned(schema, headers);
            assert_eq!((found.as_deref(), said.as_slice()), (expected, codes), "{schema} {headers}");
        }
    }
}
