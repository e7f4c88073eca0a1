//! Which Rust type a `type` and a `format` become; the user may change each row.

use std::collections::BTreeMap;

use crate::model::Scalar;

/// The rows that differ from the default of their `type`.
const DEFAULT: [(&str, Scalar); 9] = [
    ("int8", Scalar::I32),
    ("int16", Scalar::I32),
    ("int32", Scalar::I32),
    ("int64", Scalar::I64),
    ("uint8", Scalar::U32),
    ("uint16", Scalar::U32),
    ("uint32", Scalar::U32),
    ("uint64", Scalar::U64),
    ("uint", Scalar::U64),
];

/// The table of formats.
#[derive(Debug, Clone, Default)]
pub(crate) struct Formats {
    changed: BTreeMap<String, String>,
}

impl Formats {
    /// `date-time` → `jiff::Timestamp`: the path of a type that implements serde's traits.
    pub(crate) fn set(&mut self, format: &str, path: &str) {
        self.changed.insert(format.to_owned(), path.to_owned());
    }

    /// The rows that the user changed.
    pub(crate) fn rows(&self) -> &BTreeMap<String, String> {
        &self.changed
    }

    /// The type of a scalar schema; `None` for a `type` that JSON Schema does not have.
    pub(crate) fn scalar(&self, kind: &str, format: Option<&str>) -> Option<Scalar> {
        let default = match kind {
            "string" | "file" => Scalar::String,
            "integer" => Scalar::I64,
            "number" => Scalar::F64,
            "boolean" => Scalar::Bool,
            _ => return None,
        };
        let Some(format) = format else { return Some(default) };
        if let Some(changed) = self.changed.get(format) {
            return Some(named(changed));
        }
        if kind == "string" && format == "password" {
            return Some(Scalar::Secret);
        }
        // A number of format `int64` is one that is written without a fraction; the reverse is not true.
        let is_number = matches!(kind, "integer" | "number");
        let row = DEFAULT.iter().find(|(name, _)| is_number && *name == format);
        Some(row.map_or(default, |(_, scalar)| scalar.clone()))
    }
}

fn named(path: &str) -> Scalar {
    match path {
        "bool" => Scalar::Bool,
        "i32" => Scalar::I32,
        "i64" => Scalar::I64,
        "u32" => Scalar::U32,
        "u64" => Scalar::U64,
        "f32" => Scalar::F32,
        "f64" => Scalar::F64,
        "String" => Scalar::String,
        path => Scalar::Path(path.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_belongs_to_its_type() {
        let formats = Formats::default();
        assert_eq!(formats.scalar("integer", Some("int32")), Some(Scalar::I32));
        assert_eq!(formats.scalar("string", Some("int32")), Some(Scalar::String));
        assert_eq!(formats.scalar("string", Some("date-time")), Some(Scalar::String));
        assert_eq!(formats.scalar("duration", None), None);
    }

    #[test]
    fn a_changed_row_wins() {
        let mut formats = Formats::default();
        formats.set("date-time", "jiff::Timestamp");
        assert_eq!(formats.scalar("string", Some("date-time")), Some(Scalar::Path("jiff::Timestamp".into())));
    }
}
