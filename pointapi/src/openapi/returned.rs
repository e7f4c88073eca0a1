//! Selects the description of a return type, as the client selects its decoder.

use std::marker::PhantomData;
use std::ops::Deref;

use super::errors::DescribeError;
use super::responses::{DescribeResponse, DescribeResponses};
use crate::codec::Codec;
use crate::response::Response;

/// Selects the description of an `Option`, if the return type has one.
///
/// Generated code writes `Returned::<R>::TYPE.__responses::<C>()`. An `Option` of a type that is not `JsonSchema`, such as
/// [`Text`](crate::Text), cannot be a [`DescribeResponse`] beside the implementation for all `JsonSchema` types. Method
/// resolution takes it first, and goes on by `Deref` to `Direct`, to `ByStatus` and to `Nothing`, which reports the error.
pub struct Returned<R>(Direct<R>);

impl<R> Returned<R> {
    /// The value to call `__responses` on.
    pub const TYPE: Self = Self(Direct(ByStatus(Nothing(PhantomData))));
}

impl<T: DescribeResponse, E: DescribeError> Returned<Result<Option<T>, E>> {
    /// Returns the responses of the content, which can be absent.
    #[must_use]
    pub fn __responses<C: Codec>(&self) -> DescribeResponses {
        |responses| {
            responses.media_type = C::CONTENT_TYPE;
            T::describe(responses);
            responses.optional();
            E::describe(responses);
        }
    }
}

impl<T: DescribeResponse, E: DescribeError> Returned<Result<Response<Option<T>>, E>> {
    /// Returns the responses of the content, which can be absent.
    #[must_use]
    pub fn __responses<C: Codec>(&self) -> DescribeResponses {
        |responses| {
            responses.media_type = C::CONTENT_TYPE;
            Response::<T>::describe(responses);
            responses.optional();
            E::describe(responses);
        }
    }
}

impl<R> Deref for Returned<R> {
    type Target = Direct<R>;

    fn deref(&self) -> &Direct<R> {
        &self.0
    }
}

/// The description of a return type by its own [`DescribeReturn`].
pub struct Direct<R>(ByStatus<R>);

impl<R: DescribeReturn> Direct<R> {
    /// Returns the responses of the return type.
    #[must_use]
    pub fn __responses<C: Codec>(&self) -> DescribeResponses {
        described::<C, R>()
    }
}

impl<R> Deref for Direct<R> {
    type Target = ByStatus<R>;

    fn deref(&self) -> &ByStatus<R> {
        &self.0
    }
}

/// The description of an enum with one variant for each success status.
pub struct ByStatus<R>(Nothing<R>);

impl<T: DescribedByStatus, E: DescribeError> ByStatus<Result<T, E>> {
    /// Returns the responses of the variants.
    #[must_use]
    pub fn __responses<C: Codec>(&self) -> DescribeResponses {
        |responses| {
            responses.media_type = C::CONTENT_TYPE;
            T::describe_by_status(responses);
            E::describe(responses);
        }
    }
}

impl<R> Deref for ByStatus<R> {
    type Target = Nothing<R>;

    fn deref(&self) -> &Nothing<R> {
        &self.0
    }
}

/// Fallback for types that cannot be described; produces the compile error.
pub struct Nothing<R>(PhantomData<fn() -> R>);

impl<R> Nothing<R> {
    /// Returns the responses of the return type.
    #[must_use]
    pub fn __responses<C: Codec>(&self) -> DescribeResponses
    where
        R: DescribeReturn,
    {
        described::<C, R>()
    }
}

fn described<C: Codec, R: DescribeReturn>() -> DescribeResponses {
    |responses| {
        responses.media_type = C::CONTENT_TYPE;
        R::describe_return(responses);
    }
}

/// An enum with one variant for each success status, for which `#[derive(FromResponse)]` writes it, or an `Option` or a
/// [`Response`] of one.
///
/// Such an enum is not [`DescribeResponse`], so that an implementation of its own takes precedence.
pub trait DescribedByStatus {
    /// Adds the response of each variant.
    fn describe_by_status(responses: &mut super::Responses<'_>);
}

impl<T: DescribedByStatus> DescribedByStatus for Option<T> {
    fn describe_by_status(responses: &mut super::Responses<'_>) {
        T::describe_by_status(responses);
        responses.optional();
    }
}

impl<T: DescribedByStatus> DescribedByStatus for Response<T> {
    fn describe_by_status(responses: &mut super::Responses<'_>) {
        T::describe_by_status(responses);
    }
}

/// A `Result` that a document describes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be described as a return type",
    label = "has no description",
    note = "its value must be `schemars::JsonSchema`, `pointapi::openapi::DescribeResponse` or an enum with `#[derive(pointapi::FromResponse)]`, and its error `pointapi::openapi::DescribeError`"
)]
pub trait DescribeReturn {
    /// Adds the responses.
    fn describe_return(responses: &mut super::Responses<'_>);
}

impl<T: DescribeResponse, E: DescribeError> DescribeReturn for Result<T, E> {
    fn describe_return(responses: &mut super::Responses<'_>) {
        T::describe(responses);
        E::describe(responses);
    }
}
