//! The attributes of schemars, with which types have a schema in an OpenAPI document.

use crate::choice::Choice;
use crate::model::{Access, Definition, Field, Origin, Scalar, Shape, Struct, Type, Union};
use crate::print::Printer;
use crate::print::presence::Presence;

/// The re-export, so that the generated code has no dependency of its own.
const CRATE: &str = "#[schemars(crate = \"pointapi::openapi::schemars\")]\n";

impl Printer<'_> {
    /// The derive of a type with a schema.
    pub(super) fn schema_derive(&self) -> Option<&'static str> {
        self.style.is_openapi.then_some("JsonSchema")
    }

    pub(super) fn struct_schema(&self, definition: &Definition, of: &Struct) -> String {
        let has_options = of.fields.iter().any(|field| !field.is_required || field.is_nullable);
        let transform = has_options.then(|| "transform = pointapi::openapi::null_where_marked".to_owned());
        self.schema_attributes(definition, transform)
    }

    /// A field that may be `null` is marked, and one that is an `Option` although it must be present.
    pub(super) fn field_schema(&self, field: &Field, presence: Presence) -> String {
        let mut marks = Vec::new();
        if field.is_nullable && field.ty != Type::Any {
            marks.push("nullable");
        }
        if presence == Presence::Nullable && field.ty != Type::Any {
            marks.push("present");
        }
        match field.access {
            Access::Both => {}
            Access::ReadOnly => marks.push("readOnly"),
            Access::WriteOnly => marks.push("writeOnly"),
        }
        let mut marks: Vec<String> = marks.iter().map(|mark| format!("{mark:?} = true")).collect();
        marks.extend(
            field.default.as_ref().map(|default| format!("\"default\" = {}", default_value(default, &field.ty))),
        );
        if marks.is_empty() || !self.style.is_openapi {
            return String::new();
        }
        format!("    #[schemars(extend({}))]\n", marks.join(", "))
    }

    /// `has_serde` if serde's attribute says that the union has no tag of serde's.
    pub(super) fn union_schema(
        &self,
        definition: &Definition,
        union: &Union,
        choice: &Choice,
        has_serde: bool,
    ) -> String {
        let untagged = (!has_serde).then(|| "untagged".to_owned());
        let discriminator = self.discriminator(union, choice);
        self.schema_attributes(definition, untagged.into_iter().chain(discriminator))
    }

    /// The discriminator, if each of its values selects one variant and each variant has one.
    fn discriminator(&self, union: &Union, choice: &Choice) -> Option<String> {
        let Choice::By { tag, arms, other } = choice else { return None };
        if **other != Choice::Try(Vec::new()) {
            return None;
        }
        let mut mapping = Vec::new();
        for arm in arms.iter().filter(|arm| !arm.values.is_empty()) {
            let Choice::Try(variants) = &arm.choice else { return None };
            let [variant] = variants.as_slice() else { return None };
            let id = union.variants.get(*variant).and_then(|variant| variant.ty.named());
            if let Some(id) = id.filter(|id| self.model.definition(*id).is_some_and(is_component)) {
                let target = format!("\"#/components/schemas/{}\"", self.names.ty(id));
                mapping.extend(arm.values.iter().map(|value| format!("        {value:?}: {target}")));
            }
        }
        let mapping = mapping.join(",\n");
        Some(format!(
            "extend(\"discriminator\" = {{\n    \"propertyName\": {tag:?},\n    \"mapping\": {{\n{mapping}\n    }}\n}})"
        ))
    }

    /// The place of an enum of strings in the document, as the macro `string_enum` takes it.
    pub(super) fn schema_place(&self, definition: &Definition) -> &'static str {
        match (self.style.is_openapi, is_component(definition)) {
            (false, _) => "",
            (true, true) => ": component",
            (true, false) => ": inline",
        }
    }

    fn schema_attributes(&self, definition: &Definition, more: impl IntoIterator<Item = String>) -> String {
        if !self.style.is_openapi {
            return String::new();
        }
        let inline = (!is_component(definition)).then(|| "inline".to_owned());
        let parts: Vec<String> = inline.into_iter().chain(more).collect();
        let others = if parts.is_empty() { String::new() } else { format!("#[schemars({})]\n", parts.join(", ")) };
        format!("{CRATE}{others}")
    }
}

/// The default as a JSON value.
fn default_value(default: &str, ty: &Type) -> String {
    match ty {
        Type::Scalar(Scalar::String | Scalar::Secret | Scalar::Path(_)) => format!("{default:?}"),
        Type::Scalar(_) if default == "true" || default == "false" => default.to_owned(),
        Type::Scalar(_) => number(default).unwrap_or_else(|| format!("{default:?}")),
        _ => format!("{default:?}"),
    }
}

/// A number of JSON as a literal of Rust, whose integers are 32 bits long without a suffix.
fn number(text: &str) -> Option<String> {
    let number: serde_json::Number = serde_json::from_str(text).ok()?;
    Some(match (number.as_i64(), number.as_u64()) {
        (Some(integer), _) if i32::try_from(integer).is_ok() => integer.to_string(),
        (Some(integer), _) => format!("{integer}_i64"),
        (None, Some(integer)) => format!("{integer}_u64"),
        (None, None) => format!("{:?}", number.as_f64()?),
    })
}

/// A part of an operation stands where it is used.
pub(super) fn is_component(definition: &Definition) -> bool {
    definition.origin != Origin::Operation || matches!(definition.shape, Shape::Statuses(_))
}
