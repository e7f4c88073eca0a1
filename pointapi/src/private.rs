//! All that generated code may name; not for users, and free to change in any release.

pub use std::clone::Clone;
pub use std::concat;
pub use std::fmt::{self, Debug};
pub use std::future::Future;
pub use std::marker::{PhantomData, Send, Sized, Sync};

pub use async_trait::async_trait;
pub use futures_util::future::BoxFuture;
pub use http::Method;

pub use crate::call::{Api, Call};
pub use crate::client::Client;
pub use crate::codec::DefaultCodec;
pub use crate::compose::{ApiTrait, GeneratedClient, JoinedEndpoints, api_of};

pub use crate::endpoint::{AuthScheme, Endpoint};
pub use crate::error::Result;
pub use crate::options::CallOptions;
pub use crate::param::{BytesParam, HeaderParam, ListFormat, PathParam, QueryParam};
#[cfg(feature = "multipart")]
pub use crate::part::IntoPart;
pub use crate::response::{
    Bodiless, DecoderFor, Direct, Expected, InOption, MaybeAbsent, OptionalDecoderFor, OptionalReturnType, ReturnType,
    TypedCall,
};

/// Stands for the body of an endpoint that was declared wrongly; the program that holds it does not compile.
///
/// # Panics
///
/// Always.
pub fn broken<T>() -> T {
    unreachable!("a program with a broken endpoint does not compile")
}
