//! Arrays.

use crate::cursor::Cursor;
use crate::lower::{Lowering, Naming};
use crate::model::Type;
use crate::names::singular;
use crate::node::Node;

impl<'d> Lowering<'d> {
    pub(super) fn lower_list(&mut self, schema: &Cursor<'d>, naming: &Naming) -> Type {
        let items = schema.get("items");
        let has_list = items.as_ref().is_some_and(|items| matches!(items.node, Node::List(_)));
        // Beside `prefixItems`, `items` is the schema of the items behind those of the tuple.
        let is_tuple = has_list || !schema.items_of("prefixItems").is_empty();
        if let Some(items) = items.filter(|_| !is_tuple) {
            return Type::list(self.lower(&items, &naming.item()));
        }
        if is_tuple {
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
