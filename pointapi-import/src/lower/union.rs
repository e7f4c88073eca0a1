//! `oneOf` and `anyOf`.

use crate::cursor::Cursor;
use crate::lower::merged::typed;
use crate::lower::null::is_only_null;
use crate::lower::{Lowering, Naming, kinds, object};
use crate::model::{Field, Shape, Type, Union, Variant};
use crate::pointer;

impl<'d> Lowering<'d> {
    pub(super) fn lower_union(&mut self, schema: &Cursor<'d>, members: &[Cursor<'d>], naming: &Naming) -> Type {
        if !schema.members_of("properties").is_empty() {
            return self.lower_all_of(schema, naming);
        }
        let members: Vec<&Cursor<'d>> = members.iter().filter(|member| !is_only_null(member)).collect();
        match members.as_slice() {
            [] => Type::Any,
            [only] => self.lower(only, naming),
            members => self.lower_variants(schema, schema.get("discriminator"), members, naming),
        }
    }

    /// An optional field that has one of the schemas.
    pub(super) fn lower_alternatives(&mut self, name: &str, schemas: &[Cursor<'d>], naming: &Naming) -> Option<Field> {
        let typed = typed(schemas);
        match typed.as_slice() {
            [first, _, ..] => {
                let members: Vec<&Cursor<'d>> = typed.iter().collect();
                let ty = self.lower_variants(first, None, &members, &naming.child(name));
                Some(object::field(name, ty, first, false))
            }
            [only] => Some(self.lower_field(name, only, false, naming)),
            [] => schemas.first().map(|schema| self.lower_field(name, schema, false, naming)),
        }
    }

    fn lower_variants(
        &mut self,
        schema: &Cursor<'d>,
        discriminator: Option<Cursor<'d>>,
        members: &[&Cursor<'d>],
        naming: &Naming,
    ) -> Type {
        let tag = discriminator.as_ref().and_then(|discriminator| discriminator.str("propertyName"));
        let mapping = discriminator.map(|discriminator| discriminator.members_of("mapping")).unwrap_or_default();
        let mut is_nullable = false;
        let mut variants = Vec::new();
        for (index, member) in members.iter().enumerate() {
            let word = self.word(member);
            let child = word.clone().unwrap_or_else(|| distinguishing_word(member, members, index));
            let (ty, has_null) = self.lower(member, &naming.child(&child)).without_null();
            is_nullable |= has_null;
            let tags = if tag.is_some() { self.mapped_tags(member, &mapping) } else { Vec::new() };
            let name = word.clone();
            variants.push(Variant { word: word.or(Some(child)).filter(|_| is_object(member)), name, ty, tags });
        }
        let tag = tag.map(str::to_owned);
        let ty = self.define(naming, schema, Shape::Union(Union { tag, variants }));
        if is_nullable { ty.optional() } else { ty }
    }

    /// The member's own name: that of its component, or its title.
    fn word(&self, member: &Cursor<'_>) -> Option<String> {
        if member.reference().is_some() && !member.is_extended_reference() {
            return member.resolve().ok().map(|target| self.component_name(&target));
        }
        let title = member.str("title")?;
        (title.len() <= 40).then(|| title.to_owned())
    }

    /// The values of the discriminator that are mapped to a component, by a reference or by its name.
    pub(super) fn mapped_tags(&self, member: &Cursor<'d>, mapping: &[(&str, Cursor<'d>)]) -> Vec<String> {
        let extended = member.reference().and_then(|reference| member.follow(reference).ok());
        let Ok(component) = extended.as_ref().unwrap_or(member).resolve() else { return Vec::new() };
        let name = self.component_name(&component);
        let is_target = |target: &Cursor<'d>| {
            let text = target.node.as_str().unwrap_or_default();
            match target.follow(text).and_then(|target| target.resolve()) {
                Ok(target) => target.place() == component.place(),
                Err(_) => text == name || (text.contains('#') && pointer::last(text) == name),
            }
        };
        mapping.iter().filter(|(_, target)| is_target(target)).map(|(value, _)| (*value).to_owned()).collect()
    }
}

fn is_object(member: &Cursor<'_>) -> bool {
    let Ok(member) = member.resolve() else { return false };
    member.is_extended_reference() || member.has("properties") || member.has("allOf") || kinds(&member) == ["object"]
}

/// A word for a member without a name: the first required property that no other member has, or its kind.
fn distinguishing_word(member: &Cursor<'_>, members: &[&Cursor<'_>], index: usize) -> String {
    let names = |schema: &Cursor<'_>| -> Vec<String> {
        let required = schema.strings_of("required").into_iter().map(str::to_owned);
        required.chain(schema.members_of("properties").into_iter().map(|(name, _)| name.to_owned())).collect()
    };
    let others: Vec<String> =
        members.iter().filter(|other| other.pointer != member.pointer).flat_map(|other| names(other)).collect();
    names(member)
        .into_iter()
        .find(|name| !others.contains(name))
        .or_else(|| kinds(member).first().filter(|kind| **kind != "object").map(|kind| (*kind).to_owned()))
        .unwrap_or_else(|| format!("variant_{}", index + 1))
}
