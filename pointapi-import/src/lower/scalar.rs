//! Schemas that allow several kinds: `type: [string, integer]`.

use crate::cursor::Cursor;
use crate::lower::{Lowering, Naming};
use crate::model::{Shape, Type, Union, Variant};

impl<'d> Lowering<'d> {
    pub(super) fn lower_kinds(&mut self, kinds: &[&str], schema: &Cursor<'d>, naming: &Naming) -> Type {
        let variants = kinds
            .iter()
            .map(|kind| Variant {
                word: None,
                name: None,
                ty: self.lower_kind(kind, schema, &naming.child(kind)),
                tags: Vec::new(),
            })
            .collect();
        self.define(naming, schema, Shape::Union(Union { tag: None, variants }))
    }
}
