//! Every style at every place for every shape of value: what is planned and what is warned of. The matrix is a page of
//! the documentation; what is beside it stands here.

use std::fmt::Write as _;

use bindery::api::ParameterLocation;
use bindery::config::Config;
use bindery::plan::{Codec, dump};
use bindery_tests::{Run, same_as_page};

const PLACES: [&str; 4] = ["path", "query", "header", "cookie"];
const STYLES: [&str; 8] =
    ["simple", "label", "matrix", "form", "spaceDelimited", "pipeDelimited", "deepObject", "cookie"];
/// Media types of whole queries, with a schema each.
const WHOLE: [(&str, &str); 4] = [
    ("application/x-www-form-urlencoded", SHAPES[2]),
    ("application/json", SHAPES[1]),
    ("text/plain", "{ type: string }"),
    ("application/xml", SHAPES[2]),
];
const SHAPES: [&str; 3] = [
    "{ type: integer }",
    "{ type: array, items: { type: string } }",
    "{ type: object, properties: { a: { type: string } } }",
];

const HEAD: &str = "\
# What becomes of each style

Every `style` and `explode` at every place, for single values, lists and objects: how client and server write and read the value, and the code of what is
warned of. This page is written by a test and compared by it:

```sh
UPDATE_DOCS=1 cargo test -p bindery-tests --test parameters
```

Exploded: each item of a list and each entry of an object stands for itself. Without `style`, a parameter has the first one of its place; without
`explode`, `form` is exploded and the others are not. Lists of lists, lists of objects and objects in objects are sent as JSON text (OA310), and so is
what `content` describes as JSON.
";

#[test]
fn each_style_at_each_place_becomes_what_the_page_says() {
    let mut page = format!("{HEAD}\n## Styles of their places\n\n");
    page.push_str("| In | `style` | `explode` | Single values | Lists | Objects |\n|---|---|---|---|---|---|\n");
    let mut refused = "\n## Styles of other places\n\n| In | `style` | What it becomes |\n|---|---|---|\n".to_owned();
    for place in PLACES {
        for style in STYLES {
            if planned(&parameter(place, style, "true", SHAPES[1])).1.contains(&"OA304")
                && planned(&parameter(place, style, "false", SHAPES[2])).1.contains(&"OA304")
            {
                let parameter =
                    format!("{{ name: a, in: {place}, required: true, style: {style}, schema: {} }}", SHAPES[0]);
                let _ = writeln!(refused, "| {place} | `{style}` | {} |", cell(&parameter));
                continue;
            }
            for explode in ["false", "true"] {
                let cells = SHAPES.map(|shape| cell(&parameter(place, style, explode, shape)));
                let _ = writeln!(page, "| {place} | `{style}` | `{explode}` | {} |", cells.join(" | "));
            }
        }
    }
    let mut whole = "\n## Whole queries\n\n".to_owned();
    whole.push_str("`in: querystring` (OpenAPI 3.2) is the whole query, written as its one media type says.\n\n");
    whole.push_str("| Media type | Schema | What it becomes |\n|---|---|---|\n");
    for (media_type, schema) in WHOLE {
        let content = format!("content: {{ {media_type}: {{ schema: {schema} }} }}");
        let parameter = format!("{{ name: a, in: querystring, required: true, {content} }}");
        let _ = writeln!(whole, "| `{media_type}` | `{schema}` | {} |", cell(&parameter));
    }
    same_as_page("parameters.md", &(page + &refused + &whole + &collections()));
}

/// Every format of collections at every place of Swagger 2.0.
fn collections() -> String {
    let mut page =
        "\n## Formats of collections of Swagger 2.0\n\n| In | `collectionFormat` | Lists |\n|---|---|---|\n".to_owned();
    for place in ["path", "query", "header"] {
        for format in ["csv", "ssv", "tsv", "pipes", "multi"] {
            let parameter = format!(
                "{{ name: a, in: {place}, required: true, type: array, items: {{ type: string }}, collectionFormat: {format} }}"
            );
            let (run, codes) = of("swagger: '2.0'", &paths(&parameter));
            let _ = writeln!(page, "| {place} | `{format}` | {} |", said(&run, &codes));
        }
    }
    page
}

fn parameter(place: &str, style: &str, explode: &str, schema: &str) -> String {
    format!("{{ name: a, in: {place}, required: true, style: {style}, explode: {explode}, schema: {schema} }}")
}

/// How the only parameter of an operation is written, in words, with the codes of what was found.
fn cell(parameter: &str) -> String {
    let (run, codes) = planned(parameter);
    said(&run, &codes)
}

/// How the only parameter of a document is written.
fn said(run: &Run, codes: &[&str]) -> String {
    let plan = run.stages.plan.as_ref().expect("warnings only");
    let argument = &plan.methods[0].arguments[0];
    let codec = match &argument.codec {
        Codec::Style { .. } if argument.location == ParameterLocation::QueryString => "text".to_owned(),
        Codec::Json => "JSON text".to_owned(),
        Codec::Form(..) => "a form".to_owned(),
        Codec::Style { style, explode, .. } => {
            let style = format!("{style:?}");
            let (first, rest) = style.split_at(1);
            format!("`{}{rest}`{}", first.to_lowercase(), if *explode { ", exploded" } else { "" })
        }
    };
    if codes.is_empty() { codec } else { format!("{codec} ({})", codes.join(", ")) }
}

/// A document with these parameters at `/{a}` if one is of a path, else at `/`.
fn planned(parameters: &str) -> (Run, Vec<&'static str>) {
    document(&paths(parameters))
}

fn paths(parameters: &str) -> String {
    let path = if parameters.contains("in: path") { "/{a}" } else { "/" };
    format!(
        "paths: {{ '{path}': {{ get: {{ parameters: [{parameters}], responses: {{ '204': {{ description: d }} }} }} }} }}"
    )
}

fn document(text: &str) -> (Run, Vec<&'static str>) {
    of("openapi: 3.2.0", text)
}

/// A document of a version with these keys after the first ones, and the codes of what is found.
fn of(version: &str, text: &str) -> (Run, Vec<&'static str>) {
    let text = format!("{version}\ninfo: {{ title: T, version: '1' }}\n{text}\n");
    let run = Run::text("parameters.yaml", text, &Config::default());
    let codes = run.diagnostics.iter().map(|found| found.code.id).collect();
    (run, codes)
}

/// The lines of the plan that tell of parameters.
fn lines(run: &Run) -> String {
    let plan = dump::dump(run.stages.plan.as_ref().expect("warnings only"), None);
    let told =
        plan.lines().map(str::trim).filter(|line| PLACES.iter().any(|place| line.starts_with(&format!("{place} "))));
    told.collect::<Vec<_>>().join("\n")
}

/// Parameters, what is planned, what is warned of.
const CASES: &[(&str, &str, &str, &[&str])] = &[
    (
        "objects in objects have no style",
        "{ name: a, in: query, style: deepObject, schema: { type: object, properties: { b: { type: object, properties: { c: { type: string } } } } } }",
        r#"query a: GetA = "a" as JSON"#,
        &["OA310"],
    ),
    (
        "nor have lists of objects",
        "{ name: a, in: query, schema: { type: array, items: { type: object, properties: { c: { type: string } } } } }",
        r#"query a: Vec<GetAItem> = "a" as JSON"#,
        &["OA310"],
    ),
    (
        "free-form objects are entries of any kind",
        "{ name: a, in: query, schema: { type: object, additionalProperties: { type: integer } } }",
        r#"query a: Map<i64> = "a" Form explode Object([], Integer)"#,
        &[],
    ),
    (
        "content is JSON, or the text of its media type",
        "{ name: a, in: query, content: { application/json: { schema: { type: array, items: { type: object } } } } },
         { name: b, in: header, content: { text/plain: { schema: { type: string } } } },
         { name: c, in: cookie, content: { application/xml: { schema: { type: object } } } },
         { name: d, in: query, content: { application/vnd.a+json: {} } }",
        r#"query a: Vec<Map<Json>> = "a" as JSON
header b: String = "b" Simple Scalar(String)
cookie c: String = "c" Form Scalar(String)
query d: Json = "d" as JSON"#,
        &["OA305"],
    ),
    (
        "headers of object values, and the three that belong elsewhere",
        "{ name: X-A, in: header, explode: true, schema: { type: object, properties: { a: { type: integer } } } },
         { name: authorization, in: header, schema: { type: string } },
         { name: Accept, in: header, schema: { type: string } },
         { name: Content-Type, in: header, schema: { type: string } }",
        r#"header x_a: GetXA = "X-A" Simple explode Object([("a", Integer)], Any)"#,
        &["OA009", "OA009", "OA009"],
    ),
    (
        "reserved characters, and empty values",
        "{ name: a, in: query, allowReserved: true, schema: { type: string } },
         { name: b, in: cookie, allowReserved: true, schema: { type: string } },
         { name: c, in: query, allowEmptyValue: true, schema: { type: boolean } }",
        r#"query a: String = "a" Form explode reserved Scalar(String)
cookie b: String = "b" Form explode Scalar(String)
query c: bool = "c" Form explode Scalar(Boolean)"#,
        &["OA008", "OA009"],
    ),
    (
        "names that differ in case or place only",
        "{ name: id, in: query, schema: { type: string } }, { name: ID, in: query, schema: { type: string } },
         { name: id, in: header, schema: { type: string } }",
        r#"query id: String = "id" Form explode Scalar(String)
query id_query: String = "ID" Form explode Scalar(String)
header id_header: String = "id" Simple Scalar(String)"#,
        &[],
    ),
    (
        "the same one twice, in any case for headers",
        "{ name: a, in: query, schema: { type: string } }, { name: a, in: query, schema: { type: integer } },
         { name: X-A, in: header, schema: { type: string } }, { name: x-a, in: header, schema: { type: integer } }",
        r#"query a: String = "a" Form explode Scalar(String)
header x_a: String = "X-A" Simple Scalar(String)"#,
        &["OA009", "OA009"],
    ),
    (
        "path parameters that are not declared, and one that is not used",
        "{ name: b, in: path, required: true, schema: { type: integer } }",
        r#"path a: String required = "a" Simple Scalar(String)"#,
        &["OA302", "OA301"],
    ),
    (
        "both schema and content, and neither",
        "{ name: a, in: query, schema: { type: integer }, content: { application/json: {} } }, { name: b, in: query }",
        r#"query a: i64 = "a" Form explode Scalar(Integer)
query b: String = "b" Form explode Scalar(String)"#,
        &["OA009", "OA006"],
    ),
    (
        "a list or a single value is a list; a list or an object is JSON",
        "{ name: a, in: query, schema: { oneOf: [{ type: string }, { type: array, items: { type: string } }] } },
         { name: b, in: query, schema: { oneOf: [{ type: object, properties: { a: {} } }, { type: array, items: { type: string } }] } }",
        r#"query a: GetA = "a" Form explode Array(String)
query b: GetB = "b" as JSON"#,
        &["OA310"],
    ),
];

#[test]
fn what_stands_beside_the_matrix() {
    for (what, parameters, expected, codes) in CASES {
        let (run, found) = planned(parameters);
        println!("{what}:\n{}\n{found:?}", lines(&run));
        assert_eq!((lines(&run).as_str(), found.as_slice()), (*expected, *codes), "{what}");
    }
}

#[test]
fn an_operation_has_the_parameters_of_its_path_item_but_for_its_own() {
    let (run, codes) = document(
        "paths:
  /{a}:
    parameters: [{ $ref: '#/components/parameters/A' }, { name: q, in: query, schema: { type: string } }]
    get: { parameters: [{ name: q, in: query, required: true, schema: { type: integer } }], responses: { '204': { description: d } } }
components: { parameters: { A: { name: a, in: path, required: true, style: label, schema: { type: string } } } }",
    );
    assert_eq!(
        lines(&run),
        "path a: String required = \"a\" Label Scalar(String)\nquery q: i64 required = \"q\" Form explode Scalar(Integer)"
    );
    assert_eq!(codes, [""; 0]);
}

#[test]
fn a_header_may_be_described_by_a_parameter() {
    let (run, codes) = document(
        "paths:
  /:
    get: { responses: { '204': { description: d, headers: { X-Left: { $ref: '#/components/parameters/Left' } } } } }
components: { parameters: { Left: { name: X-Other, in: header, required: true, schema: { type: integer } } } }",
    );
    assert_eq!(lines(&run), "header x_left: i64 required = \"X-Left\" Simple Scalar(Integer)");
    assert_eq!(codes, ["OA009"]);
}
