use super::*;
use crate::source::{LineCol, SourceMap};

const TEXT: &str = "openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /users/{id}/photo:
    get:
      operationId: photo
      responses: {'200': {description: 'ok'}}
    put:
      operationId: photo
";

struct Case {
    sources: SourceMap,
    root: Origin,
    diagnostics: Diagnostics,
}

fn case(strictness: Strictness) -> Case {
    let mut sources = SourceMap::default();
    let source = sources.add("specs/a.yaml", TEXT.to_owned());
    Case { sources, root: Origin::root(source), diagnostics: Diagnostics::new(strictness) }
}

impl Case {
    fn at(&self, keys: &[&str]) -> Origin {
        self.root.descend(keys.iter().copied())
    }

    /// A finding with two places and one without any, one of them twice, the later place first.
    fn filled(mut self) -> Self {
        let put = self.at(&["paths", "/users/{id}/photo", "put", "operationId"]);
        let get = self.at(&["paths", "/users/{id}/photo", "get", "operationId"]);
        let path = self.at(&["paths", "/users/{id}/photo"]);
        let twice =
            Diagnostic::new(&codes::OA303, "operationId `photo` stands twice", Label::value(&put, "again here"))
                .and(Label::value(&get, "first here"))
                .and(Label::key(&get, ""))
                .help("rename one of them\nor leave it out");
        self.diagnostics.push(Diagnostic::without_place(&codes::OA501, "no document is named"));
        self.diagnostics.push(twice.clone());
        self.diagnostics.push(
            Diagnostic::new(
                &codes::OA301,
                "path parameter `id` is not declared",
                Label::key(&path, "`{id}` stands in the path"),
            )
            .help("add a parameter with `in: path` and `name: id`"),
        );
        self.diagnostics.push(twice);
        self
    }
}

#[test]
fn text_has_excerpts_in_order_of_places() {
    let case = case(Strictness::Normal).filled();
    let expected = "\
warning[OA301]: path parameter `id` is not declared
  --> specs/a.yaml:4:3
   |
  4|   /users/{id}/photo:
   |   ^^^^^^^^^^^^^^^^^ `{id}` stands in the path
   = at: #/paths/~1users~1{id}~1photo
   = help: add a parameter with `in: path` and `name: id`

warning[OA303]: operationId `photo` stands twice
  --> specs/a.yaml:9:20
   |
  9|       operationId: photo
   |                    ^^^^^ again here
  ::: specs/a.yaml:6:20
   |
  6|       operationId: photo
   |                    ----- first here
   |       -----------
   = at: #/paths/~1users~1{id}~1photo/put/operationId
   = help: rename one of them
           or leave it out

error[OA501]: no document is named
";
    assert_eq!(render(&case.diagnostics, &case.sources), expected);
    assert_eq!(summary(&case.diagnostics), "1 error, 2 warnings");
}

#[test]
fn colours_are_only_added() {
    let case = case(Strictness::Normal).filled();
    let coloured = render_in(&case.diagnostics, &case.sources, Colour::Always);
    let plain: String =
        coloured.split('\u{1b}').map(|part| part.split_once('m').map_or(part, |(_, text)| text)).collect();
    assert!(coloured.starts_with("\u{1b}[1;33mwarning[OA301]\u{1b}[0m"));
    assert_eq!(plain, render(&case.diagnostics, &case.sources));
}

#[test]
fn json_has_one_array() {
    let case = case(Strictness::Strict).filled();
    let expected = r##"[
{"code":"OA301","name":"path-parameter-undeclared","severity":"error","message":"path parameter `id` is not declared","file":"specs/a.yaml","line":4,"column":3,"pointer":"/paths/~1users~1{id}~1photo","labels":[{"file":"specs/a.yaml","line":4,"column":3,"end_column":20,"pointer":"/paths/~1users~1{id}~1photo","text":"`{id}` stands in the path"}],"help":"add a parameter with `in: path` and `name: id`"},
"##;
    let text = render_json(&case.diagnostics, &case.sources);
    assert!(text.starts_with(expected), "{text}");
    let value: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
    assert_eq!(value.as_array().map(Vec::len), Some(3));
    assert_eq!(value.pointer("/1/labels/1/line"), Some(&6.into()));
    assert_eq!(value.pointer("/2/file"), Some(&serde_json::Value::Null));
    assert_eq!(render_json(&Diagnostics::default(), &case.sources), "[]\n");
}

#[test]
fn workflow_commands_are_escaped() {
    let case = case(Strictness::Normal).filled();
    let expected = "\
::warning file=specs/a.yaml,line=4,col=3,endColumn=20,title=OA301 path-parameter-undeclared::path parameter `id` is \
not declared: `{id}` stands in the path%0Ahelp: add a parameter with `in: path` and `name: id`
::warning file=specs/a.yaml,line=9,col=20,endColumn=25,title=OA303 duplicate-operation-id::operationId `photo` stands \
twice: again here%0Ahelp: rename one of them%0Aor leave it out
::error title=OA501 config::no document is named
";
    assert_eq!(render_github(&case.diagnostics, &case.sources), expected);
    let mut sources = SourceMap::default();
    let source = sources.add("a,b:c.yaml", "x: 1\n".to_owned());
    let mut diagnostics = Diagnostics::default();
    diagnostics.push(Diagnostic::new(&codes::OA008, "100%", Label::key(&Origin::root(source).child("x"), "")));
    let expected = "::notice file=a%2Cb%3Ac.yaml,line=1,col=1,endColumn=2,title=OA008 not-used::100%25\n";
    assert_eq!(render_github(&diagnostics, &sources), expected);
}

#[test]
fn places_that_are_known_need_no_pointer() {
    let mut case = case(Strictness::Normal);
    let start = LineCol { line: 2, column: 7 };
    let region = Region { start, end: LineCol { line: 2, column: 8 } };
    case.diagnostics.push(Diagnostic::new(&codes::OA001, "did not expect `{`", Label::region(&case.root, region, "")));
    let expected = "\
error[OA001]: did not expect `{`
  --> specs/a.yaml:2:7
   |
  2| info: {title: T, version: '1'}
   |       ^
";
    assert_eq!(render(&case.diagnostics, &case.sources), expected);
}

#[test]
fn texts_of_documents_cannot_drive_the_terminal() {
    let mut sources = SourceMap::default();
    let source = sources.add("a.json", "{\"\u{202e}\u{1b}[2J\": 1}".to_owned());
    let origin = Origin::root(source).child("\u{202e}\u{1b}[2J");
    let mut diagnostics = Diagnostics::default();
    diagnostics.push(Diagnostic::new(&codes::OA004, "key `\u{1b}[2J\n`", Label::value(&origin, "\u{7}")));
    let text = render(&diagnostics, &sources);
    assert!(text.chars().all(|c| c == '\n' || !c.is_control() && c != '\u{202e}'), "{text:?}");
}

#[test]
fn every_code_is_explained() {
    let parts = ["## Why it matters", "## Example", "## What bindery does", "## What to do"];
    let mut faults = Vec::new();
    for code in codes::ALL {
        if !code.doc.starts_with(&format!("# {} {}\n\n", code.id, code.name)) {
            faults.push(format!("{} begins with another title", code.id));
        }
        let places: Vec<Option<usize>> = parts.iter().map(|part| code.doc.find(&format!("\n{part}\n"))).collect();
        if places.contains(&None) || !places.is_sorted() {
            faults.push(format!("{} lacks one of {parts:?}", code.id));
        }
        let lines = code.doc.lines().count();
        // A table of keys is as long as there are keys; it is looked into, not read.
        let rows = code.doc.lines().filter(|line| line.starts_with("| `")).count();
        if lines < 15 || lines - rows > 45 {
            faults.push(format!("{} has {lines} lines", code.id));
        }
    }
    assert_eq!(faults, [""; 0]);
    assert_eq!(codes::find("oa101"), codes::find("unresolved-reference"));
}
