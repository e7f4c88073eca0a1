//! Names on the wire, from serde's attributes.

use syn::{Attribute, Expr, LitStr, Token};

use crate::names::RULES;

/// The attributes of a container or of a field that change names.
#[derive(Debug, Default)]
pub(super) struct SerdeNames {
    rename: Option<String>,
    rename_all: Option<String>,
    is_flat: bool,
}

impl SerdeNames {
    pub(super) fn of(attributes: &[Attribute]) -> Self {
        let mut names = Self::default();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
            // Generated attributes are valid; of others only the names before a mistake count.
            let _ = attribute.parse_nested_meta(|meta| {
                let is = |name| meta.path.is_ident(name);
                if is("rename") {
                    names.rename = Some(meta.value()?.parse::<LitStr>()?.value());
                } else if is("rename_all") {
                    names.rename_all = Some(meta.value()?.parse::<LitStr>()?.value());
                } else if is("flatten") {
                    names.is_flat = true;
                } else if meta.input.peek(Token![=]) {
                    meta.value()?.parse::<Expr>()?;
                }
                Ok(())
            });
        }
        names
    }

    /// The name of a field of this container; nothing if its members stand beside the others.
    pub(super) fn of_field(&self, field: &Self, name: &str) -> Option<String> {
        if field.is_flat {
            return None;
        }
        let rule = self.rename_all.as_ref().and_then(|rule| RULES.iter().find(|(name, _)| name == rule));
        let by_rule = || rule.map_or_else(|| name.to_owned(), |(_, rename)| rename(name));
        Some(field.rename.clone().unwrap_or_else(by_rule))
    }
}
