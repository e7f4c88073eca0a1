//! XML: the names and forms of elements that are not those of the members.

use std::collections::HashSet;

use crate::cursor::Cursor;
use crate::findings::Findings;

/// Members of `xml` that change the text.
const FORMS: [&str; 5] = ["name", "attribute", "wrapped", "prefix", "namespace"];

/// Reports each `xml` object of the schema of the content, and of all that it mentions.
pub(super) fn report(content: &Cursor<'_>, findings: &mut Findings) {
    let mut seen = HashSet::new();
    let mut next: Vec<Cursor<'_>> = content.get("schema").into_iter().collect();
    while let Some(schema) = next.pop() {
        let Ok(schema) = schema.resolve() else { continue };
        if !seen.insert(schema.place()) {
            continue;
        }
        next.extend(schema.reference().and_then(|reference| schema.follow(reference).ok()));
        if let Some(xml) = schema.get("xml").filter(|xml| FORMS.iter().any(|form| xml.has(form))) {
            findings.add(&xml, "`xml` is not read: each member is an element of its own name");
        }
        next.extend(["items", "additionalProperties"].iter().filter_map(|name| schema.get(name)));
        next.extend(schema.members_of("properties").into_iter().map(|(_, property)| property));
        next.extend(["allOf", "oneOf", "anyOf"].iter().flat_map(|name| schema.items_of(name)));
    }
}
