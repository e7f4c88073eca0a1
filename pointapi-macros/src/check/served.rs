//! The rules for endpoints that are served.

use std::collections::HashMap;

use syn::TypeReference;
use syn::visit::{self, Visit};

use crate::errors::Errors;
use crate::model::api_trait::ApiTrait;
use crate::model::endpoint::Endpoint;
use crate::model::param::Place;
use crate::model::path_template::PathTemplate;

pub(crate) fn check_served(api: &ApiTrait, errors: &mut Errors) {
    if api.outputs.server.is_some() {
        forbid_url_arguments(api, errors);
        forbid_static_arguments(api, errors);
        forbid_equal_routes(api, errors);
        forbid_values_without_an_end(api, errors);
    }
}

fn served_endpoints(api: &ApiTrait) -> impl Iterator<Item = &Endpoint> {
    api.endpoints().filter(|endpoint| !endpoint.is_client_only())
}

fn forbid_url_arguments(api: &ApiTrait, errors: &mut Errors) {
    for param in served_endpoints(api).flat_map(|endpoint| &endpoint.request.params) {
        if param.kind.place == Place::Url {
            let message = "a `#[url]` endpoint has no path to serve; add `client_only` to `#[point_endpoint]`, \
                or move it to a trait without `server`";
            errors.at(param.span, message);
        }
    }
}

/// A server holds an argument only while the method runs.
fn forbid_static_arguments(api: &ApiTrait, errors: &mut Errors) {
    struct StaticReferences<'a>(&'a mut Errors);

    impl<'ast> Visit<'ast> for StaticReferences<'_> {
        fn visit_type_reference(&mut self, reference: &'ast TypeReference) {
            if let Some(lifetime) = reference.lifetime.as_ref().filter(|lifetime| lifetime.ident == "static") {
                let message = "a server holds an argument only while the method runs, so it cannot be `'static`; remove \
                    `'static`, or take an owned type";
                self.0.on(lifetime, message);
            }
            visit::visit_type_reference(self, reference);
        }
    }

    for argument in served_endpoints(api).flat_map(|endpoint| &endpoint.signature.arguments) {
        StaticReferences(&mut *errors).visit_type(&argument.ty);
    }
}

/// A request is routed by its method and the shape of its path: the names of placeholders do not count.
fn forbid_equal_routes(api: &ApiTrait, errors: &mut Errors) {
    let mut routes = HashMap::new();
    for endpoint in served_endpoints(api) {
        // Those under a `#[cfg]` may exclude each other, and a path without a value is an error already.
        if endpoint.attributes.is_conditional() || endpoint.request.path.is_empty() {
            continue;
        }
        let (method, path) = (&endpoint.request.http_method.value.name, &endpoint.request.path);
        let earlier: &mut &Endpoint = routes.entry((method, path.shape())).or_insert(endpoint);
        if !std::ptr::eq(*earlier, endpoint) {
            let message = format!(
                "a server cannot tell `{}` from `{}`, which has the same method and path (`{method} {}`); change one \
                 of them",
                endpoint.signature.ident, earlier.signature.ident, path.text
            );
            errors.at(path.span, message);
        }
    }
}

/// A server reads each value from the path again.
fn forbid_values_without_an_end(api: &ApiTrait, errors: &mut Errors) {
    for PathTemplate { pieces, placeholders, span, .. } in served_endpoints(api).map(|endpoint| &endpoint.request.path)
    {
        for ((placeholder, next), around) in placeholders.iter().zip(1..).zip(pieces.windows(2)) {
            let name = &placeholder.name;
            let [before, after] = around else { continue };
            let ends_segment = after.is_empty() || after.starts_with(['/', '?']);
            match placeholders.get(next) {
                Some(next) if after.is_empty() => {
                    let next = &next.name;
                    let message = format!(
                        "a server cannot tell where `{name}` ends and `{next}` begins; write a `/` or \
                                           another literal between them"
                    );
                    errors.at(*span, message);
                }
                _ if placeholder.takes_segments && !(before.ends_with('/') && ends_segment) => {
                    let message = format!(
                        "a server reads whole segments as `{{{name}*}}`; write a `/` before it, and a \
                                           `/` or nothing after it"
                    );
                    errors.at(*span, message);
                }
                _ => {}
            }
        }
    }
}
