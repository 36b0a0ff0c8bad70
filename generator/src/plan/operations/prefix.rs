//! What the paths of all operations begin with.

use crate::plan::{MethodPlan, PathPart, Plan};

impl Plan {
    /// The segments that the paths of all operations begin with, such as `/api`; empty if there are none. The last
    /// segment of a path is never part of it.
    pub fn path_prefix(&self) -> String {
        let mut starts = self.methods.iter().map(start);
        let first = starts.next().unwrap_or_default();
        starts.fold(first, |common, start| shared(&common, &start)).concat()
    }

    /// The document's own base URL as the client takes it. Where it ends in what the paths begin with, that is written
    /// twice: the client takes a base URL that ends in it once as one that contains it.
    pub fn client_base_url(&self) -> Option<String> {
        let base = self.base_url.as_ref()?;
        let prefix = self.path_prefix();
        let ends = prefix.match_indices('/').map(|(at, _)| at).chain([prefix.len()]).rev();
        let again = ends.filter_map(|end| prefix.get(..end)).find(|start| base.ends_with(start));
        Some(format!("{base}{}", again.unwrap_or("")))
    }
}

/// Whole literal segments before the first place of a path, each with its slash, without the last segment.
fn start(method: &MethodPlan) -> Vec<String> {
    let literal = match method.path.first() {
        Some(PathPart::Literal(text)) => text.as_str(),
        _ => "",
    };
    segments(literal)
}

fn segments(literal: &str) -> Vec<String> {
    let whole = literal.rsplit_once('/').map_or("", |(whole, _)| whole);
    whole.split('/').skip(1).map(|segment| format!("/{segment}")).collect()
}

fn shared(left: &[String], right: &[String]) -> Vec<String> {
    left.iter().zip(right).take_while(|(left, right)| left == right).map(|(left, _)| left.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::{segments, shared};

    #[test]
    fn the_last_segment_is_no_part_of_a_prefix() {
        assert_eq!(segments("/api/v1/pets"), ["/api", "/v1"]);
        assert_eq!(segments("/api/v1/pets/"), ["/api", "/v1", "/pets"]);
        assert_eq!(segments("/pets"), [""; 0]);
        assert_eq!(segments(""), [""; 0]);
    }

    #[test]
    fn segments_are_shared_as_a_whole() {
        assert_eq!(shared(&segments("/api/v1/a"), &segments("/api/v10/a")), ["/api"]);
    }
}
