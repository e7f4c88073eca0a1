//! A check that client and server of a trait agree on every value.
//!
//! ```
//! use pointapi::{Result, point_api};
//!
//! #[point_api(prefix = "/v1", server)]
//! pub trait Orders {
//!     #[point_endpoint(GET "/orders/{id}", none_on = [404])]
//!     async fn order(&self, id: u64, #[query] tags: &[&str]) -> Result<Option<String>>;
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<()> {
//! let report = pointapi::contract::check::<dyn Orders>().await?;
//! assert_eq!(report.checked(), 1);
//! # Ok(())
//! # }
//! ```
//!
//! For each endpoint, supertraits included, arguments are made up, sent by the generated client, routed and read by the
//! server, and sent again by a second client that stands for the implementation. Both requests must be the same, in
//! order too, except where the order differs from call to call, as that of a hash set does. The response is made up too and
//! goes back the same way. Every role and every return shape is covered, `Option` absent and present, lists empty and with
//! several items, texts with the characters that break encodings.
//!
//! It finds types whose `Serialize` and `Deserialize` differ (a field renamed or skipped on one side, a time zone that is
//! lost) and values that one side writes and the other reads differently. A value that the client rejects before it sends
//! it is no difference.
//!
//! Values are made up without a schema: a type is offered candidates until it accepts one. A response type that decodes
//! itself offers [`FromResponse::examples`](crate::FromResponse::examples) instead. What accepts no value is in the
//! [`Report`] as not checked; a request is checked even if its response is not. A field that a type neither names nor
//! requires, such as an optional one of a flattened struct, stays absent.

mod check;
mod exchange;
mod form;
mod influence;
mod report;
mod wire;

use std::sync::Arc;

use futures_util::future::BoxFuture;
use http::Extensions;

pub use report::{Difference, Differences, Report, Unchecked};

use crate::client::Client;
use crate::compose::ApiTrait;
use crate::error::Result;
use crate::param::ExtensionParam;
use crate::server::Server;
use crate::server::generated::ServedApi;
use crate::server::rehearsal::rehearsals;
use check::Check;
use exchange::Scene;
use wire::{Far, Near, Wire};

/// The number of calls of each endpoint.
const CASES: u64 = 32;

/// Checks that client and server of a trait agree, as [`Contract::check`] does with 32 calls for each endpoint.
///
/// # Errors
///
/// The [`Differences`], each with the endpoint, the parameter or part of the response, and both encodings.
// Not an `async fn`: the compiler would report a trait that is not served at each use of its future.
pub fn check<A: ServedApi + ApiTrait + ?Sized + 'static>() -> BoxFuture<'static, Result<Report, Differences>> {
    Box::pin(async { Contract::new().check::<A>().await })
}

/// The settings of a check.
#[derive(Debug, Clone)]
#[must_use = "a contract does nothing before `check`"]
pub struct Contract {
    cases: u64,
    extensions: Extensions,
}

impl Default for Contract {
    fn default() -> Self {
        Self::new()
    }
}

impl Contract {
    /// Creates a check with 32 calls for each endpoint.
    pub fn new() -> Self {
        Self { cases: CASES, extensions: Extensions::new() }
    }

    /// Sets the number of calls of each endpoint. They are the same in each run.
    pub fn cases(mut self, cases: u64) -> Self {
        self.cases = cases;
        self
    }

    /// Adds the value of an argument `#[extension]`, which a verifier or a layer of the server provides.
    pub fn extension<T: ExtensionParam>(mut self, value: T) -> Self {
        self.extensions.insert(value);
        self
    }

    /// Checks every endpoint of `A`.
    ///
    /// # Errors
    ///
    /// The [`Differences`]; also if two endpoints have the same method and path, since one of them is never served.
    pub async fn check<A: ServedApi + ApiTrait + ?Sized>(&self) -> Result<Report, Differences> {
        let wire = Wire::new(self.extensions.clone());
        let scenes =
            scenes::<A>(&wire).map_err(|error| Differences { setup: Some(error.to_string()), list: Vec::new() })?;
        let mut check = Check { cases: self.cases, report: Report::default(), differences: Vec::new() };
        let client_only = A::ENDPOINTS.iter().filter(|endpoint| endpoint.client_only);
        client_only.for_each(|endpoint| check.skip(endpoint, "only the client has it".to_owned()));
        for scene in scenes {
            check.endpoint(&scene).await;
        }
        check.finish()
    }
}

/// The endpoints of a trait that is implemented by its client, and called by another client.
fn scenes<A: ServedApi + ?Sized>(wire: &Arc<Wire>) -> Result<Vec<Scene>> {
    let implementation = Client::builder().transport(Far(Arc::clone(wire))).signed_in_locally().build()?;
    let router = Server::of(&A::of_client(implementation)).unprotected().try_router()?;
    let near = Near { wire: Arc::clone(wire), router };
    let caller = A::of_client(Client::builder().transport(near).signed_in_locally().build()?);
    let scene = |rehearsal| Scene { rehearsal, wire: Arc::clone(wire) };
    Ok(rehearsals(&caller).into_iter().map(scene).collect())
}
