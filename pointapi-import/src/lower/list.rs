//! Arrays.

use crate::cursor::Cursor;
use crate::lower::{Lowering, Naming};
use crate::model::Type;
use crate::names::singular;

impl<'d> Lowering<'d> {
    pub(super) fn lower_list(&mut self, schema: &Cursor<'d>, naming: &Naming) -> Type {
        if let Some(items) = schema.get("items") {
            return Type::list(self.lower(&items, &naming.item()));
        }
        if schema.has("prefixItems") {
            self.findings.add(schema, "the items of a tuple have types of their own; they are untyped");
        }
        Type::list(Type::Any)
    }
}

impl Naming {
    /// The name of an item: `labels` → `label`.
    fn item(&self) -> Self {
        let mut naming = self.child("item");
        let words = naming.words.len();
        let parent = words.checked_sub(2).and_then(|index| naming.words.get(index)).cloned();
        if let Some(one) = parent.as_deref().and_then(singular)
            && words > 2
        {
            naming.words.truncate(words - 2);
            naming.words.push(one);
        }
        naming
    }
}
