//! Media types (RFC 9110, section 8.3.1).

use http::HeaderMap;
use http::header::CONTENT_TYPE;

/// The type and subtype of a `Content-Type`, without its parameters. Case does not matter.
#[derive(Clone, Copy)]
pub(crate) struct MediaType<'a>(&'a str);

/// The first of some media types, without its parameters.
#[cfg(any(feature = "openapi", feature = "server"))]
pub(crate) fn essence(media_types: &str) -> &str {
    media_types.split([';', ',']).next().unwrap_or_default().trim_ascii()
}

impl<'a> MediaType<'a> {
    /// The media type of a message; `None` if it has none that is text.
    pub(crate) fn of(headers: &'a HeaderMap) -> Option<Self> {
        let media_type = Self::parse(headers.get(CONTENT_TYPE)?.to_str().ok()?);
        Some(media_type).filter(|media_type| !media_type.0.is_empty())
    }

    /// The media type in the value of a `Content-Type` header.
    pub(crate) fn parse(value: &'a str) -> Self {
        Self(value.split(';').next().unwrap_or_default().trim_ascii())
    }

    pub(crate) fn is(self, other: &str) -> bool {
        self.0.eq_ignore_ascii_case(other)
    }

    /// True for `application/json`, for `text/json`, which older servers send, and for every `+json` (RFC 6839).
    pub(crate) fn is_json(self) -> bool {
        self.is_of_format("application/json", "text/json", "json")
    }

    /// True for both spellings of XML (RFC 7303), and for every `+xml`.
    #[cfg(feature = "server")]
    pub(crate) fn is_xml(self) -> bool {
        self.is_of_format("application/xml", "text/xml", "xml")
    }

    /// True if a body of this media type can be read where `expected` is asked for.
    #[cfg(feature = "server")]
    pub(crate) fn is_read_as(self, expected: Self) -> bool {
        (self.is_json() && expected.is_json()) || (self.is_xml() && expected.is_xml()) || self.is(expected.0)
    }

    fn is_of_format(self, application: &str, text: &str, suffix: &str) -> bool {
        let own_suffix = self.0.rsplit_once('+').map(|(_, suffix)| suffix);
        self.is(application) || self.is(text) || own_suffix.is_some_and(|own| own.eq_ignore_ascii_case(suffix))
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn headers(value: &'static str) -> HeaderMap {
        [(CONTENT_TYPE, HeaderValue::from_static(value))].into_iter().collect()
    }

    #[test]
    fn parameters_and_case_are_ignored() {
        for value in ["text/event-stream", "Text/Event-Stream", "text/event-stream ;charset=utf-8"] {
            assert!(MediaType::of(&headers(value)).unwrap().is("text/event-stream"), "{value}");
        }
        assert!(!MediaType::of(&headers("text/event-streams")).unwrap().is("text/event-stream"));
    }

    #[test]
    fn json_has_three_spellings() {
        for value in ["application/json", "Text/JSON", "application/problem+json; charset=utf-8", "a/b+c+JSON"] {
            assert!(MediaType::of(&headers(value)).unwrap().is_json(), "{value}");
        }
        for value in ["application/jsonp", "text/plain", "application/json-seq", "json"] {
            assert!(!MediaType::of(&headers(value)).unwrap().is_json(), "{value}");
        }
    }

    #[test]
    fn a_missing_or_empty_header_is_no_media_type() {
        assert!(MediaType::of(&HeaderMap::new()).is_none());
        assert!(MediaType::of(&headers(" ; charset=utf-8")).is_none());
    }
}
