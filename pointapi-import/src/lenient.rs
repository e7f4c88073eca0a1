//! Responses of servers that send less than their document says.

use crate::model::{Model, Returned, Shape, Type};

/// Lets a response whose body is a map be `null`, which servers send for an object without members.
pub(crate) fn allow_null_responses(model: &mut Model) {
    let endpoints = model.traits.iter_mut().flat_map(|of| &mut of.endpoints);
    let whole = endpoints.map(|endpoint| &mut endpoint.returned);
    let by_status = model.types.iter_mut().flat_map(|definition| match &mut definition.shape {
        Shape::Statuses(variants) => variants.as_mut_slice(),
        _ => &mut [],
    });
    for returned in whole.chain(by_status.map(|variant| &mut variant.returned)) {
        if let Returned::Json(ty @ Type::Map(_)) = returned {
            *ty = ty.clone().optional();
        }
    }
}
