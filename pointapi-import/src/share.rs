//! Equal inline shapes become one type: the cost of a crate is the number of its types.

use std::collections::HashMap;

use crate::choice::choice;
use crate::constants::shape;
use crate::model::{Definition, Model, Origin, Shape, Type, TypeId};

/// The fewest fields or values with which two equal shapes of different names are merged; smaller ones may be equal by
/// chance.
const TELLING: usize = 3;

/// The names that a type could have: those of every place that it was found in.
pub(crate) type Places = HashMap<TypeId, Vec<Vec<String>>>;

/// Merges inline shapes with equal ones, and with components of the same shape. With `has_aliases`, a component that
/// equals another one keeps its name as an alias; an alias has no schema of its own.
pub(crate) fn share(model: &mut Model, has_aliases: bool) -> Places {
    let mut places: Places = HashMap::new();
    loop {
        let replaced = equal_shapes(model);
        if replaced.is_empty() {
            if has_aliases {
                alias_components(model);
            }
            return places;
        }
        for (id, representative) in &replaced {
            let mut moved = places.remove(id).unwrap_or_default();
            moved.extend(model.definition(*id).map(|definition| definition.path.clone()));
            places.entry(*representative).or_default().extend(moved);
        }
        replace(model, &replaced);
    }
}

fn replace(model: &mut Model, replaced: &HashMap<TypeId, TypeId>) {
    let mut with = |id: TypeId| Type::Named(replaced.get(&id).copied().unwrap_or(id));
    for (index, definition) in model.types.iter_mut().enumerate() {
        if replaced.contains_key(&TypeId(index)) {
            definition.shape = Shape::Pending;
            continue;
        }
        for ty in definition.shape.types_mut() {
            *ty = ty.map_named(&mut with);
        }
    }
    for endpoint in model.traits.iter_mut().flat_map(|of| &mut of.endpoints) {
        for ty in endpoint.types_mut() {
            *ty = ty.map_named(&mut with);
        }
    }
}

/// For each shape that equals an earlier one, the earlier one.
fn equal_shapes(model: &Model) -> HashMap<TypeId, TypeId> {
    let mut order: Vec<(TypeId, &Definition)> = model
        .types
        .iter()
        .enumerate()
        .map(|(index, definition)| (TypeId(index), definition))
        .filter(|(_, definition)| matches!(definition.shape, Shape::Struct(_) | Shape::Enum(_) | Shape::Union(_)))
        .collect();
    order.sort_by_key(|(_, definition)| (definition.origin, definition.path.len(), &definition.path));
    let mut first: HashMap<String, TypeId> = HashMap::new();
    let mut replaced = HashMap::new();
    for (id, definition) in order {
        let signature = signature(model, definition);
        if definition.origin == Origin::Component {
            if size(&definition.shape) >= TELLING {
                first.entry(signature).or_insert(id);
            }
        } else if let Some(representative) = first.get(&signature) {
            replaced.insert(id, *representative);
        } else {
            first.insert(signature, id);
        }
    }
    replaced
}

/// Makes each component an alias of the first one, by name, that has the same shape.
fn alias_components(model: &mut Model) {
    let mut order: Vec<(usize, &Definition)> = model
        .types
        .iter()
        .enumerate()
        .filter(|(_, definition)| definition.origin == Origin::Component && size(&definition.shape) >= TELLING)
        .collect();
    order.sort_by_key(|(_, definition)| &definition.path);
    let mut first: HashMap<String, usize> = HashMap::new();
    let mut aliases = Vec::new();
    for (index, definition) in order {
        match first.get(&signature(model, definition)) {
            Some(same) => aliases.push((index, *same)),
            None => {
                first.insert(signature(model, definition), index);
            }
        }
    }
    for (index, same) in aliases {
        if let Some(definition) = model.types.get_mut(index) {
            definition.shape = Shape::Same(Type::Named(TypeId(same)));
        }
    }
}

fn size(shape: &Shape) -> usize {
    match shape {
        Shape::Struct(of) => of.fields.len(),
        Shape::Enum(values) => values.len(),
        Shape::Union(union) => union.variants.len(),
        _ => 0,
    }
}

/// A key that is equal for two definitions that decode and encode alike; that of a small one includes its name.
fn signature(model: &Model, definition: &Definition) -> String {
    let shape = shape_key(model, &definition.shape);
    if size(&definition.shape) < TELLING { format!("{:?} {shape}", definition.path.last()) } else { shape }
}

/// A key that is equal for two types that decode alike.
pub(crate) fn type_key(model: &Model, ty: &Type) -> String {
    match shape(model, ty) {
        Some(shape @ (Shape::Struct(_) | Shape::Enum(_) | Shape::Union(_))) => shape_key(model, shape),
        _ => format!("{ty:?}"),
    }
}

fn shape_key(model: &Model, shape: &Shape) -> String {
    match shape {
        Shape::Struct(of) => {
            let mut fields: Vec<String> = of
                .fields
                .iter()
                .map(|field| {
                    let flags = (field.is_required, field.is_nullable, field.is_deprecated, field.access);
                    format!("{:?} {:?} {flags:?}", field.wire, field.ty)
                })
                .collect();
            fields.sort();
            format!("struct {} {fields:?} {:?}", of.is_query, of.additional)
        }
        Shape::Enum(values) => {
            let mut values = values.clone();
            values.sort();
            format!("enum {values:?}")
        }
        Shape::Union(union) => {
            let types: Vec<&Type> = union.variants.iter().map(|variant| &variant.ty).collect();
            format!("union {types:?} {:?}", choice(model, union))
        }
        _ => String::new(),
    }
}
