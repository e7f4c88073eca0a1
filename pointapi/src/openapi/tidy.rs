//! The transform of every schema of a document.

use schemars::Schema;
use schemars::transform::RecursiveTransform;
use serde_json::{Map, Value, json};

use super::docs::for_readers;

/// Changes what other programs read better: the range of an integer stands beside its `format`, which is not one of the
/// standard; a schema that allows everything is an object; a description has no examples in Rust.
pub(super) fn tidy() -> RecursiveTransform<fn(&mut Schema)> {
    RecursiveTransform(|schema| {
        if schema.as_bool() == Some(true) {
            *schema = Schema::default();
        }
        if let Some(docs) = schema.get("description").and_then(Value::as_str) {
            let docs = for_readers(docs);
            schema.insert("description".to_owned(), docs.into());
        }
        follow_renamed_variants(schema);
        mark_attributes(schema);
        let bounds = schema.get("format").and_then(Value::as_str).and_then(bounds);
        let Some((minimum, maximum)) = bounds.filter(|_| allows_integers(schema)) else { return };
        for (name, bound) in [("minimum", minimum), ("maximum", maximum)] {
            if schema.get(name).is_none() {
                schema.insert(name.to_owned(), bound);
            }
        }
    })
}

/// Lets the targets of a discriminator follow its variants: of two components with one name, the second has a number.
fn follow_renamed_variants(schema: &mut Schema) {
    let variants: Vec<String> = ["oneOf", "anyOf"]
        .into_iter()
        .flat_map(|key| schema.get(key).and_then(Value::as_array).into_iter().flatten())
        .filter_map(|variant| variant.get("$ref")?.as_str().map(str::to_owned))
        .collect();
    let mapping = schema.get_mut("discriminator").and_then(|discriminator| discriminator.get_mut("mapping"));
    for target in mapping.and_then(Value::as_object_mut).into_iter().flat_map(Map::values_mut) {
        let Some(written) = target.as_str().filter(|written| !variants.iter().any(|variant| variant == written)) else {
            continue;
        };
        let is_renamed = |variant: &&String| {
            let number = variant.strip_prefix(written);
            number.is_some_and(|number| !number.is_empty() && number.chars().all(|c| c.is_ascii_digit()))
        };
        if let Some(variant) = variants.iter().filter(is_renamed).min_by_key(|variant| variant.len()) {
            *target = variant.clone().into();
        }
    }
}

/// Marks members such as `@id`, which serde's formats of XML write as attributes.
fn mark_attributes(schema: &mut Schema) {
    let members = schema.get_mut("properties").and_then(Value::as_object_mut).into_iter().flatten();
    for (name, member) in members {
        if let (Some(name), Some(member)) = (name.strip_prefix('@'), member.as_object_mut()) {
            member.entry("xml").or_insert_with(|| json!({ "attribute": true, "name": name }));
        }
    }
}

fn allows_integers(schema: &Schema) -> bool {
    match schema.get("type") {
        Some(Value::Array(types)) => types.iter().any(|name| name == "integer"),
        Some(name) => name == "integer",
        None => false,
    }
}

/// The range of an integer format, if JSON numbers hold it.
fn bounds(format: &str) -> Option<(Value, Value)> {
    Some(match format {
        "int32" => (i32::MIN.into(), i32::MAX.into()),
        "int64" | "int" => (i64::MIN.into(), i64::MAX.into()),
        "uint32" => (0.into(), u32::MAX.into()),
        "uint64" | "uint" => (0.into(), u64::MAX.into()),
        _ => return None,
    })
}
