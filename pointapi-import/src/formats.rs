//! The Rust type for each `type` and `format`; the user may override a format.

use std::collections::BTreeMap;

use crate::model::Scalar;

/// The formats of numbers. The small ones share a type, since a number's range is not checked by its width.
const NUMBER_FORMATS: [(&str, Scalar); 9] = [
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
    overrides: BTreeMap<String, String>,
}

impl Formats {
    /// Maps a format to the path of a type that implements serde's traits, such as `date-time` to `jiff::Timestamp`,
    /// whatever `type` it stands beside.
    pub(crate) fn set(&mut self, format: &str, path: &str) {
        self.overrides.insert(format.to_owned(), path.to_owned());
    }

    /// The formats that the user set, with their types.
    pub(crate) fn overrides(&self) -> &BTreeMap<String, String> {
        &self.overrides
    }

    /// Returns the type of a scalar schema; `None` if `kind` is not a scalar type.
    pub(crate) fn scalar(&self, kind: &str, format: Option<&str>) -> Option<Scalar> {
        let default = match kind {
            "string" | "file" => Scalar::String,
            "integer" => Scalar::I64,
            "number" => Scalar::F64,
            "boolean" => Scalar::Bool,
            _ => return None,
        };
        let Some(format) = format else { return Some(default) };
        if let Some(path) = self.overrides.get(format) {
            return Some(scalar_at(path));
        }
        if kind == "string" && format == "password" {
            return Some(Scalar::Secret);
        }
        // A `number` with the format of an integer is an integer; an `integer` with the format `double` stays one.
        let is_number = matches!(kind, "integer" | "number");
        let row = NUMBER_FORMATS.iter().find(|(name, _)| is_number && *name == format);
        Some(row.map_or(default, |(_, scalar)| scalar.clone()))
    }
}

/// Returns a scalar by its name in Rust, or else the type at the path.
fn scalar_at(path: &str) -> Scalar {
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
    fn a_format_of_numbers_does_not_apply_to_a_string() {
        let formats = Formats::default();
        assert_eq!(formats.scalar("integer", Some("int32")), Some(Scalar::I32));
        assert_eq!(formats.scalar("string", Some("int32")), Some(Scalar::String));
        assert_eq!(formats.scalar("string", Some("date-time")), Some(Scalar::String));
        assert_eq!(formats.scalar("duration", None), None);
    }

    #[test]
    fn a_format_that_the_user_set_wins() {
        let mut formats = Formats::default();
        formats.set("date-time", "jiff::Timestamp");
        assert_eq!(formats.scalar("string", Some("date-time")), Some(Scalar::Path("jiff::Timestamp".into())));
    }
}
