//! Pages by configuration: before what the document says, and told where they do not fit.

use crate::api::{Pagination, PaginationWords};
use crate::config::Config;
use crate::diagnostics::{Diagnostics, Strictness};
use crate::source::{Origin, SourceMap};
use crate::{document, frontend, passes, plan};

const LISTS: &str = "
openapi: 3.0.3
info: { title: T, version: '1' }
paths:
  /said:
    get:
      operationId: said
      x-pagination: { style: marker, request: { marker: marker }, response: { items: pets, next: marker } }
      parameters: [{ $ref: '#/components/parameters/marker' }, { $ref: '#/components/parameters/page' }]
      responses: { '200': { $ref: '#/components/responses/pets' } }
  /shown:
    get:
      operationId: shown
      parameters: [{ $ref: '#/components/parameters/marker' }]
      responses: { '200': { $ref: '#/components/responses/pets' } }
components:
  parameters:
    marker: { name: marker, in: query, schema: { type: string } }
    page: { name: page, in: query, schema: { type: integer } }
  responses:
    pets:
      description: a page
      content:
        application/json:
          schema:
            type: object
            required: [pets]
            properties:
              pets: { type: array, items: { type: string } }
              marker: { type: string }
              has_more: { type: boolean }
";

type Texts = &'static [(&'static str, &'static str)];

/// An operation, its style, what stands below `request` and `response`.
type Choice = (&'static str, &'static str, Texts, Texts);

/// What the plan says of pages, and what was found.
fn planned(choices: &[Choice]) -> Vec<String> {
    let mut sources = SourceMap::default();
    let (id, file) = (sources.add("a.yaml", LISTS.to_owned()), sources.add("bindery.toml", String::new()));
    let mut config = Config::default();
    let texts = |of: Texts| of.iter().map(|(key, value)| (*key, (*value).to_owned())).collect();
    for (operation, style, request, response) in choices {
        let words = PaginationWords { style, request: texts(request), response: texts(response) };
        let pages = Pagination::read(&words, Origin::root(file), None).expect("the test's words");
        config.pagination.insert((*operation).to_owned(), pages);
    }
    let mut diagnostics = Diagnostics::new(Strictness::Normal);
    let document = document::parse(&sources, id, &mut diagnostics).expect("the test's document is YAML");
    let api = frontend::lower(&document, &mut diagnostics);
    let api = passes::run(api, &config, &mut diagnostics);
    let plan = plan::plan(&api, &config, &mut diagnostics);
    let docs = plan.methods.iter().flat_map(|method| method.docs.lines.iter().map(|line| (&method.ident, line)));
    let docs = docs.filter(|(_, line)| line.starts_with("Pages")).map(|(ident, line)| format!("{ident}: {line}"));
    let said = diagnostics.iter().map(|one| {
        let help = one.help.as_ref().map_or_else(String::new, |help| format!(" ({help})"));
        format!("{}: {}{help}", one.code.id, one.message)
    });
    docs.chain(said).collect()
}

#[test]
fn a_choice_comes_before_the_document() {
    assert_eq!(planned(&[]), ["said: Pages: by `marker`.", "shown: Pages: by `marker`, inferred."]);
    let page: &[Choice] = &[("said", "page", &[("page", "page")], &[("items", "pets")])];
    assert_eq!(planned(page), ["said: Pages: by `page`, by configuration.", "shown: Pages: by `marker`, inferred."]);
    let none: &[Choice] = &[("said", "none", &[], &[]), ("shown", "none", &[], &[])];
    assert_eq!(planned(none), [""; 0]);
}

#[test]
fn a_choice_that_does_not_fit_is_told() {
    assert_eq!(
        planned(&[
            ("said", "page", &[("page", "pages")], &[("items", "pets")]),
            ("show", "link", &[], &[("items", "pets")]),
            ("shown", "link", &[], &[("items", "dogs")]),
        ]),
        [
            "OA502: there is no query parameter `pages`",
            "OA502: the success body has no property `dogs`",
            "OA502: `pagination` names `show`, which is no operation (did you mean `shown`?)",
        ]
    );
}
