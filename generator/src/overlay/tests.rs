//! What overlays make of documents, where it is written then, and what is said of overlays that cannot be applied.

use crate::config::Config;
use crate::diagnostics::{Diagnostics, Strictness, render};
use crate::document;
use crate::pipeline::{Stages, plan};
use crate::source::{JsonPointer, Moves, SourceMap};

use super::edit::Editor;
use super::join::Fault;

/// The tree that an overlay makes of a document, as JSON; and what is said on the way.
fn applied(text: &str, overlay: &str) -> (Option<String>, String) {
    let mut sources = SourceMap::default();
    let source = sources.add("pets.yaml", format!("openapi: 3.1.0\n{text}"));
    let overlay = sources.add("fixes.overlay.yaml", overlay.to_owned());
    let mut diagnostics = Diagnostics::new(Strictness::Normal);
    let document = document::parse(&sources, source, &mut diagnostics).expect("the test's document is YAML");
    let document = super::apply(document, &[overlay], &sources, &mut diagnostics);
    let mut root = document.ok().map(|document| document.root);
    if let Some(crate::tree::Node::Mapping(root)) = &mut root {
        root.remove("openapi");
    }
    (root.map(|root| root.to_json()), render(&diagnostics, &sources))
}

/// An overlay of these actions, which stand on lines of their own from the fourth.
fn overlay(actions: &[&str]) -> String {
    let actions: String = actions.iter().map(|action| format!("- {action}\n")).collect();
    format!("overlay: 1.1.0\ninfo: {{ title: Fixes, version: '1' }}\nactions:\n{actions}")
}

#[track_caller]
fn makes(text: &str, actions: &[&str], wanted: &str) {
    let (tree, said) = applied(text, &overlay(actions));
    assert_eq!((tree.as_deref(), said.as_str()), (Some(wanted), ""), "{text} with {actions:?}");
}

#[test]
fn objects_are_merged_and_arrays_concatenated() {
    makes(
        "a: { b: { c: 1, d: 2 } }",
        &["{ target: $.a, update: { b: { d: 3, e: 4 } } }"],
        r#"{"a":{"b":{"c":1,"d":3,"e":4}}}"#,
    );
    makes("a: { b: [1] }", &["{ target: $.a, update: { b: [2, 3] } }"], r#"{"a":{"b":[1,2,3]}}"#);
    makes("a: [1]", &["{ target: $.a, update: [2, 3] }"], r#"{"a":[1,2,3]}"#);
    makes("a: [1]", &["{ target: $.a, update: { b: 2 } }"], r#"{"a":[1,{"b":2}]}"#);
    makes("a: [1]", &["{ target: $.a, update: 2 }"], r#"{"a":[1,2]}"#);
    makes("a: { b: 1 }", &["{ target: $.a.b, update: two }"], r#"{"a":{"b":"two"}}"#);
    makes("a: { b: 1 }", &["{ target: $.a, update: { b: , c: } }"], r#"{"a":{"b":null,"c":null}}"#);
    makes(
        "a: [{ n: x, v: 1 }, { n: y }]",
        &["{ target: \"$.a[?@.n == 'y']\", update: { v: 2 } }"],
        r#"{"a":[{"n":"x","v":1},{"n":"y","v":2}]}"#,
    );
    makes(
        "a: { x: { v: 1 }, y: {} }",
        &["{ target: $.a.*, update: { w: 2 } }"],
        r#"{"a":{"x":{"v":1,"w":2},"y":{"w":2}}}"#,
    );
}

#[test]
fn nodes_are_removed_and_what_follows_moves_up() {
    makes("a: { b: 1, c: 2 }", &["{ target: $.a.b, remove: true }"], r#"{"a":{"c":2}}"#);
    makes("a: [1, 2, 3, 4]", &["{ target: '$.a[0, 2]', remove: true }"], r#"{"a":[2,4]}"#);
    makes("a: [x, dummy]", &["{ target: \"$.a[?@ == 'dummy']\", remove: true }"], r#"{"a":["x"]}"#);
    makes("a: { d: 1, b: { d: 2, e: [{ d: 3 }] } }", &["{ target: $..d, remove: true }"], r#"{"a":{"b":{"e":[{}]}}}"#);
    makes("a: { b: { c: 1 } }", &["{ target: '$.a..*', remove: true }"], r#"{"a":{}}"#);
    makes("a: 1", &["{ target: $.a, remove: false }"], r#"{"a":1}"#);
}

#[test]
fn nodes_are_copied_and_so_moved() {
    makes("a: { b: 1 }\nc: { d: 2 }", &["{ target: $.c, copy: $.a }"], r#"{"a":{"b":1},"c":{"d":2,"b":1}}"#);
    let actions = ["{ target: $, update: { n: {} } }", "{ target: $.n, copy: $.a }", "{ target: $.a, remove: true }"];
    makes("a: { b: [1] }", &actions, r#"{"n":{"b":[1]}}"#);
}

#[test]
fn actions_see_what_those_before_them_have_made() {
    let actions = ["{ target: $, update: { b: { c: 1 } } }", "{ target: $.b.c, update: 2 }"];
    makes("a: 1", &actions, r#"{"a":1,"b":{"c":2}}"#);
}

#[test]
fn a_target_that_selects_nothing_is_a_warning_at_the_action() {
    let (tree, said) = applied("a: 1", &overlay(&["{ target: $.b, update: 2 }", "{ target: $.c, remove: true }"]));
    assert_eq!(tree.as_deref(), Some(r#"{"a":1}"#));
    for place in ["warning[OA507]: `$.b` selects nothing\n  --> fixes.overlay.yaml:4:13", "fixes.overlay.yaml:5:13"] {
        assert!(said.contains(place), "{said}");
    }
}

#[test]
fn what_has_no_effect_is_told_where_it_stands() {
    for (action, wanted, told) in [
        (
            "{ target: $, update: { a: { b: } } }",
            r#"{"a":{"b":[1]}}"#,
            "null does not replace `#/a/b`, which is an array",
        ),
        ("{ target: $, update: { a: , c: 1 } }", r#"{"a":{"b":[1]},"c":1}"#, "null does not replace `#/a`"),
        ("{ target: $.a, remove: true, update: {} }", "{}", "`update` has no effect beside `remove: true`"),
        ("{ target: $.a, remove: true, copy: $ }", "{}", "`copy` has no effect beside `remove: true`"),
    ] {
        let (tree, said) = applied("a: { b: [1] }", &overlay(&[action]));
        assert_eq!(tree.as_deref(), Some(wanted));
        let told = format!("warning[OA507]: {told}");
        assert!(said.contains(&told) && said.contains("--> fixes.overlay.yaml:4:"), "{said}");
    }
}

#[test]
fn what_cannot_be_applied_is_an_error() {
    for (overlay, fault) in [
        ("info: {}", "this is no overlay: it has no `overlay`"),
        ("[]", "an overlay is an object, not an array"),
        ("overlay: 2.0.0\nactions: [{ target: $, update: {} }]", "Overlay 2.0.0 is not supported"),
        ("overlay: 1.0.0\nactions: []", "the overlay has no action"),
        ("overlay: 1.0.0", "the overlay has no `actions`"),
        ("overlay: 1.0.0\nactions: [{ update: {} }]", "an action has no `target`"),
        ("overlay: 1.0.0\nactions: [{ target: $ }]", "an action has no `update`, `copy` or `remove`"),
        ("overlay: 1.1.0\nactions: [{ target: $, update: {}, copy: $ }]", "`update` or `copy`, not both"),
        ("overlay: 1.0.0\nactions: [{ target: 'paths', update: {} }]", "`paths` is no JSONPath"),
        ("overlay: 1.0.0\nactions: [{ target: '$.a[?', update: {} }]", "is no JSONPath"),
        ("overlay: 1.0.0\nactions: [{ target: $, remove: yes please }]", "`remove` is a string, not"),
        ("overlay: 1.0.0\nactions: [{ target: $, remove: true }]", "the document itself cannot be removed"),
        (
            "overlay: 1.0.0\nactions: [{ target: $.a, update: 1 }]",
            "`update` has a number where the document has an object",
        ),
        (
            "overlay: 1.0.0\nactions: [{ target: $.a, update: { c: 1 } }]",
            "`update` has a number where the document has an array",
        ),
        (
            "overlay: 1.0.0\nactions: [{ target: $.a.b, update: {} }]",
            "`update` has an object where the document has a number",
        ),
        ("overlay: 1.0.0\nactions: [{ target: $.a.*, update: 1 }]", "selects other values and arrays"),
        ("overlay: 1.1.0\nactions: [{ target: $.a, copy: $.x }]", "`$.x` selects 0 nodes: one is copied"),
        ("overlay: 1.1.0\nactions: [{ target: $.openapi, update: 4.0.0 }]", "error[OA002]"),
        ("overlay: 1.0.0\n  actions: x", "error[OA001]"),
    ] {
        let (tree, said) = applied("a: { b: 1, c: [] }", overlay);
        assert!(tree.is_none() && said.contains("error") && said.contains(fault), "{overlay}\n{said}");
    }
}

#[test]
fn unknown_keys_of_an_overlay_are_told() {
    let overlay = "overlay: 1.0.0\ninfo: { titel: Fixes }\nactions: [{ target: $, updat: {}, update: {}, x-a: 1 }]\n";
    let (tree, said) = applied("a: 1", overlay);
    assert!(tree.is_some());
    for message in ["did you mean `title`?", "did you mean `update`?", "has no `version`"] {
        assert!(said.contains(message), "{said}");
    }
}

#[test]
fn an_overlay_for_another_document_is_told() {
    for (extends, fits) in
        [("pets.yaml", true), ("./x/../pets.yaml", true), ("cats.yaml", false), ("https://example.com/any.yaml", true)]
    {
        let overlay = overlay(&["{ target: $, update: {} }"]).replace("info:", &format!("extends: {extends}\ninfo:"));
        let (tree, said) = applied("a: 1", &overlay);
        assert!(tree.is_some());
        assert_eq!(said.contains("OA508"), !fits, "{extends}: {said}");
    }
}

#[test]
fn a_document_does_not_grow_without_bounds() {
    let text = "{\"a\": {\"b\": [1, 2]}, \"c\": {}}";
    let mut root = document::json_value(text).expect("JSON");
    let source = SourceMap::default().add("pets.json", text.to_owned());
    let at = |text: &str| JsonPointer::parse(text).expect("a pointer");
    let mut moves = Moves::default();
    let mut editor = Editor { root: &mut root, source, moves: &mut moves, left: 3, kept: Vec::new() };
    assert_eq!(editor.copy(&at("/a"), &at("/c")), Ok(()));
    assert_eq!(editor.copy(&at("/a/b/0"), &at("/c/b")), Err(Fault::Excess));
    assert_eq!(root.to_json(), r#"{"a":{"b":[1,2]},"c":{"b":[1,2]}}"#);
}

#[test]
fn what_doubles_itself_is_stopped_at_an_action() {
    for seed in ["[]".to_owned(), format!("'{}'", "long".repeat(100_000))] {
        let seed = format!("{{ target: $, update: {{ a: {{ b: {{ c: {seed} }} }} }} }}");
        let mut actions = vec![seed];
        for i in 0..40 {
            actions.push(format!("{{ target: $.a.b, update: {{ n{i}: {{}} }} }}"));
            actions.push(format!("{{ target: $.a.b.n{i}, copy: $.a }}"));
        }
        let actions: Vec<&str> = actions.iter().map(String::as_str).collect();
        let (tree, said) = applied("x: 1", &overlay(&actions));
        assert_eq!(tree, None);
        let told = "error[OA007]: the document would have more values than are read";
        assert!(
            said.contains(told) && said.contains("= at: #/actions/"),
            "{}",
            said.lines().next().unwrap_or_default()
        );
    }
}

#[test]
fn findings_in_what_an_overlay_has_added_lead_to_its_file() {
    let mut sources = SourceMap::default();
    let document = concat!(
        "openapi: 3.1.0\ninfo: { title: Pets, version: '1' }\npaths: {}\n",
        "components:\n  schemas:\n    Pet:\n      allOf:\n      - { type: object, weight: 1 }\n      - { type: object, colour: red }\n"
    );
    let actions = [
        "{ target: $.components.schemas.Pet, update: { properties: { name: { type: string, size: big } } } }",
        "{ target: '$.components.schemas.Pet.allOf[0]', remove: true }",
    ];
    let source = sources.add("pets.yaml", document.to_owned());
    let overlay = sources.add("fixes.overlay.yaml", overlay(&actions));
    let config = Config { overlays: vec![overlay], ..Config::default() };
    let mut diagnostics = Diagnostics::new(Strictness::Normal);
    let done = plan(&sources, source, &config, &mut Stages::default(), &mut diagnostics);
    let said = render(&diagnostics, &sources);
    assert!(done.is_ok(), "{said}");
    assert!(said.contains("`size` is no key of a Schema Object\n  --> fixes.overlay.yaml:4:"), "{said}");
    // The second member of `allOf` is the first now; it is shown where it is written.
    assert!(
        said.contains("`colour` is no key of a Schema Object\n  --> pets.yaml:9:25") && !said.contains("`weight`"),
        "{said}"
    );
}
