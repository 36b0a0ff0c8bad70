//! Documents of many files.

use std::fs;
use std::path::Path;

use super::{told_of, unindented};
use crate::diagnostics::Diagnostics;
use crate::source::{Reach, SourceMap};
use crate::{document, frontend};

/// The model of a document of these files, the first of which is the document, and what was found in which file.
fn told(files: &[(&str, &str)]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, unindented(text)).expect("a file");
    }
    let main = files.first().expect("a document").0;
    told_in(folder.path(), main, &Reach::default())
}

fn told_in(folder: &Path, main: &str, reach: &Reach) -> String {
    let mut sources = SourceMap::default();
    let text = fs::read_to_string(folder.join(main)).expect("the document");
    let source = sources.add_file(main, text, folder.join(main));
    let mut diagnostics = Diagnostics::default();
    let document = document::parse(&sources, source, &mut diagnostics).expect("the text is a document");
    let document = document::gather(document, &sources, reach);
    let api = frontend::lower(&document, &mut diagnostics);
    told_of(&api, &diagnostics, |source| format!("{}#", sources.name(source).display()))
}

#[track_caller]
fn gives(files: &[(&str, &str)], expected: &str) {
    let told = told(files);
    assert!(told == unindented(expected), "\n--- got\n{told}\n--- expected\n{}\n", unindented(expected));
}

const HEAD: &str = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\n";

fn document(text: &str) -> String {
    format!("{HEAD}{}\n", unindented(text))
}

#[test]
fn schemas_are_read_from_whole_files_and_from_places_in_them() {
    gives(
        &[
            (
                "api.yaml",
                &document(
                    "
                    paths: {}
                    components:
                      schemas:
                        Order:
                          type: object
                          properties:
                            whole: {$ref: ./schemas/customer.yaml}
                            again: {$ref: 'schemas/../schemas/customer.yaml#'}
                            json: {$ref: 'schemas/more.json#/Article'}
                            deep: {$ref: 'schemas/more.json#/Article/properties/price'}
                            space: {$ref: 'schemas/a%20b.yaml'}
                            other: {$ref: 'other.yaml#/components/schemas/Thing'}
                    ",
                ),
            ),
            ("schemas/customer.yaml", "type: object\nproperties: {orders: {type: array, items: {$ref: '../api.yaml#/components/schemas/Order'}}}"),
            ("schemas/more.json", r##"{"Article": {"type": "object", "properties": {"price": {"type": "number"}, "code": {"$ref": "#/Code"}}}, "Code": {"type": "string"}}"##),
            ("schemas/a b.yaml", "type: boolean"),
            ("other.yaml", "openapi: 3.0.3\ninfo: {title: O, version: '1'}\npaths: {}\ncomponents: {schemas: {Thing: {type: integer, format: int32}}}"),
        ],
        "
        ",
    );
}
