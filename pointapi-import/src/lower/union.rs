//! `oneOf` and `anyOf`.

use crate::cursor::Cursor;
use crate::lower::discriminator::{Discriminator, discriminated, discriminator};
use crate::lower::kind::{implied_kind, kinds};
use crate::lower::merged::typed;
use crate::lower::null::{is_nullable, is_only_null};
use crate::lower::union_members::{inherits_type, is_bare_object, lifted};
use crate::lower::{Lowering, Naming, object};
use crate::model::{Field, Shape, Type, Union, Variant};
use crate::pointer;

impl<'d> Lowering<'d> {
    /// One of the members of `holder`, which is the schema or a part of its `allOf`.
    pub(super) fn lower_union(
        &mut self,
        schema: &Cursor<'d>,
        holder: &Cursor<'d>,
        members: &[Cursor<'d>],
        naming: &Naming,
    ) -> Type {
        if !schema.members_of("properties").is_empty() {
            return self.lower_all_of(schema, naming);
        }
        let discriminated = discriminated(schema).or_else(|| discriminated(holder));
        let discriminator = discriminated.and_then(|holder| discriminator(&holder));
        let lifted = if discriminator.is_none() { lifted(members) } else { members.to_vec() };
        let members = lifted.as_slice();
        let has_null = members.iter().any(|member| is_meant_as_null(member, members));
        let is_null = |member: &Cursor<'d>| is_only_null(member) || is_meant_as_null(member, members);
        let ty = match members.iter().filter(|member| !is_null(member)).collect::<Vec<_>>().as_slice() {
            [] => Type::Any,
            [only] => self.lower(only, naming),
            members => self.lower_variants(schema, discriminator, members, naming),
        };
        if has_null { ty.optional() } else { ty }
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

    /// One of the members, which stand in several places below the schema.
    pub(crate) fn lower_any(&mut self, schema: &Cursor<'d>, members: &[Cursor<'d>], naming: &Naming) -> Type {
        self.lower_variants(schema, None, &members.iter().collect::<Vec<_>>(), naming)
    }

    fn lower_variants(
        &mut self,
        schema: &Cursor<'d>,
        discriminator: Option<Discriminator<'d>>,
        members: &[&Cursor<'d>],
        naming: &Naming,
    ) -> Type {
        let tag = discriminator.as_ref().map(|discriminator| discriminator.tag.to_owned());
        let mapping = discriminator.map(|discriminator| discriminator.mapping).unwrap_or_default();
        let mut is_nullable = false;
        let mut variants = Vec::new();
        for (index, member) in members.iter().enumerate() {
            let word = self.word(member);
            let child = word.clone().unwrap_or_else(|| distinguishing_word(member, members, index));
            let (ty, has_null) = self.lower_member(schema, member, &naming.child(&child)).without_null();
            is_nullable |= has_null;
            let tags = if tag.is_some() { self.mapped_tags(member, &mapping) } else { Vec::new() };
            let name = word.clone();
            variants.push(Variant { word: word.or(Some(child)).filter(|_| is_object(member)), name, ty, tags });
        }
        let ty = self.define(naming, schema, Shape::Union(Union { tag, variants }));
        if is_nullable { ty.optional() } else { ty }
    }

    /// A member that says only which values are valid, or in which format, has the type of the schema beside it.
    fn lower_member(&mut self, schema: &Cursor<'d>, member: &Cursor<'d>, naming: &Naming) -> Type {
        let is_union = schema.has("oneOf") || schema.has("anyOf");
        match kinds(schema).as_slice() {
            [kind] if is_union && inherits_type(member) => {
                let ty = self.lower_kind(kind, if member.has("format") { member } else { schema }, naming);
                if is_nullable(member) { ty.optional() } else { ty }
            }
            _ => self.lower(member, naming),
        }
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

/// True for `{type: object, nullable: true}` beside a reference: converters from OData write it for `null`.
fn is_meant_as_null(member: &Cursor<'_>, members: &[Cursor<'_>]) -> bool {
    let is_typed = |other: &Cursor<'_>| other.reference().is_some() && (is_object(other) || is_enum(other));
    is_bare_object(member) && member.is("nullable") && members.iter().any(is_typed)
}

fn is_enum(member: &Cursor<'_>) -> bool {
    member.resolve().is_ok_and(|member| member.has("enum"))
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
        .or_else(|| word_of_shape(member).map(str::to_owned))
        .unwrap_or_else(|| format!("variant_{}", index + 1))
}

/// The word of a union, and of a map.
fn word_of_shape(member: &Cursor<'_>) -> Option<&'static str> {
    let is_map = kinds(member) == ["object"] || implied_kind(member) == "object";
    if member.has("oneOf") || member.has("anyOf") {
        Some("union")
    } else {
        (is_map && !member.has("properties") && !member.has("allOf")).then_some("map")
    }
}
