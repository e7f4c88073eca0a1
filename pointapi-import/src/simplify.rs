//! Aliases replaced by their types, and unions that need no enum.

use crate::aliases::Aliases;
use crate::model::{Model, Scalar, Shape, Type, TypeId, Union, Variant};

/// Replaces aliases and collapses unions until nothing changes; returns the aliases whose types are nested too deep.
pub(crate) fn simplify(model: &mut Model) -> Vec<TypeId> {
    loop {
        let aliases = Aliases::of(model);
        replace_aliases(model, &aliases);
        if !collapse_unions(model) {
            return aliases.too_deep;
        }
    }
}

fn replace_aliases(model: &mut Model, aliases: &Aliases) {
    let mut replace = |id: TypeId| aliases.target(id);
    for definition in &mut model.types {
        if let Shape::Alias(_) = definition.shape {
            continue;
        }
        for ty in definition.shape.types_mut() {
            *ty = ty.map_named(&mut replace);
        }
        if let Shape::Struct(of) = &mut definition.shape {
            for field in &mut of.fields {
                let (ty, is_nullable) = field.ty.clone().without_null();
                field.ty = ty;
                field.is_nullable |= is_nullable;
            }
        }
    }
    for endpoint in model.traits.iter_mut().flat_map(|of| &mut of.endpoints) {
        for ty in endpoint.types_mut() {
            *ty = ty.map_named(&mut replace);
        }
        for argument in &mut endpoint.arguments {
            let (ty, is_nullable) = argument.ty.clone().without_null();
            argument.ty = ty;
            argument.is_optional |= is_nullable;
        }
    }
}

/// True if a union became something else.
fn collapse_unions(model: &mut Model) -> bool {
    let mut is_changed = false;
    for index in 0..model.types.len() {
        let Some(Shape::Union(union)) = model.types.get(index).map(|definition| &definition.shape) else { continue };
        let union = merged(model, union);
        let shape = collapsed(model, &union).unwrap_or(Shape::Union(union));
        is_changed |= !matches!(shape, Shape::Union(_));
        if let Some(definition) = model.types.get_mut(index) {
            definition.shape = shape;
        }
    }
    is_changed
}

/// The union with each type once: numbers in one variant, strings in one, and no variant for any value.
fn merged(model: &Model, union: &Union) -> Union {
    let mut variants: Vec<Variant> = Vec::new();
    let strings = union.variants.iter().filter(|variant| is_string(model, &variant.ty)).count();
    for variant in &union.variants {
        let (ty, _) = variant.ty.clone().without_null();
        let ty = match ty {
            Type::Any => continue,
            ty if strings > 1 && strings < union.variants.len() && is_string(model, &ty) => Type::string(),
            ty => ty,
        };
        if variants.iter().any(|earlier| earlier.ty == ty) {
            continue;
        }
        match variants.iter_mut().find(|earlier| is_number(&earlier.ty) && is_number(&ty)) {
            Some(earlier) => earlier.ty = wider(&earlier.ty, &ty),
            None => variants.push(Variant { ty, ..variant.clone() }),
        }
    }
    Union { tag: union.tag.clone(), variants }
}

/// Returns the simpler shape that replaces the union, if there is one.
fn collapsed(model: &Model, union: &Union) -> Option<Shape> {
    match union.variants.as_slice() {
        [] => return Some(Shape::Alias(Type::Any)),
        [only] => return Some(Shape::Alias(only.ty.clone())),
        variants if !variants.iter().all(|variant| is_string(model, &variant.ty)) => return None,
        _ => {}
    }
    if let Some(secret) = union.variants.iter().find(|variant| variant.ty == Type::Scalar(Scalar::Secret)) {
        return Some(Shape::Alias(secret.ty.clone()));
    }
    let mut values = Vec::new();
    for value in union.variants.iter().flat_map(|variant| enum_values(model, &variant.ty)) {
        if !values.contains(&value) {
            values.push(value);
        }
    }
    Some(if values.is_empty() { Shape::Alias(Type::string()) } else { Shape::Enum(values) })
}

fn is_string(model: &Model, ty: &Type) -> bool {
    match ty {
        Type::Scalar(Scalar::String | Scalar::Secret) => true,
        Type::Named(id) => matches!(model.definition(*id).map(|definition| &definition.shape), Some(Shape::Enum(_))),
        _ => false,
    }
}

fn enum_values(model: &Model, ty: &Type) -> Vec<String> {
    match ty {
        Type::Named(id) => match model.definition(*id).map(|definition| &definition.shape) {
            Some(Shape::Enum(values)) => values.clone(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

fn is_number(ty: &Type) -> bool {
    matches!(ty, Type::Scalar(Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 | Scalar::F32 | Scalar::F64))
}

fn wider(a: &Type, b: &Type) -> Type {
    let is_float = |ty: &Type| matches!(ty, Type::Scalar(Scalar::F32 | Scalar::F64));
    Type::Scalar(if is_float(a) || is_float(b) { Scalar::F64 } else { Scalar::I64 })
}
