//! Bounds on the argument types of a server. Their compile errors say what to implement.

use std::str::FromStr;

use serde::Deserialize;

use crate::body::Body;

/// A type that is parsed by `FromStr`: a path value or a header.
#[diagnostic::on_unimplemented(
    message = "a server cannot read `{Self}` from a path or a header",
    label = "not read by a server",
    note = "implement `std::str::FromStr` for `{Self}`, to parse what the client sends",
    note = "if it is an alias of `Option<T>` or `&T`, write that type itself: the macro cannot see through an alias"
)]
pub trait ParsedValue: FromStr {}

#[diagnostic::do_not_recommend]
impl<T: FromStr> ParsedValue for T {}

/// A type that is decoded by serde: a query parameter, a cookie, a form or a body.
#[diagnostic::on_unimplemented(
    message = "a server cannot read `{Self}` from a request",
    label = "not read by a server",
    note = "derive or implement `serde::Deserialize` for `{Self}`"
)]
pub trait DecodedValue<'de>: Deserialize<'de> {}

#[diagnostic::do_not_recommend]
impl<'de, T: Deserialize<'de>> DecodedValue<'de> for T {}

/// The type of a streamed body: only [`Body`] implements it.
#[diagnostic::on_unimplemented(
    message = "a streamed body cannot be taken as `{Self}`",
    label = "not `pointapi::Body`",
    note = "take `pointapi::Body`, or write `#[body(bytes)]` to receive the whole body"
)]
pub trait StreamedBody: From<Body> {}

impl StreamedBody for Body {}
