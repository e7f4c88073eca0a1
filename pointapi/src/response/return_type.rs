//! The `Result`s that an endpoint can return.

use http::StatusCode;

use super::{Example, FromResponse, RawResponse, Response};
use crate::codec::Codec;
use crate::error::{ApiError, Result};

/// A return type of an endpoint: a `Result` of a response type and an error type.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the return type of an endpoint",
    label = "an endpoint can fail",
    note = "wrap it: `Result<{Self}>`"
)]
pub trait ReturnType: Sized {
    const IS_STREAMED: bool;
    fn accept<C: Codec>() -> &'static str;
    fn needs_body(status: StatusCode) -> bool;
    fn from_raw<C: Codec>(response: Result<RawResponse>) -> Self;
}

impl<T: FromResponse, E: ApiError> ReturnType for Result<T, E> {
    const IS_STREAMED: bool = T::IS_STREAMED;

    fn accept<C: Codec>() -> &'static str {
        T::accept::<C>()
    }

    fn needs_body(status: StatusCode) -> bool {
        T::needs_body(status)
    }

    fn from_raw<C: Codec>(response: Result<RawResponse>) -> Self {
        #[cfg(feature = "server")]
        let response = response.and_then(|response| response.by_example(T::examples, std::any::type_name::<T>()));
        response.and_then(T::from_response::<C>).map_err(E::of_call::<C>)
    }
}

/// A return type with an `Option` of a [`FromResponse`] type.
#[doc(hidden)]
pub trait OptionalReturnType: Sized {
    /// The return type that is decoded instead.
    type Decoded: ReturnType;

    fn from_decoded(decoded: Self::Decoded) -> Self;
}

impl<T: FromResponse, E: ApiError> OptionalReturnType for Result<Option<T>, E> {
    type Decoded = Result<OptionalBody<T>, E>;

    fn from_decoded(decoded: Self::Decoded) -> Self {
        decoded.map(|value| value.0)
    }
}

impl<T: FromResponse, E: ApiError> OptionalReturnType for Result<Response<Option<T>>, E> {
    type Decoded = Result<Response<OptionalBody<T>>, E>;

    fn from_decoded(decoded: Self::Decoded) -> Self {
        decoded.map(|response| response.map(|value| value.0))
    }
}

/// A value that may be absent. It stands for `Option<T>`, which is covered by the blanket implementation of
/// [`FromResponse`] only if `T` is `Deserialize`.
pub struct OptionalBody<T>(Option<T>);

impl<T: FromResponse> FromResponse for OptionalBody<T> {
    const IS_STREAMED: bool = T::IS_STREAMED;

    fn accept<C: Codec>() -> &'static str {
        T::accept::<C>()
    }

    fn from_response<C: Codec>(response: RawResponse) -> Result<Self> {
        if response.is_absent() {
            Ok(Self(None))
        } else {
            T::from_response::<C>(response).map(|value| Self(Some(value)))
        }
    }

    fn examples() -> Vec<Example> {
        T::examples()
    }
}

/// A return type that can be absent, as `none_on` requires.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`none_on` needs a return type that can be absent, and `{Self}` cannot",
    label = "cannot be `None`",
    note = "return `Result<Option<T>>` or `Result<bool>`, or remove `none_on`"
)]
pub trait MaybeAbsent {}

impl<T, E> MaybeAbsent for Result<Option<T>, E> {}
impl<T, E> MaybeAbsent for Result<Response<Option<T>>, E> {}
impl<E> MaybeAbsent for Result<bool, E> {}

/// A return type without a body, as HEAD requires.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "the response to HEAD has no body, so it cannot be `{Self}`",
    label = "has a body",
    note = "return `Result<()>`, `Result<bool>`, `Result<Response<()>>` or `Result<Option<Response<()>>>`"
)]
pub trait Bodiless {}

impl<E> Bodiless for Result<(), E> {}
impl<E> Bodiless for Result<bool, E> {}
impl<E> Bodiless for Result<Response<()>, E> {}
impl<E> Bodiless for Result<Option<Response<()>>, E> {}
