//! The schemas of types, and the components that they refer to.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::ops::Deref;

use percent_encoding::percent_decode_str;
use schemars::generate::SchemaSettings;
use schemars::transform::Transform;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use super::tidy::tidy;

/// Where schemas stand in a document.
const COMPONENTS: &str = "#/components/schemas/";

/// The schema of a type, or text for a type without one.
#[derive(Clone, Copy)]
pub struct TypeSchema(Option<fn(&mut SchemaGenerator) -> Schema>);

impl TypeSchema {
    /// Returns the schema of `T`.
    #[must_use]
    pub fn of<T: JsonSchema + ?Sized>() -> Self {
        Self(Some(|generator| generator.subschema_for::<T>()))
    }
}

/// Selects the schema of a type, if it has one.
///
/// Generated code writes `SchemaOf::<T>::TYPE.__schema()`. Method resolution takes the schema of a [`JsonSchema`] type, and
/// goes on to `AnyType` otherwise, by `Deref`.
pub struct SchemaOf<T: ?Sized>(AnyType, PhantomData<fn(&T)>);

impl<T: ?Sized> SchemaOf<T> {
    /// The value to call `__schema` on.
    pub const TYPE: Self = Self(AnyType, PhantomData);
}

impl<T: JsonSchema + ?Sized> SchemaOf<T> {
    /// Returns the schema of the type.
    #[must_use]
    pub fn __schema(&self) -> TypeSchema {
        TypeSchema::of::<T>()
    }
}

impl<T: ?Sized> Deref for SchemaOf<T> {
    type Target = AnyType;

    fn deref(&self) -> &AnyType {
        &self.0
    }
}

/// A type without a schema.
pub struct AnyType;

impl AnyType {
    /// Returns no schema.
    #[must_use]
    pub fn __schema(&self) -> TypeSchema {
        TypeSchema(None)
    }
}

/// The schemas of one document.
pub(super) struct Schemas(SchemaGenerator);

impl Default for Schemas {
    fn default() -> Self {
        let settings = SchemaSettings::draft2020_12().with(|settings| {
            settings.definitions_path = "/components/schemas".into();
            settings.meta_schema = None;
            settings.transforms.push(Box::new(tidy()));
        });
        Self(settings.into_generator())
    }
}

impl Schemas {
    /// The schema of a type; `None` for a type without one.
    pub(super) fn find(&mut self, schema: TypeSchema) -> Option<Value> {
        let mut schema = schema.0?(&mut self.0);
        tidy().transform(&mut schema);
        Some(schema.to_value())
    }

    /// The schema of a type; text for a type without one.
    pub(super) fn find_or_text(&mut self, schema: TypeSchema) -> Value {
        self.find(schema).unwrap_or_else(|| json!({ "type": "string" }))
    }

    /// Follows a reference to a component.
    pub(super) fn resolve(&self, schema: &Value) -> Value {
        let mut schema = schema.clone();
        // A chain of references is as short as a chain of type aliases; a circle would be one of newtypes.
        for _ in 0..8 {
            let Some(definition) = reference(&schema).and_then(|name| self.0.definitions().get(&name)) else { break };
            let mut definition = definition.clone();
            if let Ok(definition) = <&mut Schema>::try_from(&mut definition) {
                tidy().transform(definition);
            }
            schema = definition;
        }
        schema
    }

    /// The components, by names that a document may use.
    pub(super) fn finish(mut self) -> Components {
        let definitions = self.0.take_definitions(true);
        let mut names: BTreeMap<String, String> = BTreeMap::new();
        for name in definitions.keys().filter(|name| !is_component_name(name)) {
            let base: String = name.chars().map(|c| if is_component_char(c) { c } else { '_' }).collect();
            let is_free = |candidate: &String| {
                !definitions.contains_key(candidate) && !names.values().any(|taken| taken == candidate)
            };
            let free = (2..).map(|count| format!("{base}{count}"));
            let chosen = std::iter::once(base.clone()).chain(free).find(is_free);
            names.insert(name.clone(), chosen.unwrap_or(base));
        }
        Components { definitions, names }
    }
}

/// The components of a document.
pub(super) struct Components {
    definitions: Map<String, Value>,
    /// New names for those that a document may not use.
    names: BTreeMap<String, String>,
}

impl Components {
    /// Adds the components to a document, and renames its references.
    pub(super) fn write_into(self, document: &mut Value) {
        let Self { definitions, names } = self;
        let renamed = |name: String| names.get(&name).cloned().unwrap_or(name);
        if !definitions.is_empty() {
            let schemas = definitions.into_iter().map(|(name, schema)| (renamed(name), schema)).collect();
            document["components"]["schemas"] = Value::Object(schemas);
        }
        if !names.is_empty() {
            rename_references(document, &names);
        }
    }
}

fn rename_references(value: &mut Value, names: &BTreeMap<String, String>) {
    if let Some(name) = reference(value).and_then(|name| names.get(&name)) {
        value["$ref"] = format!("{COMPONENTS}{name}").into();
    }
    match value {
        Value::Object(members) => members.values_mut().for_each(|member| rename_references(member, names)),
        Value::Array(items) => items.iter_mut().for_each(|item| rename_references(item, names)),
        _ => {}
    }
}

/// The name of the component that a schema refers to.
fn reference(schema: &Value) -> Option<String> {
    let name = schema.get("$ref")?.as_str()?.strip_prefix(COMPONENTS)?;
    let name = percent_decode_str(name).decode_utf8().unwrap_or(Cow::Borrowed(name));
    // RFC 6901, section 4.
    Some(name.replace("~1", "/").replace("~0", "~"))
}

fn is_component_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(is_component_char)
}

fn is_component_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-')
}

/// The schema without `null`, and whether it allowed it.
pub(super) fn without_null(mut schema: Value) -> (Value, bool) {
    let mut was_nullable = false;
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        let before = types.len();
        types.retain(|name| name != "null");
        was_nullable = types.len() < before;
        if let [only] = types.as_slice() {
            schema["type"] = only.clone();
        }
    }
    if let Some(Value::Array(values)) = schema.get_mut("enum") {
        values.retain(|value| !value.is_null());
    }
    if let Some(Value::Array(variants)) = schema.get_mut("anyOf") {
        let before = variants.len();
        variants.retain(|variant| variant != &json!({ "type": "null" }));
        was_nullable |= variants.len() < before;
        if let [Value::Object(only)] = variants.as_slice() {
            let only = only.clone();
            if let Some(members) = schema.as_object_mut() {
                members.remove("anyOf");
                only.into_iter().for_each(|(name, value)| drop(members.insert(name, value)));
            }
        }
    }
    if was_nullable && let Some(members) = schema.as_object_mut() {
        members.retain(|name, value| name != "default" || !value.is_null());
    }
    (schema, was_nullable)
}
