//! All that generated code may name; not for users, and free to change in any release.

pub use async_trait::async_trait;
pub use http::Method;
pub use http::header::HeaderName;

pub use crate::call::{Api, Call, fetch, fetch_with};
pub use crate::decode::{Bodiless, MaybeAbsent, Outcome};
pub use crate::endpoint::AuthScheme;
pub use crate::param::{HeaderParam, ListFormat, PathParam, QueryParam};
