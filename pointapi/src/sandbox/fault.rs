//! Faults on demand.

use std::time::Duration;

/// How the sandbox meets a request instead of answering it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// With this status and no body.
    Status(u16),
    /// With 429 and this `Retry-After`, in whole seconds.
    Throttle(Duration),
    /// With silence: the connection stays open and nothing comes.
    Hang,
    /// With a 200 whose body ends before its announced length.
    CutShort,
    /// By doing what it asks, and then cutting the answer short: the order is placed, and the caller does not know.
    LoseAnswer,
    /// With a 200 that tells of a failed order, with this code: `E009`.
    Order(&'static str),
}
