//! A struct of query parameters, where they are too many for arguments.

use crate::endpoint::flat::is_flat;
use crate::model::{
    Access, Argument, Definition, Endpoint, Field, Model, Origin, Passing, Role, Shape, Struct, Type, TypeId,
};

/// Puts the query parameters of the endpoint into one struct, but for those with a format or with members of their own.
pub(super) fn share_struct(endpoint: &mut Endpoint, model: &mut Model) {
    let is_shared = |argument: &Argument| field(argument, model).is_some();
    let is_query = |argument: &Argument| matches!(argument.role, Role::Query { .. } | Role::QueryStruct);
    let Some(place) = endpoint.arguments.iter().position(is_query) else { return };
    let fields: Vec<Field> = endpoint.arguments.iter().filter_map(|argument| field(argument, model)).collect();
    if fields.len() < 2 {
        return;
    }
    endpoint.arguments.retain(|argument| !is_shared(argument));
    model.types.push(Definition {
        path: vec![endpoint.type_name.clone(), "query".to_owned()],
        origin: Origin::Operation,
        pointer: String::new(),
        docs: "The query parameters of a call.".to_owned(),
        is_deprecated: endpoint.is_deprecated,
        shape: Shape::Struct(Struct { fields, additional: None, is_query: true }),
    });
    let shared = Argument {
        name: "query".to_owned(),
        role: Role::QueryStruct,
        ty: Type::Named(TypeId(model.types.len() - 1)),
        is_optional: false,
        passing: Passing::Reference,
        is_sensitive: false,
        docs: String::new(),
        declared: None,
    };
    endpoint.arguments.insert(place, shared);
}

/// The field of a parameter that can share the struct.
fn field(argument: &Argument, model: &Model) -> Option<Field> {
    let (Role::Query { wire, format: None }, Some(declared)) = (&argument.role, &argument.declared) else {
        return None;
    };
    is_flat(model, &argument.ty).then(|| Field {
        wire: wire.clone(),
        ty: argument.ty.clone(),
        is_required: !argument.is_optional,
        is_nullable: false,
        is_deprecated: declared.is_deprecated,
        access: Access::Both,
        docs: argument.docs.clone(),
        default: declared.default.clone(),
    })
}
