//! Parameters: path values, query, headers and cookies.

use serde_json::{Map, Value, json};

use super::argument::{Argument, Place};
use super::path::Path;
use super::schemas::{Schemas, without_null};
use super::sensitive::sensitive;
use crate::endpoint::{Class, Endpoint, MAX_IDEMPOTENCY_KEY};
use crate::param::ListFormat;

/// The members of a schema that combine others.
const CHOICES: [&str; 3] = ["oneOf", "anyOf", "allOf"];

/// Headers that OpenAPI describes elsewhere, as a body, a response or a security scheme.
const DESCRIBED_ELSEWHERE: [&str; 3] = ["accept", "authorization", "content-type"];

/// The parameters of an endpoint: those of its arguments, then those that each of its requests has.
pub(super) fn parameters(
    endpoint: &'static Endpoint,
    path: &Path,
    arguments: &[Argument],
    schemas: &mut Schemas,
) -> Vec<Value> {
    let mut parameters: Vec<Value> =
        arguments.iter().flat_map(|argument| of_argument(argument, path, schemas)).collect();
    // A name that is repeated is pushed as often; the copies are removed below.
    for (name, _) in &path.fixed_query {
        let same = path.fixed_query.iter().filter(|(other, _)| other == name);
        match same.map(|(_, value)| value.as_str()).collect::<Vec<_>>().as_slice() {
            [value] => parameters.push(fixed("query", name, value, true)),
            values => parameters.push(fixed_list(name, values)),
        }
    }
    for (name, value) in endpoint.headers.iter().filter(|(name, _)| !DESCRIBED_ELSEWHERE.contains(name)) {
        parameters.push(fixed("header", name, value, false));
    }
    if let Class::Keyed(header) = endpoint.class {
        let description = "A key by which the server recognizes a repetition of the request.";
        let schema = json!({ "type": "string", "minLength": 1, "maxLength": MAX_IDEMPOTENCY_KEY });
        parameters.push(json!({ "name": header, "in": "header", "description": description, "schema": schema }));
    }
    let mut distinct: Vec<Value> = Vec::new();
    for parameter in parameters {
        // Of two with one name and place, a document may have one.
        if !distinct.iter().any(|known| known["name"] == parameter["name"] && known["in"] == parameter["in"]) {
            distinct.push(parameter);
        }
    }
    distinct
}

/// A parameter that has the same value in each request.
fn fixed(place: &str, name: &str, value: &str, is_required: bool) -> Value {
    let mut parameter = json!({ "name": name, "in": place, "schema": { "type": "string", "enum": [value] } });
    if is_required {
        parameter["required"] = true.into();
    }
    parameter
}

/// A query parameter that each request repeats with the same values.
fn fixed_list(name: &str, values: &[&str]) -> Value {
    let schema = json!({ "type": "array", "items": { "type": "string" }, "const": values });
    json!({ "name": name, "in": "query", "required": true, "style": "form", "explode": true, "schema": schema })
}

fn of_argument(argument: &Argument, path: &Path, schemas: &mut Schemas) -> Vec<Value> {
    match argument.place {
        Place::Path(index) => {
            let name = path.placeholders.get(index).copied().unwrap_or_default();
            let (schema, _) = without_null(schemas.find_or_text(argument.schema));
            vec![argument.parameter("path", name, schema, true, Map::new())]
        }
        Place::Query => Field::of(argument, schemas).into_iter().map(|field| argument.query_parameter(field)).collect(),
        Place::Header if DESCRIBED_ELSEWHERE.iter().any(|name| argument.is_header(name)) => Vec::new(),
        Place::Header => vec![argument.text_parameter("header", schemas)],
        Place::Cookie => vec![argument.text_parameter("cookie", schemas)],
        Place::Form | Place::Part(_) | Place::Body(_) | Place::Bytes => Vec::new(),
    }
}

/// A pair of a query or a form, or the pairs of a map.
pub(super) struct Field {
    pub(super) name: String,
    pub(super) schema: Value,
    pub(super) is_required: bool,
    pub(super) description: Option<Value>,
    pub(super) deprecated: Option<Value>,
    /// `style` and `explode`, where they say something.
    pub(super) style: Map<String, Value>,
}

impl Field {
    /// The fields of an argument: one for a scalar, a list or a map, one for each field of a struct.
    pub(super) fn of(argument: &Argument, schemas: &mut Schemas) -> Vec<Self> {
        let (schema, is_nullable) = without_null(schemas.find_or_text(argument.schema));
        // A form that may be absent requires its fields where it is sent.
        let is_optional = argument.is_optional && !argument.is_whole_form() || is_nullable;
        let content = schemas.resolve(&schema);
        // The fields of a flattened enum stand beside the properties, and depend on each other.
        let properties = content.get("properties").and_then(Value::as_object).filter(|_| !is_choice(&content));
        match properties.filter(|_| argument.format != ListFormat::Deep || argument.name.is_empty()) {
            Some(properties) => of_struct(argument, &content, properties, is_optional, schemas),
            None => vec![Self::new(argument.name, argument.format, schema, is_optional, schemas)],
        }
    }

    fn new(name: &str, format: ListFormat, schema: Value, is_optional: bool, schemas: &Schemas) -> Self {
        let content = schemas.resolve(&schema);
        let is_list = content["type"] == "array";
        // An object without properties can be a map or a choice of structs.
        let is_object = content["type"] == "object" || is_choice(&content) && !is_choice_of_texts(&content, schemas);
        let style = match format {
            _ if !is_list && !is_object => Map::new(),
            ListFormat::Deep => style("deepObject", true),
            _ if !is_list => style("form", true),
            ListFormat::Repeat | ListFormat::Brackets => style("form", true),
            ListFormat::Csv => style("form", false),
            ListFormat::Pipes => style("pipeDelimited", false),
            ListFormat::Spaces => style("spaceDelimited", false),
        };
        let suffix = if is_list && format == ListFormat::Brackets { "[]" } else { "" };
        // An empty list or map sends nothing, nor does a struct without required fields.
        let can_be_empty = is_list || is_object && can_be_empty(&content, schemas);
        let is_required = !is_optional && !can_be_empty;
        Self { name: format!("{name}{suffix}"), schema, is_required, description: None, deprecated: None, style }
    }
}

/// True for a schema that combines others.
pub(super) fn is_choice(content: &Value) -> bool {
    CHOICES.iter().any(|key| content.get(key).is_some())
}

/// The choices of a schema under a key such as `oneOf`.
fn choices<'a>(content: &'a Value, key: &str) -> &'a [Value] {
    content.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// True for a value that one pair holds as text.
fn is_text(content: &Value) -> bool {
    let is_other = |name: &str| matches!(name, "object" | "array" | "null");
    let is_typed = content["type"].as_str().is_some_and(|name| !is_other(name));
    is_typed || content.get("const").is_some() || content.get("enum").is_some()
}

/// True for an enum whose variants have schemas of their own, such as those with docs.
fn is_choice_of_texts(content: &Value, schemas: &Schemas) -> bool {
    let is_text = |schema: &Value| is_text(&schemas.resolve(schema));
    let are_texts = |key: &str| !choices(content, key).is_empty() && choices(content, key).iter().all(is_text);
    are_texts("oneOf") || are_texts("anyOf")
}

/// True for an object without required fields, whichever of its choices it is.
fn can_be_empty(content: &Value, schemas: &Schemas) -> bool {
    let requires = |content: &Value| content["required"].as_array().is_some_and(|names| !names.is_empty());
    let needs = |schema: &Value| {
        let schema = schemas.resolve(schema);
        requires(&schema) || is_text(&schema)
    };
    let is_needed = |key: &str| !choices(content, key).is_empty() && choices(content, key).iter().all(needs);
    !requires(content) && !choices(content, "allOf").iter().any(needs) && !is_needed("oneOf") && !is_needed("anyOf")
}

fn of_struct(
    argument: &Argument,
    content: &Value,
    properties: &Map<String, Value>,
    is_optional: bool,
    schemas: &Schemas,
) -> Vec<Field> {
    let required = content.get("required").and_then(Value::as_array);
    let is_required = |name: &str| !is_optional && required.is_some_and(|names| names.iter().any(|own| own == name));
    let field = |(name, schema): (&String, &Value)| {
        let mut schema = schema.clone();
        let mut lift = |name| schema.as_object_mut().and_then(|schema| schema.remove(name));
        let (description, deprecated) = (lift("description"), lift("deprecated"));
        let (schema, is_nullable) = without_null(schema);
        let is_optional = is_nullable || !is_required(name);
        Field { description, deprecated, ..Field::new(name, argument.format, schema, is_optional, schemas) }
    };
    let mut fields: Vec<Field> = properties.iter().map(field).collect();
    let mut others = of_entries(content);
    if !others.is_empty() {
        others.insert("type".to_owned(), "object".into());
        let name = if argument.name.is_empty() { "fields" } else { argument.name };
        fields.push(Field::new(name, argument.format, others.into(), true, schemas));
    }
    fields
}

/// The members of a schema about the properties that it does not name; may be empty.
///
/// A map whose keys have a pattern, such as integers, allows no others.
pub(super) fn of_entries(content: &Value) -> Map<String, Value> {
    let member = |name: &str| content.get(name).map(|schema| (name.to_owned(), schema.clone()));
    let others = member("additionalProperties");
    let patterns = member("patternProperties");
    let is_closed = patterns.is_none() && others.as_ref().is_some_and(|(_, schema)| *schema == false);
    others.filter(|_| !is_closed).into_iter().chain(patterns).collect()
}

fn style(name: &str, explode: bool) -> Map<String, Value> {
    Map::from_iter([("style".to_owned(), name.into()), ("explode".to_owned(), explode.into())])
}

impl Argument {
    fn query_parameter(&self, field: Field) -> Value {
        let Field { name, schema, is_required, description, deprecated, style } = field;
        let mut parameter = self.parameter("query", &name, schema, is_required, style);
        for (name, member) in [("description", description), ("deprecated", deprecated)] {
            member.into_iter().for_each(|member| parameter[name] = member);
        }
        parameter
    }

    /// A header or a cookie. A list of a header is one value with commas, that of a cookie repeats the name.
    fn text_parameter(&self, place: &str, schemas: &mut Schemas) -> Value {
        let (schema, is_nullable) = without_null(schemas.find_or_text(self.schema));
        let is_list = schemas.resolve(&schema)["type"] == "array";
        let is_required = !self.is_optional && !is_nullable && !is_list;
        let style = match (is_list, place) {
            (false, _) => Map::new(),
            (true, "header") => style("simple", false),
            (true, _) => style("form", true),
        };
        self.parameter(place, self.name, schema, is_required, style)
    }

    fn parameter(
        &self,
        place: &str,
        name: &str,
        schema: Value,
        is_required: bool,
        mut members: Map<String, Value>,
    ) -> Value {
        members.insert("name".to_owned(), name.into());
        members.insert("in".to_owned(), place.into());
        members.insert("schema".to_owned(), if self.is_sensitive { sensitive(schema) } else { schema });
        if is_required {
            members.insert("required".to_owned(), true.into());
        }
        if !self.docs.is_empty() {
            members.insert("description".to_owned(), self.docs.clone().into());
        }
        Value::Object(members)
    }
}
