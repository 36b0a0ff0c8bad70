//! The tree as text for people, and the way to a place in it.

use super::Node;

impl Node {
    /// The node below along keys and positions.
    pub fn at(&self, segments: &[String]) -> Option<&Node> {
        segments.iter().try_fold(self, |node, segment| match node {
            Node::Mapping(mapping) => mapping.get(segment),
            Node::Sequence(items) => items.get(segment.parse::<usize>().ok()?),
            _ => None,
        })
    }

    /// The same, to be changed.
    pub fn at_mut(&mut self, segments: &[String]) -> Option<&mut Node> {
        segments.iter().try_fold(self, |node, segment| match node {
            Node::Mapping(mapping) => mapping.get_mut(segment),
            Node::Sequence(items) => items.get_mut(segment.parse::<usize>().ok()?),
            _ => None,
        })
    }

    /// The value as JSON text, indented, in document order.
    pub fn to_pretty_json(&self) -> String {
        let mut out = String::new();
        self.write_pretty(&mut out, 0);
        out
    }

    fn write_pretty(&self, out: &mut String, depth: usize) {
        let new_line = |out: &mut String, depth: usize| {
            out.push('\n');
            out.extend(std::iter::repeat_n("  ", depth));
        };
        match self {
            Node::Sequence(items) if !items.is_empty() => {
                for (i, item) in items.iter().enumerate() {
                    out.push(if i == 0 { '[' } else { ',' });
                    new_line(out, depth + 1);
                    item.write_pretty(out, depth + 1);
                }
                new_line(out, depth);
                out.push(']');
            }
            Node::Mapping(mapping) if !mapping.is_empty() => {
                for (i, (key, value)) in mapping.iter().enumerate() {
                    out.push(if i == 0 { '{' } else { ',' });
                    new_line(out, depth + 1);
                    out.push_str(&serde_json::Value::from(key).to_string());
                    out.push_str(": ");
                    value.write_pretty(out, depth + 1);
                }
                new_line(out, depth);
                out.push('}');
            }
            leaf => out.push_str(&leaf.to_json()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Mapping;
    use super::*;

    #[test]
    fn a_tree_is_printed_in_document_order() {
        let mut inner = Mapping::default();
        inner.insert("b".to_owned(), Node::Sequence(vec![Node::Bool(true), Node::Null]));
        inner.insert("a".to_owned(), Node::Mapping(Mapping::default()));
        let mut root = Mapping::default();
        root.insert("x/y".to_owned(), Node::Mapping(inner));
        let root = Node::Mapping(root);
        let segments = ["x/y", "b", "0"].map(str::to_owned);
        assert_eq!(root.at(&segments), Some(&Node::Bool(true)));
        assert_eq!(
            root.to_pretty_json(),
            "{\n  \"x/y\": {\n    \"b\": [\n      true,\n      null\n    ],\n    \"a\": {}\n  }\n}"
        );
    }
}
