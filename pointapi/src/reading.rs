//! How an answer becomes the return type of an endpoint.
//!
//! Whether it can is asked in one place, [`reading`], and not again where the call is awaited: so the compiler says it
//! once, at the return type.

use crate::call::Call;
use crate::codec::{Codec, DefaultCodec};
use crate::decode::{Answer, Outcome};
use crate::error::Result;

/// The way from an answer to an `R`.
pub struct Reading<R> {
    accept: &'static str,
    is_streamed: bool,
    read: fn(Result<Answer>) -> R,
}

/// Reads JSON.
#[must_use]
pub fn reading<R: Outcome>() -> Reading<R> {
    reading_with::<DefaultCodec, R>()
}

/// Reads what the codec reads.
#[must_use]
pub fn reading_with<C: Codec, R: Outcome>() -> Reading<R> {
    Reading { accept: R::accept::<C>(), is_streamed: R::IS_STREAMED, read: R::from_answer::<C> }
}

/// Sends a call and reads the answer.
///
/// The request is made before the future is: what an `async fn` is given it holds twice, and a large future costs more
/// to move than a request to make.
pub fn read<R>(call: Call<'_>, reading: Reading<R>) -> impl Future<Output = R> {
    let mut finished = call.finish(reading.accept, reading.is_streamed);
    async move {
        (reading.read)(match finished {
            Ok(ref mut call) => call.send().await,
            Err(error) => Err(error),
        })
    }
}
