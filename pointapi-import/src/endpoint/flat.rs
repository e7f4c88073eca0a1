//! Types that have a form as pairs.

use std::collections::BTreeSet;

use crate::model::{Model, Shape, Type};

/// True for a value that has no form as pairs without brackets: a list of collections, or an object whose members are
/// objects or such lists.
pub(super) fn is_nested(model: &Model, ty: &Type) -> bool {
    let mut unions = BTreeSet::new();
    // The types that are left, each with whether it may be a list, and whether it may be an object.
    let mut next = vec![(ty, true, true)];
    while let Some((ty, has_items, has_members)) = next.pop() {
        match ty {
            Type::Optional(inner) => next.push((inner, has_items, has_members)),
            Type::List(inner) if has_items => next.push((inner, false, false)),
            Type::Map(inner) if has_members => next.push((inner, true, false)),
            Type::List(_) | Type::Map(_) => return true,
            Type::Named(id) | Type::Boxed(id) => match model.definition(*id).map(|definition| &definition.shape) {
                Some(Shape::Struct(_)) if !has_members => return true,
                Some(shape @ Shape::Struct(_)) => next.extend(shape.types().into_iter().map(|ty| (ty, true, false))),
                Some(shape @ Shape::Union(_)) if unions.insert((*id, has_items, has_members)) => {
                    next.extend(shape.types().into_iter().map(|ty| (ty, has_items, has_members)));
                }
                _ => {}
            },
            Type::Any | Type::Unit | Type::Scalar(_) => {}
        }
    }
    false
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Definition, TypeId, Union, Variant};

    /// A union of these types.
    fn union(types: Vec<Type>) -> Definition {
        let variant = |ty| Variant { word: None, ty, name: None, tags: Vec::new() };
        let variants = types.into_iter().map(variant).collect();
        Definition::unnamed(Shape::Union(Union { tag: None, variants }))
    }

    #[test]
    fn a_long_chain_of_unions_is_searched_to_its_end() {
        const LENGTH: usize = 100_000;
        for (last, expected) in [(Type::string(), false), (Type::list(Type::list(Type::string())), true)] {
            let link = |index| union(vec![Type::string(), Type::Named(TypeId(index + 1))]);
            let types = (0..LENGTH).map(link).chain([union(vec![last])]).collect();
            let model = Model { types, ..Model::default() };
            assert_eq!(is_nested(&model, &Type::Named(TypeId(0))), expected);
        }
    }
}
