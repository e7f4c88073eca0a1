//! A struct of query parameters, where they are too many for arguments.

use crate::cursor::Cursor;
use crate::endpoint::declared::Parameter;
use crate::lower::{Lowering, Naming, object};
use crate::model::{Argument, Field, Passing, Role, Shape, Struct};

/// Puts the query parameters into one struct, but for those with a format of their own.
pub(super) fn share_struct<'d>(
    query: Vec<Argument>,
    parameters: &[Parameter<'d>],
    operation: &Cursor<'d>,
    lowering: &mut Lowering<'d>,
    naming: &Naming,
) -> Vec<Argument> {
    let mut fields = Vec::new();
    let mut kept = Vec::new();
    for argument in query {
        let Role::Query { wire, format: None } = &argument.role else {
            kept.push(argument);
            continue;
        };
        let schema = parameters.iter().find(|parameter| parameter.place == "query" && parameter.name == wire);
        let Some(schema) = schema.map(|parameter| &parameter.schema) else {
            kept.push(argument);
            continue;
        };
        let field = object::field(wire, argument.ty.clone(), schema, !argument.is_optional);
        let default = schema.get("schema").and_then(|schema| object::default(&schema));
        fields.push(Field { docs: argument.docs, default, ..field });
    }
    if fields.len() < 2 {
        return kept;
    }
    let all_optional = fields.iter().all(|field| !field.is_required);
    let shape = Shape::Struct(Struct { fields, additional: None, is_query: true });
    let ty = lowering.define(&naming.child("query"), operation, shape);
    lowering.describe_last("The query parameters of a call.");
    let docs = if all_optional { String::new() } else { "The parameters.".to_owned() };
    let shared = Argument {
        name: "query".to_owned(),
        role: Role::QueryStruct,
        ty,
        is_optional: false,
        passing: Passing::Reference,
        is_sensitive: false,
        docs,
    };
    std::iter::once(shared).chain(kept).collect()
}
