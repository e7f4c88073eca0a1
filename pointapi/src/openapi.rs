//! The OpenAPI document of a trait: `#[point_api(openapi)]` describes it, [`document`] writes it.
//!
//! ```
//! use pointapi::openapi::{self, Info, schemars};
//! use pointapi::{Result, point_api};
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Serialize, Deserialize, schemars::JsonSchema)]
//! # #[schemars(crate = "pointapi::openapi::schemars")]
//! pub struct Order {
//!     id: u64,
//!     note: Option<String>,
//! }
//!
//! /// Orders of one account.
//! #[point_api(prefix = "/v1", openapi)]
//! pub trait Orders {
//!     /// One order.
//!     #[point_endpoint(GET "/orders/{id}", none_on = [404])]
//!     async fn order(&self, id: u64) -> Result<Option<Order>>;
//! }
//!
//! let document = openapi::document::<dyn Orders>(Info::new("Orders", "1.0.0"));
//! assert_eq!(document["paths"]["/v1/orders/{id}"]["get"]["summary"], "One order.");
//! ```
//!
//! The document is OpenAPI 3.1. Types are described by [`schemars`], which reads the attributes of serde; a program that
//! derives its `JsonSchema` depends on `schemars` 1, or on the re-export here with
//! `#[schemars(crate = "pointapi::openapi::schemars")]`.
//!
//! | declaration | document |
//! | --- | --- |
//! | the trait | a tag with its docs; supertraits have tags of their own |
//! | the method's name, or `name = "..."` | `operationId`, with the trait in front where two are equal |
//! | docs | the first paragraph is the `summary`, the rest the `description`; without examples and links to items |
//! | `#[deprecated]` | `deprecated` |
//! | path value, header, cookie | a parameter; text if its type has no schema |
//! | the headers `Authorization` and `Content-Type` | a security scheme; a body of any media type |
//! | the header `Accept` | nothing: the responses have the media types |
//! | `#[query]` | a parameter with the `style` and `explode` of its list format; one for each field of a struct |
//! | a fixed query, `headers(...)` | a parameter with one value |
//! | `idempotency_key` | an optional header |
//! | `#[body]`, `#[form]`, `#[part]` | the request body under its media type |
//! | `#[sensitive]` | `writeOnly`, and `format: password` for text |
//! | the return type | a success: 200, 204 for `()`, `2XX` for `Response` |
//! | `Option`, `none_on` | these statuses without content, 204 without `none_on` |
//! | the error type | `4XX` and `5XX` |
//! | `auth` | the security scheme of [`Info::security`], or that which the server's verifier names, or none |
//!
//! Left out are `#[headers]`, `#[options]` and `#[extension]`, endpoints with a `#[url]`, and those with a method that
//! OpenAPI 3.1 does not have. The document that a server serves also leaves out endpoints that are `client_only`. A second
//! endpoint of the same method and path, which differs only in a fixed query, stands under the path with `#` and its
//! operation id.
//!
//! A document of a trait with `server` has the problem details of the server too; the traits of `platform` describe a
//! server of others. Two types with one name of serde in one module are described as one; `#[schemars(rename = "...")]`
//! keeps them apart.
//!
//! A schema says what a type accepts when it is deserialized, in requests and in responses. The order of the members, and
//! with it each byte, depends on the traits and types alone.

mod argument;
mod content;
mod description;
mod docs;
mod errors;
mod info;
mod operation;
mod parameter;
mod part;
mod path;
mod problem;
mod responses;
mod returned;
mod schemas;
mod sensitive;
mod stream_items;
mod tidy;
mod types;
mod write;

use serde_json::Value;

pub use errors::DescribeError;
pub use info::{Info, Security};
pub use responses::{DescribeResponse, Responses};
#[doc(no_inline)]
pub use schemars;
pub use types::{null_where_marked, string_enum};
pub use write::{to_json, to_yaml};

use description::{DescribedApi, Description};

/// Items that generated code uses.
#[doc(hidden)]
pub mod generated {
    pub use super::argument::Argument;
    pub use super::description::{DescribedApi, DescribedTrait, Description, ServedDescription};
    pub use super::operation::Operation;
    pub use super::responses::{DescribeResponse, DescribeResponses, Responses};
    pub use super::returned::{DescribedByStatus, Returned};
    pub use super::schemas::{SchemaOf, TypeSchema};
}

/// Returns the OpenAPI document of an API trait and its supertraits.
///
/// ```
/// use pointapi::openapi::{self, Info};
/// use pointapi::{Result, point_api};
///
/// #[point_api(openapi)]
/// trait Clock {
///     /// Seconds since 1970.
///     #[point_endpoint(GET "/now", auth = none)]
///     async fn now(&self) -> Result<u64>;
/// }
///
/// let document = openapi::document::<dyn Clock>(Info::new("Clock", "2.1.0"));
/// assert_eq!(document["openapi"], "3.1.1");
/// assert_eq!(document["paths"]["/now"]["get"]["operationId"], "now");
/// ```
///
/// The trait must ask for it: `#[point_api(openapi)]`. Write the document with [`to_json`] or [`to_yaml`].
#[must_use]
pub fn document<A: DescribedApi + ?Sized>(info: Info) -> Value {
    let mut description = Description::default();
    description.secure(info.scheme().or_else(|| Some(Security::bearer())));
    A::describe(&mut description);
    description.finish(info)
}
