//! Parameters: which arguments they become, and which of them share a struct.

use std::collections::HashSet;

use crate::cursor::Cursor;
use crate::endpoint::path::Template;
use crate::lower::object;
use crate::lower::{Lowering, Naming};
use crate::model::{Argument, Passing, Role, Scalar, Shape, Struct, Type};
use crate::names::{identifier, snake};

/// The most query parameters that are arguments; more share a struct.
const MOST_QUERY_ARGUMENTS: usize = 6;

/// The most arguments of a function under clippy's default, without `self`.
const MOST_ARGUMENTS: usize = 6;

/// Headers that OpenAPI ignores as parameters: media types and security schemes say them.
const IGNORED: [&str; 3] = ["accept", "content-type", "authorization"];

/// Headers that frame the message.
const SET_BY_CLIENT: [&str; 4] = ["host", "content-length", "connection", "transfer-encoding"];

/// A parameter of an operation or of its path item.
#[derive(Debug, Clone)]
pub(super) struct Parameter<'d> {
    pub(super) name: &'d str,
    /// `path`, `query`, `header`, `cookie`.
    pub(super) place: &'d str,
    pub(super) schema: Cursor<'d>,
}

impl<'d> Parameter<'d> {
    pub(super) fn ty(&self, lowering: &mut Lowering<'d>, naming: &Naming) -> Type {
        let naming = naming.child(self.name);
        match self.schema.get("schema") {
            Some(schema) => lowering.lower(&schema, &naming),
            None => Type::string(),
        }
    }

    pub(super) fn docs(&self) -> String {
        let schema = self.schema.get("schema");
        let mut docs = self.schema.str("description").unwrap_or_default().trim().to_owned();
        if docs.is_empty() {
            docs = schema.as_ref().map(object::docs).unwrap_or_default();
        }
        docs
    }

    fn is_required(&self) -> bool {
        self.schema.is("required") && self.schema.get("schema").is_none_or(|schema| !schema.has("default"))
    }
}

/// The parameters of the operation, and those of its path item that it does not replace.
pub(super) fn collect<'d>(
    item: &Cursor<'d>,
    operation: &Cursor<'d>,
    lowering: &mut Lowering<'d>,
) -> Vec<Parameter<'d>> {
    let mut parameters: Vec<Parameter<'d>> = Vec::new();
    for declared in operation.items_of("parameters").into_iter().chain(item.items_of("parameters")) {
        let schema = match declared.resolve() {
            Ok(schema) => schema,
            Err(dangling) => {
                lowering.findings.add(&declared, format!("{}; the parameter is left out", dangling.reason));
                continue;
            }
        };
        let (Some(name), Some(place)) = (schema.str("name"), schema.str("in")) else {
            lowering.findings.add(&declared, "the parameter has no name or no place; it is left out");
            continue;
        };
        let is_known = parameters.iter().any(|known| known.name == name && known.place == place);
        if !is_known {
            parameters.push(Parameter { name, place, schema });
        }
    }
    parameters
}

/// The arguments for everything but the path.
pub(super) fn arguments<'d>(
    parameters: &[Parameter<'d>],
    template: &mut Template,
    operation: &Cursor<'d>,
    lowering: &mut Lowering<'d>,
    naming: &Naming,
) -> Vec<Argument> {
    let declared: HashSet<&str> =
        parameters.iter().filter(|parameter| parameter.place == "query").map(|parameter| parameter.name).collect();
    template.fixed_query.retain(|pair| !declared.contains(pair.split('=').next().unwrap_or(pair)));
    let mut query: Vec<Argument> = Vec::new();
    let mut others = Vec::new();
    for parameter in parameters {
        match parameter.place {
            "query" => query.push(query_argument(parameter, lowering, naming)),
            "header" => others.extend(header(parameter, lowering, naming)),
            "cookie" => others.push(cookie(parameter, lowering, naming)),
            "path" => {}
            place => {
                let reason = format!("`{place}` is not a place of a parameter; `{}` is left out", parameter.name);
                lowering.findings.add(&parameter.schema, reason);
            }
        }
    }
    for name in template.query_names.iter().filter(|name| !declared.contains(name.as_str())) {
        query.push(argument(name, Role::Query { wire: name.clone(), format: None }, Type::string(), true));
    }
    let in_path = parameters.iter().filter(|parameter| parameter.place == "path").count();
    let has_body = operation.has("requestBody");
    let total = query.len() + others.len() + in_path + usize::from(has_body);
    if query.len() > MOST_QUERY_ARGUMENTS || (query.len() > 1 && total > MOST_ARGUMENTS) {
        query = share_struct(query, parameters, operation, lowering, naming);
    }
    query.sort_by_key(|argument| argument.is_optional);
    query.extend(others);
    query
}

fn argument(name: &str, role: Role, ty: Type, is_optional: bool) -> Argument {
    let passing = passing(&ty);
    Argument { name: identifier(&snake(name)), role, ty, is_optional, passing, docs: String::new() }
}

fn passing(ty: &Type) -> Passing {
    match ty {
        Type::Scalar(scalar) => scalar_passing(scalar),
        Type::List(_) => Passing::Slice,
        _ => Passing::Reference,
    }
}

pub(super) fn scalar_passing(scalar: &Scalar) -> Passing {
    match scalar {
        Scalar::String => Passing::Slice,
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
            ..argument(parameter.name, role, Type::string(), is_optional)
        };
    }
    let explodes = parameter.schema.node.get("explode").and_then(crate::node::Node::as_bool);
    let style = parameter.schema.str("style").unwrap_or("form");
    let is_list = matches!(ty, Type::List(_));
    let format = match style {
        "deepObject" if is_list => Some("brackets"),
        "deepObject" => Some("deep"),
        "spaceDelimited" => Some("spaces"),
        "pipeDelimited" => Some("pipes"),
        _ if is_list && explodes == Some(false) => Some("csv"),
        _ => None,
    };
    let role =
        if format.is_none() && matches!(ty, Type::Map(_)) { Role::QueryStruct } else { Role::Query { wire, format } };
    Argument { docs: parameter.docs(), ..argument(parameter.name, role, ty, is_optional) }
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
    let is_name = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    if parameter.name.is_empty() || !parameter.name.chars().all(is_name) {
        let reason = format!("`{}` is not a name of a header; it is left out", parameter.name);
        lowering.findings.add(&parameter.schema, reason);
        return None;
    }
    let role = Role::Header { wire: parameter.name.to_owned() };
    Some(text_or_scalar(parameter, role, lowering, naming))
}

fn cookie<'d>(parameter: &Parameter<'d>, lowering: &mut Lowering<'d>, naming: &Naming) -> Argument {
    text_or_scalar(parameter, Role::Cookie { wire: parameter.name.to_owned() }, lowering, naming)
}

/// Headers and cookies are numbers, booleans or text; a list is text with commas.
fn text_or_scalar<'d>(parameter: &Parameter<'d>, role: Role, lowering: &mut Lowering<'d>, naming: &Naming) -> Argument {
    let (ty, is_nullable) = parameter.ty(lowering, naming).without_null();
    let mut docs = parameter.docs();
    let ty = match ty {
        Type::Scalar(scalar) if scalar_passing(&scalar) == Passing::Value && !scalar.is_float() => Type::Scalar(scalar),
        Type::List(_) => {
            docs = join(&docs, "Several values are separated by commas.");
            Type::string()
        }
        _ => Type::string(),
    };
    Argument { docs, ..argument(parameter.name, role, ty, !parameter.is_required() || is_nullable) }
}

/// Puts the query parameters into one struct, but for those with a format of their own.
fn share_struct<'d>(
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
        fields.push(crate::model::Field { docs: argument.docs, default, ..field });
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
        docs,
    };
    std::iter::once(shared).chain(kept).collect()
}

fn join(docs: &str, more: &str) -> String {
    if docs.is_empty() { more.to_owned() } else { format!("{docs}\n\n{more}") }
}

/// Appends the word of their role to arguments of equal names: the query parameter `id` beside `{id}` is `id_query`.
pub(super) fn rename_equal(arguments: &mut [Argument]) {
    let mut taken: HashSet<String> = HashSet::new();
    for argument in arguments {
        let plain = argument.name.trim_start_matches("r#").to_owned();
        if taken.insert(plain.clone()) {
            continue;
        }
        let word = match argument.role {
            Role::Path { .. } => "path",
            Role::Query { .. } | Role::QueryStruct => "query",
            Role::Header { .. } => "header",
            Role::Cookie { .. } => "cookie",
            Role::Body { .. } => "body",
            Role::Part { .. } => "part",
        };
        argument.name = crate::names::free(&format!("{plain}_{word}"), &mut taken);
    }
}
