//! Inheritance: a schema with a discriminator is one of the components whose `allOf` names it.

use crate::cursor::Cursor;
use crate::lower::discriminator::{discriminated, discriminator};
use crate::lower::{Lowering, Naming};
use crate::model::{Shape, Type, Union, Variant};

/// The word of the variant that has the members of the parent alone.
const BASE: &str = "base";

impl<'d> Lowering<'d> {
    /// True if `schema` is one of the components that extend `parent`.
    pub(super) fn extends(&self, schema: &Cursor<'d>, parent: &Cursor<'d>) -> bool {
        let subtypes = parent.resolve().ok().and_then(|parent| self.subtypes.get(&parent.place()));
        subtypes.is_some_and(|subtypes| subtypes.iter().any(|subtype| subtype.place() == schema.place()))
    }

    /// A schema that others extend is one of them, or has no more than its own members.
    pub(super) fn lower_parent(&mut self, schema: &Cursor<'d>, subtypes: &[Cursor<'d>], naming: &Naming) -> Type {
        let discriminator = discriminated(schema).and_then(|holder| discriminator(&holder));
        let tag = discriminator.as_ref().map(|discriminator| discriminator.tag.to_owned());
        let mapping = discriminator.map(|discriminator| discriminator.mapping).unwrap_or_default();
        let base = self.lower_plain(schema, &naming.child(BASE));
        let mut variants = vec![self.variant(BASE.to_owned(), schema, base, &mapping)];
        for subtype in subtypes {
            let ty = self.named(subtype);
            variants.push(self.variant(self.component_name(subtype), subtype, ty, &mapping));
        }
        self.define(naming, schema, Shape::Union(Union { tag, variants }))
    }

    fn variant(&self, word: String, component: &Cursor<'d>, ty: Type, mapping: &[(&str, Cursor<'d>)]) -> Variant {
        let name = Some(self.component_name(component));
        Variant { word: Some(word), name, ty, tags: self.mapped_tags(component, mapping) }
    }
}
