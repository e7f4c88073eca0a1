//! An `Option` of a type that reads answers by itself.

use super::{Answer, FromResponse, Outcome};
use crate::codec::Codec;
use crate::error::{ApiError, Result};
use crate::response::Response;

/// A value that may be absent; not an `Option` itself, of which every `Deserialize` type has one already.
pub struct Maybe<T>(Option<T>);

impl<T: FromResponse> FromResponse for Maybe<T> {
    const IS_STREAMED: bool = T::IS_STREAMED;

    fn accept<C: Codec>() -> &'static str {
        T::accept::<C>()
    }

    fn from_response<C: Codec>(answer: Answer) -> Result<Self> {
        if answer.is_absent() { Ok(Self(None)) } else { T::from_response::<C>(answer).map(|value| Self(Some(value))) }
    }
}

/// A return type with an `Option` of any [`FromResponse`] type.
#[doc(hidden)]
pub trait Optional: Sized {
    /// What is read in its place.
    type Outcome: Outcome;

    /// The return type itself.
    fn plain(outcome: Self::Outcome) -> Self;
}

impl<T: FromResponse, E: ApiError> Optional for Result<Option<T>, E> {
    type Outcome = Result<Maybe<T>, E>;

    fn plain(outcome: Self::Outcome) -> Self {
        outcome.map(|value| value.0)
    }
}

impl<T: FromResponse, E: ApiError> Optional for Result<Response<Option<T>>, E> {
    type Outcome = Result<Response<Maybe<T>>, E>;

    fn plain(outcome: Self::Outcome) -> Self {
        outcome.map(|response| response.map(|value| value.0))
    }
}
