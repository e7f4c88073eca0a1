//! Aliases replaced by their types, and unions that need no enum.

use crate::aliases::Aliases;
use crate::model::{DEEPEST, Definition, Model, Role, Scalar, Shape, Type, TypeId, Union, Variant};

/// Replaces aliases and collapses unions until nothing changes; returns the aliases whose types are nested too deep.
pub(crate) fn simplify(model: &mut Model) -> Vec<TypeId> {
    loop {
        let aliases = Aliases::of(model);
        replace_aliases(model, &aliases);
        if !collapse_unions(model) {
            leave_to_unknown(model);
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
            // `null` is a value of a JSON body, which is another than no body.
            let (is_body, has_null) = match &argument.role {
                Role::Body { format } => (true, format.has_null()),
                _ => (false, false),
            };
            if !has_null {
                let (ty, is_nullable) = argument.ty.clone().without_null();
                argument.ty = ty;
                argument.is_optional |= is_nullable && !is_body;
            }
        }
    }
}

/// True if a union became something else.
fn collapse_unions(model: &mut Model) -> bool {
    let mut is_changed = false;
    for TypeId(index) in inner_first(model) {
        let Some(Shape::Union(union)) = model.types.get(index).map(|definition| &definition.shape) else { continue };
        let (union, is_nullable) = merged(model, union);
        let shape = match collapsed(model, &union) {
            None => Shape::Union(if is_nullable { marked_nullable(union) } else { union }),
            Some(shape) => {
                is_changed = true;
                if is_nullable { nullable(model, index, shape) } else { shape }
            }
        };
        if let Some(definition) = model.types.get_mut(index) {
            definition.shape = shape;
        }
    }
    is_changed
}

/// Remembers that `null` is a value of the union until it is known whether it collapses.
fn marked_nullable(mut union: Union) -> Union {
    if let Some(first) = union.variants.first_mut() {
        first.ty = first.ty.clone().optional();
    }
    union
}

/// The shape or `null`: an enum of strings becomes a definition of its own.
fn nullable(model: &mut Model, index: usize, shape: Shape) -> Shape {
    let ty = match shape {
        Shape::Alias(ty) => ty,
        shape => {
            model.types.extend(model.types.get(index).cloned().map(|definition| Definition { shape, ..definition }));
            Type::Named(TypeId(model.types.len() - 1))
        }
    };
    Shape::Alias(ty.optional())
}

/// Leaves `null` and values of any type to the variant `Unknown`, which every enum of a union has.
fn leave_to_unknown(model: &mut Model) {
    for definition in &mut model.types {
        let Shape::Union(union) = &mut definition.shape else { continue };
        union.variants.retain(|variant| variant.ty != Type::Any);
        for variant in &mut union.variants {
            variant.ty = variant.ty.clone().without_null().0;
        }
    }
}

/// All unions, each behind those that its variants are, so that one pass collapses a chain of them.
fn inner_first(model: &Model) -> Vec<TypeId> {
    let mut order = Vec::new();
    let mut seen = vec![false; model.types.len()];
    let mut open: Vec<(TypeId, bool)> = (0..model.types.len()).rev().map(|index| (TypeId(index), false)).collect();
    while let Some((id, is_left)) = open.pop() {
        if is_left {
            order.push(id);
            continue;
        }
        let Some(Shape::Union(union)) = model.definition(id).map(|definition| &definition.shape) else { continue };
        if seen.get_mut(id.0).is_some_and(|seen| !std::mem::replace(seen, true)) {
            open.push((id, true));
            open.extend(union.variants.iter().filter_map(|variant| Some((variant.ty.named()?, false))));
        }
    }
    order
}

/// The type that a variant is by now: unions inside of it may have collapsed in this pass.
fn current(model: &Model, ty: &Type) -> Type {
    let now = ty.map_named(&mut |id| match model.definition(id).map(|definition| &definition.shape) {
        Some(Shape::Alias(ty)) => ty.clone(),
        _ => Type::Named(id),
    });
    // A deeper one is cut where aliases are replaced.
    if now.nesting() > DEEPEST { ty.clone() } else { now }
}

/// The union with each type once: numbers in one variant, strings in one; and whether a variant is `null` too.
fn merged(model: &Model, union: &Union) -> (Union, bool) {
    let mut is_nullable = false;
    let mut variants: Vec<Variant> = Vec::new();
    let plain = |variant: &Variant| current(model, &variant.ty).without_null();
    let strings = union.variants.iter().filter(|variant| is_string(model, &plain(variant).0)).count();
    for variant in &union.variants {
        let (ty, has_null) = plain(variant);
        is_nullable |= has_null;
        let ty = match ty {
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
    (Union { tag: union.tag.clone(), variants }, is_nullable)
}

/// Returns the simpler shape that replaces the union, if there is one.
fn collapsed(model: &Model, union: &Union) -> Option<Shape> {
    let typed = union.variants.iter().filter(|variant| variant.ty != Type::Any);
    let is_string_or_any = |variant: &Variant| variant.ty == Type::Any || is_string(model, &variant.ty);
    match union.variants.as_slice() {
        [] => return Some(Shape::Alias(Type::Any)),
        [only] => return Some(Shape::Alias(only.ty.clone())),
        // Any value is more than the one type beside it.
        variants
            if typed.count() < variants.len() && (variants.len() == 2 || variants.iter().all(is_string_or_any)) =>
        {
            return Some(Shape::Alias(Type::Any));
        }
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
    let is_float = |ty: &Type| matches!(ty, Type::Scalar(scalar) if scalar.is_float());
    Type::Scalar(if is_float(a) || is_float(b) { Scalar::F64 } else { Scalar::I64 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn union(types: &[Type]) -> Definition {
        let variants =
            types.iter().map(|ty| Variant { word: None, name: None, ty: ty.clone(), tags: Vec::new() }).collect();
        Definition::unnamed(Shape::Union(Union { tag: None, variants }))
    }

    #[test]
    fn one_pass_collapses_a_chain_of_unions() {
        // In both directions: each union refers to the next one, or to the one before.
        for next in [|index: usize| index + 1, |index: usize| index - 1] {
            let ends = [0, 9].map(|_| union(&[Type::string(), Type::string()]));
            let mut types = vec![ends[0].clone()];
            types.extend((1..9).map(|index| union(&[Type::string(), Type::Named(TypeId(next(index)))])));
            types.push(ends[1].clone());
            let mut model = Model { types, ..Model::default() };
            assert!(collapse_unions(&mut model));
            let is_string =
                |definition: &Definition| matches!(&definition.shape, Shape::Alias(ty) if *ty == Type::string());
            assert!(model.types.iter().all(is_string), "{:?}", model.types);
        }
    }

    #[test]
    fn unions_in_a_circle_stay() {
        let types = vec![
            union(&[Type::string(), Type::Named(TypeId(1)), Type::list(Type::Any)]),
            union(&[Type::string(), Type::Named(TypeId(0)), Type::map(Type::Any)]),
        ];
        let mut model = Model { types, ..Model::default() };
        assert_eq!(simplify(&mut model), []);
        assert!(model.types.iter().all(|definition| matches!(definition.shape, Shape::Union(_))));
    }
}
