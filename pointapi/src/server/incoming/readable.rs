//! The values that can be read from a request, as traits whose compile errors say what to implement.

use std::str::FromStr;

use serde::Deserialize;

use crate::body::Body;

/// A value that is read from one text: a path value or a header.
#[diagnostic::on_unimplemented(
    message = "a server cannot read `{Self}` from a path or a header",
    label = "not read by a server",
    note = "implement `std::str::FromStr` for it, which reads what the client writes; write `Option<T>` or `&T` out where this is an alias of it"
)]
pub trait ParsedValue: FromStr {}

#[diagnostic::do_not_recommend]
impl<T: FromStr> ParsedValue for T {}

/// A value that is read by serde: a query parameter, a cookie, a form or a body.
#[diagnostic::on_unimplemented(
    message = "a server cannot read `{Self}` from a request",
    label = "not read by a server",
    note = "derive `serde::Deserialize` for it"
)]
pub trait DecodedValue<'de>: Deserialize<'de> {}

#[diagnostic::do_not_recommend]
impl<'de, T: Deserialize<'de>> DecodedValue<'de> for T {}

/// A body that is read as it arrives.
#[diagnostic::on_unimplemented(
    message = "a server cannot hand over a streamed body as `{Self}`",
    label = "not `pointapi::Body`",
    note = "take `pointapi::Body`, or write `#[body(bytes)]` for a body that is read whole"
)]
pub trait StreamedBody: From<Body> {}

impl StreamedBody for Body {}
