//! Turns what was parsed into a model that is valid. Each rule is a function named for what it forbids.

mod api;
mod body;
mod collections;
mod conditions;
mod functions;
mod headers;
mod method;
mod objects;
mod options;
mod path;
mod query;
mod repair;
mod response_enum;
mod roles;
mod served;
mod signature;
mod types;

pub(crate) use api::check_trait;
pub(crate) use response_enum::check_response_enum;

use syn::Signature;

use crate::errors::Errors;
use crate::model::endpoint::Endpoint;

/// Every rule about the signature of an endpoint.
const SIGNATURE_RULES: &[fn(&Signature, &mut Errors)] = &[
    signature::forbid_taken_name,
    signature::forbid_reserved_name,
    signature::forbid_blocking,
    signature::forbid_modifiers,
    signature::forbid_type_parameters,
    signature::forbid_other_receivers,
    signature::forbid_patterns,
    signature::forbid_opaque_arguments,
    signature::forbid_self_types,
    functions::forbid_functions_without_lifetimes,
    objects::forbid_objects_without_lifetime,
    signature::forbid_no_return_type,
    signature::forbid_futures,
    signature::forbid_borrowed_responses,
];

/// Every rule about an endpoint whose parts could all be parsed.
const ENDPOINT_RULES: &[fn(&Endpoint, &mut Errors)] = &[
    path::forbid_sensitive_path,
    path::forbid_conditional_path,
    path::forbid_optional_values,
    path::forbid_second_of_a_kind,
    body::forbid_two_bodies,
    body::forbid_body_without_meaning,
    headers::forbid_reserved_headers,
    headers::forbid_header_twice,
    query::forbid_query_twice,
    query::forbid_nested_collections,
    options::forbid_token_endpoint_with_token,
    options::forbid_attempt_longer_than_call,
];
