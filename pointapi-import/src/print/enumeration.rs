//! Sets of strings.

use std::collections::HashSet;

use crate::model::{Definition, TypeId};
use crate::names::{pascal, unique};
use crate::print::{Printer, WIDTH};

/// Declares the enums of a document; one expansion is a third of what serde's derives cost the compiler.
pub(super) const STRING_ENUM: &str = r##"
/// Declares an enum that is a string on the wire and keeps values that the document does not list.
macro_rules! string_enum {
    ($(#[$attribute:meta])* pub enum $name:ident { $($variant:ident = $value:literal,)* }) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum $name {
            $(#[doc = concat!("`", $value, "`")] $variant,)*
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

impl Printer<'_> {
    pub(super) fn enumeration(&self, id: TypeId, definition: &Definition, values: &[String], out: &mut String) {
        let name = self.names.ty(id);
        out.push_str("string_enum! {\n");
        let mut docs = String::new();
        self.definition_docs(definition, &mut docs);
        out.extend(docs.lines().map(|line| format!("    {line}\n")));
        out.push_str(&format!("    pub enum {name} {{\n"));
        let mut line = "       ".to_owned();
        for (value, variant) in values.iter().zip(variant_names(name, values)) {
            let entry = format!(" {variant} = {value:?},");
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
