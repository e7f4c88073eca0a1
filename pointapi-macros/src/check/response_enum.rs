//! Statuses that a response could not be assigned by.

use crate::errors::Errors;
use crate::model::response_enum::{ResponseEnum, StatusPattern};

pub(crate) fn check_response_enum(response: &ResponseEnum, errors: &mut Errors) {
    forbid_no_variants(response, errors);
    forbid_status_twice(response, errors);
}

fn forbid_no_variants(response: &ResponseEnum, errors: &mut Errors) {
    if response.variants.is_empty() && errors.count() == 0 {
        let message = format!("`{}` has no variants; add one, such as `#[status(200)] Ok(Type)`", response.ident);
        errors.at(response.ident.span(), message);
    }
}

/// Variants under a `#[cfg]` may exclude each other.
fn forbid_status_twice(response: &ResponseEnum, errors: &mut Errors) {
    let mut seen = Vec::new();
    for variant in response.variants.iter().filter(|variant| variant.conditions.is_empty()) {
        for status in &variant.statuses {
            match seen.iter().find(|(pattern, _)| *pattern == status.value) {
                Some((_, earlier)) => {
                    let message =
                        format!("{} is already that of `{earlier}`; remove one of the two", name(status.value));
                    errors.at(status.span, message);
                }
                None => seen.push((status.value, &variant.ident)),
            }
        }
    }
}

fn name(pattern: StatusPattern) -> String {
    match pattern {
        StatusPattern::Code(code) => format!("status {code}"),
        StatusPattern::Class => "class 2XX".to_owned(),
        StatusPattern::Default => "`default`".to_owned(),
    }
}
