//! Methods that are not constants of [`Method`].

use std::sync::OnceLock;

use http::Method;

use super::Endpoint;

/// A method without a constant in [`Method`], made at its first use.
#[doc(hidden)]
pub struct ExtensionMethod {
    name: &'static str,
    method: OnceLock<Method>,
}

impl ExtensionMethod {
    /// Creates the method of that name, which the macro has validated.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, method: OnceLock::new() }
    }

    /// Returns the method.
    pub fn get(&self) -> &Method {
        self.method.get_or_init(|| Method::from_bytes(self.name.as_bytes()).unwrap_or(Method::POST))
    }
}

impl Endpoint {
    /// Returns a number for each method that is a constant of [`Method`], which constant evaluation can compare.
    #[cfg(feature = "server")]
    pub(crate) const fn standard_method(&self) -> Option<u8> {
        match self.method {
            _ if self.extension_method.is_some() => None,
            Method::GET => Some(0),
            Method::POST => Some(1),
            Method::PUT => Some(2),
            Method::DELETE => Some(3),
            Method::PATCH => Some(4),
            Method::HEAD => Some(5),
            Method::OPTIONS => Some(6),
            Method::TRACE => Some(7),
            Method::CONNECT => Some(8),
            _ => None,
        }
    }
}
