//! The functions that a derived [`FromResponse`](super::FromResponse) calls.

use bytes::Bytes;
use http::StatusCode;

use super::{Example, RawResponse};
use crate::error::{DecodeCause, Error};

/// A status, and the examples of the variant that it selects.
type OfVariant = (u16, fn() -> Vec<Example>);

/// Returns the examples of each variant, with a status that selects it.
#[must_use]
pub fn examples_by_status(variants: &[OfVariant]) -> Vec<Example> {
    let of_variant = |(code, examples): &OfVariant| {
        let status = StatusCode::from_u16(*code).unwrap_or_default();
        examples().into_iter().map(move |example| example.status(status))
    };
    variants.iter().flat_map(of_variant).collect()
}

/// Returns the example of a variant that ignores the body.
#[must_use]
pub fn ignored_body() -> Vec<Example> {
    vec![Example::new(Bytes::new())]
}

/// Returns the error for a status that no variant of the enum declares.
pub fn undeclared_status(response: &RawResponse, name: &'static str) -> Error {
    let text = format!("no variant of `{name}` declares status {}", response.status().as_u16());
    response.error(DecodeCause::Shape, text)
}

/// Returns true if every body is decoded as it arrives.
///
/// # Panics
///
/// At compile time, if some are and some are not: the way a body is received is chosen before its status is known.
#[must_use]
pub const fn all_streamed(bodies: &[bool]) -> bool {
    let mut index = 0;
    while index < bodies.len() {
        assert!(bodies[index] == bodies[0], "either all variants decode the body as it arrives, or none does");
        index += 1;
    }
    !bodies.is_empty() && bodies[0]
}
