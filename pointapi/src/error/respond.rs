//! Errors that a served method responds with.

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde::Serialize;

use super::{Error, ErrorKind};
use crate::codec::{Codec, Json};

impl Error {
    /// Creates an error that a served method returns to choose its response: `body` as JSON, under `status`.
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
    /// that cannot be serialized is one too. [`with_header`](Self::with_header) adds headers. `Display` and `Debug` show the
    /// status and nothing of the body.
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

    /// Adds a header to the response of [`respond`](Self::respond); an error of another kind stays as it is.
    ///
    /// ```
    /// use http::header::RETRY_AFTER;
    /// use http::{HeaderValue, StatusCode};
    /// use pointapi::Error;
    ///
    /// let full = Error::respond(StatusCode::SERVICE_UNAVAILABLE, "the shop is full");
    /// let full = full.with_header(RETRY_AFTER, HeaderValue::from_static("30"));
    /// # assert_eq!(full.headers().unwrap()[RETRY_AFTER], "30");
    /// ```
    ///
    /// `Content-Type` replaces `application/json`, such as by `application/problem+json`. A header for one connection
    /// (RFC 9110, section 7.6.1) is not sent.
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        let is_response = self.0.is_response;
        if let Some(response) = self.0.response.as_mut().filter(|_| is_response) {
            Arc::make_mut(&mut response.headers).append(name, value);
        }
        self
    }

    /// The response that a served method has chosen.
    pub(crate) fn into_chosen_response(self) -> Option<(StatusCode, Arc<HeaderMap>, Bytes)> {
        let details = self.0;
        let response = details.response.filter(|_| details.is_response)?;
        Some((details.status?, response.headers, response.body))
    }
}
