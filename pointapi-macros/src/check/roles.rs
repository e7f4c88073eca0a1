//! Assigns the roles: one to each argument, and one argument to each placeholder.

use proc_macro2::Ident;

use crate::errors::Errors;
use crate::model::param::{Format, KINDS, PATH, Param, Place};
use crate::model::path_template::{PathTemplate, Placeholder};
use crate::model::signature::{Argument, Signature};
use crate::model::spanned::Spanned;
use crate::names;
use crate::parse::path_template;
use crate::parse::role::{Role, Roles};
use crate::suggest;

/// Input: a template, and the arguments with their roles
///
/// Output: one parameter for each argument, path values first and in the order of the template
pub(crate) fn assign_roles(
    path: Option<&PathTemplate>,
    signature: &Signature,
    roles: Vec<Roles>,
    errors: &mut Errors,
) -> Option<Vec<Param>> {
    let before = errors.count();
    let mut params = Vec::new();
    let mut unclaimed = Vec::new();
    for (argument, roles) in signature.arguments.iter().zip(roles) {
        forbid_two_roles(&argument.ident, &roles.roles, errors);
        let is_incomplete = roles.is_incomplete;
        match param(argument, roles, path) {
            Some(param) => params.push(param),
            None if is_incomplete => {}
            None => unclaimed.push(&argument.ident),
        }
    }
    let path = path?;
    forbid_misspelt_placeholders(path, &mut params, &mut unclaimed, errors);
    forbid_two_values(path, &params, errors);
    forbid_arguments_without_role(&unclaimed, path, errors);
    let position = |param: &Param| {
        let placeholder = path.placeholders.iter().position(|placeholder| placeholder.name == param.wire.value);
        if param.kind.place == Place::Path { placeholder } else { None }.unwrap_or(usize::MAX)
    };
    params.sort_by_key(position);
    (errors.count() == before).then_some(params)
}

/// The argument by its first role, or by the placeholder of its name.
fn param(argument: &Argument, roles: Roles, path: Option<&PathTemplate>) -> Option<Param> {
    let ident = argument.ident.clone();
    let own_name = Spanned::new(names::plain(&ident), ident.span());
    let role = roles.roles.into_iter().next().or_else(|| {
        let is_placeholder = path.is_some_and(|path| path.placeholder(&own_name.value).is_some());
        is_placeholder.then(|| Role { kind: PATH, wire: None, format: Format::Default, span: ident.span() })
    })?;
    let wire = role.wire.unwrap_or(own_name);
    let takes_segments =
        path.and_then(|path| path.placeholder(&wire.value)).is_some_and(|placeholder| placeholder.takes_segments);
    let format = if role.kind.place == Place::Path && takes_segments { Format::Segments } else { role.format };
    Some(Param {
        ident,
        local: argument.local.clone(),
        ty_range: argument.ty_range,
        conditions: argument.attributes.conditions.clone(),
        kind: role.kind,
        wire,
        format,
        sensitive: roles.sensitive,
        span: role.span,
    })
}

fn forbid_two_roles(argument: &Ident, roles: &[Role], errors: &mut Errors) {
    let mut roles = roles.iter();
    let Some(first) = roles.next() else { return };
    for second in roles {
        let message = format!("`{argument}` already has the role `#[{}]`; remove one of the two", first.kind.role);
        errors.at(second.span, message);
    }
}

/// Reports placeholders without argument and path values without placeholder; two similar names are one mistake.
fn forbid_misspelt_placeholders(
    path: &PathTemplate,
    params: &mut Vec<Param>,
    unclaimed: &mut Vec<&Ident>,
    errors: &mut Errors,
) {
    for Placeholder { name: placeholder, .. } in &path.placeholders {
        let is_filled = |param: &Param| param.kind.place == Place::Path && param.wire.value == *placeholder;
        if params.iter().any(is_filled) {
            continue;
        }
        let names = [placeholder.clone(), path_template::in_rust(placeholder)];
        if let Some(param) = params.iter().find(|param| names.contains(&names::plain(&param.ident))) {
            let (argument, role) = (names::plain(&param.ident), param.kind.role);
            let advice = match argument == *placeholder {
                true => format!("remove `#[{role}]`"),
                false => format!("write `#[path(\"{placeholder}\")]` instead"),
            };
            let message = format!(
                "`{{{placeholder}}}` has no argument, because `{argument}` has the role `#[{role}]`; \
                 {advice}, or remove `{{{placeholder}}}` from the path"
            );
            errors.at(param.span, message);
            continue;
        }
        let plain_names: Vec<String> = unclaimed.iter().map(|ident| names::plain(ident)).collect();
        if let Some(near) = suggest::nearest(placeholder, plain_names.iter().map(String::as_str)) {
            let message = format!(
                "`{{{placeholder}}}` has no argument; did you mean `{near}`? write `{{{near}}}`, or `#[path(\"{placeholder}\")] {near}`"
            );
            errors.at(path.span, message);
            unclaimed.retain(|ident| names::plain(ident) != near);
        } else {
            let argument = path_template::path_argument(placeholder);
            let message = format!("`{{{placeholder}}}` has no argument; add {argument}, or remove it from the path");
            errors.at(path.span, message);
        }
    }
    params.retain(|param| {
        let is_lost = param.kind.place == Place::Path && path.placeholder(&param.wire.value).is_none();
        if is_lost {
            forbid_lost_path_value(path, param, errors);
        }
        !is_lost
    });
}

fn forbid_lost_path_value(path: &PathTemplate, param: &Param, errors: &mut Errors) {
    let name = &param.wire.value;
    let placeholders: Vec<&str> = path.placeholders.iter().map(|placeholder| placeholder.name.as_str()).collect();
    let fix = match suggest::nearest(name, placeholders.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if placeholders.is_empty() => format!("add `{{{name}}}` to it"),
        None => format!("expected {}", suggest::alternatives(&placeholders)),
    };
    errors.at(param.wire.span, format!("`{name}` is not in the path template \"{}\"; {fix}", path.text));
}

fn forbid_two_values(path: &PathTemplate, params: &[Param], errors: &mut Errors) {
    for Placeholder { name: placeholder, .. } in &path.placeholders {
        let mut values =
            params.iter().filter(|param| param.kind.place == Place::Path && param.wire.value == *placeholder);
        let Some(first) = values.next() else { continue };
        for second in values {
            let message = format!("`{{{placeholder}}}` is already filled by `{}`; remove one of the two", first.ident);
            errors.at(second.span, message);
        }
    }
}

fn forbid_arguments_without_role(unclaimed: &[&Ident], path: &PathTemplate, errors: &mut Errors) {
    for ident in unclaimed {
        let name = names::plain(ident);
        let examples: Vec<&str> = KINDS.iter().map(|kind| kind.example).take(3).collect();
        let [query, body, header] = examples.as_slice() else { return };
        let place = if path.is_empty() { String::new() } else { format!(", or write `{{{name}}}` in the path") };
        errors.at(ident.span(), format!("`{name}` has no role; add `{query}`, `{body}` or `{header}`{place}"));
    }
}
