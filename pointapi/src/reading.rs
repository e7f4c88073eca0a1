//! How an answer becomes the return type of an endpoint.
//!
//! Whether it can is asked in one place, [`reading`], and not again where the call is awaited: so the compiler says it
//! once, at the return type. What is awaited, [`Call::send`], knows no type of the user's and is compiled once for all
//! endpoints.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_util::future::BoxFuture;
use pin_project_lite::pin_project;

use crate::call::Call;
use crate::codec::{Codec, DefaultCodec};
use crate::decode::{Answer, Outcome};
use crate::error::Result;

/// The way from an answer to an `R`.
pub struct Reading<R> {
    wish: Wish,
    read: fn(Result<Answer>) -> R,
}

/// What a return type asks of the call.
#[derive(Clone, Copy)]
pub struct Wish {
    pub(crate) accept: &'static str,
    pub(crate) is_streamed: bool,
}

/// Reads JSON.
#[must_use]
pub fn reading<R: Outcome>() -> Reading<R> {
    reading_with::<DefaultCodec, R>()
}

/// Reads what the codec reads.
#[must_use]
pub fn reading_with<C: Codec, R: Outcome>() -> Reading<R> {
    Reading { wish: Wish { accept: R::accept::<C>(), is_streamed: R::IS_STREAMED }, read: R::from_answer::<C> }
}

impl<R> Reading<R> {
    /// What to send the call with.
    pub(crate) fn wish(&self) -> Wish {
        self.wish
    }

    /// Reads the answer to `call`.
    #[must_use]
    pub fn of(self, call: Call<'_>) -> Prepared<'_, R> {
        Prepared { call, reading: self }
    }
}

/// A call that has all its values and knows its return type; it is sent as one future or the other.
pub struct Prepared<'a, R> {
    call: Call<'a>,
    reading: Reading<R>,
}

impl<'a, R> Prepared<'a, R> {
    /// Sends the call, with no box around it.
    pub fn send(self) -> impl Future<Output = R> + Send + use<'a, R> {
        Sending { answer: self.call.send(self.reading.wish), read: self.reading.read }
    }

    /// Sends the call as a method of a trait object does.
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
    struct Sending<F, R> {
        #[pin]
        answer: F,
        read: fn(Result<Answer>) -> R,
    }
}

impl<F: Future<Output = Result<Answer>>, R> Future for Sending<F, R> {
    type Output = R;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<R> {
        let this = self.project();
        this.answer.poll(context).map(*this.read)
    }
}
