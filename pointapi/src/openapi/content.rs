//! The request body: one argument, the fields of a form, or the parts of a multipart body.

use serde_json::{Map, Value, json};

use super::argument::{Argument, Place};
use super::parameter::{Field, is_choice, of_entries};
use super::part::PartKind;
use super::schemas::{Schemas, without_null};
use super::sensitive::sensitive;
use crate::endpoint::Endpoint;
use crate::media_type::essence;

const FORM: &str = "application/x-www-form-urlencoded";

/// The request body; `None` if the endpoint has none.
pub(super) fn request_body(endpoint: &Endpoint, arguments: &[Argument], schemas: &mut Schemas) -> Option<Value> {
    let of_form = arguments.iter().filter(|argument| argument.place == Place::Form);
    let of_parts = arguments.iter().filter(|argument| matches!(argument.place, Place::Part(_)));
    let whole = arguments.iter().find(|argument| matches!(argument.place, Place::Body(_) | Place::Bytes));
    if let Some(argument) = whole {
        return Some(whole_body(endpoint, argument, arguments, schemas));
    }
    let mut object = Object::default();
    of_form.for_each(|argument| {
        object.is_optional |= argument.is_optional && argument.is_whole_form();
        object.add_fields(argument, schemas);
    });
    if !object.is_empty() {
        return Some(object.into_body(FORM));
    }
    of_parts.for_each(|argument| object.add_part(argument, schemas));
    (!object.is_empty()).then(|| object.into_body("multipart/form-data"))
}

fn whole_body(endpoint: &Endpoint, argument: &Argument, arguments: &[Argument], schemas: &mut Schemas) -> Value {
    let (media_type, mut content) = match argument.place {
        Place::Body(media_type) => match schemas.find(argument.schema) {
            Some(schema) => (media_type, json!({ "schema": schema })),
            None => (media_type, json!({})),
        },
        _ => ("application/octet-stream", json!({ "schema": bytes() })),
    };
    if argument.is_sensitive && content.get("schema").is_some() {
        content["schema"] = sensitive(content["schema"].take());
    }
    let declared = endpoint.headers.iter().find(|(name, _)| *name == "content-type").map(|(_, value)| *value);
    let is_chosen_by_call = arguments.iter().any(|argument| argument.is_header("content-type"));
    let media_type = if is_chosen_by_call { "*/*" } else { essence(declared.unwrap_or(media_type)) };
    let mut body = json!({ "content": { media_type: content }, "required": !argument.is_optional });
    if !argument.docs.is_empty() {
        body["description"] = argument.docs.clone().into();
    }
    body
}

/// The schema of bytes.
pub(super) fn bytes() -> Value {
    json!({ "type": "string", "format": "binary" })
}

/// The properties of a form or a multipart body.
#[derive(Default)]
struct Object {
    properties: Map<String, Value>,
    required: Vec<Value>,
    /// The members of the schema about fields without a name of their own.
    entries: Map<String, Value>,
    /// The schemas of enums, whose fields depend on each other.
    choices: Vec<Value>,
    has_required_choice: bool,
    encoding: Map<String, Value>,
    /// The body may be absent, whatever it requires.
    is_optional: bool,
}

impl Object {
    fn is_empty(&self) -> bool {
        self.properties.is_empty() && self.entries.is_empty() && self.choices.is_empty()
    }

    fn add_fields(&mut self, argument: &Argument, schemas: &mut Schemas) {
        for field in Field::of(argument, schemas) {
            // A map without a name: each of its entries is a field.
            if field.name.is_empty() && is_choice(&schemas.resolve(&field.schema)) {
                self.has_required_choice |= field.is_required;
                self.choices.push(if argument.is_sensitive { sensitive(field.schema) } else { field.schema });
                continue;
            }
            if field.name.is_empty() {
                let content = schemas.resolve(&field.schema);
                self.entries = of_entries(&content);
                if self.entries.is_empty() {
                    let others = content.get("additionalProperties").cloned().unwrap_or_else(|| json!({}));
                    self.entries.insert("additionalProperties".to_owned(), others);
                }
                continue;
            }
            if !field.style.is_empty() {
                self.encoding.insert(field.name.clone(), Value::Object(field.style));
            }
            let mut schema = described(field.schema, field.description.as_ref().and_then(Value::as_str));
            if let Some(deprecated) = field.deprecated {
                schema["deprecated"] = deprecated;
            }
            if argument.is_sensitive {
                schema = sensitive(schema);
            }
            self.add(field.name, described(schema, Some(&argument.docs)), field.is_required);
        }
    }

    fn add_part(&mut self, argument: &Argument, schemas: &mut Schemas) {
        let Place::Part(kind) = argument.place else { return };
        let schema = match kind {
            PartKind::Value => without_null(schemas.find_or_text(argument.schema)).0,
            PartKind::Bytes => bytes(),
            PartKind::ManyBytes => json!({ "type": "array", "items": bytes() }),
        };
        let is_list = schemas.resolve(&schema)["type"] == "array";
        // A value of any shape is sent as JSON; readers would take it for bytes.
        if kind == PartKind::Value && (schema == json!({}) || schema["items"] == json!({})) {
            self.encoding.insert(argument.name.to_owned(), json!({ "contentType": "application/json" }));
        }
        let schema = if argument.is_sensitive { sensitive(schema) } else { schema };
        let is_required = !argument.is_optional && !is_list;
        self.add(argument.name.to_owned(), described(schema, Some(&argument.docs)), is_required);
    }

    fn add(&mut self, name: String, schema: Value, is_required: bool) {
        if is_required {
            self.required.push(name.clone().into());
        }
        self.properties.insert(name, schema);
    }

    fn into_body(self, media_type: &str) -> Value {
        let Self { properties, required, entries, choices, has_required_choice, encoding, is_optional } = self;
        let is_required = !required.is_empty() || has_required_choice;
        let mut schema = json!({ "type": "object", "properties": properties });
        if !required.is_empty() {
            schema["required"] = required.into();
        }
        for (name, entries) in entries {
            schema[name] = entries;
        }
        match <[Value; 1]>::try_from(choices) {
            Ok([choice]) if schema["properties"] == json!({}) => schema = choice,
            Ok([choice]) => schema["allOf"] = json!([choice]),
            Err(choices) if choices.is_empty() => {}
            Err(choices) => schema["allOf"] = choices.into(),
        }
        let mut content = json!({ "schema": schema });
        if !encoding.is_empty() {
            content["encoding"] = encoding.into();
        }
        let mut body = json!({ "content": { media_type: content } });
        if is_required || is_optional {
            body["required"] = (!is_optional).into();
        }
        body
    }
}

/// The schema with a description, unless it has one.
fn described(mut schema: Value, description: Option<&str>) -> Value {
    let description = description.filter(|text| !text.is_empty());
    if let (Some(members), Some(text)) = (schema.as_object_mut(), description) {
        members.entry("description").or_insert_with(|| text.into());
    }
    schema
}
