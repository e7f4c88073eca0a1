//! Selects the decoder of a return type, and applies it to the response of a call.
//!
//! Generated code writes `DecoderFor::<R>::SELECT.__select().decoder::<Codec, R>().of(call)`. Method resolution takes
//! the first `__select` whose bound holds, from [`DecoderFor`] through [`OptionalDecoderFor`] to [`Direct`], each
//! reached by `Deref`; no trait has to be in scope for that. The last one has no bound, so a return type that cannot
//! be decoded gets one error, from the bound of [`Direct::decoder`].

use std::marker::PhantomData;
use std::ops::Deref;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_util::future::BoxFuture;
use pin_project_lite::pin_project;

use super::{Expected, OptionalReturnType, RawResponse, ReturnType};
use crate::call::Call;
use crate::codec::Codec;
use crate::error::Result;

/// Selects direct decoding, if the return type allows it.
pub struct DecoderFor<R>(PhantomData<R>);

impl<R> DecoderFor<R> {
    /// The value to call `__select` on.
    pub const SELECT: Self = Self(PhantomData);
}

impl<R: ReturnType> DecoderFor<R> {
    /// Selects direct decoding. The `__` prefix avoids clashes with methods of user traits.
    #[must_use]
    pub fn __select(&self) -> Direct {
        Direct
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
    pub fn __select(&self) -> InOption {
        InOption
    }
}

impl<R> Deref for OptionalDecoderFor<R> {
    type Target = Direct;

    fn deref(&self) -> &Direct {
        &Direct
    }
}

/// Decodes a return type by its own [`ReturnType`] implementation.
#[derive(Clone, Copy)]
pub struct Direct;

impl Direct {
    /// Fallback for types that cannot be decoded; [`decoder`](Self::decoder) then produces the compile error.
    #[must_use]
    pub fn __select(&self) -> Self {
        Self
    }

    /// The decoder of `R` for the codec.
    #[must_use]
    pub fn decoder<C: Codec, R: ReturnType>(self) -> Decoder<R> {
        Decoder { expected: expected::<C, R>(), decode: R::from_raw::<C> }
    }
}

/// Decodes the content of an `Option`, and gives `None` for an absent value.
#[derive(Clone, Copy)]
pub struct InOption;

impl InOption {
    /// The decoder of `R` for the codec.
    #[must_use]
    pub fn decoder<C: Codec, R: OptionalReturnType>(self) -> Decoder<R> {
        let decode = |response| R::from_decoded(R::Decoded::from_raw::<C>(response));
        Decoder { expected: expected::<C, R::Decoded>(), decode }
    }
}

fn expected<C: Codec, R: ReturnType>() -> Expected {
    Expected { accept: R::accept::<C>(), is_streamed: R::IS_STREAMED }
}

/// Decodes a response as an `R`.
pub struct Decoder<R> {
    expected: Expected,
    decode: fn(Result<RawResponse>) -> R,
}

impl<R> Decoder<R> {
    /// The settings that the request takes from the return type.
    pub(crate) fn expected(&self) -> Expected {
        self.expected
    }

    /// Decodes the response to `call`.
    #[must_use]
    pub fn of(self, call: Call<'_>) -> TypedCall<'_, R> {
        TypedCall { call, decoder: self }
    }
}

/// A call that has all its arguments and knows its return type.
pub struct TypedCall<'a, R> {
    call: Call<'a>,
    decoder: Decoder<R>,
}

impl<'a, R> TypedCall<'a, R> {
    /// Sends the call, without a box.
    pub fn send(self) -> impl Future<Output = R> + Send + use<'a, R> {
        DecodeFuture { response: self.call.send(self.decoder.expected), decode: self.decoder.decode }
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
