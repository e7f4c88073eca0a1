//! The attribute `error.type` of the OpenTelemetry conventions: one word of a fixed list.

use std::fmt;

use http::StatusCode;

use crate::error::{Error, ErrorKind};

/// The end of a request or a call.
pub(super) type Ending<'a> = Result<StatusCode, &'a Error>;

/// The failure of a request or a call: the status of its response, or the kind of its error.
#[derive(Clone, Copy)]
pub(super) enum ErrorType {
    Status(StatusCode),
    Kind(ErrorKind),
    /// The caller dropped the future.
    Canceled,
}

impl ErrorType {
    /// Returns `None` for a success.
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
            Self::Canceled => formatter.write_str("Canceled"),
        }
    }
}
