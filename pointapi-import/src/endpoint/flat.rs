//! Types that have a form as pairs.

use crate::model::{Model, Shape, Type};

/// True for a list of collections, or a map of maps or of such lists.
pub(super) fn is_nested(ty: &Type) -> bool {
    match ty {
        Type::Optional(inner) => is_nested(inner),
        Type::List(inner) => matches!(inner.inside(), Type::List(_) | Type::Map(_)),
        Type::Map(inner) => matches!(inner.inside(), Type::Map(_)) || is_nested(inner),
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
