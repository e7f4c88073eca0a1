//! `cfg_attr`: the macro cannot evaluate its condition, so it may not hold an attribute that the macro must read.

use syn::Attribute;

use crate::errors::Errors;
use crate::parse::conditions::conditional_attributes;

/// Attributes of a method that decide about the generated code.
const READ_ON_METHODS: &[&str] = &["cfg", "point_endpoint", "endpoint", "async_trait"];

/// The fix for two of one kind in one request: `otherwise`, unless `#[cfg]`s may exclude one of them.
pub(crate) fn fix_of_two(is_conditional: bool, otherwise: &str) -> &str {
    if is_conditional { "declare the method twice, each under a `#[cfg(...)]`" } else { otherwise }
}

pub(crate) fn forbid_hidden_declarations(attributes: &[Attribute], errors: &mut Errors) {
    for attribute in attributes {
        for name in READ_ON_METHODS.iter().filter(|name| hides(attribute, name)) {
            let message = format!(
                "the macro does not evaluate `cfg_attr`, and `{name}` in it decides what is generated; \
                 declare the method twice, each under a `#[cfg(...)]`"
            );
            errors.on(attribute, message);
        }
    }
}

/// True for a `#[cfg_attr(...)]` with an attribute of this name in it.
pub(crate) fn hides(attribute: &Attribute, name: &str) -> bool {
    attribute.path().is_ident("cfg_attr") && conditional_attributes(&attribute.meta).iter().any(|inner| inner == name)
}
