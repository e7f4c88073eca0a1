//! The target: template, URL, and the roles that a call can have only once.

use crate::errors::Errors;
use crate::model::endpoint::Endpoint;
use crate::model::param::{Param, Place};

fn first(endpoint: &Endpoint, place: Place) -> Option<&Param> {
    endpoint.request.params.iter().find(|param| param.kind.place == place)
}

pub(crate) fn forbid_template_beside_url(endpoint: &Endpoint, errors: &mut Errors) {
    if let Some(url) = first(endpoint, Place::Url)
        && !endpoint.request.path.is_empty()
    {
        let message = format!("`{}` is a `#[url]` and replaces the path; write the path as `\"\"`", url.ident);
        errors.at(endpoint.request.path.span, message);
    }
}

pub(crate) fn forbid_empty_template(endpoint: &Endpoint, errors: &mut Errors) {
    if endpoint.request.path.is_empty() && first(endpoint, Place::Url).is_none() {
        errors
            .at(endpoint.request.path.span, "the path must start with `/`; write `\"/\"`, or take a `#[url]` argument");
    }
}

/// Paths appear in the access logs of servers and proxies.
pub(crate) fn forbid_sensitive_path(endpoint: &Endpoint, errors: &mut Errors) {
    for param in &endpoint.request.params {
        if let (Place::Path, Some(span)) = (param.kind.place, param.sensitive) {
            let message = format!("paths appear in access logs; send `{}` in a header or in the body", param.ident);
            errors.at(span, message);
        }
    }
}

pub(crate) fn forbid_conditional_path(endpoint: &Endpoint, errors: &mut Errors) {
    for param in &endpoint.request.params {
        if let (Place::Path, Some(condition)) = (param.kind.place, param.conditions.first()) {
            let message = format!("`{{{}}}` is always in the path; put the `#[cfg]` on the method", param.wire.value);
            errors.on(condition, message);
        }
    }
}

pub(crate) fn forbid_second_of_a_kind(endpoint: &Endpoint, errors: &mut Errors) {
    for place in [Place::Url, Place::Options, Place::Headers] {
        let mut params = endpoint.request.params.iter().filter(|param| param.kind.place == place);
        let Some(first) = params.next() else { continue };
        for second in params {
            let message = format!(
                "`{}` is already the `#[{}]` of this call; remove one of the two",
                first.ident, first.kind.role
            );
            errors.at(second.span, message);
        }
    }
}
