//! Parameters: which arguments they become.

use std::collections::HashSet;

use crate::cursor::Cursor;
use crate::endpoint::declared::Parameter;
use crate::endpoint::media_type::is_token;
use crate::endpoint::path::Template;
use crate::lower::{Lowering, Naming};
use crate::model::{Argument, Passing, Role, Scalar, Type};
use crate::names::{identifier, snake};
use crate::pointer::percent_decode;

/// The most query parameters that are arguments; more share a struct.
const MOST_QUERY_ARGUMENTS: usize = 6;

/// The most arguments of a function under clippy's default, without `self`.
const MOST_ARGUMENTS: usize = 6;

/// Headers that OpenAPI ignores as parameters: media types and security schemes say them.
const IGNORED: [&str; 3] = ["accept", "content-type", AUTHORIZATION];

/// The header of credentials, for which a document may have a parameter instead of a security scheme.
pub(super) const AUTHORIZATION: &str = "authorization";

/// Headers that frame the message.
const SET_BY_CLIENT: [&str; 4] = ["host", "content-length", "connection", "transfer-encoding"];

/// The arguments for everything but the path.
pub(super) fn arguments<'d>(
    parameters: &[Parameter<'d>],
    template: &mut Template,
    lowering: &mut Lowering<'d>,
    naming: &Naming,
) -> Vec<Argument> {
    let mut names: HashSet<&str> =
        parameters.iter().filter(|parameter| parameter.place == "query").map(|parameter| parameter.name).collect();
    let is_argument = |name: &str| names.contains(name) || template.query_names.iter().any(|of_path| of_path == name);
    template.fixed_query.retain(|pair| !is_argument(&percent_decode(pair.split('=').next().unwrap_or(pair))));
    let mut query: Vec<Argument> = Vec::new();
    let mut others = Vec::new();
    for parameter in parameters {
        match parameter.place {
            "query" => query.push(query_argument(parameter, lowering, naming)),
            "header" => others.extend(header(parameter, lowering, naming)),
            "cookie" => others.extend(cookie(parameter, lowering, naming)),
            "path" => {}
            place => {
                let reason = format!("`{place}` is not a place of a parameter; `{}` is left out", parameter.name);
                lowering.findings.add(&parameter.schema, reason);
            }
        }
    }
    for name in template.query_names.iter().filter(|name| names.insert(name.as_str())) {
        query.push(argument(name, Role::Query { wire: name.clone(), format: None }, Type::string(), true));
    }
    query.extend(others);
    query
}

/// True if the parameters are too many for arguments, `parameters_of_call` being those without the path's.
pub(super) fn shares_query(
    parameters_of_call: &[Argument],
    parameters: &[Parameter<'_>],
    operation: &Cursor<'_>,
) -> bool {
    let query = parameters_of_call.iter().filter(|argument| matches!(argument.role, Role::Query { .. })).count();
    let in_path = parameters.iter().filter(|parameter| parameter.place == "path").count();
    let total = parameters_of_call.len() + in_path + usize::from(operation.has("requestBody"));
    query > MOST_QUERY_ARGUMENTS || (query > 1 && total > MOST_ARGUMENTS)
}

pub(super) fn argument(name: &str, role: Role, ty: Type, is_optional: bool) -> Argument {
    let passing = passing(&ty);
    Argument {
        name: identifier(&snake(name)),
        role,
        ty,
        is_optional,
        passing,
        is_sensitive: false,
        docs: String::new(),
        declared: None,
    }
}

pub(super) fn passing(ty: &Type) -> Passing {
    match ty {
        Type::Scalar(scalar) => scalar_passing(scalar),
        Type::List(_) => Passing::Slice,
        _ => Passing::Reference,
    }
}

pub(super) fn scalar_passing(scalar: &Scalar) -> Passing {
    match scalar {
        Scalar::String | Scalar::Secret => Passing::Slice,
        Scalar::Path(_) => Passing::Reference,
        _ => Passing::Value,
    }
}

fn query_argument<'d>(parameter: &Parameter<'d>, lowering: &mut Lowering<'d>, naming: &Naming) -> Argument {
    let (ty, is_nullable) = parameter.ty(lowering, naming).without_null();
    let wire = parameter.name.to_owned();
    let is_optional = !parameter.is_required() || is_nullable;
    if let Some(content) = parameter.schema.get("content")
        && content.members().next().is_some()
    {
        let role = Role::Query { wire, format: None };
        return Argument {
            docs: join(&parameter.docs(), "The value is JSON, as text."),
            declared: Some(parameter.declared("form")),
            ..argument(parameter.name, role, Type::string(), is_optional)
        };
    }
    let role = Role::Query { wire, format: None };
    let declared = Some(parameter.declared("form"));
    Argument { docs: parameter.docs(), declared, ..argument(parameter.name, role, ty, is_optional) }
}

fn header<'d>(parameter: &Parameter<'d>, lowering: &mut Lowering<'d>, naming: &Naming) -> Option<Argument> {
    let lower = parameter.name.to_ascii_lowercase();
    if IGNORED.contains(&lower.as_str()) {
        return None;
    }
    if SET_BY_CLIENT.contains(&lower.as_str()) || lower.starts_with("proxy-") {
        lowering.findings.add(&parameter.schema, format!("`{}` is set by the client; it is left out", parameter.name));
        return None;
    }
    if !is_token(parameter.name) {
        let reason = format!("`{}` is not a name of a header; it is left out", parameter.name);
        lowering.findings.add(&parameter.schema, reason);
        return None;
    }
    let role = Role::Header { wire: parameter.name.to_owned() };
    Some(plain(parameter, role, lowering, naming))
}

fn cookie<'d>(parameter: &Parameter<'d>, lowering: &mut Lowering<'d>, naming: &Naming) -> Option<Argument> {
    if !is_token(parameter.name) {
        let reason = format!("`{}` is not a valid cookie name; the parameter is left out", parameter.name);
        lowering.findings.add(&parameter.schema, reason);
        return None;
    }
    let role = Role::Cookie { wire: parameter.name.to_owned() };
    Some(plain(parameter, role, lowering, naming))
}

fn plain<'d>(parameter: &Parameter<'d>, role: Role, lowering: &mut Lowering<'d>, naming: &Naming) -> Argument {
    let (ty, is_nullable) = parameter.ty(lowering, naming).without_null();
    let declared = Some(parameter.declared("simple"));
    let is_optional = !parameter.is_required() || is_nullable;
    Argument { docs: parameter.docs(), declared, ..argument(parameter.name, role, ty, is_optional) }
}

fn join(docs: &str, more: &str) -> String {
    if docs.is_empty() { more.to_owned() } else { format!("{docs}\n\n{more}") }
}
