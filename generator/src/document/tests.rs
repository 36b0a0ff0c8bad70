use super::*;
use crate::source::locate;

/// The tree of a text as JSON.
fn yaml(text: &str) -> String {
    yaml::read(text).expect("the tests write good YAML").root.to_json()
}

fn json(text: &str) -> String {
    json::read(text).expect("the tests write good JSON").root.to_json()
}

/// What `parse` says about a text: `code line:column message`, one per finding.
fn findings(name: &str, text: &str) -> Vec<String> {
    let mut sources = SourceMap::default();
    let source = sources.add(name, text.to_owned());
    let mut diagnostics = Diagnostics::default();
    let document = parse(&sources, source, &mut diagnostics);
    assert!(document.is_some() || diagnostics.has_errors(), "nothing is lost in silence");
    let show = |finding: &Diagnostic| {
        let label = finding.primary.as_ref().expect("all faults of a text have a place");
        let found = locate(&sources, &[(label.origin.clone(), label.at)]);
        let region = label.region.or_else(|| found.first().copied().flatten());
        let place =
            region.map_or("nowhere".to_owned(), |region| format!("{}:{}", region.start.line, region.start.column));
        format!("{} {place} {}", finding.code.id, finding.message)
    };
    diagnostics.iter().map(show).collect()
}

#[test]
fn numbers_of_json_keep_their_text() {
    let text = r#"{"a":[18446744073709551616,1e400,-1e400,1.0,0.10,-0,1E+2,"1e400",12345678901234567890.123456789]}"#;
    assert_eq!(json(text), text);
}

#[test]
fn numbers_of_yaml_keep_their_value() {
    let text = "[1, -2, 0x1F, 340282366920938463463374607431768211455, 1.0, 0.10, 1e3, .inf, 007, 1.2.3, '5', 1_000]";
    let tree = r#"[1,-2,31,340282366920938463463374607431768211455,1.0,0.1,1000.0,".inf","007","1.2.3","5","1_000"]"#;
    assert_eq!(yaml(text), tree);
}

#[test]
fn keys_of_yaml_are_strings_as_written() {
    let text = "200: a\ntrue: b\nnull: c\n1.0: d\n~: e\n0x1F: f\n'q': g\nno: h\n";
    assert_eq!(yaml(text), r#"{"200":"a","true":"b","null":"c","1.0":"d","~":"e","0x1F":"f","q":"g","no":"h"}"#);
}

#[test]
fn scalars_of_yaml() {
    let text = "a: yes\nb: Null\nc:\nd: |\n  two\n  lines\ne: >-\n  fol\n  ded\nf: 2020-01-01\ng: ''\n";
    let tree = r#"{"a":"yes","b":null,"c":null,"d":"two\nlines\n","e":"fol ded","f":"2020-01-01","g":""}"#;
    assert_eq!(yaml(text), tree);
}

#[test]
fn tags_are_read_through() {
    let text = "a: !!str 3\nb: !!int '4'\nc: !secret x\nd: !thing {k: [!in 1]}\ne: !!set {}\nf: !!float 2\n";
    assert_eq!(yaml(text), r#"{"a":"3","b":4,"c":"x","d":{"k":[1]},"e":{},"f":2.0}"#);
}

#[test]
fn merge_keys_are_resolved_where_they_stand() {
    let text = "a: &a {x: 1, y: 2}\nb: &b {y: 3, z: 4}\nc:\n  w: 0\n  <<: [*a, *b]\n  z: own\nd: {<<: *b, y: own}\ne: {<<: 5}\n";
    let tree = concat!(
        r#"{"a":{"x":1,"y":2},"b":{"y":3,"z":4},"c":{"w":0,"x":1,"y":2,"z":"own"},"#,
        r#""d":{"z":4,"y":"own"},"e":{"<<":5}}"#
    );
    assert_eq!(yaml(text), tree);
    assert_eq!(json(r#"{"<<":{"a":1}}"#), r#"{"<<":{"a":1}}"#);
}

#[test]
fn depth_is_bounded() {
    let nested =
        |depth: usize| format!("{{\"openapi\": \"3.0.0\", \"x\": {}{}}}", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(findings("a.json", &nested(999)), [""; 0]);
    for depth in [1_000, 100_000] {
        assert_eq!(
            findings("a.json", &nested(depth)),
            ["OA007 1:1026 the document is nested more than 1000 levels deep"]
        );
    }
    let yaml = |depth: usize| format!("openapi: 3.0.0\nx: {}{}\n", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(findings("a.yaml", &yaml(120)), [""; 0]);
    assert_eq!(
        findings("a.yaml", &yaml(10_000)),
        ["OA007 2:259 the document is nested too deeply for the YAML parser"]
    );
    let cycle = "openapi: 3.0.0\nx: &x\n  y: *x\n";
    assert_eq!(findings("a.yaml", cycle), ["OA007 2:4 the document is nested too deeply for the YAML parser"]);
}

#[test]
fn alias_bombs_are_bounded() {
    let mut text = "openapi: 3.0.0\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..10 {
        let below = format!("*a{}", level - 1);
        text += &format!("a{level}: &a{level} [{}]\n", [below.as_str(); 10].join(", "));
    }
    let found = findings("a.yaml", &text);
    assert_eq!(found.len(), 1);
    assert!(found.iter().all(|finding| finding.starts_with("OA007")), "{found:?}");
}

#[test]
fn repeated_keys_are_named_with_both_places() {
    let text = "openapi: 3.0.0\nx:\n  get: 1\n  put: 2\n  get: 3\n  'get': 4\ny: {a: 1, a: 2}\n";
    let expected =
        ["OA003 5:3 the key `get` stands twice in one object", "OA003 7:11 the key `a` stands twice in one object"];
    assert_eq!(findings("a.yaml", text), expected);
    let text = r#"{"openapi": "3.0.0", "a/b": 1, "a\/b": 2}"#;
    assert_eq!(findings("a.json", text), ["OA003 1:32 the key `a/b` stands twice in one object"]);
}

#[test]
fn faults_of_syntax() {
    let cases = [
        ("a.json", "{\"a\": 1,\n \"é\": }", "OA001 2:7 expected value"),
        ("a.json", "{\"a\": 1,}", "OA001 1:9 trailing comma"),
        ("a.json", "{\"a\": [1, 2\n", "OA001 1:11 the text ends while parsing a list"),
        ("a.json", "{openapi: 3.0.0}", "OA001 1:2 key must be a string"),
        ("a.json", "{} x", "OA001 1:4 trailing characters"),
        ("a.yaml", "a: 1\n b: 2\n", "OA001 2:3 mapping values are not allowed in this context"),
        ("a.yaml", "a: [1, 2\nb: 3\n", "OA001 2:2 did not find expected ',' or ']'"),
        ("a.yaml", "a:\n\t- b\n", "OA001 2:1 found character that cannot start any token"),
        ("a.yaml", "a: [1, at line 3 column 4\n", "OA001 1:25 did not find expected ',' or ']'"),
        ("a.yaml", "a: *b\n", "OA001 1:4 unknown anchor"),
        ("a.yaml", "a: \u{1}\n", "OA001 1:4 control characters are not allowed"),
        ("a.yaml", "---\na: 1\n---\nb: 2\n", "OA001 3:1 the file holds more than one YAML document"),
        ("a.yaml", "", "OA001 nowhere the document holds nothing"),
        ("a.yaml", "# nothing\n", "OA001 1:1 the document holds nothing"),
        ("a.yaml", "just words", "OA005 1:1 the document is a string, not an object"),
        ("a.json", "[1]", "OA005 1:1 the document is an array, not an object"),
        ("a.yaml", "? [a]\n: 1\n", "OA001 1:3 invalid type: sequence, expected a key that is a string"),
    ];
    for (name, text, expected) in cases {
        assert_eq!(findings(name, text), [expected], "{text:?}");
    }
}

#[test]
fn a_fault_of_syntax_shows_where_its_construct_began() {
    let mut sources = SourceMap::default();
    let source = sources.add("a.yaml", "openapi: 3.0.3\ntags: [a,\n  b\ninfo: {}\n".to_owned());
    let mut diagnostics = Diagnostics::default();
    assert!(parse(&sources, source, &mut diagnostics).is_none());
    let expected = "\
error[OA001]: did not find expected ',' or ']'
  --> a.yaml:4:5
   |
  4| info: {}
   |     ^
  ::: a.yaml:2:7
   |
  2| tags: [a,
   |       - while parsing a flow sequence
";
    assert_eq!(crate::diagnostics::render(&diagnostics, &sources), expected);
}

/// Every document of the corpus has a tree. Needs `BINDERY_CORPUS`.
#[test]
fn the_corpus_is_read() {
    let Some(corpus) = std::env::var_os("BINDERY_CORPUS") else { return };
    let corpus = std::path::PathBuf::from(corpus).join("real");
    let manifest = std::fs::read_to_string(corpus.join("MANIFEST.tsv")).expect("the corpus has a manifest");
    let mut read = 0;
    for row in manifest.lines().skip(1) {
        let columns: Vec<&str> = row.split('\t').collect();
        let [_, file, _, version, ..] = columns[..] else { continue };
        let mut sources = SourceMap::default();
        let Ok(source) = sources.load(&corpus.join(file)) else { continue };
        let mut diagnostics = Diagnostics::default();
        let document = parse(&sources, source, &mut diagnostics);
        let codes: Vec<&str> = diagnostics.iter().map(|finding| finding.code.id).collect();
        assert_eq!(
            document.is_some(),
            ["2.0", "3.0", "3.1", "3.2"].iter().any(|edition| version.starts_with(edition)),
            "{file} {version} {codes:?}"
        );
        println!("{file} {version} {codes:?}");
        read += 1;
    }
    assert!(read > 50, "{read} documents");
}

/// Every key of every 3.0 document of the corpus is found where it is written. Needs `BINDERY_CORPUS`.
#[test]
fn the_keys_of_the_corpus_are_found() {
    let Some(corpus) = std::env::var_os("BINDERY_CORPUS") else { return };
    let corpus = std::path::PathBuf::from(corpus).join("real");
    let manifest = std::fs::read_to_string(corpus.join("MANIFEST.tsv")).expect("the corpus has a manifest");
    for row in manifest.lines().skip(1) {
        let columns: Vec<&str> = row.split('\t').collect();
        let [_, file, _, version, ..] = columns[..] else { continue };
        let mut sources = SourceMap::default();
        let Ok(source) = sources.load(&corpus.join(file)) else { continue };
        if !version.starts_with("3.0") {
            continue;
        }
        let document = parse(&sources, source, &mut Diagnostics::default()).expect("it is 3.0");
        let mut places = Vec::new();
        keys(&document.root, &Origin::root(source), &mut places);
        let begin = std::time::Instant::now();
        let found = locate(&sources, &places);
        println!("{file}: {} keys in {:?}", places.len(), begin.elapsed());
        let lines: Vec<&str> = sources.text(source).split('\n').collect();
        for ((origin, _), region) in places.iter().zip(found) {
            let region = region.expect("all keys have a place");
            let line = lines.get(region.start.line - 1).copied().unwrap_or_default();
            let length = region.end.column - region.start.column;
            let text: String = line.chars().skip(region.start.column - 1).take(length).collect();
            let key = origin.pointer.last().unwrap_or_default();
            let same = text.trim_matches(['"', '\'']) == key || text.contains('\\') || text.contains("''");
            assert!(same, "{file} {} {text:?} at {region:?}", origin.pointer);
        }
    }
}

/// A part of the keys: every one of a small mapping, every seventh of a large one.
fn keys(node: &Node, at: &Origin, places: &mut Vec<(Origin, crate::source::At)>) {
    match node {
        Node::Mapping(mapping) => {
            let step = if mapping.len() > 20 { 7 } else { 1 };
            for (key, value) in mapping.iter().step_by(step) {
                let child = at.child(key);
                keys(value, &child, places);
                places.push((child, crate::source::At::Key));
            }
        }
        Node::Sequence(items) => {
            items.iter().enumerate().step_by(3).for_each(|(index, item)| keys(item, &at.child(index), places));
        }
        _ => {}
    }
}

/// Whatever is cut out of a document or put into it, there is an answer.
#[test]
fn broken_documents_do_no_harm() {
    let texts = [
        "openapi: 3.0.3\ninfo: &i {title: 'T', version: \"1\"}\nx: |\n  é text\ny: *i\nz:\n  <<: [*i]\n  ? k\n  : - a\n",
        "{\"openapi\": \"3.0.3\", \"a\\u00e9\": [1, -2.5e3, true, null, {\"b\": \"\\\"\"}], \"a\\u00e9\": {}}",
    ];
    for text in texts {
        let chars: Vec<char> = text.chars().collect();
        for at in 0..=chars.len() {
            for put in
                ["", "\"", "{", "]", ":", "\n", "\t", "&a ", "*a ", "!x ", "%", "\u{0}", "<<: ", "- ", "---\n", "\r"]
            {
                for cut in [0, 1, chars.len()] {
                    let head = chars.iter().take(at);
                    let tail = chars.iter().skip(at + cut);
                    let broken: String = head.copied().chain(put.chars()).chain(tail.copied()).collect();
                    let mut sources = SourceMap::default();
                    let source = sources.add("a.yaml", broken);
                    let mut diagnostics = Diagnostics::default();
                    let document = parse(&sources, source, &mut diagnostics);
                    assert!(document.is_some() || diagnostics.has_errors());
                    let page = crate::diagnostics::render(&diagnostics, &sources);
                    assert!(!page.contains("OA901"), "{page}\n{}", sources.text(source));
                }
            }
        }
    }
}

#[test]
fn versions() {
    let good = [
        "openapi: 3.0.3",
        "openapi: \"3.0.0\"",
        "{openapi: 3.0.0}",
        "{\"openapi\": \"3.0.4\"}",
        "openapi: 3.1.0",
        "openapi: 3.1.0-rc1",
        "\u{feff}openapi: 3.0.1",
        "swagger: '2.0'",
        "{\"swagger\": \"2.0\"}",
    ];
    for text in good {
        assert_eq!(findings("a.yaml", text), [""; 0], "{text}");
    }
    let cases = [
        ("openapi: '3.0'", "OA009 1:10 the version `3.0` lacks its third number"),
        ("openapi: 3.0", "OA009 1:10 the version is a number `3.0`, not a text"),
        ("openapi: 3.1", "OA009 1:10 the version is a number `3.1`, not a text"),
        ("openapi: 3", "OA002 1:10 the version is a number, not a text"),
        ("openapi: 3.2", "OA009 1:10 the version is a number `3.2`, not a text"),
        ("openapi: 3.3.0", "OA002 1:10 there is no OpenAPI version `3.3.0` that bindery knows"),
        ("openapi: 4.0.0", "OA002 1:10 there is no OpenAPI version `4.0.0` that bindery knows"),
        ("openapi: [3]", "OA002 1:10 the version is an array, not a text"),
        ("swagger: 2.0", "OA009 1:10 the version is a number `2.0`, not a text"),
        ("swagger: '2'", "OA009 1:10 the version is written `2`"),
        ("swagger: '1.2'", "OA002 1:10 Swagger 1.2 is not supported"),
        ("swagger: '3.0.0'", "OA002 1:10 Swagger 3.0.0 is not supported"),
        ("openApi: 3.0.0", "OA002 1:1 the document has no key `openapi`"),
        ("asyncapi: 2.0.0", "OA002 1:1 this is an AsyncAPI document"),
        ("info: {}", "OA002 1:1 the document does not say which version of OpenAPI it follows"),
    ];
    for (text, expected) in cases {
        assert_eq!(findings("a.yaml", text), [expected], "{text}");
    }
}

#[test]
fn a_document_of_seven_megabytes_is_read_in_time() {
    let schema = r#"{"type":"object","properties":{"id":{"type":"string","example":1.50}},"required":["id"]}"#;
    let schemas: Vec<String> = (0..70_000).map(|index| format!("\"S{index}\":{schema}")).collect();
    let text = format!("{{\"openapi\":\"3.0.0\",\"components\":{{\"schemas\":{{{}}}}}}}", schemas.join(","));
    assert!(text.len() > 6_500_000);
    let begin = std::time::Instant::now();
    assert_eq!(findings("a.json", &text), [""; 0]);
    assert!(begin.elapsed().as_secs() < 20, "even without optimisation: {:?}", begin.elapsed());
}
