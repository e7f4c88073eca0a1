//! Serving one request by one method: read the arguments, call the method, write what it returns.
//!
//! The only coroutine of the server is [`serve`]. Generated code gives it two plain functions per endpoint, which
//! costs the compiler half of what an `async` block per endpoint does.

use std::marker::PhantomData;

use futures_util::future::BoxFuture;

use super::accept::acceptable;
use super::incoming::Incoming;
use super::rejection::Rejection;
use super::reply::SelectedReply;
use crate::codec::Codec;
use crate::service::HttpResponse;

/// Marks the response to a request that did not reach the method.
#[derive(Clone)]
pub(super) struct NotCalled;

/// One request being served.
pub type Serving<'a> = BoxFuture<'a, HttpResponse>;

/// The arguments that are given away. They may borrow from the request; the bound says that they outlive the call, which
/// the generated function cannot.
pub struct Given<'b, G: 'b>(pub G, pub PhantomData<&'b ()>);

/// Serves a request: `G` are the arguments that are given away, `L` those that are lent. `S` is the way the return value
/// becomes a response.
pub fn serve<'a, C, A, G, L, R, S>(
    api: &'a A,
    incoming: &'a Incoming,
    _: S,
    read: fn(&'a Incoming) -> Result<(G, L), Rejection>,
    call: for<'b> fn(&'b A, Given<'b, G>, &'b L) -> BoxFuture<'b, R>,
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
        match acceptable(incoming, S::media_type::<C>(), S::is_raw::<C>).and_then(|()| read(incoming)) {
            Ok((given, lent)) => S::reply::<C>(call(api, Given(given, PhantomData), &lent).await, incoming.endpoint),
            Err(rejection) => {
                let mut response = rejection.into_response();
                response.extensions_mut().insert(NotCalled);
                response
            }
        }
    })
}
