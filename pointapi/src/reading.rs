//! How an answer becomes the return type of an endpoint.
//!
//! Whether it can is asked in one place, [`reading`], and not again where the call is awaited: so the compiler says it
//! once, at the return type. What is awaited, [`Call::send`](crate::call::Call::send), knows no type of the user's and
//! is compiled once for all endpoints.

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
    #[must_use]
    pub fn wish(&self) -> Wish {
        self.wish
    }

    /// Reads what came back.
    #[must_use]
    pub fn read(&self, answer: Result<Answer>) -> R {
        (self.read)(answer)
    }
}
