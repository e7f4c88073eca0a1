//! Errors that a served method responds with.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::Serialize;

use super::{Error, ErrorKind};
use crate::codec::{Codec, Json};

impl Error {
    /// An error that a served method returns to choose its response: `body` as JSON, under `status`.
    ///
    /// ```
    /// use http::StatusCode;
    /// use pointapi::Error;
    ///
    /// fn find(id: u64) -> pointapi::Result<String> {
    ///     Err(Error::respond(StatusCode::CONFLICT, serde_json::json!({ "code": "already_shipped", "order": id })))
    /// }
    /// # assert!(find(7).unwrap_err().is_status(409));
    /// ```
    ///
    /// Every other error of a method is a 500 without details, because it describes a call that the method made. A body
    /// that cannot be serialized is one too. `Display` and `Debug` show the status and nothing of the body.
    pub fn respond(status: StatusCode, body: impl Serialize) -> Self {
        let error = Self::new(ErrorKind::Status, format!("the method responds {}", status.as_u16()));
        match Json::encode(&body) {
            Ok(body) => {
                let mut error = error.with_status(status).with_response(HeaderMap::new(), body);
                error.0.is_response = true;
                error
            }
            Err(_) => error.with_status(StatusCode::INTERNAL_SERVER_ERROR),
        }
    }

    /// The response that a served method has chosen.
    pub(crate) fn into_chosen_response(self) -> Option<(StatusCode, Bytes)> {
        let details = self.0;
        details.is_response.then_some(details.status.zip(details.response.map(|response| response.body))).flatten()
    }
}
