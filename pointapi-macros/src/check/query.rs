//! Query values and form fields.

use crate::check::collections::{Collection, is_list, nested_collections};
use crate::check::conditions::fix_of_two;
use crate::errors::Errors;
use crate::model::endpoint::Endpoint;
use crate::model::param::{Format, Place};
use crate::model::signature::Argument;

/// One name, sent by two arguments or by the template too.
pub(crate) fn forbid_query_twice(endpoint: &Endpoint, errors: &mut Errors) {
    for place in [Place::Query, Place::Form, Place::Part, Place::Cookie] {
        let params: Vec<_> = endpoint.request.params.iter().filter(|param| param.kind.place == place).collect();
        for (position, param) in params.iter().enumerate() {
            let name = &param.wire.value;
            let earlier = params.iter().take(position).find(|earlier| earlier.wire.value == *name);
            let sender = match earlier {
                Some(earlier) => format!("`{}`", earlier.ident),
                None if place == Place::Query && endpoint.request.path.fixed_query.contains(name) => {
                    "the path".to_owned()
                }
                None => continue,
            };
            let role = param.kind.role;
            let is_conditional = param.is_conditional() || earlier.is_some_and(|earlier| earlier.is_conditional());
            let fix = fix_of_two(is_conditional, "take a list in one argument to repeat it");
            let message = format!("{role} `{name}` is already sent by {sender}; {fix}");
            errors.at(param.wire.span, message);
        }
    }
}

/// A list of lists or a map of maps has no place in flat pairs, nor in a header; only `format = deep` nests.
pub(crate) fn forbid_nested_collections(endpoint: &Endpoint, errors: &mut Errors) {
    for param in &endpoint.request.params {
        let is_deep = matches!(&param.format, Format::List(format) | Format::Form(format) if format.name == "deep");
        let is_whole_form = param.kind.place == Place::Body
            && match &param.format {
                Format::Body(format) => format.name == "form",
                Format::Form(_) => true,
                _ => false,
            };
        let is_pairs = is_whole_form || matches!(param.kind.place, Place::Query | Place::Form);
        let Some(Argument { ty, .. }) = endpoint.argument(param) else { continue };
        let Some((outer, inner)) = nested_collections(ty) else { continue };
        let fault = match param.kind.place {
            // A whole form may be a list of pairs; a list of anything else has no names, in any format.
            _ if is_whole_form && is_list(ty) && inner == Collection::List => continue,
            _ if is_whole_form && is_list(ty) => "cannot be written as pairs; take a map or a list of pairs",
            Place::Cookie => "cannot be written as pairs; take a flat list or a struct",
            Place::Header => "cannot be written as one header; take a flat list",
            _ if is_pairs && !is_deep => {
                "cannot be written as pairs; take a flat list or a struct, or add `format = deep`"
            }
            _ => continue,
        };
        errors.on(ty, format!("a {} of {}s {fault}", outer.noun(), inner.noun()));
    }
}
