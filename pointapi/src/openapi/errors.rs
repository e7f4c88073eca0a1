//! The error types of endpoints.

use schemars::JsonSchema;

use super::responses::Responses;
use crate::error::{Error, Typed};

/// The error type of an endpoint, as a document describes it.
///
/// By default it says nothing about the bodies of errors. A type that is decoded from a body describes it:
///
/// ```
/// use pointapi::StatusCode;
/// use pointapi::openapi::{DescribeError, Responses, schemars};
///
/// #[derive(schemars::JsonSchema)]
/// # #[schemars(crate = "pointapi::openapi::schemars")]
/// struct Conflict {
///     code: String,
/// }
///
/// enum PlaceError {
///     Conflict(Conflict),
///     Other(pointapi::Error),
/// }
///
/// impl DescribeError for PlaceError {
///     fn describe(responses: &mut Responses<'_>) {
///         responses.error::<Conflict>(StatusCode::CONFLICT);
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be described as an error",
    label = "has no description",
    note = "implement `pointapi::openapi::DescribeError` for it, or return `pointapi::Result<T>`",
    note = "for the body of a `Typed` error derive `schemars::JsonSchema`"
)]
pub trait DescribeError {
    /// Adds the responses that this type is decoded from.
    fn describe(responses: &mut Responses<'_>) {
        let _ = responses;
    }
}

impl DescribeError for Error {}

#[diagnostic::do_not_recommend]
impl<B: JsonSchema> DescribeError for Typed<B> {
    fn describe(responses: &mut Responses<'_>) {
        responses.errors::<B>();
    }
}
