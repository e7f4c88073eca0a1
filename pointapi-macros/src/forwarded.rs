//! Distributes the user's attributes among the generated items.

use proc_macro2::Ident;
use syn::spanned::Spanned;
use syn::{Attribute, Expr, ExprLit, Lit, Meta};

use crate::parse::conditions::conditional_attributes;

/// The attributes of a trait, a method or an argument, by the item that they are repeated on.
#[derive(Default)]
pub(crate) struct Forwarded {
    /// On the user's own item: all of them.
    pub(crate) on_trait: Vec<Attribute>,
    /// On its counterpart in the client.
    pub(crate) on_client: Vec<Attribute>,
    /// On its counterpart in the trait's implementation.
    pub(crate) on_implementation: Vec<Attribute>,
    /// On everything else that is generated from it.
    pub(crate) conditions: Vec<Attribute>,
    /// The expressions of the doc comment, one a line.
    pub(crate) docs: Vec<Expr>,
}

impl Forwarded {
    pub(crate) fn of(attributes: Vec<Attribute>) -> Self {
        let mut forwarded = Self::default();
        for attribute in attributes {
            forwarded.sort_in(attribute);
        }
        forwarded
    }

    fn sort_in(&mut self, attribute: Attribute) {
        let name = attribute.path().get_ident().map(ToString::to_string).unwrap_or_default();
        match name.as_str() {
            "cfg" => {
                self.on_client.push(attribute.clone());
                self.on_implementation.push(attribute.clone());
                self.conditions.push(attribute.clone());
            }
            "doc" => {
                self.docs.extend(doc_text(&attribute).cloned());
                self.on_client.push(attribute.clone());
            }
            "deprecated" | "must_use" => self.on_client.push(attribute.clone()),
            "cfg_attr" => self.sort_in_conditional(&attribute),
            "allow" | "expect" => {
                // The lint may fire on one of the copies only, so a copy cannot expect it.
                let allowed = as_allow(&attribute);
                self.on_client.push(allowed.clone());
                self.on_implementation.push(allowed);
            }
            _ => {}
        }
        self.on_trait.push(attribute);
    }

    /// A `cfg_attr` goes where its attributes would go; one that `expect`s a lint stays on the trait.
    fn sort_in_conditional(&mut self, attribute: &Attribute) {
        let names = conditional_attributes(&attribute.meta);
        let are_all = |known: &[&str]| !names.is_empty() && names.iter().all(|name| known.contains(&name.as_str()));
        if are_all(&["doc", "deprecated", "must_use", "allow"]) {
            self.on_client.push(attribute.clone());
        }
        if are_all(&["allow"]) {
            self.on_implementation.push(attribute.clone());
        }
    }

    /// True if a `#[cfg]` decides whether the item is there.
    pub(crate) fn is_conditional(&self) -> bool {
        !self.conditions.is_empty()
    }
}

/// The text of `#[doc = "..."]`, not the settings of `#[doc(...)]`.
fn doc_text(attribute: &Attribute) -> Option<&Expr> {
    match &attribute.meta {
        Meta::NameValue(pair) => Some(&pair.value),
        Meta::Path(_) | Meta::List(_) => None,
    }
}

/// Input: `#[expect(some::lint, reason = "...")]`
///
/// Output: `#[allow(some::lint, reason = "...")]`
fn as_allow(attribute: &Attribute) -> Attribute {
    let mut allowed = attribute.clone();
    if let Meta::List(list) = &mut allowed.meta {
        list.path = Ident::new("allow", attribute.path().span()).into();
    }
    allowed
}

/// A line of a doc comment, if it is a plain literal and not, say, an `include_str!`.
pub(crate) fn doc_line(doc: &Expr) -> Option<String> {
    match doc {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => {
            let line = text.value();
            Some(line.strip_prefix(' ').unwrap_or(&line).to_owned())
        }
        _ => None,
    }
}
