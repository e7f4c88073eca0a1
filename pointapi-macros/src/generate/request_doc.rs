//! The request of an endpoint, as a line of its docs.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::endpoint::{Endpoint, Request};
use crate::model::options::EndpointOptions;

/// Output: `#[doc = "`GET /orders/{id}`; `None` on 404."]`, as a paragraph below the user's docs
pub(super) fn generate_request_doc(endpoint: &Endpoint) -> TokenStream {
    // A line break in front: a doc attribute with only a blank line would be one more to parse for each method.
    let separator = if endpoint.attributes.docs.is_empty() { " " } else { "\n " };
    let doc = format!("{separator}{}", describe(&endpoint.request));
    quote!(#[doc = #doc])
}

fn describe(request: &Request) -> String {
    let method = &request.http_method.value.name;
    let target = match request.path.is_empty() {
        true => format!("`{method}` of the given URL"),
        false => format!("`{method} {}`", request.path.text),
    };
    let options = &request.options;
    let mut parts = vec![target];
    parts.extend(describe_repetition(request.http_method.value.is_idempotent, options));
    if !options.none_on.is_empty() {
        let statuses: Vec<String> = options.none_on.iter().map(ToString::to_string).collect();
        parts.push(format!("`None` on {}", statuses.join(", ")));
    }
    format!("{}.", parts.join("; "))
}

/// Says whether the request can be repeated, where the method alone does not.
fn describe_repetition(is_idempotent: bool, options: &EndpointOptions) -> Option<String> {
    match &options.idempotency_key {
        Some(key) => Some(format!("idempotent by `{}`", key.value)),
        None if is_idempotent && options.once.is_none() => None,
        None if options.idempotent.is_some() => Some("idempotent".to_owned()),
        None => Some("sent once".to_owned()),
    }
}
