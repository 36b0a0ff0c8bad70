//! `import`, and `models` for those that are made elsewhere.

use std::ops::Range;
use std::path::{Component, Path};

use toml::Spanned;
use toml::de::DeValue;

use super::file::{Output, Placed, ProjectApi, Reader};
use super::{Config, ModelsPath, PackagePath, Target, nearest};
use crate::diagnostics::{Code, codes};

impl Reader<'_> {
    /// The names of imported APIs.
    pub(super) fn imports(&mut self, value: &Spanned<DeValue<'_>>) -> Vec<(String, Range<usize>)> {
        let Some(items) = value.get_ref().as_array() else {
            self.wrong(value, "import", "a list of names of APIs");
            return Vec::new();
        };
        let mut names = Vec::new();
        for item in items.iter() {
            match item.get_ref().as_str() {
                Some(name) => names.push((name.to_owned(), item.span())),
                None => self.wrong(item, "import", "a list of names of APIs"),
            }
        }
        names
    }

    /// The crate of models that exist already.
    pub(super) fn models(&mut self, value: &Spanned<DeValue<'_>>, api: &str) -> Option<PackagePath> {
        let table = self.table(value, "models")?;
        let mut found = PackagePath { name: models_of(api), path: None, version: None };
        for (key, _, value) in self.entries(table, "`models`", &["package", "path", "version"]) {
            match key {
                "package" => found.name = self.package(value).unwrap_or(found.name),
                "path" => found.path = self.way(value),
                _ => found.version = self.version(value),
            }
        }
        if found.path.is_none() && found.version.is_none() {
            let help = "write `path`, `version` or both, as in a `Cargo.toml`".to_owned();
            self.fault(value.span(), "`models` does not say where the crate is".to_owned(), Some(help));
            return None;
        }
        Some(found)
    }

    fn package(&mut self, value: &Spanned<DeValue<'_>>) -> Option<String> {
        let name = self.string(value, "package")?;
        if let Err(fault) = Config::check_name(&name.replace('_', "-")) {
            self.fault(value.span(), format!("`{name}` cannot be the name of a package"), Some(fault.to_owned()));
            return None;
        }
        Some(name.to_owned())
    }

    /// A path to what is not read: it may lead anywhere.
    fn way(&mut self, value: &Spanned<DeValue<'_>>) -> Option<String> {
        let text = self.string(value, "path")?;
        if text.is_empty() || text.contains(char::is_control) || Path::new(text).is_absolute() {
            let help = "write a path from the folder of the file".to_owned();
            self.fault(value.span(), format!("the path `{text}` of `models` is none from here"), Some(help));
            return None;
        }
        Some(text.to_owned())
    }

    /// Finds the APIs that others import, says where that cannot be, and has them share what they must.
    pub(super) fn resolve_imports(&mut self, apis: &mut [Placed<ProjectApi>]) {
        let names: Vec<String> = apis.iter().map(|api| api.value.name.clone()).collect();
        let mut found: Vec<Vec<usize>> = Vec::new();
        for api in apis.iter() {
            let mut own = Vec::new();
            for (name, span) in &api.imports {
                match names.iter().position(|known| known == name) {
                    Some(index) if !own.contains(&index) => own.push(index),
                    Some(_) => {}
                    None => {
                        let others = names.iter().map(String::as_str).filter(|known| *known != api.value.name);
                        let help = match nearest(name, others) {
                            Some(meant) => format!("did you mean `{meant}`?"),
                            None => format!("write a table `[api.{name}]` with its document"),
                        };
                        self.fault(span.clone(), format!("there is no API `{name}` to import"), Some(help));
                    }
                }
            }
            found.push(own);
        }
        for (index, api) in apis.iter().enumerate() {
            if let Some(circle) = circle(index, &found) {
                let way: Vec<&str> = circle.iter().filter_map(|at| names.get(*at)).map(String::as_str).collect();
                self.fault_of(&codes::OA112, api, format!("`{}` imports itself: {}", api.value.name, way.join(" -> ")));
                return;
            }
        }
        for (api, own) in apis.iter().zip(&found) {
            let supports: Vec<usize> = own.iter().map(|import| support(*import, &found)).collect();
            let other = own.iter().zip(&supports).find(|(_, support)| supports.first() != Some(support));
            if let (Some(first), Some((other, _))) = (own.first(), other) {
                let name = |at: &usize| names.get(*at).map_or("", String::as_str);
                let message = format!("`{}` and `{}` have support code of their own each", name(first), name(other));
                self.fault_of(&codes::OA113, api, message);
            }
        }
        for index in found.iter().flatten() {
            if let Some(api) = apis.get_mut(*index) {
                api.value.config.shared = true;
            }
        }
        let places: Vec<ProjectApi> = apis.iter().map(|api| api.value.clone()).collect();
        for (api, own) in apis.iter_mut().zip(found) {
            let path = |index: usize| Some((index, path(&api.value.out, places.get(index)?)));
            api.value.imports = own.into_iter().filter_map(path).collect();
        }
    }

    fn fault_of(&mut self, code: &'static Code, api: &Placed<ProjectApi>, message: String) {
        let start = api.imports.first().map_or(api.span.start, |(_, span)| span.start);
        let end = api.imports.last().map_or(api.span.end, |(_, span)| span.end);
        self.push(code, start..end, message, None);
    }
}

fn models_of(api: &str) -> String {
    format!("{api}-{}", Target::Models.as_str())
}

/// A way from an API back to it along its imports.
fn circle(start: usize, imports: &[Vec<usize>]) -> Option<Vec<usize>> {
    let mut seen = Vec::new();
    let mut open = vec![vec![start]];
    while let Some(way) = open.pop() {
        for &next in way.last().and_then(|last| imports.get(*last)).into_iter().flatten().rev() {
            let longer: Vec<usize> = way.iter().copied().chain([next]).collect();
            if next == start {
                return Some(longer);
            }
            if !seen.contains(&next) {
                seen.push(next);
                open.push(longer);
            }
        }
    }
    None
}

/// The API whose support code one has, its own or that of its first import.
fn support(api: usize, imports: &[Vec<usize>]) -> usize {
    let first = |at: &usize| imports.get(*at)?.first().copied();
    std::iter::successors(Some(api), first).take(imports.len() + 1).last().unwrap_or(api)
}

/// Where the models of `other` are for crates that are written to `out`.
fn path(out: &Output, other: &ProjectApi) -> ModelsPath {
    let (name, there, version) = match &other.out {
        Output::Folder(folder) => {
            let there = folder.join(Target::Models.as_str());
            (models_of(&other.name), Some(there), Some(other.config.version.clone()))
        }
        Output::Elsewhere(package) => {
            (package.name.clone(), package.path.as_ref().map(Into::into), package.version.clone())
        }
    };
    let path = match (out, there) {
        (Output::Folder(here), Some(there)) => Some(way(&here.join(Target::Models.as_str()), &there)),
        _ => None,
    };
    let rust = name.replace('-', "_");
    ModelsPath { api: other.name.clone(), rust, package: Some(PackagePath { name, path, version }) }
}

/// The way from one folder to another, both from the same one, with slashes.
fn way(from: &Path, to: &Path) -> String {
    let words = |path: &Path| -> Vec<String> {
        let kept = path.components().filter(|part| *part != Component::CurDir);
        kept.map(|part| part.as_os_str().to_string_lossy().into_owned()).collect()
    };
    let (from, to) = (words(from), words(to));
    let common = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
    let up = from.iter().skip(common).map(|_| "..".to_owned());
    up.chain(to.into_iter().skip(common)).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::way;

    #[test]
    fn a_crate_is_found_from_the_crate_that_depends_on_it() {
        for (from, to, expected) in [
            ("generated/pets/models", "generated/common/models", "../../common/models"),
            ("pets/models", "../common/models", "../../../common/models"),
            ("pets/models", "./vendor/models", "../../vendor/models"),
        ] {
            assert_eq!(way(Path::new(from), Path::new(to)), expected, "{from} {to}");
        }
    }
}
