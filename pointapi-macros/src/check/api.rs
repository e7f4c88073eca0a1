//! The trait as a whole.

use std::collections::HashSet;

use proc_macro2::Ident;
use syn::{GenericParam, Generics, PredicateType, Type, TypeParamBound, WherePredicate};

use crate::check::method::check_method;
use crate::check::served::check_served;
use crate::check::types::correct_types;
use crate::errors::Errors;
use crate::forwarded::Forwarded;
use crate::model::api_trait::{ApiTrait, Member};
use crate::model::endpoint::Endpoint;
use crate::model::options::{Outputs, TraitOptions};
use crate::model::signature::Placed;
use crate::names;
use crate::parse::trait_body::{MethodSource, TraitSource};
use crate::runtime_path::RuntimePath;

/// Bounds of an API trait that are not API traits and that every client meets.
const PLAIN_BOUNDS: &[&str] = &["Send", "Sync", "Unpin", "Debug"];

/// Bounds that no trait object meets.
const BOUNDS_WITHOUT_DYN: &[&str] =
    &["Clone", "Copy", "Default", "Eq", "Hash", "Ord", "PartialEq", "PartialOrd", "Sized"];

pub(crate) fn check_trait(mut source: TraitSource, options: &TraitOptions, errors: &mut Errors) -> ApiTrait {
    let runtime = RuntimePath::of_trait(options.runtime.as_ref(), &source.ident);
    let has_lifetimes = source.generics.lifetimes().next().is_some();
    forbid_lifetimes(&source.generics, errors);
    forbid_second_async_trait(&source, errors);
    forbid_same_method(&mut source.methods, errors);
    move_bounds_of_self(&mut source);
    source.bounds.retain(|bound| is_dispatchable(bound, errors));
    for method in source.methods.iter_mut().filter(|method| method.body.is_none()) {
        correct_types(&mut method.signature, &source.generics, errors);
    }
    let members: Vec<Member> =
        source.methods.into_iter().map(|method| check_method(method, options, &runtime, errors)).collect();
    let mut api = ApiTrait {
        runtime,
        attributes: Forwarded::of(source.attributes),
        visibility: source.visibility,
        trait_token: source.trait_token,
        supertraits: source.bounds.iter().filter_map(as_supertrait).collect(),
        bounds: source.bounds,
        client: client_name(&source.ident, options, errors),
        ident: source.ident,
        generics: source.generics,
        // A server of a trait with lifetimes would repeat the mistake.
        outputs: if has_lifetimes { Outputs::default() } else { options.outputs },
        members,
    };
    forbid_nothing_to_call(&api, errors);
    forbid_same_name(&api, errors);
    check_served(&mut api, errors);
    api
}

/// The path of a bound that must be an API trait.
fn as_supertrait(bound: &TypeParamBound) -> Option<Placed> {
    let TypeParamBound::Trait(bound) = bound else { return None };
    let name = &bound.path.segments.last()?.ident;
    (!PLAIN_BOUNDS.iter().any(|plain| name == plain)).then(|| Placed::new(bound.path.clone()))
}

/// Moves the bounds of `where Self: ...` to those of the trait, which mean the same: every output repeats the clause,
/// but for another type.
fn move_bounds_of_self(source: &mut TraitSource) {
    let Some(clause) = &mut source.generics.where_clause else { return };
    for predicate in std::mem::take(&mut clause.predicates) {
        match predicate {
            WherePredicate::Type(PredicateType { lifetimes: None, bounded_ty: Type::Path(ty), bounds, .. })
                if ty.path.is_ident("Self") =>
            {
                source.bounds.extend(bounds);
            }
            other => clause.predicates.push(other),
        }
    }
}

/// False for a bound that would make the trait unusable as `dyn`; the reason is in the errors.
fn is_dispatchable(bound: &TypeParamBound, errors: &mut Errors) -> bool {
    let TypeParamBound::Trait(source) = bound else { return true };
    let Some(last) = source.path.segments.last() else { return true };
    let is_one = BOUNDS_WITHOUT_DYN.iter().any(|name| last.ident == name);
    let name = &last.ident;
    if source.maybe.is_some() {
        errors.on(bound, "a trait does not require `Sized` anyway; remove this");
    } else if is_one {
        errors.on(
            bound,
            format!(
                "`{name}` would make the trait unusable as `dyn`; remove it, or require it where the trait is used"
            ),
        );
    }
    !is_one
}

/// The client's name; the default if the given one is that of another item.
fn client_name(ident: &Ident, options: &TraitOptions, errors: &mut Errors) -> Ident {
    let usual = names::client(ident);
    let Some(client) = &options.client else { return usual };
    let server = options.outputs.server.map(|_| (names::server(ident), "server"));
    let others = [(ident.clone(), "trait"), (names::blocking(ident), "blocking client")];
    let Some((_, item)) = others.into_iter().chain(server).find(|(name, _)| name == client) else {
        return client.clone();
    };
    errors.at(client.span(), format!("`{client}` is the name of the {item}; write `client = {usual}`"));
    usual
}

fn forbid_lifetimes(generics: &Generics, errors: &mut Errors) {
    for param in &generics.params {
        if let GenericParam::Lifetime(lifetime) = param {
            errors.on(
                lifetime,
                "an API trait cannot have lifetimes, because its client has none; move this to the methods",
            );
        }
    }
}

fn forbid_second_async_trait(source: &TraitSource, errors: &mut Errors) {
    for attribute in &source.attributes {
        if attribute.path().segments.last().is_some_and(|segment| segment.ident == "async_trait") {
            errors.on(attribute, "`#[point_api]` already makes the trait an `#[async_trait]`; remove this");
        }
    }
}

/// Removes a method whose name is taken; those under a `#[cfg]` may exclude each other.
fn forbid_same_method(methods: &mut Vec<MethodSource>, errors: &mut Errors) {
    let mut names = HashSet::new();
    methods.retain(|method| {
        let ident = &method.signature.ident;
        let is_conditional = method.attributes.iter().any(|attribute| attribute.path().is_ident("cfg"));
        let is_kept = is_conditional || names.insert(names::plain(ident));
        if !is_kept {
            errors.at(ident.span(), format!("`{ident}` is already a method of this trait; rename this one"));
        }
        is_kept
    });
}

fn forbid_nothing_to_call(api: &ApiTrait, errors: &mut Errors) {
    let has_something = api.members.iter().any(|member| matches!(member, Member::Endpoint(_) | Member::Broken(_)));
    if !has_something && api.supertraits.is_empty() && errors.count() == 0 {
        let message = format!("`{}` has no endpoints; add a method with `#[point_endpoint(GET \"/path\")]`", api.ident);
        errors.at(api.ident.span(), message);
    }
}

fn forbid_same_name(api: &ApiTrait, errors: &mut Errors) {
    for (earlier, later) in repeated(api, |a, b| a.request.name.value == b.request.name.value) {
        let message = format!(
            "the name `{}` is already that of `{}`, and metrics distinguish endpoints by name; choose another",
            later.request.name.value, earlier.signature.ident
        );
        errors.at(later.request.name.span, message);
    }
}

/// Each endpoint that equals an earlier one. Those under a `#[cfg]` may exclude each other, and are left out.
fn repeated(api: &ApiTrait, is_same: impl Fn(&Endpoint, &Endpoint) -> bool) -> Vec<(&Endpoint, &Endpoint)> {
    let endpoints: Vec<&Endpoint> = api.endpoints().filter(|endpoint| !endpoint.attributes.is_conditional()).collect();
    let earlier = |position: usize| endpoints.iter().copied().take(position);
    endpoints
        .iter()
        .enumerate()
        .filter_map(|(position, later)| Some((earlier(position).find(|earlier| is_same(earlier, later))?, *later)))
        .collect()
}
