//! Sets of strings.

use std::collections::HashSet;

use crate::model::{Definition, TypeId};
use crate::names::{pascal, unique};
use crate::print::{Printer, Style, WIDTH};

/// Declares the enums of a document; one expansion is a third of what serde's derives cost the compiler.
const STRING_ENUM: &str = r##"
/// Declares an enum that is a string on the wire and keeps values that the document does not list.
macro_rules! string_enum {
    ($(#[$attribute:meta])* pub enum $name:ident { $($variant:ident = $value:literal,)* }) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum $name {
            $(#[doc = concat!("`", stringify!($value), "`")] $variant,)*
            /// A value that the document does not list.
            Unknown(String),
        }

        impl $name {
            /// The value on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unknown(value) => value,
                }
            }
        }

        impl From<String> for $name {
            fn from(value: String) -> Self {
                match value.as_str() {
                    $($value => Self::$variant,)*
                    _ => Self::Unknown(value),
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <String as serde::Deserialize>::deserialize(deserializer).map(Self::from)
            }
        }
    };
}
"##;

/// The derives of such an enum.
const DERIVES: &str = "Debug, Clone, PartialEq, Eq";

/// The schema of such an enum; with it the macro takes docs as text, and whether the schema is a component.
const SCHEMA: &str = r##"
        impl pointapi::openapi::schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                stringify!($place) == "inline"
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(
                _: &mut pointapi::openapi::schemars::SchemaGenerator,
            ) -> pointapi::openapi::schemars::Schema {
                pointapi::openapi::string_enum(&[$($doc),*], &[$($value),*])
            }
        }
"##;

/// The macro that declares the enums.
pub(super) fn string_enum(style: &Style) -> String {
    let derives = [DERIVES.to_owned()].into_iter().chain(style.derives_among(&["PartialOrd", "Ord", "Hash"]));
    let declared = STRING_ENUM.replacen(DERIVES, &derives.collect::<Vec<_>>().join(", "), 1);
    if !style.is_openapi {
        return declared;
    }
    let with_docs = declared
        .replace(
            "($(#[$attribute:meta])* pub enum $name:ident {",
            "($(#[doc = $doc:literal])* pub enum $name:ident: $place:ident {",
        )
        .replace("$(#[$attribute])*", "$(#[doc = $doc])*");
    let end = with_docs.rfind("    };\n").unwrap_or(with_docs.len());
    let (start, rest) = with_docs.split_at(end);
    format!("{start}{SCHEMA}{rest}")
}

impl Printer<'_> {
    pub(super) fn enumeration(&self, id: TypeId, definition: &Definition, values: &[String], out: &mut String) {
        let name = self.names.ty(id);
        out.push_str("string_enum! {\n");
        let mut docs = String::new();
        self.definition_docs(definition, &mut docs);
        out.extend(docs.lines().map(|line| format!("    {line}\n")));
        let place = self.schema_place(definition);
        out.push_str(&format!("    pub enum {name}{place} {{\n"));
        let mut line = "       ".to_owned();
        for (value, variant) in values.iter().zip(variant_names(name, values)) {
            let entry = format!(" {variant} = {},", literal(value));
            if line.len() + entry.len() > WIDTH && line.contains('=') {
                out.push_str(&line);
                out.push('\n');
                line = "       ".to_owned();
            }
            line.push_str(&entry);
        }
        out.push_str(&format!("{line}\n    }}\n}}\n"));
    }
}

/// The value as a literal without a backtick: the macro shows it between two of them, in docs whose code is tested.
fn literal(value: &str) -> String {
    format!("{value:?}").replace('`', "\\u{60}")
}

/// A name for each value, without the enum's own name around it.
pub(super) fn variant_names(name: &str, values: &[String]) -> Vec<String> {
    let mut names: Vec<(String, String)> =
        values.iter().map(|value| (value.clone(), without_enum_name(name, &pascal(value)))).collect();
    unique(&mut names, &mut HashSet::from(["Unknown".to_owned(), "Self".to_owned()]));
    names.into_iter().map(|(_, variant)| variant).collect()
}

/// `Event` and `PushEvent` → `Push`
pub(super) fn without_enum_name(name: &str, variant: &str) -> String {
    let stripped = variant.strip_suffix(name).or_else(|| variant.strip_prefix(name));
    match stripped {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_uppercase()) => rest.to_owned(),
        _ => variant.to_owned(),
    }
}
