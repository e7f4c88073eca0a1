//! Reports what of a schema is not read: properties under a condition, and references to nothing.

use crate::cursor::Cursor;
use crate::lower::Lowering;
use crate::lower::merged::Merged;
use crate::lower::unread::REFERABLE;

impl<'d> Lowering<'d> {
    /// Reports references to nothing where a map or a list is expected, and properties that only a condition or another
    /// property declares; most conditions restrict those that the schema has.
    pub(super) fn report_unread(&mut self, schema: &Cursor<'d>) {
        if !self.unread.insert(schema.place()) {
            return;
        }
        for name in REFERABLE {
            self.findings.forbid_dangling(schema, name);
        }
        let branches: Vec<Cursor<'d>> = ["then", "else"].iter().filter_map(|name| schema.get(name)).collect();
        let dependent = schema.members_of("dependentSchemas").into_iter().map(|(_, dependent)| dependent).collect();
        for (branches, condition) in [(branches, "`if`"), (dependent, "`dependentSchemas`")] {
            if declares_more(schema, &branches) {
                self.findings.add(schema, format!("properties that depend on {condition} are not read"));
            }
        }
    }
}

/// True if one of the branches has a property that the schema without them does not have.
fn declares_more<'d>(schema: &Cursor<'d>, branches: &[Cursor<'d>]) -> bool {
    if branches.is_empty() {
        return false;
    }
    let known = Merged::of([schema]).with_alternatives().properties;
    branches.iter().any(|branch| Merged::of([branch]).properties.keys().any(|name| !known.contains_key(name)))
}
