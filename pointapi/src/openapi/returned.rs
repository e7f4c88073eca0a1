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
/// resolution takes it first, and goes on to `Direct` by `Deref`.
pub struct Returned<R>(Direct<R>);

impl<R> Returned<R> {
    /// The value to call `__responses` on.
    pub const TYPE: Self = Self(Direct(PhantomData));
}

impl<T: DescribeResponse, E: DescribeError> Returned<Result<Option<T>, E>> {
    /// The responses of the content, which can be absent.
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
    /// The responses of the content, which can be absent.
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
pub struct Direct<R>(PhantomData<fn() -> R>);

impl<R> Direct<R> {
    /// The responses of the return type.
    #[must_use]
    pub fn __responses<C: Codec>(&self) -> DescribeResponses
    where
        R: DescribeReturn,
    {
        |responses| {
            responses.media_type = C::CONTENT_TYPE;
            R::describe_return(responses);
        }
    }
}

/// A `Result` that a document describes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be described as a return type",
    label = "has no description",
    note = "its value must be `schemars::JsonSchema` or `pointapi::openapi::DescribeResponse`, and its error `pointapi::openapi::DescribeError`"
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
