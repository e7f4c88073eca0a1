//! `Display` and `Debug` of an error. They show nothing of the request or the response.

use std::error::Error as StdError;
use std::fmt;

use super::Error;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let details = &self.0;
        if let Some(endpoint) = details.endpoint {
            write!(f, "{} {}", endpoint.name, endpoint.method())?;
            if !endpoint.template.is_empty() {
                write!(f, " {}", endpoint.template)?;
            }
            f.write_str(": ")?;
        }
        f.write_str(&details.text)?;
        if details.attempts > 0 {
            let plural = if details.attempts == 1 { "attempt" } else { "attempts" };
            write!(f, " ({} {plural}", details.attempts)?;
            if self.outcome_unknown() {
                f.write_str(", outcome unknown")?;
            }
            f.write_str(")")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let details = &self.0;
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        let request_id = self.request_id().filter(|id| id.bytes().all(is_plain));
        f.debug_struct("Error")
            .field("kind", &details.kind)
            .field("text", &details.text)
            .field("endpoint", &details.endpoint)
            .field("delivery", &details.delivery)
            .field("status", &details.status)
            .field("request_id", &request_id)
            .field("attempts", &details.attempts)
            .field("elapsed", &details.elapsed)
            .field("retry_after", &details.retry_after)
            .field("source", &details.source)
            .finish_non_exhaustive()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}
