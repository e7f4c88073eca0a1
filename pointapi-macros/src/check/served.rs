//! Endpoints that a server cannot tell apart or cannot serve.

use syn::TypeReference;
use syn::visit::{self, Visit};

use crate::errors::Errors;
use crate::model::api_trait::ApiTrait;
use crate::model::endpoint::Endpoint;
use crate::model::param::Place;

pub(crate) fn check_served(api: &ApiTrait, errors: &mut Errors) {
    if api.outputs.server.is_some() {
        forbid_url_on_a_server(api, errors);
        forbid_static_arguments(api, errors);
        forbid_two_routes_of_one_shape(api, errors);
    }
}

fn served_endpoints(api: &ApiTrait) -> impl Iterator<Item = &Endpoint> {
    api.endpoints().filter(|endpoint| !endpoint.is_client_only())
}

fn forbid_url_on_a_server(api: &ApiTrait, errors: &mut Errors) {
    for param in served_endpoints(api).flat_map(|endpoint| &endpoint.request.params) {
        if param.kind.place == Place::Url {
            let message = "a `#[url]` endpoint has no path to serve; add `client_only` to `#[point_endpoint]`, \
                or move it to a trait without `server`";
            errors.at(param.span, message);
        }
    }
}

/// A server lends an argument for the length of the call.
fn forbid_static_arguments(api: &ApiTrait, errors: &mut Errors) {
    struct StaticReferences<'a>(&'a mut Errors);

    impl<'ast> Visit<'ast> for StaticReferences<'_> {
        fn visit_type_reference(&mut self, reference: &'ast TypeReference) {
            if let Some(lifetime) = reference.lifetime.as_ref().filter(|lifetime| lifetime.ident == "static") {
                let message = "a server lends its arguments for the call; remove `'static`, or take an owned type";
                self.0.on(lifetime, message);
            }
            visit::visit_type_reference(self, reference);
        }
    }

    for argument in served_endpoints(api).flat_map(|endpoint| &endpoint.signature.arguments) {
        StaticReferences(&mut *errors).visit_type(&argument.ty);
    }
}

/// A request is routed by its method and the literal parts of the path: the names of placeholders do not count.
fn forbid_two_routes_of_one_shape(api: &ApiTrait, errors: &mut Errors) {
    let endpoints: Vec<&Endpoint> =
        served_endpoints(api).filter(|endpoint| !endpoint.attributes.is_conditional()).collect();
    let is_same = |a: &Endpoint, b: &Endpoint| {
        a.request.http_method.value.name == b.request.http_method.value.name
            && a.request.path.pieces == b.request.path.pieces
            && a.request.path.placeholders.iter().map(|p| p.takes_segments).eq(b
                .request
                .path
                .placeholders
                .iter()
                .map(|p| p.takes_segments))
            && !a.request.path.is_empty()
    };
    for (position, later) in endpoints.iter().enumerate() {
        let Some(earlier) = endpoints.iter().take(position).find(|earlier| is_same(earlier, later)) else { continue };
        let message = format!(
            "a server cannot tell `{} {}` from that of `{}`; change one of them",
            later.request.http_method.value.name, later.request.path.text, earlier.signature.ident
        );
        errors.at(later.request.path.span, message);
    }
}
