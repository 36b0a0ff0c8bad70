//! Names of schemas in other files that are names of others too: they get words of the ways to their files. It makes no
//! difference which of them is met first.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{NameHint, SchemaId};

use super::Lowering;

/// A schema in another file that shares its name.
struct Namesake {
    /// Its place among the components.
    index: usize,
    id: SchemaId,
    name: String,
    /// Its file and the folders around it, from the inside.
    words: Vec<String>,
}

impl Lowering<'_> {
    /// Tells schemas of one name apart. Those of the document itself keep theirs.
    pub(in crate::frontend) fn tell_namesakes_apart(&mut self) {
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, (name, _)) in self.api.components.iter().enumerate() {
            groups.entry(plain(name)).or_default().push(index);
        }
        let mut taken: BTreeSet<String> = groups.keys().cloned().collect();
        for indices in groups.into_values().filter(|indices| indices.len() > 1) {
            let namesakes: Vec<Namesake> = indices.into_iter().filter_map(|index| self.namesake(index)).collect();
            for (namesake, name) in namesakes.iter().zip(qualified(&namesakes, &taken)) {
                taken.insert(plain(&name));
                self.api.schemas[namesake.id].name = NameHint::Component(name.clone());
                if let Some(component) = self.api.components.get_mut(namesake.index) {
                    component.0 = name;
                }
            }
        }
    }

    /// The component with this number, if it is a schema of another file under its own name.
    fn namesake(&self, index: usize) -> Option<Namesake> {
        let (name, id) = self.api.components.get(index)?;
        let at = &self.api.schemas.get(*id)?.origin;
        if self.component_at(at).is_some() {
            return None;
        }
        let file = self.document.files.get(at.source)?.name.as_str();
        let (way, _) = file.rsplit_once('.').unwrap_or((file, ""));
        let words = way.rsplit('/').map(str::to_owned);
        // A whole file has given its name already.
        let words = words.skip(usize::from(at.pointer.is_root())).collect();
        Some(Namesake { index, id: *id, name: name.clone(), words })
    }
}

/// Names that differ from each other and from those that are taken: with the innermost word that tells them all apart,
/// else with all words up to where they do; as they are if none tells them apart.
fn qualified(namesakes: &[Namesake], taken: &BTreeSet<String>) -> Vec<String> {
    let most = namesakes.iter().map(|namesake| namesake.words.len()).max().unwrap_or(0);
    let single = (0..most).map(|at| (at, at + 1));
    let joined = (2..=most).map(|end| (0, end));
    for (start, end) in single.chain(joined) {
        let name = |namesake: &Namesake| {
            let words = namesake.words.iter().take(end).skip(start).rev();
            words.chain([&namesake.name]).cloned().collect::<Vec<_>>().join(".")
        };
        let names: Vec<String> = namesakes.iter().map(name).collect();
        let plain: BTreeSet<String> = names.iter().map(|name| plain(name)).collect();
        if plain.len() == names.len() && plain.is_disjoint(taken) {
            return names;
        }
    }
    namesakes.iter().map(|namesake| namesake.name.clone()).collect()
}

/// What names of types are told apart by, nearly.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Idx as _;

    fn names(ways: &[&str], taken: &[&str]) -> Vec<String> {
        let namesakes: Vec<_> = ways
            .iter()
            .map(|way| Namesake {
                index: 0,
                id: SchemaId::from_index(0),
                name: "Block".to_owned(),
                words: way.rsplit('/').map(str::to_owned).collect(),
            })
            .collect();
        qualified(&namesakes, &taken.iter().map(|name| plain(name)).collect())
    }

    #[test]
    fn the_innermost_word_that_tells_all_apart_is_taken() {
        assert_eq!(names(&["types/altair/block", "types/deneb/block"], &["Block"]), ["altair.Block", "deneb.Block"]);
        assert_eq!(names(&["a/one", "a/two"], &["Block"]), ["one.Block", "two.Block"]);
        assert_eq!(
            names(&["a/x/one", "a/x/two", "a/y/one"], &["Block"]),
            ["x.one.Block", "x.two.Block", "y.one.Block"],
        );
        assert_eq!(names(&["common/file"], &["Block", "FileBlock"]), ["common.Block"]);
        assert_eq!(names(&["same", "same"], &["Block"]), ["Block", "Block"]);
    }
}
