//! The member of a union's variants by which one of them is selected.

use std::collections::{BTreeSet, HashSet};

use crate::model::{DEEPEST, Field, Model, Shape, Type, TypeId, Union};

/// Member names that are tried first where the document declares no discriminator.
const USUAL: [&str; 3] = ["type", "object", "kind"];

/// Finds the tag of each union; a union without one is decoded by trying its variants.
pub(crate) fn find_tags(model: &mut Model) {
    for index in 0..model.types.len() {
        let Some(Shape::Union(union)) = model.types.get(index).map(|definition| &definition.shape) else { continue };
        let found = tagged(model, union);
        let mut union = union.clone();
        match found {
            Some((tag, values)) => {
                union.tag = Some(tag);
                for (variant, values) in union.variants.iter_mut().zip(values) {
                    variant.tags = values;
                }
            }
            None => {
                union.tag = None;
                union.variants.sort_by_key(|variant| std::cmp::Reverse(specificity(model, &variant.ty)));
            }
        }
        if let Some(definition) = model.types.get_mut(index) {
            definition.shape = Shape::Union(union);
        }
    }
}

/// The tag, and for each variant the values that select it.
fn tagged(model: &Model, union: &Union) -> Option<(String, Vec<Vec<String>>)> {
    if let Some(tag) = &union.tag
        && let Some(values) = declared_values(model, union, tag)
    {
        return Some((tag.clone(), values));
    }
    let first = fields(model, &union.variants.first()?.ty);
    let names = USUAL.into_iter().chain(first.iter().map(|field| field.wire.as_str()));
    names.into_iter().find_map(|name| {
        let values: Option<Vec<_>> =
            union.variants.iter().map(|variant| constants(model, &variant.ty, name, &mut BTreeSet::new())).collect();
        let values = values.filter(|values| is_disjoint(values))?;
        Some((name.to_owned(), values))
    })
}

/// The values of a declared discriminator: by its mapping, by the variant's own constant, or its component's name.
fn declared_values(model: &Model, union: &Union, tag: &str) -> Option<Vec<Vec<String>>> {
    let has_tag = |ty: &Type| fields(model, ty).iter().any(|field| field.wire == tag);
    let is_object = |ty: &Type| ty.named().is_some() && !matches!(ty, Type::List(_) | Type::Map(_));
    if !union.variants.iter().all(|variant| is_object(&variant.ty)) {
        return None;
    }
    let values: Vec<Vec<String>> = union
        .variants
        .iter()
        .map(|variant| {
            if !variant.tags.is_empty() {
                return variant.tags.clone();
            }
            let constants = constants(model, &variant.ty, tag, &mut BTreeSet::new());
            constants.or_else(|| variant.word.clone().map(|word| vec![word])).unwrap_or_default()
        })
        .collect();
    let is_written_by_variants = union.variants.iter().any(|variant| has_tag(&variant.ty))
        || union.variants.iter().all(|variant| fields(model, &variant.ty).is_empty());
    (is_disjoint(&values) && is_written_by_variants).then_some(values)
}

/// True if each variant has values, and no value selects two.
fn is_disjoint(values: &[Vec<String>]) -> bool {
    let mut seen = HashSet::new();
    values.iter().all(|values| !values.is_empty() && values.iter().all(|value| seen.insert(value)))
}

fn fields<'m>(model: &'m Model, ty: &Type) -> &'m [Field] {
    match ty {
        Type::Named(id) => match model.definition(*id).map(|definition| &definition.shape) {
            Some(Shape::Struct(of)) => &of.fields,
            _ => &[],
        },
        _ => &[],
    }
}

/// The values that the member `name` can have, if they are listed.
fn constants(model: &Model, ty: &Type, name: &str, visited: &mut BTreeSet<TypeId>) -> Option<Vec<String>> {
    let Type::Named(id) = ty else { return None };
    if visited.len() == DEEPEST || !visited.insert(*id) {
        return None;
    }
    match &model.definition(*id)?.shape {
        Shape::Struct(of) => {
            let field = of.fields.iter().find(|field| field.wire == name && field.is_required)?;
            let Type::Named(values) = field.ty else { return None };
            match &model.definition(values)?.shape {
                Shape::Enum(values) => Some(values.clone()),
                _ => None,
            }
        }
        Shape::Union(union) => {
            let values: Option<Vec<Vec<String>>> =
                union.variants.iter().map(|variant| constants(model, &variant.ty, name, visited)).collect();
            values.map(|values| values.concat())
        }
        _ => None,
    }
}

/// A larger value for a type that accepts fewer values; untagged variants are tried from the largest.
fn specificity(model: &Model, ty: &Type) -> (usize, usize) {
    match ty {
        Type::Named(_) => {
            let fields = fields(model, ty);
            let required = fields.iter().filter(|field| field.is_required).count();
            (2 + required, fields.len())
        }
        Type::Scalar(_) | Type::Unit => (2, 0),
        Type::List(inner) | Type::Map(inner) => (1, specificity(model, inner).0),
        Type::Any | Type::Optional(_) | Type::Boxed(_) => (0, 0),
    }
}
