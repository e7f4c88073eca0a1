//! The target: template, URL, and the roles that a call can have only once.

use crate::check::conditions::fix_of_two;
use crate::errors::Errors;
use crate::model::endpoint::Endpoint;
use crate::model::options::TraitOptions;
use crate::model::param::{Param, Place};
use crate::model::path_template::{PathTemplate, Placeholder, QueryPair};
use crate::model::signature::Argument;
use crate::syntax::content_of;

/// The path of an endpoint behind the prefix of its trait.
pub(crate) fn whole_path(
    path: PathTemplate,
    of_trait: &TraitOptions,
    is_by_url: bool,
    errors: &mut Errors,
) -> PathTemplate {
    let has_prefix = of_trait.prefix.as_ref().is_some_and(|prefix| !prefix.is_empty());
    if is_by_url && !path.is_empty() {
        errors.at(path.span, "a `#[url]` argument replaces the path; write the path as `\"\"`");
    } else if path.is_empty() && !is_by_url && !has_prefix {
        errors.at(path.span, "the path must start with `/`; write `\"/\"`, or take a `#[url]` argument");
    } else if path.text.starts_with('?') && !is_by_url && !has_prefix {
        errors.at(path.span, format!("the path must start with `/`; write `\"/{}\"`", path.text));
    }
    match &of_trait.prefix {
        Some(prefix) if is_by_url => path.resolved_against(prefix),
        Some(prefix) => {
            forbid_placeholders_of_prefix(&path, prefix, errors);
            path.behind(prefix)
        }
        None => path,
    }
}

/// One argument would fill both.
fn forbid_placeholders_of_prefix(path: &PathTemplate, prefix: &PathTemplate, errors: &mut Errors) {
    for Placeholder { name, .. } in &path.placeholders {
        if prefix.placeholder(name).is_some() {
            let message = format!("`{{{name}}}` is already in the prefix; give this one a name of its own");
            errors.at(path.span, message);
        }
    }
}

/// The path with the query of the trait; an argument of the same name takes precedence.
pub(crate) fn with_query_of_trait(path: PathTemplate, of_trait: &TraitOptions, params: &[Param]) -> PathTemplate {
    let is_argument = |pair: &&QueryPair| {
        params.iter().any(|param| param.kind.place == Place::Query && param.wire.value == pair.name)
    };
    path.with_query(of_trait.query.iter().filter(|pair| !is_argument(pair)))
}

/// Paths appear in the access logs of servers and proxies.
pub(crate) fn forbid_sensitive_path(endpoint: &Endpoint, errors: &mut Errors) {
    for param in &endpoint.request.params {
        if let (Place::Path, Some(span)) = (param.kind.place, param.sensitive) {
            let message = format!("paths appear in access logs; send `{}` in a header or in the body", param.ident);
            errors.at(span, message);
        }
    }
}

pub(crate) fn forbid_conditional_path(endpoint: &Endpoint, errors: &mut Errors) {
    for param in &endpoint.request.params {
        if let (Place::Path, Some(condition)) = (param.kind.place, param.conditions.first()) {
            let message = format!("`{{{}}}` is always in the path; put the `#[cfg]` on the method", param.wire.value);
            errors.on(condition, message);
        }
    }
}

/// These values are always sent: no method of `Call` takes an `Option` of one, and a server would hand over the inner
/// type.
pub(crate) fn forbid_optional_values(endpoint: &Endpoint, errors: &mut Errors) {
    for param in &endpoint.request.params {
        let Some(Argument { ty, .. }) = endpoint.argument(param) else { continue };
        let role = param.kind.role;
        let message = match param.kind.place {
            _ if content_of(ty, "Option").is_none() => continue,
            Place::Path => format!(
                "`{{{}}}` is always in the path; declare a second endpoint without it, or take a `#[query]`",
                param.wire.value
            ),
            Place::Url => format!("`#[{role}]` takes no `Option`; remove it"),
            Place::Headers | Place::Options => {
                format!("`#[{role}]` takes no `Option`; remove it, and pass an empty value for none")
            }
            _ => continue,
        };
        errors.on(ty, message);
    }
}

pub(crate) fn forbid_second_of_a_kind(endpoint: &Endpoint, errors: &mut Errors) {
    for place in [Place::Url, Place::Options, Place::Headers] {
        let mut params = endpoint.request.params.iter().filter(|param| param.kind.place == place);
        let Some(first) = params.next() else { continue };
        for second in params {
            let fix = fix_of_two(first.is_conditional() || second.is_conditional(), "remove one of the two");
            let message = format!("`{}` is already the `#[{}]` of this call; {fix}", first.ident, first.kind.role);
            errors.at(second.span, message);
        }
    }
}
