//! Schemas of values whose wire form is a string.

/// Implements `JsonSchema` for a string of a pattern, under the feature `openapi`.
///
/// The description is given here and not taken from the docs, whose examples look like personal data.
macro_rules! text_schema {
    ($name:ident, $description:literal, { $($key:literal: $value:expr),* }) => {
        #[cfg(feature = "openapi")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn schema_id() -> std::borrow::Cow<'static, str> {
                concat!(module_path!(), "::", stringify!($name)).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "description": $description, $($key: $value),* })
            }
        }
    };
}

pub(in crate::platform) use text_schema;
