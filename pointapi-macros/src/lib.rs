//! The procedural macros of `pointapi`.
//!
//! Use them through that crate, which re-exports and documents them. This file holds the entry points; `expand` is the
//! pipeline from the tokens of a trait to the tokens of its client.

mod check;
mod errors;
mod expand;
mod forwarded;
mod generate;
mod model;
mod names;
mod parse;
mod runtime_path;
mod suggest;
mod syntax;

use proc_macro::TokenStream;

/// Turns a trait into the declaration of an HTTP API, and generates its client.
///
/// ```
/// # use pointapi::{Client, Result, point_api};
/// #[point_api(prefix = "/v1")]
/// pub trait Users {
///     #[point_endpoint(GET "/users/{id}/name")]
///     async fn name(&self, id: u64) -> Result<String>;
/// }
///
/// # async fn run(client: Client) -> Result<()> {
/// let name = UsersClient::new(client).name(7).await?;
/// # Ok(())
/// # }
/// ```
///
/// The [guide](../pointapi/guide/traits/index.html) describes its options, helpers, type parameters and supertraits.
#[proc_macro_attribute]
pub fn point_api(options: TokenStream, item: TokenStream) -> TokenStream {
    expand::point_api(options.into(), item.into()).into()
}

/// Declares one method of a `#[point_api]` trait as an endpoint; on its own it is an error.
///
/// ```
/// # use pointapi::{Result, point_api};
/// # #[point_api]
/// # pub trait Users {
/// #[point_endpoint(GET "/users/{id}/tags", none_on = [404], timeout = "5s")]
/// async fn tags(&self, id: u64, #[query] page: Option<u32>) -> Result<Option<Vec<String>>>;
/// # }
/// ```
///
/// The [guide](../pointapi/guide/index.html) describes the options and the roles of arguments.
#[proc_macro_attribute]
pub fn point_endpoint(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expand::lone_endpoint(arguments.into(), item.into()).into()
}

/// Derives `FromResponse` for an enum with one variant for each success response of an endpoint.
///
/// ```
/// # use pointapi::{FromResponse, Result, point_api};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Serialize)]
/// # pub struct Order {}
/// # #[derive(Deserialize)]
/// # pub struct Receipt {}
/// #[derive(FromResponse)]
/// pub enum Placed {
///     #[status(200, 201)]
///     Done(Receipt),
///     #[status(202)]
///     Queued,
///     #[status(default)]
///     Other(String),
/// }
///
/// #[point_api]
/// pub trait Orders {
///     #[point_endpoint(POST "/orders")]
///     async fn place(&self, #[body] order: &Order) -> Result<Placed>;
/// }
/// ```
///
/// `#[status(...)]` lists statuses, the class `2XX`, or `default`; the most specific one applies. A variant
/// without a field ignores the body. A success that no variant declares is a decode error. The request asks for the
/// media type of the first body. A server sends a variant with the first of its statuses, and a document describes each,
/// if the bodies can be served and described. Where the crate has another name, `#[from_response(crate = path::to::pointapi)]` on
/// the enum says so.
#[proc_macro_derive(FromResponse, attributes(status, from_response))]
pub fn derive_from_response(item: TokenStream) -> TokenStream {
    expand::from_response(item.into()).into()
}
