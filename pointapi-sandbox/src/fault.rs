//! Requested faults.

use std::time::Duration;

/// A fault that replaces the response to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// Responds with this status and no body.
    Status(u16),
    /// Responds with 429 and this `Retry-After`, in whole seconds.
    Throttle(Duration),
    /// Sends nothing and keeps the connection open.
    Hang,
    /// Responds with 200 and a body that ends before its announced length.
    CutShort,
    /// Processes the request, then cuts the response short: the order is placed, and the caller does not know.
    LoseResponse,
    /// Responds with 200 and a failed order with this code, such as `E009`.
    Order(&'static str),
}
