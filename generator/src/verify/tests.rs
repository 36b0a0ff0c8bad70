use super::*;
use crate::config::Config;
use crate::{SourceMap, pipeline};

const DOCUMENT: &str = r#"
openapi: 3.1.0
info: { title: Pets, version: '1' }
servers: [{ url: 'https://{region}.example.com', variables: { region: { default: eu, enum: [eu, us] } } }]
security: [{ key: [] }]
paths:
  /pets/{id}:
    get:
      operationId: getPet
      tags: [pets]
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } } }
components:
  securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: { type: string, description: 'It "barks".' }
        size: { type: string, enum: [small, 'very "large"'] }
"#;

/// The files of the document, one of them changed, and what is said of them.
fn said(path: &str, from: &str, to: &str) -> Vec<String> {
    let mut sources = SourceMap::default();
    let source = sources.add("pets.yaml", DOCUMENT.to_owned());
    let (mut stages, mut diagnostics) = (pipeline::Stages::default(), Diagnostics::default());
    let config = Config { name: Some("pets".to_owned()), ..Config::default() };
    assert!(pipeline::plan(&sources, source, &config, &mut stages, &mut diagnostics).is_ok());
    let plan = stages.plan.expect("a plan");
    let mut files = pipeline::emit(&plan, &mut diagnostics);
    if !path.is_empty() {
        let text = String::from_utf8_lossy(files.get(path).unwrap_or_default()).into_owned();
        assert!(text.contains(from), "{path} has no `{from}`:\n{text}");
        files.insert(path, text.replacen(from, to, 1));
    }
    let mut diagnostics = Diagnostics::default();
    judge(&plan, Form::Crates, &files, &mut diagnostics);
    diagnostics.iter().map(|found| format!("{} {}", found.code.id, found.message)).collect()
}

#[test]
fn what_is_planned_is_found() {
    assert_eq!(said("", "", ""), [""; 0]);
}

#[test]
fn an_item_that_is_not_planned_is_seen_wherever_it_stands() {
    for (path, from, to, fault) in [
        ("models/src/types.rs", "object! {", "fn evil() {}\nobject! {", "has fn evil, which is not planned"),
        ("models/src/types.rs", "pub struct Pet", "pub struct Pat", "lacks struct Pet"),
        ("models/src/types.rs", "\"name\" required", "\"title\" required", "lacks row name = name"),
        ("models/src/types.rs", "Small = \"small\",", "Small = \"tiny\",", "lacks row Small = small"),
        (
            "models/src/types.rs",
            "Small = \"small\",",
            "Small = \"small\", Evil = \"evil\",",
            "has row Evil = evil, which is not planned",
        ),
        ("models/src/lib.rs", "mod types;", "mod types;\npub mod evil;", "has mod evil, which is not planned"),
        (
            "client/src/pets.rs",
            "impl Client {",
            "impl Client { pub fn evil(&self) {} ",
            "has fn evil, which is not planned",
        ),
        (
            "client/src/pets.rs",
            "impl Client {",
            "const EVIL: u8 = 0; impl Client {",
            "has const EVIL, which is not planned",
        ),
        (
            "server/src/pets/operation.rs",
            "pub static GET_PET",
            "static EVIL: u8 = 0; pub static GET_PET",
            "has static EVIL, which is not planned",
        ),
        ("server/src/pets/request.rs", "let id", "fn evil() {} let id", "has fn evil, which is not planned"),
    ] {
        assert_eq!(said(path, from, to), [format!("OA902 `{path}` {fault}")]);
    }
}

#[test]
fn what_we_never_write_is_seen() {
    for (to, fault) in [
        ("unsafe impl Send for Pet {} object! {", "the word `unsafe`"),
        ("extern \"C\" {} object! {", "the word `extern`"),
        ("include!(\"/etc/passwd\"); object! {", "a call of `include!`"),
        ("println!(\"{}\", 1); object! {", "a call of `println!`"),
        ("#[no_mangle] object! {", "the attribute `no_mangle`"),
        ("use std::process::Command; object! {", "the path `std::process`"),
    ] {
        assert_eq!(said("models/src/types.rs", "object! {", to), [format!("OA902 `models/src/types.rs` has {fault}")]);
    }
    let text = "pub const SERVER: &str = env!(\"HOME\");";
    let found = said("client/src/builder.rs", "use std::sync::Arc;", &format!("use std::sync::Arc;\n{text}"));
    assert_eq!(found, ["OA902 `client/src/builder.rs` has a call of `env!`"]);
}

#[test]
fn files_are_those_that_are_planned() {
    assert_eq!(
        said("client/src/support/call.rs", "pub struct Call", "pub struct Coll"),
        ["OA902 `client/src/support/call.rs` is not its template"]
    );
    assert_eq!(
        said("models/src/types.rs", "object! {", "object! {{"),
        ["OA902 `models/src/types.rs` is no Rust: cannot parse string into token stream"]
    );
    let mut sources = SourceMap::default();
    let source = sources.add("pets.yaml", DOCUMENT.to_owned());
    let outcome = crate::generate(&sources, source, &Config { name: Some("pets".to_owned()), ..Config::default() });
    let plan = outcome.stages.plan.expect("a plan");
    let mut files = FileSet::default();
    let kept = outcome.files.iter().filter(|(name, _)| *name != "server/src/security.rs");
    kept.for_each(|(name, bytes)| files.insert(name, bytes));
    files.insert("models/build.rs", "fn main() {}");
    let mut diagnostics = Diagnostics::default();
    judge(&plan, Form::Crates, &files, &mut diagnostics);
    let said: Vec<_> = diagnostics.iter().map(|found| found.message.as_str()).collect();
    assert_eq!(said, ["`models/build.rs` is not planned", "`server/src/security.rs` is planned and not there"]);
}
