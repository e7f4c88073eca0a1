//! Serving one request by one method: read the arguments, call the method, write what it returns.
//!
//! The only coroutine of the server is [`serve`]. Generated code gives it two plain functions per endpoint, which
//! costs the compiler half of what an `async` block per endpoint does.

use futures_util::future::BoxFuture;

use super::incoming::Incoming;
use super::rejection::Rejection;
use super::reply::SelectedReply;
use crate::codec::Codec;
use crate::service::HttpResponse;

/// One request being served.
pub type Serving<'a> = BoxFuture<'a, HttpResponse>;

/// Serves a request: `G` are the arguments that are given away, `L` those that are lent. `S` is the way the return value
/// becomes a response.
pub fn serve<'a, C, A, G, L, R, S>(
    api: &'a A,
    incoming: &'a Incoming,
    _: S,
    read: fn(&'a Incoming) -> Result<(G, L), Rejection>,
    call: for<'b> fn(&'b A, G, &'b L) -> BoxFuture<'b, R>,
) -> Serving<'a>
where
    C: Codec,
    A: Sync + ?Sized,
    G: Send + 'a,
    L: Send + Sync + 'a,
    R: Send + 'a,
    S: SelectedReply<R>,
{
    Box::pin(async move {
        match read(incoming) {
            Ok((given, lent)) => S::reply::<C>(call(api, given, &lent).await, incoming.endpoint),
            Err(rejection) => rejection.into_response(),
        }
    })
}
