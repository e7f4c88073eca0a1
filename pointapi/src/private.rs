//! The names that generated code uses; not for users, and free to change in any release.

pub use std::clone::Clone;
pub use std::fmt::{self, Debug};
pub use std::future::Future;
pub use std::marker::{PhantomData, Send, Sized, Sync};
pub use std::option::Option;
pub use std::result::Result::Ok;
pub use std::sync::Arc;
pub use std::vec::Vec;
pub use std::{concat, module_path, option_env};

pub use async_trait::async_trait;
pub use futures_util::future::BoxFuture;
pub use http::{Method, StatusCode};

pub use crate::call::{Api, Call};
pub use crate::client::Client;
#[cfg(feature = "xml")]
pub use crate::codec::Xml;
pub use crate::codec::{Codec, DefaultCodec};
pub use crate::compose::{ApiTrait, GeneratedClient, JoinedEndpoints, api_of};

pub use crate::endpoint::{AuthScheme, Endpoint, ExtensionMethod};
pub use crate::error::Result;
pub use crate::options::CallOptions;
pub use crate::param::{BytesParam, ExtensionParam, HeaderParam, ListFormat, PathParam, QueryParam};
#[cfg(feature = "multipart")]
pub use crate::part::IntoPart;
pub use crate::response::{
    Bodiless, DecoderFor, Direct, Example, Expected, FromResponse, InOption, MaybeAbsent, OptionalDecoderFor,
    OptionalReturnType, RawResponse, ReturnType, Selected, TypedCall, all_streamed, client_only, examples_by_status,
    ignored_body, prepare, prepare_with, undeclared_status,
};

#[cfg(feature = "openapi")]
pub use crate::openapi::generated::*;
#[cfg(feature = "server")]
pub use crate::server::{Server, generated::*};
pub use crate::{
    __described as described, __if_blocking as if_blocking, __if_described as if_described, __if_served as if_served,
    __served as served,
};

/// Keeps the items of a blocking client if the feature is on.
#[cfg(feature = "blocking")]
#[doc(hidden)]
#[macro_export]
macro_rules! __if_blocking {
    ($($items:tt)*) => { $($items)* };
}

/// Drops the items of a blocking client, which another build of the macros may have generated.
#[cfg(not(feature = "blocking"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __if_blocking {
    ($($items:tt)*) => {};
}

/// Keeps the items of a server.
#[cfg(feature = "server")]
#[doc(hidden)]
#[macro_export]
macro_rules! __served {
    ($($items:tt)*) => { $($items)* };
}

/// Reports that the feature of servers is off.
#[cfg(not(feature = "server"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __served {
    ($($items:tt)*) => {
        ::core::compile_error!(
            "`#[point_api(server)]` needs the feature `server`; add `\"server\"` to the `features` of `pointapi` in Cargo.toml"
        );
    };
}

/// Keeps the items of a response type that a server needs, if the feature is on.
#[cfg(feature = "server")]
#[doc(hidden)]
#[macro_export]
macro_rules! __if_served {
    ($($items:tt)*) => { $($items)* };
}

/// Drops the items that only a server needs.
#[cfg(not(feature = "server"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __if_served {
    ($($items:tt)*) => {};
}

/// Keeps the items of a response type that a document needs, if the feature is on.
#[cfg(feature = "openapi")]
#[doc(hidden)]
#[macro_export]
macro_rules! __if_described {
    ($($items:tt)*) => { $($items)* };
}

/// Drops the items that only a document needs.
#[cfg(not(feature = "openapi"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __if_described {
    ($($items:tt)*) => {};
}

/// Keeps the items that describe a trait.
#[cfg(feature = "openapi")]
#[doc(hidden)]
#[macro_export]
macro_rules! __described {
    ($($items:tt)*) => { $($items)* };
}

/// Reports that the feature of OpenAPI documents is off.
#[cfg(not(feature = "openapi"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __described {
    ($($items:tt)*) => {
        ::core::compile_error!(
            "`#[point_api(openapi)]` needs the feature `openapi`; add `\"openapi\"` to the `features` of `pointapi` in Cargo.toml"
        );
    };
}

/// Stands for the body of an endpoint that was declared wrongly; the program that holds it does not compile.
///
/// # Panics
///
/// Always.
pub fn broken<T>() -> T {
    unreachable!("a program with a broken endpoint does not compile")
}

/// Returns an error of kind `Config`, for `pointapi-sandbox`.
pub fn config_error(text: &'static str, source: Option<crate::BoxError>) -> crate::Error {
    let error = crate::Error::config(text);
    match source {
        Some(source) => error.with_source(source),
        None => error,
    }
}
