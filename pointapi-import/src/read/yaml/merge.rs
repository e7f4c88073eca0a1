//! The merge key of YAML 1.1.

use indexmap::IndexMap;

use crate::node::Node;

/// The key, which documents still use.
const MERGE: &str = "<<";

/// The members with those of the objects under the merge key, which replace none.
pub(super) fn merged(mut members: IndexMap<String, Node>) -> Result<IndexMap<String, Node>, String> {
    let Some(merged) = members.shift_remove(MERGE) else { return Ok(members) };
    let sources = match merged {
        Node::List(sources) => sources,
        source => vec![source],
    };
    for source in sources {
        let Node::Object(source) = source else {
            return Err(format!("the value of `{MERGE}` must be an object or a list of objects"));
        };
        for (name, node) in source {
            members.entry(name).or_insert(node);
        }
    }
    Ok(members)
}
