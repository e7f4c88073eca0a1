//! Options that contradict the method or each other.

use crate::errors::Errors;
use crate::model::endpoint::Endpoint;
use crate::model::http_method::HttpMethod;
use crate::model::options::{Auth, EndpointOptions};

/// Rules about the endpoint's own options; a default of the trait that does not fit is ignored.
pub(crate) const OWN_RULES: &[fn(&HttpMethod, &EndpointOptions, &mut Errors)] =
    &[forbid_pointless_key, forbid_once_and_repeatable, forbid_repeated_effects];

fn forbid_pointless_key(method: &HttpMethod, options: &EndpointOptions, errors: &mut Errors) {
    if let (true, Some(key)) = (method.is_safe, &options.idempotency_key) {
        errors.at(key.span, format!("{} changes nothing and needs no key; remove `idempotency_key`", method.name));
    }
}

fn forbid_once_and_repeatable(_: &HttpMethod, options: &EndpointOptions, errors: &mut Errors) {
    let Some(span) = options.once else { return };
    let message = match (options.idempotent, &options.idempotency_key) {
        (Some(_), _) => "`once` and `idempotent` contradict each other; remove one of them",
        (None, Some(_)) => "a request with an `idempotency_key` may be repeated; remove it or `once`",
        (None, None) => return,
    };
    errors.at(span, message);
}

fn forbid_repeated_effects(method: &HttpMethod, options: &EndpointOptions, errors: &mut Errors) {
    let Some(attempts) = options.shared.attempts.filter(|attempts| attempts.value > 1) else { return };
    let message = match options.once {
        _ if options.idempotent.is_some() || options.idempotency_key.is_some() => return,
        Some(_) => "the endpoint is sent `once`; remove `attempts`".to_owned(),
        None if method.is_idempotent => return,
        None => format!(
            "a repeated {} may take effect twice; add `idempotent` or `idempotency_key = \"...\"`, or remove `attempts`",
            method.name
        ),
    };
    errors.at(attempts.span, message);
}

/// A token endpoint that would need a token itself.
pub(crate) fn forbid_token_endpoint_with_token(endpoint: &Endpoint, errors: &mut Errors) {
    let options = &endpoint.request.options;
    let sends_token = match &options.shared.auth {
        Some(auth) => matches!(auth.value, Auth::Bearer),
        None => true,
    };
    if let (true, Some(span)) = (sends_token, options.token_endpoint) {
        errors.at(span, "a token endpoint cannot need a token; add `auth = none`");
    }
}

pub(crate) fn forbid_attempt_longer_than_call(endpoint: &Endpoint, errors: &mut Errors) {
    let options = &endpoint.request.options;
    if let (Some(attempt), Some(call)) = (options.attempt_timeout, options.shared.timeout)
        && attempt.value > call.value
    {
        errors.at(
            attempt.span,
            "an attempt cannot take longer than the call; make `attempt_timeout` shorter than `timeout`",
        );
    }
}
