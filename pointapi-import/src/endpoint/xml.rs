//! XML: the names and forms of elements that are not those of the members.

use std::collections::HashSet;

use crate::cursor::Cursor;
use crate::findings::Findings;
use crate::node::Node;

/// Members of `xml` that change the text.
const FORMS: [&str; 5] = ["name", "attribute", "wrapped", "prefix", "namespace"];

/// Reports each `xml` object of the schema of the content, and of all that it mentions.
pub(super) fn report(content: &Cursor<'_>, findings: &mut Findings) {
    let mut seen = HashSet::new();
    let mut attributes = HashSet::new();
    let mut next: Vec<Cursor<'_>> = content.get("schema").into_iter().collect();
    while let Some(schema) = next.pop() {
        let Ok(schema) = schema.resolve() else { continue };
        if !seen.insert(schema.place()) {
            continue;
        }
        next.extend(schema.reference().and_then(|reference| schema.follow(reference).ok()));
        let is_attribute = attributes.contains(&schema.place());
        if let Some(xml) = schema.get("xml").filter(|xml| !is_attribute && FORMS.iter().any(|form| xml.has(form))) {
            findings.add(&xml, "`xml` is not read: each member is an element of its own name");
        }
        next.extend(["items", "additionalProperties"].iter().filter_map(|name| schema.get(name)));
        for (name, property) in schema.members_of("properties") {
            if is_own_attribute(name, &property) {
                attributes.insert(property.place());
            }
            next.push(property);
        }
        next.extend(["allOf", "oneOf", "anyOf"].iter().flat_map(|name| schema.items_of(name)));
    }
}

/// True for a member such as `@id` that is the attribute `id`: its type writes one by this name.
fn is_own_attribute(name: &str, property: &Cursor<'_>) -> bool {
    let Some(xml) = property.get("xml") else { return false };
    let is_attribute = xml.node.get("attribute").and_then(Node::as_bool) == Some(true);
    let is_own = name.strip_prefix('@').is_some_and(|name| xml.str("name") == Some(name));
    is_attribute && is_own && !xml.has("prefix") && !xml.has("namespace")
}
