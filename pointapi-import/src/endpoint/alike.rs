//! Schemas of the same values.

use crate::node::Node;

/// Members of a schema that do not change the values.
const REMARKS: [&str; 5] = ["xml", "description", "title", "example", "examples"];

/// The members of a schema whose members have names of the document.
const NAMED: [&str; 4] = ["properties", "patternProperties", "$defs", "definitions"];

/// True for two schemas that differ in remarks alone.
pub(super) fn are_alike(a: &Node, b: &Node) -> bool {
    alike(a, b, false)
}

/// `has_names` if the members are no keywords.
fn alike(a: &Node, b: &Node, has_names: bool) -> bool {
    let is_read = |(name, _): &(&str, &Node)| has_names || !(REMARKS.contains(name) || name.starts_with("x-"));
    match (a, b) {
        (Node::Object(_), Node::Object(_)) => {
            let has_equal = |(name, a): (&str, &Node)| {
                b.get(name).is_some_and(|b| alike(a, b, !has_names && NAMED.contains(&name)))
            };
            let count = |node: &Node| node.members().filter(is_read).count();
            count(a) == count(b) && a.members().filter(is_read).all(has_equal)
        }
        (Node::List(a), Node::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| alike(a, b, false)),
        _ => a == b,
    }
}
