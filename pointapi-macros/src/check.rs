//! From what was read to what is right. Each rule is a function that is named for what it forbids.

mod api;
mod body;
mod functions;
mod headers;
mod method;
mod objects;
mod options;
mod path;
mod query;
mod repair;
mod roles;
mod signature;

pub(crate) use api::check_trait;

use crate::errors::Errors;
use crate::model::endpoint::Endpoint;

/// Every rule about one endpoint whose parts are all there.
const ENDPOINT_RULES: &[fn(&Endpoint, &mut Errors)] = &[
    path::forbid_template_beside_url,
    path::forbid_empty_template,
    path::forbid_sensitive_path,
    path::forbid_conditional_path,
    path::forbid_second_of_a_kind,
    body::forbid_two_bodies,
    body::forbid_body_without_meaning,
    headers::forbid_reserved_headers,
    headers::forbid_header_twice,
    query::forbid_query_twice,
    options::forbid_token_endpoint_with_token,
    options::forbid_attempt_longer_than_call,
];
