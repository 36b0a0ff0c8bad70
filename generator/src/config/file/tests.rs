//! What is read of `bindery.toml`, and what is said of it.

use std::collections::BTreeSet;

use super::*;
use crate::api::PaginationStyle;
use crate::config::{Enums, Integers, Layout, Target, UnknownProperties};
use crate::diagnostics::Strictness;
use crate::source::Host;

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
    assert_eq!(zoo.document, DocumentPlace::File("specs/zoo.yaml".into()));
    assert_eq!(zoo.out, Output::Folder("generated/zoo".into()));
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
fn hosts_are_allowed_by_name_and_documents_may_be_addresses() {
    let (project, said) = run(concat!(
        "[api.far]\ndocument = \"HTTPS://Specs.example:443/a/../pets.yaml\"\nout = \"generated/far\"\n",
        "allow-hosts = [\"schemas.example\", \"Schemas.example:8443\"]\nallow-private-hosts = [\"here.example\"]\n",
    ));
    assert_eq!(said, [""; 0]);
    let apis = project.expect("the file is sound").apis;
    let [far] = apis.as_slice() else { panic!("one API: {apis:?}") };
    let DocumentPlace::Web(address) = &far.document else { panic!("an address: {far:?}") };
    assert_eq!(address.as_str(), "https://specs.example/pets.yaml");
    let shown = |hosts: &BTreeSet<Host>| hosts.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(shown(&far.hosts.public), ["schemas.example", "schemas.example:8443"]);
    assert_eq!(shown(&far.hosts.private), ["here.example"]);
}

#[test]
fn faults_of_hosts_and_addresses_are_said_at_their_places() {
    let (project, said) = run(concat!(
        "[api.far]\ndocument = \"http://specs.example/pets.yaml\"\nout = \"generated/far\"\n",
        "allow-hosts = [\"https://a.example\", \"*.example\", 1]\nallow-private-hosts = true\n",
    ));
    assert!(project.is_none());
    let write = "write a host as `schemas.example.com` or `schemas.example.com:8443`";
    assert_eq!(
        said,
        [
            "2:12: `document` is no address that can be asked for (write a path, or an address of `https` without a user)".to_owned(),
            format!("4:16: `https://a.example` of `allow-hosts` is an address; a host is its part between `//` and the next `/` ({write})"),
            format!("4:37: `*.example` of `allow-hosts` stands for many hosts; each is named by itself ({write})"),
            "4:50: `allow-hosts` must be a string, this is of type integer".to_owned(),
            "5:23: `allow-private-hosts` must be a list of hosts, this is of type boolean".to_owned(),
        ]
    );
}

#[test]
fn an_api_imports_others_that_are_written_or_exist() {
    let (project, said) = run(concat!(
        "[api.pets]\ndocument = \"pets.yaml\"\nout = \"generated/pets\"\nimport = [\"common\", \"money\"]\n",
        "[api.common]\ndocument = \"common.yaml\"\nout = \"generated/common\"\nversion = \"1.2.3\"\nimport = [\"money\"]\n",
        "[api.money]\ndocument = \"money.yaml\"\nmodels = { package = \"money_types\", path = \"../money\", version = \"2.0.0\" }\n",
    ));
    assert_eq!(said, [""; 0]);
    let apis = project.expect("the file is sound").apis;
    let models = |api: &ProjectApi| -> Vec<String> {
        let told = api.imports.iter().map(|(number, models)| {
            let package = models.package.as_ref().expect("a crate");
            format!("{number} {} {} {:?} {:?}", models.rust, package.name, package.path, package.version)
        });
        told.collect()
    };
    let [pets, common, money] = apis.as_slice() else { panic!("three APIs: {apis:?}") };
    let of_money = r#"2 money_types money_types Some("../../../../money") Some("2.0.0")"#;
    assert_eq!(models(pets), [r#"1 common_models common-models Some("../../common/models") Some("1.2.3")"#, of_money]);
    assert_eq!(models(common), [of_money]);
    assert_eq!(models(money), [""; 0]);
    assert_eq!([pets, common, money].map(|api| api.config.shared), [false, true, true]);
}

#[test]
fn models_that_exist_say_where_they_are() {
    let of = |line: &str| run(&format!("[api.a]\ndocument = \"a.yaml\"\n{line}\n")).1;
    assert_eq!(
        of("models = {}"),
        ["3:10: `models` does not say where the crate is (write `path`, `version` or both, as in a `Cargo.toml`)"]
    );
    assert_eq!(
        of("out = \"a\"\nmodels = { version = \"1.0.0\" }"),
        ["1:6: `[api.a]` has both `out` and `models` (`models` says that they exist and are not written)"]
    );
    assert_eq!(
        of("models = { path = \"/a\" }").first().map(String::as_str),
        Some("3:19: the path `/a` of `models` is none from here (write a path from the folder of the file)")
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
