//! Serving one request by one method: read the arguments, call the method, write what it returns.
//!
//! The only coroutine of the server is [`serve`]. Generated code gives it two plain functions per endpoint, which
//! costs the compiler half of what an `async` block per endpoint does.

use futures_util::future::BoxFuture;

use super::incoming::Incoming;
use super::rejection::Rejection;
use super::reply::Reply;
use crate::codec::Codec;
use crate::service::HttpResponse;

/// One request being served.
pub type Serving<'a> = BoxFuture<'a, HttpResponse>;

/// Serves a request: `G` are the arguments that are given away, `L` those that are lent.
pub fn serve<'a, C, A, G, L, R>(
    api: &'a A,
    incoming: &'a Incoming,
    read: fn(&'a Incoming) -> Result<(G, L), Rejection>,
    call: for<'b> fn(&'b A, G, &'b L) -> BoxFuture<'b, R>,
) -> Serving<'a>
where
    C: Codec,
    A: Sync + ?Sized,
    G: Send + 'a,
    L: Send + Sync + 'a,
    R: Reply + Send + 'a,
{
    Box::pin(async move {
        match read(incoming) {
            Ok((given, lent)) => call(api, given, &lent).await.reply::<C>(incoming.endpoint),
            Err(rejection) => rejection.into_response(),
        }
    })
}
