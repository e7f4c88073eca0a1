//! Selects the decoder of a return type, and applies it to the response of a call.
//!
//! Generated code writes `prepare(DecoderFor::<R>::SELECT.__select(), call)`. Method resolution takes the first `__select`
//! whose bound holds, from [`DecoderFor`] through [`OptionalDecoderFor`] to [`Direct`], each reached by
//! `Deref`; no trait has to be in scope for that. The last one has no bound, so a return type that cannot be decoded
//! gets one error, from the bound of [`prepare`].

use std::marker::PhantomData;
use std::ops::Deref;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_util::future::BoxFuture;
use pin_project_lite::pin_project;

use super::{Bodiless, Expected, MaybeAbsent, OptionalReturnType, RawResponse, ReturnType};
use crate::call::Call;
use crate::codec::{Codec, DefaultCodec};
use crate::error::{Error, Result};
use crate::service::HttpRequest;

/// Selects direct decoding, if the return type allows it.
pub struct DecoderFor<R>(PhantomData<R>);

impl<R> DecoderFor<R> {
    /// The value to call `__select` on.
    pub const SELECT: Self = Self(PhantomData);

    /// Rejects a return type that cannot be absent.
    #[must_use]
    pub fn absent_on_status(self) -> Self
    where
        R: MaybeAbsent,
    {
        self
    }

    /// Rejects a return type that has a body.
    #[must_use]
    pub fn without_body(self) -> Self
    where
        R: Bodiless,
    {
        self
    }
}

impl<R: ReturnType> DecoderFor<R> {
    /// Selects direct decoding. The `__` prefix avoids clashes with methods of user traits.
    #[must_use]
    pub fn __select(&self) -> Direct<R> {
        Direct(PhantomData)
    }
}

impl<R> Deref for DecoderFor<R> {
    type Target = OptionalDecoderFor<R>;

    fn deref(&self) -> &OptionalDecoderFor<R> {
        &OptionalDecoderFor(PhantomData)
    }
}

/// Selects decoding inside an `Option`, if the return type has one.
pub struct OptionalDecoderFor<R>(PhantomData<R>);

impl<R: OptionalReturnType> OptionalDecoderFor<R> {
    /// Selects decoding inside an `Option`.
    #[must_use]
    pub fn __select(&self) -> InOption<R> {
        InOption(PhantomData)
    }
}

impl<R> Deref for OptionalDecoderFor<R> {
    type Target = Direct<R>;

    fn deref(&self) -> &Direct<R> {
        &Direct(PhantomData)
    }
}

/// Decodes a return type by its own [`ReturnType`] implementation.
pub struct Direct<R>(PhantomData<R>);

impl<R> Direct<R> {
    /// Fallback for types that cannot be decoded; [`prepare`] then produces the compile error.
    #[must_use]
    pub fn __select(&self) -> Self {
        Self(PhantomData)
    }
}

impl<R: ReturnType> Selected<R> for Direct<R> {
    fn failed(self, error: Error) -> R {
        R::from_raw::<DefaultCodec>(Err(error))
    }

    fn complete<C: Codec>(self, call: Call<'_>) -> TypedCall<'_, R> {
        TypedCall::direct::<C>(call)
    }
}

/// Decodes the content of an `Option`, and gives `None` for an absent value.
pub struct InOption<R>(PhantomData<R>);

impl<R: OptionalReturnType> Selected<R> for InOption<R> {
    fn failed(self, error: Error) -> R {
        R::from_decoded(R::Decoded::from_raw::<DefaultCodec>(Err(error)))
    }

    fn complete<C: Codec>(self, call: Call<'_>) -> TypedCall<'_, R> {
        let decode = |response| R::from_decoded(R::Decoded::from_raw::<C>(response));
        TypedCall { call, expected: expected::<C, R::Decoded>(), decode }
    }
}

/// A selected decoder of `R`.
pub trait Selected<R> {
    /// Completes a call with this decoder, for the codec.
    fn complete<C: Codec>(self, call: Call<'_>) -> TypedCall<'_, R>;

    /// The outcome of a call that fails with `error`.
    fn failed(self, error: Error) -> R;
}

/// Returns the outcome of a `client_only` endpoint in an implementation of the trait that does not have it.
#[must_use]
pub fn client_only<'a, R: Send + 'a, S: Selected<R>>(selected: S, name: &str) -> BoxFuture<'a, R> {
    let text = format!("`{name}` is an endpoint of the client only, and this implementation does not have it");
    Box::pin(std::future::ready(selected.failed(Error::config(text))))
}

/// Completes a call with the selected decoder, for the codec.
///
/// A function and not a method, since the compiler reports a return type that cannot be decoded at the whole path of a
/// function, which generated code places at the return type.
#[must_use]
pub fn prepare_with<'a, C: Codec, R, S: Selected<R>>(selected: S, call: &mut Call<'a>) -> TypedCall<'a, R> {
    selected.complete::<C>(call.take())
}

/// As [`prepare_with`], for the codec of endpoints that name none.
#[must_use]
pub fn prepare<'a, R, S: Selected<R>>(selected: S, call: &mut Call<'a>) -> TypedCall<'a, R> {
    prepare_with::<DefaultCodec, R, S>(selected, call)
}

fn expected<C: Codec, R: ReturnType>() -> Expected {
    Expected { accept: R::accept::<C>(), is_streamed: R::IS_STREAMED, is_needed: R::needs_body }
}

/// A call that has all its arguments and knows how its response is decoded.
pub struct TypedCall<'a, R> {
    call: Call<'a>,
    expected: Expected,
    decode: fn(Result<RawResponse>) -> R,
}

impl<'a, R: ReturnType> TypedCall<'a, R> {
    /// A call whose response is decoded as an `R`.
    pub(crate) fn direct<C: Codec>(call: Call<'a>) -> Self {
        Self { call, expected: expected::<C, R>(), decode: R::from_raw::<C> }
    }
}

impl<'a, R> TypedCall<'a, R> {
    /// The request, without sending it.
    pub(crate) fn into_request(self) -> Result<HttpRequest> {
        Ok(self.call.into_request(self.expected)?.0)
    }

    /// Sends the call, without a box.
    pub fn send(self) -> impl Future<Output = R> + Send + use<'a, R> {
        DecodeFuture { response: self.call.send(self.expected), decode: self.decode }
    }

    /// Sends the call in a box, as a method of a trait object must.
    #[must_use]
    pub fn boxed<'b>(self) -> BoxFuture<'b, R>
    where
        'a: 'b,
        R: 'b,
    {
        Box::pin(self.send())
    }
}

#[cfg(feature = "blocking")]
impl<R> TypedCall<'_, R> {
    /// Sends the call and blocks the thread until its response is decoded.
    #[must_use]
    pub fn wait(self) -> R {
        let (endpoint, decode) = (self.call.endpoint(), self.decode);
        crate::blocking::wait(self.send()).unwrap_or_else(|error| decode(Err(error.at(endpoint))))
    }
}

pin_project! {
    /// The only future that is compiled for each return type.
    struct DecodeFuture<F, R> {
        #[pin]
        response: F,
        decode: fn(Result<RawResponse>) -> R,
    }
}

impl<F: Future<Output = Result<RawResponse>>, R> Future for DecodeFuture<F, R> {
    type Output = R;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<R> {
        let this = self.project();
        this.response.poll(context).map(*this.decode)
    }
}
