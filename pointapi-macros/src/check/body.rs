//! The body of the request.

use crate::check::conditions::fix_of_two;
use crate::errors::Errors;
use crate::model::endpoint::Endpoint;
use crate::model::param::Place;

const BODY_PLACES: [Place; 3] = [Place::Body, Place::Form, Place::Part];

/// One whole body, or fields, or parts.
pub(crate) fn forbid_two_bodies(endpoint: &Endpoint, errors: &mut Errors) {
    let mut params = endpoint.request.params.iter().filter(|param| BODY_PLACES.contains(&param.kind.place));
    let Some(first) = params.next() else { return };
    for second in params {
        if second.kind.place != first.kind.place || first.kind.place == Place::Body {
            let is_conditional = first.is_conditional() || second.is_conditional();
            let fix = fix_of_two(is_conditional, "remove one of the two, or put both into one struct");
            let message = format!(
                "a request has one body, and `{}` is already in it as `#[{}]`; {fix}",
                first.ident, first.kind.role
            );
            errors.at(second.span, message);
        }
    }
}

/// A body that servers and proxies may drop or reject.
pub(crate) fn forbid_body_without_meaning(endpoint: &Endpoint, errors: &mut Errors) {
    let method = &endpoint.request.http_method.value;
    if method.takes_body {
        return;
    }
    for param in endpoint.request.params.iter().filter(|param| BODY_PLACES.contains(&param.kind.place)) {
        errors.at(param.span, format!("{} has no body; use `#[query]`, or `POST`", method.name));
    }
}
