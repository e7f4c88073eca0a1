//! JSON values, which code that was imported from an OpenAPI document takes from here: it needs no `serde_json` of its
//! own.
//!
//! ```
//! use pointapi::json::{Value, from_value};
//!
//! let value = Value::from(vec![1, 2]);
//! assert_eq!(from_value::<Vec<u8>>(value).unwrap(), [1, 2]);
//! ```

// Aliases, since `Value` has a variant `String`: with a re-export the compiler would write `std::string::String` in
// every message to a user of this crate.

/// A JSON value.
pub type Value = serde_json::Value;

/// The result of decoding a JSON value.
pub type Result<T> = serde_json::Result<T>;

pub use serde_json::from_value;
