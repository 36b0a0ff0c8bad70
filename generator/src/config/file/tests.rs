//! What is read of `bindery.toml`, and what is said of it.
use std::path::Path;

use super::*;
use crate::api::PaginationStyle;
use crate::diagnostics::Strictness;

fn run(text: &str) -> (Option<Project>, Vec<String>) {
    let mut sources = SourceMap::default();
    let source = sources.add(NAME, text.to_owned());
    let mut diagnostics = Diagnostics::new(Strictness::Normal);
    let project = read(&sources, source, &mut diagnostics);
    let said = diagnostics.iter().map(|found| {
        let region = found.primary.as_ref().and_then(|label| label.region);
        let place = region.map_or_else(String::new, |at| format!("{}:{}", at.start.line, at.start.column));
        let help = found.help.as_ref().map_or_else(String::new, |help| format!(" ({help})"));
        format!("{place}: {}{help}", found.message)
    });
    (project, said.collect())
}

#[test]
fn a_project_is_read_in_the_order_of_the_file() {
    let (project, said) = run(concat!(
        "[api.zoo]\ndocument = \"./specs/zoo.yaml\"\nout = \"generated/zoo/\"\n",
        "[api.gcs]\ndocument = \"specs/gcs.yaml\"\nout = \"generated/gcs\"\n",
        "targets = [\"server\"]\nversion = \"1.2.3\"\nlicense = \"MIT\"\n",
        "unknown-properties = \"keep\"\nenums = [\"Size\"]\nintegers = \"exact\"\nworkspace = true\n",
        "[api.gcs.unknown-properties-of]\n\"pet#1.0\" = \"refuse\"\n",
    ));
    assert_eq!(said, [""; 0]);
    let apis = project.expect("the file is sound").apis;
    let [zoo, gcs] = apis.as_slice() else { panic!("two APIs: {apis:?}") };
    assert_eq!((zoo.name.as_str(), gcs.name.as_str()), ("zoo", "gcs"));
    assert_eq!((zoo.document.as_path(), zoo.out.as_path()), (Path::new("specs/zoo.yaml"), Path::new("generated/zoo")));
    assert_eq!(zoo.config.name.as_deref(), Some("zoo"));
    assert!(!zoo.config.workspace && gcs.config.workspace);
    assert_eq!(gcs.config.targets, [Target::Models, Target::Server]);
    assert_eq!((gcs.config.version.as_str(), gcs.config.license.as_str()), ("1.2.3", "MIT"));
    assert_eq!(gcs.config.unknown_properties, UnknownProperties::Keep);
    let of: Vec<_> = gcs.config.unknown_properties_of.iter().map(|(name, choice)| (name.as_str(), *choice)).collect();
    assert_eq!(of, [("pet#1.0", UnknownProperties::Refuse)]);
    assert_eq!((&zoo.config.enums, &gcs.config.enums), (&Enums::Open, &Enums::Closed(vec!["Size".to_owned()])));
    assert_eq!((zoo.config.integers, gcs.config.integers), (Integers::Short, Integers::Exact));
}

#[test]
fn all_faults_of_a_file_are_said_at_once() {
    let (project, said) = run(concat!(
        "colour = 1\n",
        "[api.gcs]\n",
        "documnet = \"a.yaml\"\n",
        "out = \"../x\"\n",
        "targets = [\"clint\", 3]\n",
        "version = \"1\"\n",
        "unknown-properties = true\n",
        "unknown-properties-of = { Pet = \"refuze\", Dog = 1 }\n",
        "enums = \"close\"\n",
        "integers = \"exakt\"\n",
        "[api.Big]\n",
        "document = \"/a\"\n",
        "out = \"\"\n",
        "[api.few]\n",
    ));
    assert!(project.is_none());
    assert_eq!(
        said,
        [
            "1:1: the file knows no `colour` (known are `api`)",
            "3:1: `[api.gcs]` knows no `documnet` (did you mean `document`?)",
            "4:7: the path `../x` of `out` leaves the folder of the configuration (write a path from the folder of bindery.toml, without `..`)",
            "5:12: `targets` knows no `clint` (did you mean `client`?)",
            "5:21: `targets` must be a list of strings, this is of type integer",
            "6:11: `1` is no version (a version is three numbers, such as `0.1.0`)",
            "7:22: `unknown-properties` must be a string, this is of type boolean",
            "8:33: `unknown-properties-of.Pet` knows no `refuze` (did you mean `refuse`?)",
            "8:49: `unknown-properties-of.Dog` must be a string, this is of type integer",
            "9:9: `enums` knows no `close` (did you mean `closed`?)",
            "10:12: `integers` knows no `exakt` (did you mean `exact`?)",
            "11:6: `Big` cannot be the name of an API (a name is lower-case letters, digits and single hyphens, and starts with a letter)",
            "12:12: the path `/a` of `document` is absolute (write a path from the folder of bindery.toml, without `..`)",
            "13:7: the path `` of `out` is empty (write a path from the folder of bindery.toml, without `..`)",
            "14:6: `[api.few]` has no `document`",
            "14:6: `[api.few]` has no `out`",
        ]
    );
}

#[test]
fn an_empty_file_and_bad_syntax_are_faults() {
    let (project, said) = run("");
    assert!(project.is_none());
    assert_eq!(said.len(), 1, "{said:?}");
    let (project, said) = run("[api.gcs]\ndocument =\nout = 1 2\n");
    assert!(project.is_none());
    assert!(said.len() == 2, "{said:?}");
}

#[test]
fn no_two_apis_share_a_folder() {
    let (project, said) = run(concat!(
        "[api.a]\ndocument = \"a.yaml\"\nout = \"generated\"\n",
        "[api.b]\ndocument = \"b.yaml\"\nout = \"./generated/b\"\n",
    ));
    assert!(project.is_none());
    assert_eq!(said, ["4:6: `a` and `b` are written to the same folder (give each API a folder of its own)"]);
}

#[test]
fn pages_are_said_by_operation() {
    let (project, said) = run(concat!(
        "[api.a]\ndocument = \"a.yaml\"\nout = \"a\"\n",
        "[api.a.pagination.listPets]\nstyle = \"page\"\nrequest = { page = \"p\", first = 0 }\n",
        "response = { items = \"/x/pets\", pages = \"a/b\" }\n",
        "[api.a.pagination]\n\"pets/dogs\" = { style = \"none\" }\n",
    ));
    assert_eq!(said, [""; 0]);
    let config = project.expect("the file is sound").apis.remove(0).config;
    let [(pets, paged), (dogs, none)] = config.pagination.iter().collect::<Vec<_>>()[..] else { panic!("two") };
    assert_eq!((dogs.as_str(), &none.style), ("pets/dogs", &None));
    assert_eq!(pets, "listPets");
    assert_eq!(paged.style, Some(PaginationStyle::Number { parameter: "p".to_owned(), first: Some(0) }));
    assert_eq!((paged.items.as_deref(), paged.total.as_deref()), (Some("/x/pets"), Some("/a~1b")));

    let (project, said) = run(concat!(
        "[api.a]\ndocument = \"a.yaml\"\nout = \"a\"\n[api.a.pagination]\n",
        "a = { style = \"curser\" }\n",
        "b = { style = \"marker\", request = { marker = \"m\" } }\n",
        "c = { style = \"link\", response = { item = \"m\" } }\n",
        "d = { request = {} }\n",
        "e = { style = \"offset\", request = { offset = true } }\n",
        "f = { style = \"page\", request = { page = \"p\", first = \"one\" } }\n",
    ));
    assert!(project.is_none());
    assert_eq!(
        said,
        [
            "5:15: `style` knows no `curser` (did you mean `cursor`?)",
            "6:1: `style = marker` needs `response.next` or `response.last`",
            "7:36: `pagination.c.response` knows no `item` (did you mean `items`?)",
            "8:1: `pagination.d` has no `style`",
            "9:46: `offset` must be a string, this is of type boolean",
            "10:1: `first` is no number",
        ]
    );
}

#[test]
fn a_layout_is_one_of_three() {
    for (word, layout) in [("crates", Layout::Crates), ("modules", Layout::Modules), ("module", Layout::Module)] {
        let text = format!("[api.a]\ndocument = \"a.yaml\"\nout = \"a\"\nlayout = \"{word}\"\n");
        let (project, said) = run(&text);
        assert_eq!(project.map(|project| project.apis[0].config.layout), Some(layout), "{said:?}");
    }
}
