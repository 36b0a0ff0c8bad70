//! No document brings the front end down, however broken, deep or wide.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use super::{document, lowered, schemas};
use crate::api::{dump, visit};
use crate::diagnostics::Diagnostics;
use crate::document::{Document, Version};
use crate::frontend;
use crate::source::SourceMap;
use crate::tree::{Mapping, Node, Number};

/// One of everything.
const SAMPLE: &str = "
openapi: 3.0.3
info: {title: T, version: '1', license: {name: L}, contact: {name: C}}
servers: [{url: 'https://{h}', variables: {h: {default: a, enum: [a]}}}]
security: [{key: []}]
tags: [{name: t, description: d}]
paths:
  /a/{id}:
    parameters: [{$ref: '#/components/parameters/P'}]
    post:
      operationId: a
      tags: [t]
      x-authorizers: [{Role: [a]}]
      x-required-permissions: [[p]]
      x-pagination: {style: marker, request: {marker: m}, response: {items: i, next: n}}
      parameters: [{name: q, in: query, style: form, content: {application/json: {schema: {type: object}}}}]
      requestBody:
        content:
          multipart/form-data:
            schema: {$ref: '#/components/schemas/A'}
            encoding: {s: {headers: {h: {schema: {}}}}}
      responses:
        '200': {$ref: '#/components/responses/R'}
        default: {description: d, content: {text/plain: {example: x}}}
      security: [{key: [s]}]
      callbacks:
        c: {'{$request.query.q}': {put: {requestBody: {content: {application/json: {}}}, responses: {default: {description: d}}}}}
        d: {$ref: '#/components/callbacks/D'}
webhooks:
  w: {$ref: '#/components/pathItems/W'}
components:
  callbacks:
    D: {u: {get: {responses: {default: {description: d}}, callbacks: {d: {$ref: '#/components/callbacks/D'}}}}}
  pathItems:
    W: {post: {responses: {default: {description: d}}}}
  parameters:
    P: {name: id, in: path, required: true, schema: {type: string}, examples: {e: {value: 1}}}
  responses:
    R:
      description: r
      headers: {H: {schema: {type: integer}}}
      content: {'*/*': {schema: {$ref: '#/components/schemas/U/oneOf/1'}}}
  securitySchemes:
    key: {type: apiKey, in: header, name: k}
    o: {type: oauth2, flows: {clientCredentials: {tokenUrl: t, scopes: {}}}}
  schemas:
    A:
      type: object
      required: [s]
      properties:
        s: {type: string, enum: [x, x], nullable: true}
        self: {$ref: '#/components/schemas/A'}
      additionalProperties: {type: array, items: {}}
    U:
      oneOf:
        - $ref: '#/components/schemas/A'
        - {type: object, allOf: [{required: [k]}, {properties: {k: {type: [string, 'null']}}}]}
      discriminator: {propertyName: k, mapping: {a: A}}
    N: {type: integer, minimum: 1, exclusiveMinimum: true, format: int32, default: 3, example: 4}
x-error-document: {media-type: application/json, default-code: c, codes: {'400': b}, body: {}}
";

/// Every node of the sample is replaced by every kind of value, one at a time.
#[test]
fn no_single_fault_brings_it_down() {
    let mut sources = SourceMap::default();
    let source = sources.add("sample.yaml", SAMPLE.to_owned());
    let sample = crate::document::parse(&sources, source, &mut Diagnostics::default()).expect("a document");
    let reference = |target: &str| {
        let mut mapping = Mapping::default();
        mapping.insert("$ref".to_owned(), Node::String(target.to_owned()));
        Node::Mapping(mapping)
    };
    let others = [
        Node::Null,
        Node::Bool(true),
        Node::Number(Number::from(-1_i128)),
        Node::String("x".to_owned()),
        Node::Sequence(Vec::new()),
        Node::Sequence(vec![Node::Null]),
        Node::Mapping(Mapping::default()),
        reference("#/nowhere"),
        reference("#/components/schemas/A"),
        reference("#/components/responses/R"),
        reference("#/components/schemas/U/oneOf"),
        reference("#"),
        reference(""),
    ];
    let mut read = 0;
    for index in 0..count(&sample.root) {
        for other in &others {
            let root = replaced(&sample.root, other, &mut { index });
            let (files, moves, names) = Default::default();
            let document = Document { source, version: Version::V30, root, files, moves, names };
            let mut diagnostics = Diagnostics::default();
            let api = frontend::lower(&document, &mut diagnostics);
            let _ = dump::dump(&api, None);
            assert!(visit::reachable(&api, api.schemas.ids()).len() == api.schemas.len());
            read += 1;
        }
    }
    assert!(read > 1000, "{read}");
}

fn count(node: &Node) -> usize {
    1 + match node {
        Node::Sequence(items) => items.iter().map(count).sum(),
        Node::Mapping(mapping) => mapping.iter().map(|(_, value)| count(value)).sum(),
        _ => 0,
    }
}

/// The tree with the node of this number, in document order, replaced.
fn replaced(node: &Node, other: &Node, index: &mut usize) -> Node {
    if *index == 0 {
        *index = usize::MAX;
        return other.clone();
    }
    *index -= 1;
    match node {
        Node::Sequence(items) => Node::Sequence(items.iter().map(|item| replaced(item, other, index)).collect()),
        Node::Mapping(mapping) => {
            let mut copy = Mapping::default();
            for (key, value) in mapping.iter() {
                copy.insert(key.to_owned(), replaced(value, other, index));
            }
            Node::Mapping(copy)
        }
        leaf => leaf.clone(),
    }
}

#[test]
fn deep_documents_are_read() {
    let depth = 400;
    let text = format!("{}{{}}{}", "{\"items\":".repeat(depth), "}".repeat(depth));
    let text = format!("{{\"openapi\":\"3.0.3\",\"components\":{{\"schemas\":{{\"A\":{text}}}}}}}");
    let (api, diagnostics) = lowered(&text);
    assert_eq!(api.schemas.len(), depth + 1);
    assert!(!diagnostics.has_errors());
    assert!(dump::dump(&api, None).lines().count() > depth);
}

/// Work that grows with the square of the document would take minutes here.
#[test]
fn wide_documents_are_read_quickly() {
    let many = 20_000;
    let mut text = String::from("E:\n  type: string\n  enum:\n");
    for index in 0..many {
        let _ = writeln!(text, "  - v{index}");
    }
    text.push_str("O:\n  properties:\n");
    for index in 0..many {
        let _ = writeln!(text, "    p{index}:\n      $ref: '#/components/schemas/NowhereToBeFound{index}'");
    }
    for index in 0..many {
        let _ = writeln!(text, "A{index}:\n  $ref: '#/components/schemas/A{}'", index + 1);
    }
    let start = Instant::now();
    let (api, diagnostics) = lowered(&schemas(&text));
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
    assert_eq!(api.components.len(), many + 2);
    assert_eq!(diagnostics.iter().len(), many + 1);
}

#[test]
fn callbacks_that_lead_to_callbacks_are_read_however_many_there_are() {
    let count = 10_000;
    let mut text = document(
        "paths: {/a: {get: {responses: {x-none: true}, callbacks: {c: {$ref: '#/components/callbacks/C0'}}}}}\ncomponents:",
    );
    text.push_str("  callbacks:\n");
    for index in 0..count {
        let next = (index + 1) % count;
        text.push_str(&format!(
            "    C{index}: {{u: {{get: {{responses: {{x-none: true}}, callbacks: {{c: {{$ref: '#/components/callbacks/C{next}'}}}}}}}}}}\n"
        ));
    }
    let (api, diagnostics) = lowered(&text);
    assert_eq!((api.callbacks.len(), diagnostics.iter().count()), (count, 0));
}

#[test]
fn callbacks_that_are_nothing_but_references_in_a_circle_are_reported() {
    let (api, diagnostics) = lowered(&document(
        "
        paths: {/a: {get: {responses: {x-none: true}, callbacks: {c: {$ref: '#/components/callbacks/A'}}}}}
        components: {callbacks: {A: {$ref: '#/components/callbacks/B'}, B: {$ref: '#/components/callbacks/A'}}}
        ",
    ));
    let codes: Vec<_> = diagnostics.iter().map(|finding| finding.code.id).collect();
    assert_eq!((api.callbacks.len(), codes), (0, vec!["OA102"]));
}

#[test]
fn conditions_that_share_schemas_are_read_however_many_ways_lead_to_them() {
    // From each schema two ways lead on, so that a million lead through all of them.
    let count = 28;
    let to = |index: usize| format!("{{$ref: '#/components/schemas/N{}'}}", index % count);
    let mut text = String::from("openapi: 3.1.0\ninfo: {title: T, version: '1'}\ncomponents:\n  schemas:\n");
    for index in 0..count {
        let (one, two) = (to(index + 1), to(index + 2));
        text.push_str(&format!("    N{index}: {{type: object, if: {one}, then: {two}}}\n"));
    }
    let start = Instant::now();
    let (api, diagnostics) = lowered(&text);
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    assert_eq!(api.components.len(), count);
    // Each leads back to itself in place, which is told once.
    assert!(diagnostics.iter().all(|finding| finding.code.id == "OA008"));
}
