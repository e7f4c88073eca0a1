//! What the conventions of OpenTelemetry call `error.type`: one word of a fixed list.

use std::fmt;

use http::StatusCode;

use crate::error::{Error, ErrorKind};

/// How a request or a call ended.
pub(super) type Ending<'a> = Result<StatusCode, &'a Error>;

/// How a request or a call failed: the status of its answer, or the kind of its error.
#[derive(Clone, Copy)]
pub(super) enum ErrorType {
    Status(StatusCode),
    Kind(ErrorKind),
    /// Whoever waited for it went away.
    Cancelled,
}

impl ErrorType {
    /// Nothing for a success.
    pub(super) fn of(ending: Ending<'_>) -> Option<Self> {
        match ending {
            Ok(status) if status.is_success() => None,
            Ok(status) => Some(Self::Status(status)),
            Err(error) => Some(Self::Kind(error.kind())),
        }
    }
}

impl fmt::Debug for ErrorType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(status) => formatter.write_str(status.as_str()),
            Self::Kind(kind) => kind.fmt(formatter),
            Self::Cancelled => formatter.write_str("Cancelled"),
        }
    }
}
