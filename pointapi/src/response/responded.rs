//! The call that a response belongs to, for errors about the response.

use std::borrow::Cow;

use http::StatusCode;
use uuid::Uuid;

use crate::endpoint::Endpoint;
use crate::error::{Error, ErrorKind};

/// The call and the status of a response.
#[derive(Clone, Copy)]
pub(crate) struct Responded {
    pub(crate) endpoint: &'static Endpoint,
    pub(crate) status: StatusCode,
    pub(crate) attempts: u32,
    pub(crate) generated_key: Option<Uuid>,
}

impl Responded {
    /// An error about the response.
    pub(crate) fn error(self, kind: ErrorKind, text: impl Into<Cow<'static, str>>) -> Error {
        self.complete(Error::new(kind, text).with_status(self.status))
    }

    /// Adds the call to an error about the response.
    pub(crate) fn complete(self, error: Error) -> Error {
        error.at(self.endpoint).with_attempts(self.attempts).with_generated_key(self.generated_key)
    }
}
