//! The rules for endpoints that are served.

use std::collections::HashMap;

use proc_macro2::Ident;
use syn::visit::{self, Visit};
use syn::{PredicateType, Type, TypeParamBound, TypeReference, WherePredicate};

use crate::errors::Errors;
use crate::model::api_trait::{ApiTrait, Broken, Member};
use crate::model::endpoint::Endpoint;
use crate::model::param::Place;
use crate::model::path_template::PathTemplate;

/// Every rule about an endpoint by itself.
const SERVED_RULES: &[fn(&Endpoint, &Ident, &mut Errors)] =
    &[forbid_url_arguments, forbid_static_arguments, forbid_methods_without_dyn];

pub(crate) fn check_served(api: &mut ApiTrait, errors: &mut Errors) {
    if api.outputs.server.is_some() {
        let members = std::mem::take(&mut api.members);
        api.members = members.into_iter().map(|member| check_member(member, &api.ident, errors)).collect();
        forbid_equal_routes(api, errors);
        forbid_values_without_an_end(api, errors);
    }
}

/// An endpoint with a mistake is not served, which would be another error.
fn check_member(member: Member, api: &Ident, errors: &mut Errors) -> Member {
    match member {
        Member::Endpoint(endpoint) if !endpoint.is_client_only() => {
            let before = errors.count();
            SERVED_RULES.iter().for_each(|rule| rule(&endpoint, api, errors));
            if errors.count() == before {
                return Member::Endpoint(endpoint);
            }
            let Endpoint { attributes, signature, .. } = *endpoint;
            Member::Broken(Broken { attributes, signature })
        }
        member => member,
    }
}

fn served_endpoints(api: &ApiTrait) -> impl Iterator<Item = &Endpoint> {
    api.endpoints().filter(|endpoint| !endpoint.is_client_only())
}

fn forbid_url_arguments(endpoint: &Endpoint, _: &Ident, errors: &mut Errors) {
    for param in endpoint.request.params.iter().filter(|param| param.kind.place == Place::Url) {
        let message = "a `#[url]` endpoint has no path to serve; add `client_only` to `#[point_endpoint]`, \
            or move it to a trait without `server`";
        errors.at(param.span, message);
    }
}

/// A server holds an argument only while the method runs.
fn forbid_static_arguments(endpoint: &Endpoint, _: &Ident, errors: &mut Errors) {
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

    for argument in &endpoint.signature.arguments {
        StaticReferences(&mut *errors).visit_type(&argument.ty);
    }
}

/// A server calls every method of a trait object.
fn forbid_methods_without_dyn(endpoint: &Endpoint, api: &Ident, errors: &mut Errors) {
    let predicates = endpoint.signature.generics.where_clause.iter().flat_map(|clause| &clause.predicates);
    for predicate in predicates {
        let WherePredicate::Type(PredicateType { bounded_ty: Type::Path(path), bounds, .. }) = predicate else {
            continue;
        };
        let is_sized = |bound: &TypeParamBound| matches!(bound, TypeParamBound::Trait(bound) if bound.path.segments.last().is_some_and(|last| last.ident == "Sized"));
        if path.path.is_ident("Self") && bounds.iter().any(is_sized) {
            let message = format!(
                "a server calls `dyn {api}`, which does not have this method; remove `Self: Sized`, or add `client_only` \
                 to `#[point_endpoint]`"
            );
            errors.on(predicate, message);
        }
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
