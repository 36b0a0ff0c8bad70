//! Lists of the schemas of a folder, which are nothing but references to files.

use std::fs;

use super::files::{document, gives, told};
use crate::diagnostics::Diagnostics;
use crate::source::{Reach, SourceMap};
use crate::{document, frontend};

#[test]
fn a_list_of_references_to_files_gives_their_schemas_names() {
    gives(
        &[
            (
                "api.yaml",
                &document(
                    "
                    paths: {}
                    components:
                      schemas:
                        Pet: {$ref: 'schemas/index.yaml#/Pet'}
                        Other: {$ref: 'schemas/index.yaml#/Pet'}
                        Zoo: {$ref: 'schemas/index.yaml#/Zoo'}
                        Ring: {$ref: 'schemas/index.yaml#/Ring'}
                    ",
                ),
            ),
            (
                "schemas/index.yaml",
                "
                Pet: {$ref: pet/index.yaml}
                Zoo: {type: object, properties: {first: {$ref: '#/Pet'}, second: {$ref: pet/index.yaml}}}
                Ring: {$ref: '#/Gnir'}
                Gnir: {$ref: '#/Ring'}
                ",
            ),
            ("schemas/pet/index.yaml", "type: object\nproperties: {next: {$ref: '../index.yaml#/Pet'}}"),
        ],
        "
        Pet: object
          next?: Pet

        Other: = Pet

        Zoo: object
          first?: Pet
          second?: Pet

        Ring: any

        Gnir: any
        error OA102 schemas/index.yaml#/Ring
        ",
    );
}

#[test]
fn a_pointer_that_the_document_has_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("pet.yaml"), "$ref: '#/components/schemas/A'").expect("a file");
    let text = document("paths: {}\ncomponents: {schemas: {A: {type: string}, B: {$ref: pet.yaml}}}");
    let mut sources = SourceMap::default();
    let source = sources.add_file("api.yaml", text, folder.path().join("api.yaml"));
    let mut diagnostics = Diagnostics::default();
    let document = document::parse(&sources, source, &mut diagnostics).expect("the text is a document");
    let document = document::gather(document, &sources, &Reach::default());
    frontend::lower(&document, &mut diagnostics);
    let found: Vec<_> = diagnostics.iter().map(|found| (found.code.id, found.help.as_deref())).collect();
    let help = "the document has `#/components/schemas/A`, this file has not: name the document's file before it";
    assert_eq!(found, [("OA101", Some(help))]);
}

#[test]
fn an_alias_among_files_stays_one_whatever_the_order() {
    let files = |schemas: &str| {
        told(&[
            ("api.yaml", &document(&format!("paths: {{}}\ncomponents:\n  schemas:\n{schemas}"))),
            ("index.yaml", "Thing: {$ref: thing.yaml}\nOther: {$ref: other.yaml}\nThird: {$ref: '#/Thing'}"),
            ("thing.yaml", "type: object\nproperties: {a: {type: boolean}}"),
            ("other.yaml", "$ref: thing.yaml"),
        ])
    };
    let (thing, other) = ("Thing: object\n  a?: boolean", "Other: = Thing");
    for (first, second) in [
        ("Thing: {$ref: thing.yaml}", "Other: {$ref: other.yaml}"),
        ("Thing: {$ref: 'index.yaml#/Thing'}", "Other: {$ref: 'index.yaml#/Other'}"),
        ("Thing: {$ref: thing.yaml}", "Other: {$ref: 'index.yaml#/Other'}"),
        ("Thing: {$ref: 'index.yaml#/Thing'}", "Other: {$ref: 'index.yaml#/Third'}"),
    ] {
        assert_eq!(files(&format!("    {first}\n    {second}\n")), format!("{thing}\n\n{other}"), "{first} {second}");
        assert_eq!(files(&format!("    {second}\n    {first}\n")), format!("{other}\n\n{thing}"), "{second} {first}");
    }
}
