//! One method: an endpoint, a helper, or the signature of an endpoint with a mistake.

use proc_macro2::TokenStream;
use syn::Attribute;

use crate::check::{ENDPOINT_RULES, SIGNATURE_RULES, conditions, headers, options, path, repair, roles};
use crate::errors::Errors;
use crate::forwarded::Forwarded;
use crate::model::api_trait::{Broken, Helper, Member};
use crate::model::endpoint::{Endpoint, Request};
use crate::model::http_method::standard_method;
use crate::model::options::{EndpointOptions, TraitOptions};
use crate::model::param::Place;
use crate::model::signature::Signature;
use crate::model::spanned::Spanned;
use crate::names;
use crate::parse::endpoint_attribute::{EndpointAttribute, is_endpoint_attribute, parse_endpoint_attribute};
use crate::parse::role::{Roles, parse_arguments_roles};
use crate::parse::trait_body::MethodSource;
use crate::runtime_path::RuntimePath;
use crate::suggest;

pub(crate) fn check_method(
    source: MethodSource,
    of_trait: &TraitOptions,
    runtime: &RuntimePath,
    errors: &mut Errors,
) -> Member {
    let (declarations, mut attributes): (Vec<_>, Vec<_>) =
        source.attributes.into_iter().partition(is_endpoint_attribute);
    match (declarations.split_first(), source.body) {
        (Some((declaration, more)), body) => {
            let before = errors.count();
            forbid_second_endpoint(more, errors);
            forbid_body(body.as_ref(), errors);
            conditions::forbid_hidden_declarations(&attributes, errors);
            // Reported; the compiler would remove the method from the trait alone, and report the implementation too.
            attributes.retain(|attribute| !conditions::hides(attribute, "cfg"));
            let endpoint = check_endpoint(declaration, attributes, source.signature, of_trait, runtime, errors);
            match endpoint {
                Member::Endpoint(endpoint) if errors.count() > before => {
                    Member::Broken(Broken { attributes: endpoint.attributes, signature: endpoint.signature })
                }
                member => member,
            }
        }
        (None, Some(body)) => {
            let signature = repair::keep_dispatchable(source.signature, runtime);
            Member::Helper(Helper { attributes, signature, body })
        }
        (None, None) => {
            forbid_undeclared_method(&source.signature, &mut attributes, errors);
            let roles = parse_arguments_roles(&source.signature, errors);
            let signature = repair::endpoint_signature(source.signature, &roles, runtime);
            Member::Broken(Broken { attributes: Forwarded::of(attributes), signature })
        }
    }
}

/// Input: `#[point_endpoint(GET "/orders/{id}")] async fn order(&self, id: u64) -> Result<Order>;`
///
/// Output: the endpoint; or its signature alone, with the reason in the errors.
fn check_endpoint(
    declaration: &Attribute,
    attributes: Vec<Attribute>,
    signature: syn::Signature,
    of_trait: &TraitOptions,
    runtime: &RuntimePath,
    errors: &mut Errors,
) -> Member {
    for rule in SIGNATURE_RULES {
        rule(&signature, errors);
    }
    let declared = parse_endpoint_attribute(declaration, errors);
    let roles = parse_arguments_roles(&signature, errors);
    let attributes = Forwarded::of(attributes);
    let signature = repair::endpoint_signature(signature, &roles, runtime);
    let Some(request) = check_request(declared, &signature, roles, of_trait, errors) else {
        return Member::Broken(Broken { attributes, signature });
    };
    let endpoint = Endpoint { attributes, signature, request };
    for rule in ENDPOINT_RULES {
        rule(&endpoint, errors);
    }
    Member::Endpoint(Box::new(endpoint))
}

/// Combines the parts, if all could be parsed.
fn check_request(
    declared: EndpointAttribute,
    signature: &Signature,
    roles: Vec<Roles>,
    of_trait: &TraitOptions,
    errors: &mut Errors,
) -> Option<Request> {
    let is_by_url = roles.iter().flat_map(|roles| &roles.roles).any(|role| role.kind.place == Place::Url);
    let path = declared.path.map(|path| path::whole_path(path, of_trait, is_by_url, errors));
    let params = roles::assign_roles(path.as_ref(), signature, roles, errors);
    if let Some(http_method) = &declared.http_method {
        for rule in options::OWN_RULES {
            rule(&http_method.value, &declared.options, errors);
        }
    }
    let params = params?;
    let sent = headers::sent_names(&params, declared.options.idempotency_key.as_ref());
    let shared = declared.options.shared.or(&of_trait.shared, &sent);
    let own_name = Spanned::new(names::plain(&signature.ident), signature.ident.span());
    Some(Request {
        http_method: declared.http_method?,
        path: path::with_query_of_trait(path?, of_trait, &params),
        name: declared.options.name.clone().unwrap_or(own_name),
        params,
        options: EndpointOptions { shared, ..declared.options },
    })
}

fn forbid_second_endpoint(more: &[Attribute], errors: &mut Errors) {
    for attribute in more {
        errors.on(attribute, "a method declares one endpoint; declare a second method for this");
    }
}

fn forbid_body(body: Option<&TokenStream>, errors: &mut Errors) {
    if let Some(body) = body {
        errors.on(body, "the macro writes the body of an endpoint; put `;` here and move the code to a helper method");
    }
}

/// Reports a method without body and declaration; a misspelt declaration, or one
/// of another crate, is removed.
fn forbid_undeclared_method(signature: &syn::Signature, attributes: &mut Vec<Attribute>, errors: &mut Errors) {
    let is_misspelt = |attribute: &Attribute| {
        let name = attribute.path().segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
        suggest::nearest(&name, ["point_endpoint", "endpoint"]).is_some()
    };
    // `#[get("/path")]`, as other crates have it.
    let method = |attribute: &Attribute| standard_method(&attribute.path().get_ident()?.to_string().to_uppercase());
    let hidden = attributes.iter().find(|attribute| conditions::hides(attribute, "point_endpoint"));
    if let Some(misspelt) = attributes.iter().find(|attribute| is_misspelt(attribute)) {
        errors.on(misspelt.path(), "unknown attribute; did you mean `point_endpoint`?");
    } else if let Some((attribute, method)) =
        attributes.iter().find_map(|attribute| Some((attribute, method(attribute)?)))
    {
        let message = format!("declare the endpoint with `#[point_endpoint({} \"/path\")]`", method.name);
        errors.on(attribute.path(), message);
    } else if let Some(hidden) = hidden {
        errors.on(
            hidden,
            "the macro does not evaluate `cfg_attr`; put `#[cfg(...)]` and `#[point_endpoint(...)]` on the method",
        );
    } else {
        let message = format!(
            "`{}` is not declared as an endpoint; add `#[point_endpoint(GET \"/path\")]`, or a body to make it a helper",
            signature.ident
        );
        errors.at(signature.ident.span(), message);
    }
    attributes.retain(|attribute| {
        !is_misspelt(attribute) && method(attribute).is_none() && !conditions::hides(attribute, "point_endpoint")
    });
}
