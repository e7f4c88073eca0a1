//! The return type of each endpoint, from its success responses; the type of its errors, from the others.

use std::collections::HashMap;

use indexmap::IndexMap;

use crate::model::{Definition, Endpoint, Model, Origin, Returned, Shape, StatusVariant, Type, TypeId, Union, Variant};
use crate::share::type_key;

/// The most error types that are joined in a name.
const MOST_JOINED: usize = 3;

/// Decides `returned` and `error` of every endpoint; equal types are shared by now.
pub(crate) fn decide(model: &mut Model) {
    let mut unions: HashMap<Vec<Type>, TypeId> = HashMap::new();
    let mut traits = std::mem::take(&mut model.traits);
    for endpoint in traits.iter_mut().flat_map(|of| &mut of.endpoints) {
        endpoint.returned = returned(model, endpoint);
        endpoint.error = error(model, endpoint, &mut unions);
    }
    model.traits = traits;
}

fn returned(model: &mut Model, endpoint: &Endpoint) -> Returned {
    let variants = by_type(&endpoint.successes);
    match variants.as_slice() {
        [] => Returned::Nothing,
        [only] => only.returned.clone(),
        [first, second] => match (&first.returned, &second.returned) {
            (Returned::Json(ty) | Returned::Xml(ty), Returned::Nothing)
            | (Returned::Nothing, Returned::Json(ty) | Returned::Xml(ty)) => Returned::Optional(ty.clone()),
            (returned, Returned::Nothing) | (Returned::Nothing, returned) => returned.clone(),
            _ => statuses(model, endpoint, variants),
        },
        _ => statuses(model, endpoint, variants),
    }
}

/// One variant per type, with all statuses of that type.
fn by_type(successes: &[StatusVariant]) -> Vec<StatusVariant> {
    let mut variants: Vec<StatusVariant> = Vec::new();
    for success in successes {
        match variants.iter_mut().find(|variant| variant.returned == success.returned) {
            Some(variant) => variant.statuses.extend(success.statuses.iter().cloned()),
            None => variants.push(success.clone()),
        }
    }
    variants.iter_mut().for_each(|variant| variant.statuses.sort());
    variants
}

fn statuses(model: &mut Model, endpoint: &Endpoint, variants: Vec<StatusVariant>) -> Returned {
    let path = vec![endpoint.type_name.clone(), "response".to_owned()];
    let mut by_status: Vec<&StatusVariant> = variants.iter().collect();
    by_status.sort_by_key(|variant| &variant.statuses);
    for variant in by_status {
        rename(model, variant.returned.ty(), &path, &variant.name());
    }
    model.types.push(Definition {
        path,
        origin: Origin::Operation,
        pointer: String::new(),
        docs: String::new(),
        is_deprecated: false,
        shape: Shape::Statuses(variants),
    });
    Returned::Statuses(TypeId(model.types.len() - 1))
}

/// Names a type and its parts after its status instead of as the enum, which has the name of the response.
fn rename(model: &mut Model, ty: Option<&Type>, response: &[String], status: &str) {
    let mut next: Vec<TypeId> = ty.and_then(Type::named).into_iter().collect();
    while let Some(id) = next.pop() {
        let Some(definition) = model.types.get_mut(id.0) else { continue };
        if definition.origin == Origin::Operation && definition.path.starts_with(response) {
            definition.path.splice(1..2, [status.to_owned()]);
            next.extend(definition.shape.named());
        }
    }
}

fn error(model: &mut Model, endpoint: &Endpoint, unions: &mut HashMap<Vec<Type>, TypeId>) -> Option<Type> {
    let mut types = distinct(model, &endpoint.errors);
    match types.as_slice() {
        [] => return None,
        [only] => return Some(only.clone()),
        _ => {}
    }
    types.sort();
    if let Some(id) = unions.get(&types) {
        return Some(Type::Named(*id));
    }
    let words: Option<Vec<String>> = types.iter().map(|ty| component(model, ty)).collect();
    let (path, origin) = match words {
        Some(mut words) if words.len() <= MOST_JOINED => {
            words.sort();
            (vec![words.join(" or ")], Origin::Inline)
        }
        _ => (vec![endpoint.type_name.clone(), "error".to_owned()], Origin::Operation),
    };
    let variants =
        types.iter().map(|ty| Variant { word: None, name: None, ty: ty.clone(), tags: Vec::new() }).collect();
    let shape = Shape::Union(Union { tag: None, variants });
    model.types.push(Definition {
        path,
        origin,
        pointer: String::new(),
        docs: "The body of an error.".to_owned(),
        is_deprecated: false,
        shape,
    });
    let id = TypeId(model.types.len() - 1);
    unions.insert(types, id);
    Some(Type::Named(id))
}

/// The types that decode differently: the response of each status often has a component of its own, of one shape.
fn distinct(model: &Model, errors: &[Type]) -> Vec<Type> {
    let mut types: IndexMap<String, Type> = IndexMap::new();
    for ty in errors.iter().filter(|ty| **ty != Type::Any) {
        let known = types.entry(type_key(model, ty)).or_insert_with(|| ty.clone());
        if path(model, ty) < path(model, known) {
            *known = ty.clone();
        }
    }
    types.into_values().collect()
}

fn path<'m>(model: &'m Model, ty: &Type) -> Option<&'m [String]> {
    Some(&model.definition(ty.named()?)?.path)
}

/// The name of a type that has one of its own.
fn component(model: &Model, ty: &Type) -> Option<String> {
    let Type::Named(id) = ty else { return None };
    let definition = model.definition(*id)?;
    (definition.origin != Origin::Operation && definition.path.len() == 1).then(|| definition.path.join(" "))
}
