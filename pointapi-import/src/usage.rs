//! Which types are read, which are written, and which module they belong to.

use crate::model::{BodyFormat, Model, Origin, Owner, Returned, Role, Shape, Type, TypeId, Usage};

/// The usage of each definition; one that no endpoint reaches is not printed.
pub(crate) fn usage(model: &Model) -> Vec<Usage> {
    let mut usages = vec![Usage::default(); model.types.len()];
    for (index, of) in model.traits.iter().enumerate() {
        for endpoint in &of.endpoints {
            for argument in &endpoint.arguments {
                let is_json = is_json(&argument.role);
                let written = Usage { is_read: false, is_written: true, is_json, owner: Owner::Trait(index) };
                mark(model, &mut usages, &argument.ty, written);
            }
            let read = Usage { is_read: true, owner: Owner::Trait(index), ..Usage::default() };
            match &endpoint.returned {
                Returned::Statuses(id) => mark(model, &mut usages, &Type::Named(*id), read),
                returned => returned.ty().into_iter().for_each(|ty| mark(model, &mut usages, ty, read)),
            }
            endpoint.error.iter().for_each(|error| mark(model, &mut usages, error, read));
        }
    }
    usages
}

/// Adds `usage` to the type and to all that it mentions.
fn mark(model: &Model, usages: &mut [Usage], ty: &Type, usage: Usage) {
    let mut pending: Vec<(TypeId, Usage)> = ty.named().map(|id| (id, usage)).into_iter().collect();
    while let Some((id, usage)) = pending.pop() {
        let Some(definition) = model.definition(id) else { continue };
        let Some(known) = usages.get_mut(id.0) else { continue };
        let is_shared = definition.origin != Origin::Operation;
        let merged = merge(*known, usage, is_shared);
        if merged == *known {
            continue;
        }
        *known = merged;
        // An enum by status is no value of its own: it is neither read nor written by serde.
        let below = if matches!(definition.shape, Shape::Statuses(_)) { usage } else { merged };
        let owner = merged.owner;
        pending.extend(definition.shape.named().into_iter().map(|inner| (inner, Usage { owner, ..below })));
    }
}

fn merge(a: Usage, b: Usage, is_shared: bool) -> Usage {
    let owner = match (a.owner, b.owner) {
        _ if is_shared => Owner::Shared,
        (Owner::Unused, owner) | (owner, Owner::Unused) => owner,
        (a, b) if a == b => a,
        _ => Owner::Shared,
    };
    Usage {
        is_read: a.is_read || b.is_read,
        is_written: a.is_written || b.is_written,
        is_json: a.is_json || b.is_json,
        owner,
    }
}

/// True for a body whose encoder writes an absent member as `null` unless it is skipped.
fn is_json(role: &Role) -> bool {
    match role {
        Role::Body { format } => !matches!(format, BodyFormat::Form | BodyFormat::DeepForm | BodyFormat::JoinedForm(_)),
        _ => false,
    }
}
