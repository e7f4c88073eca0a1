//! How an answer becomes the return type of an endpoint.
//!
//! Whether it can is asked in one place, [`Whole::reading`], and not again where the call is awaited: so the compiler
//! says it once, at the return type. What is awaited, [`Call::send`], knows no type of the user's and is compiled once
//! for all endpoints.
//!
//! An `Option` of a `Deserialize` type is one itself, and is read as such. One of a type that reads answers by itself
//! (a `Text`, a `Download`) is not, and no trait can hold for both. So generated code asks a [`ReturnType`] for its
//! way, and method resolution takes the first that fits: as a whole, or as something that may be absent. It gets there
//! by `Deref`, so that no trait has to be brought into scope for each endpoint.

use std::marker::PhantomData;
use std::ops::Deref;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_util::future::BoxFuture;
use pin_project_lite::pin_project;

use crate::call::Call;
use crate::codec::Codec;
use crate::decode::{Answer, Optional, Outcome};
use crate::error::Result;

/// Stands for a return type where its way is chosen.
pub struct ReturnType<R>(PhantomData<R>);

impl<R> ReturnType<R> {
    /// The one value.
    pub const HERE: Self = Self(PhantomData);
}

impl<R: Outcome> ReturnType<R> {
    /// The way of a type that is read as it is. No trait of the user's has a method of this name.
    #[must_use]
    pub fn __way(&self) -> Whole {
        Whole
    }
}

impl<R> Deref for ReturnType<R> {
    type Target = NotWhole<R>;

    fn deref(&self) -> &NotWhole<R> {
        &NotWhole(PhantomData)
    }
}

/// Stands for a return type that cannot be read as it is.
pub struct NotWhole<R>(PhantomData<R>);

impl<R: Optional> NotWhole<R> {
    /// The way of a type that can be read in its `Option`.
    #[must_use]
    pub fn __way(&self) -> IfPresent {
        IfPresent
    }
}

impl<R> Deref for NotWhole<R> {
    type Target = Whole;

    fn deref(&self) -> &Whole {
        &Whole
    }
}

/// Reads a type as it is.
#[derive(Clone, Copy)]
pub struct Whole;

impl Whole {
    /// The way of a type that can be read in none, which is then said of it.
    #[must_use]
    pub fn __way(&self) -> Self {
        Self
    }

    /// Reads what the codec reads.
    #[must_use]
    pub fn reading<C: Codec, R: Outcome>(self) -> Reading<R> {
        Reading { wish: Wish::of::<C, R>(), read: R::from_answer::<C> }
    }
}

/// Reads an `Option` as what is in it, unless there is nothing.
#[derive(Clone, Copy)]
pub struct IfPresent;

impl IfPresent {
    /// Reads what the codec reads.
    #[must_use]
    pub fn reading<C: Codec, R: Optional>(self) -> Reading<R> {
        let read = |answer| R::plain(R::Outcome::from_answer::<C>(answer));
        Reading { wish: Wish::of::<C, R::Outcome>(), read }
    }
}

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

impl Wish {
    fn of<C: Codec, R: Outcome>() -> Self {
        Self { accept: R::accept::<C>(), is_streamed: R::IS_STREAMED }
    }
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
