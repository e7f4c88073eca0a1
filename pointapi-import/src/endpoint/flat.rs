//! Types that have a form as pairs.

use std::collections::BTreeSet;

use crate::model::{Model, Shape, Type, TypeId};

/// True for a value that has no form as pairs without brackets: a list of collections, or an object whose members are
/// objects or such lists.
pub(super) fn is_nested(model: &Model, ty: &Type) -> bool {
    is_deeper(model, ty, (true, true), &mut BTreeSet::new())
}

/// True if the value or a part of it is a list or an object where none is allowed.
fn is_deeper(model: &Model, ty: &Type, (has_items, has_members): (bool, bool), unions: &mut BTreeSet<TypeId>) -> bool {
    let mut is_member_deeper = |inner: &Type| is_deeper(model, inner, (true, false), unions);
    match ty {
        Type::Optional(inner) => is_deeper(model, inner, (has_items, has_members), unions),
        Type::List(inner) => !has_items || is_deeper(model, inner, (false, false), unions),
        Type::Map(inner) => !has_members || is_member_deeper(inner),
        Type::Named(id) | Type::Boxed(id) => match model.definition(*id).map(|definition| &definition.shape) {
            Some(shape @ Shape::Struct(_)) => !has_members || shape.types().into_iter().any(is_member_deeper),
            Some(shape @ Shape::Union(_)) if unions.insert(*id) => {
                shape.types().into_iter().any(|inner| is_deeper(model, inner, (has_items, has_members), unions))
            }
            _ => false,
        },
        Type::Any | Type::Unit | Type::Scalar(_) => false,
    }
}

/// True for a list, and for a union that can be one.
pub(super) fn has_list(model: &Model, ty: &Type) -> bool {
    let shape = ty.named().and_then(|id| model.definition(id)).map(|definition| &definition.shape);
    match (ty, shape) {
        (Type::List(_), _) => true,
        (Type::Named(_), Some(Shape::Union(union))) => {
            union.variants.iter().any(|variant| matches!(variant.ty, Type::List(_)))
        }
        _ => false,
    }
}

/// True for a list, a map, and a type with members.
pub(super) fn is_collection(model: &Model, ty: &Type) -> bool {
    matches!(ty, Type::List(_)) || !is_flat(model, ty)
}

/// True for a value that becomes one pair, or a list that repeats its key.
pub(super) fn is_flat(model: &Model, ty: &Type) -> bool {
    match ty {
        Type::Map(_) => false,
        Type::List(inner) | Type::Optional(inner) => is_flat(model, inner),
        Type::Named(id) | Type::Boxed(id) => match model.definition(*id).map(|definition| &definition.shape) {
            Some(Shape::Struct(_)) => false,
            // The members of a union may lead back to it; no real parameter nests them.
            Some(Shape::Union(union)) => !union.variants.iter().any(|variant| is_compound(model, &variant.ty)),
            _ => true,
        },
        Type::Any | Type::Unit | Type::Scalar(_) => true,
    }
}

fn is_compound(model: &Model, ty: &Type) -> bool {
    match ty {
        Type::Map(_) => true,
        Type::List(inner) | Type::Optional(inner) => is_compound(model, inner),
        Type::Named(id) | Type::Boxed(id) => {
            let shape = model.definition(*id).map(|definition| &definition.shape);
            matches!(shape, Some(Shape::Struct(_) | Shape::Union(_)))
        }
        Type::Any | Type::Unit | Type::Scalar(_) => false,
    }
}
