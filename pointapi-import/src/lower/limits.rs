//! Limits on what a document may nest and merge.

use crate::cursor::Cursor;
use crate::lower::Lowering;
use crate::lower::merged::{MOST_MERGED, Merged};
use crate::lower::unread::REFERABLE;
use crate::model::{DEEPEST, Type, TypeId};

impl<'d> Lowering<'d> {
    /// Lowers something inside of another schema; a value that is nested too deep is untyped.
    pub(super) fn nested(&mut self, schema: &Cursor<'d>, lower: impl FnOnce(&mut Self) -> Type) -> Type {
        if self.depth == DEEPEST {
            self.findings.add(schema, format!("the schema is nested more than {DEEPEST} deep; the value is untyped"));
            return Type::Any;
        }
        self.depth += 1;
        let ty = lower(self);
        self.depth -= 1;
        ty
    }

    /// Counts what was merged for `schema`, reports what was left out, and returns false if it is too much.
    pub(super) fn can_merge(&mut self, merged: &Merged<'d>, schema: &Cursor<'d>) -> bool {
        if let Some(subschema) = &merged.too_deep {
            let reason = format!("the `allOf` is nested more than {DEEPEST} deep; its fields are missing");
            self.findings.add(subschema, reason);
        }
        merged.unread.iter().for_each(|schema| self.report_unread(schema));
        self.has_room(merged.size(), schema)
    }

    /// The number of schemas and properties that may still be merged.
    pub(super) fn room(&self) -> usize {
        MOST_MERGED.saturating_sub(self.merged)
    }

    /// Counts schemas and properties that were merged for `schema`, and returns false if they are too many.
    pub(super) fn has_room(&mut self, size: usize, schema: &Cursor<'d>) -> bool {
        self.count(size, schema, &format!("the `allOf`s merge more than {MOST_MERGED} properties"))
    }

    /// Counts the properties and subschemas that references in `schema` expand to, and returns false if they are too
    /// many: a reference may lead back to itself, and a few of them expand to a number that doubles with each level of
    /// nesting.
    pub(super) fn can_follow(&mut self, schema: &Cursor<'d>) -> bool {
        let is_referred = |name: &&&str| schema.get(name).is_some_and(|part| part.reference().is_some());
        let referred = REFERABLE.iter().filter(is_referred).filter_map(|name| schema.part(name));
        let size: usize = referred.map(|part| part.node.members().count() + part.node.items().len()).sum();
        if size == 0 {
            return true;
        }
        self.count(size, schema, &format!("references expand to more than {MOST_MERGED} properties and subschemas"))
    }

    fn count(&mut self, size: usize, schema: &Cursor<'d>, reason: &str) -> bool {
        self.merged += size;
        let has_room = self.merged <= MOST_MERGED;
        if !has_room {
            self.findings.add(schema, format!("{reason}; the value is untyped"));
        }
        has_room
    }

    /// Reports a chain of references to lists and maps that nests types too deep.
    pub(crate) fn report_deep_alias(&mut self, id: TypeId) {
        if let Some(((file, pointer), _)) = self.references.iter().find(|(_, known)| **known == id) {
            let reason = format!("references nest lists or maps more than {DEEPEST} deep; the value is untyped");
            self.findings.add_at(*file, pointer, reason);
        }
    }
}
