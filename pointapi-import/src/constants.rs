//! The values that a type lists for one of its members.

use std::collections::BTreeSet;

use crate::model::{DEEPEST, Field, Model, Scalar, Shape, Type, TypeId};

/// The texts that a member can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Constants {
    pub(crate) values: Vec<String>,
    /// True if the member may be absent or `null`.
    pub(crate) is_optional: bool,
}

/// A type that lists no values may lack the member.
impl Default for Constants {
    fn default() -> Self {
        Self { values: Vec::new(), is_optional: true }
    }
}

/// The shape of a named type, behind its aliases.
pub(crate) fn shape<'m>(model: &'m Model, ty: &Type) -> Option<&'m Shape> {
    let (Type::Named(id) | Type::Boxed(id)) = ty else { return None };
    match &model.definition(*id)?.shape {
        // A component that equals another one; that one is no alias.
        Shape::Same(Type::Named(same)) => Some(&model.definition(*same)?.shape),
        shape => Some(shape),
    }
}

/// The fields of a struct.
pub(crate) fn fields<'m>(model: &'m Model, ty: &Type) -> &'m [Field] {
    match shape(model, ty) {
        Some(Shape::Struct(of)) => &of.fields,
        _ => &[],
    }
}

/// The values that the member `name` can have, if the type or each variant of it lists them.
pub(crate) fn constants(model: &Model, ty: &Type, name: &str) -> Option<Constants> {
    listed(model, ty, name, &mut BTreeSet::new())
}

fn listed(model: &Model, ty: &Type, name: &str, visited: &mut BTreeSet<TypeId>) -> Option<Constants> {
    if visited.len() == DEEPEST || !visited.insert(ty.named()?) {
        return None;
    }
    match shape(model, ty)? {
        Shape::Struct(of) => {
            let field = of.fields.iter().find(|field| field.wire == name)?;
            match shape(model, &field.ty)? {
                Shape::Enum(values) => {
                    let is_optional = !field.is_required || field.is_nullable;
                    Some(Constants { values: values.clone(), is_optional })
                }
                _ => None,
            }
        }
        Shape::Union(union) => {
            let mut all = Constants { values: Vec::new(), is_optional: false };
            for variant in &union.variants {
                let listed = listed(model, &variant.ty, name, visited)?;
                all.values.extend(listed.values);
                all.is_optional |= listed.is_optional;
            }
            Some(all)
        }
        _ => None,
    }
}

/// True if the type declares no values for the member `name`, which may be any text then.
pub(crate) fn is_open(model: &Model, ty: &Type, name: &str) -> bool {
    takes_any(model, ty, name, &mut BTreeSet::new())
}

fn takes_any(model: &Model, ty: &Type, name: &str, visited: &mut BTreeSet<TypeId>) -> bool {
    match ty {
        Type::Any => return true,
        Type::Map(inner) => return is_text(inner),
        _ if visited.len() == DEEPEST || !ty.named().is_some_and(|id| visited.insert(id)) => return false,
        _ => {}
    }
    match shape(model, ty) {
        Some(Shape::Struct(of)) => of.fields.iter().any(|field| field.wire == name && is_text(&field.ty)),
        Some(Shape::Union(union)) => union.variants.iter().any(|of| takes_any(model, &of.ty, name, visited)),
        _ => false,
    }
}

/// True for a type that any text may be a value of.
fn is_text(ty: &Type) -> bool {
    match ty {
        Type::Any | Type::Scalar(Scalar::String | Scalar::Secret | Scalar::Path(_)) => true,
        Type::Optional(inner) => is_text(inner),
        _ => false,
    }
}
