//! The send path of a call, outermost first: deadline, retry, authorization, permit, limits; each in a file of its own.
//!
//! In: the request of a [`Call`](crate::call::Call) (or what the user's per-call layers made of it) with its
//! [`Context`]. Out, to the transport: one attempt at a time. Decoding the response is not done here.
//!
//! The future of a call is large, so it is moved as little as possible: a request is taken from where it lies
//! (`&mut HttpRequest`), futures are pinned where they are created (`pin!`), and whatever rarely waits is boxed
//! (`Box::pin`). All steps share one reference to [`UnderWay`](progress::UnderWay), since an `async fn` holds its
//! arguments twice.

mod attempt;
mod authorize;
mod budget;
mod collect;
mod context;
mod core;
mod deadline;
mod error_type;
mod login_service;
mod metrics;
mod origin_guard;
mod permit;
mod progress;
mod retry;
pub(crate) mod retry_after;
mod retry_policy;
mod sent_requests;
mod service;
mod trace;
mod transport_error;

pub(crate) use self::core::Core;
pub(crate) use budget::retry_budget;
#[cfg(feature = "stream")]
pub(crate) use collect::STALL;
pub(crate) use collect::{beginning as collect_beginning, unreadable, whole as collect_whole};
pub(crate) use context::{BehindLayers, Context, Report};
pub(crate) use login_service::LoginService;
pub(crate) use origin_guard::OriginGuard;
pub use retry_policy::RetryPolicy;
pub(crate) use service::CoreService;
