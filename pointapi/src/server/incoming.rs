//! A request as the server reads it: the reverse of [`Call`](crate::call::Call).

use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE};
use http::request::Parts;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::body::{self, FORM};
use super::pairs::{Pairs, PairsError};
use super::rejection::Rejection;
use super::values::{self, Source, ValueError};
use crate::body::Body;
use crate::codec::Codec;
use crate::endpoint::Endpoint;
use crate::media_type::MediaType;
use crate::options::CallOptions;
use crate::param::ListFormat;

/// The part of the body that an endpoint needs before its arguments are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reads {
    /// No body.
    Nothing,
    /// The whole body, within the limit of the server.
    Whole,
    /// The body is handed to the method as it arrives.
    Stream,
}

/// One request to one endpoint.
pub struct Incoming {
    pub(super) endpoint: &'static Endpoint,
    pub(super) parts: Arc<Parts>,
    /// The decoded values of the placeholders, in the order of the template.
    pub(super) path: Vec<String>,
    query: Pairs,
    cookies: Pairs,
    form: Pairs,
    /// The names of the arguments that are read from the query or the form.
    taken: &'static [&'static str],
    body: Bytes,
    /// A body that is not read yet; the first argument that asks takes it.
    stream: Mutex<Option<Body>>,
}

impl Incoming {
    pub(super) fn new(
        endpoint: &'static Endpoint,
        parts: Arc<Parts>,
        path: Vec<String>,
        taken: &'static [&'static str],
        body: Received,
    ) -> Result<Self, Rejection> {
        let query =
            Pairs::of_query(parts.uri.query().unwrap_or_default()).map_err(|error| unreadable("the query", error))?;
        let cookies = parts.headers.get_all(COOKIE).into_iter().filter_map(|cookies| cookies.to_str().ok());
        let cookies = cookies.collect::<Vec<_>>().join("; ");
        let cookies = Pairs::of_cookies(&cookies).map_err(|error| unreadable("the cookie header", error))?;
        let (body, stream) = match body {
            Received::Whole(bytes) => (bytes, None),
            Received::Stream(body) => (Bytes::new(), Some(body)),
        };
        let is_form = MediaType::of(&parts.headers).is_some_and(|media_type| media_type.is(FORM));
        let form = if is_form { form_of(&body)? } else { Pairs::default() };
        Ok(Self { endpoint, parts, path, query, cookies, form, taken, body, stream: Mutex::new(stream) })
    }

    fn query_source(&self) -> Source<'_> {
        Source { pairs: &self.query, taken: self.taken }
    }

    /// The value of a placeholder, counted in the order of the template.
    ///
    /// # Errors
    ///
    /// 400 if the segment is not a `T`.
    pub fn path<T: FromStr>(&self, index: usize) -> Result<T, Rejection> {
        let value = self.path.get(index).and_then(|text| text.parse().ok());
        value.ok_or_else(|| {
            let name = self.endpoint.placeholder(index);
            Rejection::bad_request(format!("the path parameter `{name}` has an invalid value"))
        })
    }

    /// The value of a placeholder, for a type that is made of a `String`: `Cow<str>`, `Arc<str>`, `Box<str>`.
    ///
    /// # Errors
    ///
    /// None.
    pub fn path_text<T: From<String>>(&self, index: usize) -> Result<T, Rejection> {
        self.path::<String>(index).map(T::from)
    }

    /// A query parameter, or a struct or map of them.
    ///
    /// # Errors
    ///
    /// 400 if it is missing or not a `T`.
    pub fn query<'a, T: Deserialize<'a>>(&'a self, name: &'static str, format: ListFormat) -> Result<T, Rejection> {
        values::read(self.query_source(), name, format).map_err(|error| parameter("query", name, error))
    }

    /// An optional query parameter.
    ///
    /// # Errors
    ///
    /// 400 if it is there and not a `T`.
    pub fn optional_query<'a, T: Deserialize<'a>>(
        &'a self,
        name: &'static str,
        format: ListFormat,
    ) -> Result<Option<T>, Rejection> {
        values::read_optional(self.query_source(), name, format).map_err(|error| parameter("query", name, error))
    }

    /// A header.
    ///
    /// # Errors
    ///
    /// 400 if it is missing, repeated or not a `T`.
    pub fn header<T: FromStr>(&self, name: &'static str) -> Result<T, Rejection> {
        self.optional_header(name)?.ok_or_else(|| parameter("header", name, ValueError::Missing))
    }

    /// An optional header.
    ///
    /// # Errors
    ///
    /// 400 if it is repeated or not a `T`.
    pub fn optional_header<T: FromStr>(&self, name: &'static str) -> Result<Option<T>, Rejection> {
        let mut values = self.parts.headers.get_all(name).into_iter();
        let Some(value) = values.next() else { return Ok(None) };
        if values.next().is_some() {
            return Err(parameter("header", name, ValueError::Repeated));
        }
        let parsed = value.to_str().ok().and_then(|text| text.parse().ok());
        parsed.map(Some).ok_or_else(|| parameter("header", name, ValueError::Invalid))
    }

    /// A header, for a type that is made of a `String`.
    ///
    /// # Errors
    ///
    /// 400 if it is missing, repeated or not visible ASCII.
    pub fn header_text<T: From<String>>(&self, name: &'static str) -> Result<T, Rejection> {
        self.header::<String>(name).map(T::from)
    }

    /// An optional header, for a type that is made of a `String`.
    ///
    /// # Errors
    ///
    /// 400 if it is repeated or not visible ASCII.
    pub fn optional_header_text<T: From<String>>(&self, name: &'static str) -> Result<Option<T>, Rejection> {
        Ok(self.optional_header::<String>(name)?.map(T::from))
    }

    /// The items of a header that is a list (RFC 9110, section 5.6.1); a header that was not sent is an empty list.
    ///
    /// # Errors
    ///
    /// 400 if an item is not a `T`.
    pub fn header_list<T: FromStr>(&self, name: &'static str) -> Result<Vec<T>, Rejection> {
        let items = self.header_texts(name)?.into_iter().map(|item| item.parse().ok());
        items.collect::<Option<_>>().ok_or_else(|| parameter("header", name, ValueError::Invalid))
    }

    /// The items of an optional list.
    ///
    /// # Errors
    ///
    /// 400 if an item is not a `T`.
    pub fn optional_header_list<T: FromStr>(&self, name: &'static str) -> Result<Option<Vec<T>>, Rejection> {
        self.parts.headers.contains_key(name).then(|| self.header_list(name)).transpose()
    }

    /// As [`header_list`](Self::header_list), for items that borrow from the request.
    ///
    /// # Errors
    ///
    /// 400 if a value is not visible ASCII.
    pub fn header_texts(&self, name: &'static str) -> Result<Vec<&str>, Rejection> {
        let mut items = Vec::new();
        for value in self.parts.headers.get_all(name) {
            let value = value.to_str().map_err(|_| parameter("header", name, ValueError::Invalid))?;
            items.extend(value.split(',').map(str::trim_ascii).filter(|item| !item.is_empty()));
        }
        Ok(items)
    }

    /// As [`optional_header_list`](Self::optional_header_list), for items that borrow from the request.
    ///
    /// # Errors
    ///
    /// 400 if a value is not visible ASCII.
    pub fn optional_header_texts(&self, name: &'static str) -> Result<Option<Vec<&str>>, Rejection> {
        self.parts.headers.contains_key(name).then(|| self.header_texts(name)).transpose()
    }

    /// Every header but those that frame the message or prove who sent it.
    ///
    /// # Errors
    ///
    /// None.
    pub fn headers(&self) -> Result<HeaderMap, Rejection> {
        let mut headers = self.parts.headers.clone();
        for name in ["host", "content-length", "transfer-encoding", "connection"] {
            headers.remove(name);
        }
        headers.remove(AUTHORIZATION);
        Ok(headers)
    }

    /// A cookie.
    ///
    /// # Errors
    ///
    /// 400 if it is missing or not a `T`.
    pub fn cookie<'a, T: Deserialize<'a>>(&'a self, name: &'static str) -> Result<T, Rejection> {
        let source = Source { pairs: &self.cookies, taken: &[] };
        values::read(source, name, ListFormat::Repeat).map_err(|error| parameter("cookie", name, error))
    }

    /// An optional cookie.
    ///
    /// # Errors
    ///
    /// 400 if it is there and not a `T`.
    pub fn optional_cookie<'a, T: Deserialize<'a>>(&'a self, name: &'static str) -> Result<Option<T>, Rejection> {
        let source = Source { pairs: &self.cookies, taken: &[] };
        values::read_optional(source, name, ListFormat::Repeat).map_err(|error| parameter("cookie", name, error))
    }

    /// A field of a form, or a struct or map of them.
    ///
    /// # Errors
    ///
    /// 415 if the body is not a form, 400 if the field is missing or not a `T`.
    pub fn form<'a, T: Deserialize<'a>>(&'a self, name: &'static str, format: ListFormat) -> Result<T, Rejection> {
        self.require_form()?;
        let source = Source { pairs: &self.form, taken: self.taken };
        values::read(source, name, format).map_err(|error| parameter("form", name, error))
    }

    /// An optional field of a form.
    ///
    /// # Errors
    ///
    /// 415 if the body is not a form, 400 if the field is there and not a `T`.
    pub fn optional_form<'a, T: Deserialize<'a>>(
        &'a self,
        name: &'static str,
        format: ListFormat,
    ) -> Result<Option<T>, Rejection> {
        self.require_form()?;
        let source = Source { pairs: &self.form, taken: self.taken };
        values::read_optional(source, name, format).map_err(|error| parameter("form", name, error))
    }

    /// A client that has no field to send may send no body at all.
    fn require_form(&self) -> Result<(), Rejection> {
        match MediaType::of(&self.parts.headers) {
            Some(media_type) if media_type.is(FORM) => Ok(()),
            None if self.body.is_empty() => Ok(()),
            _ => Err(unsupported(FORM)),
        }
    }

    /// The body in the codec's format.
    ///
    /// # Errors
    ///
    /// 415 for another media type, 400 for a body that is not of the format, 422 for one of another shape.
    pub fn body<C: Codec, T: DeserializeOwned>(&self) -> Result<T, Rejection> {
        if !body::is_of(&self.parts.headers, C::CONTENT_TYPE) {
            return Err(unsupported(C::CONTENT_TYPE));
        }
        body::decode::<C, T>(&self.body)
    }

    /// The body as text.
    ///
    /// # Errors
    ///
    /// 400 if it is not UTF-8.
    pub fn text<T: From<String>>(&self) -> Result<T, Rejection> {
        let text = std::str::from_utf8(&self.body).map_err(|_| not_utf8("the body"))?;
        Ok(T::from(text.to_owned()))
    }

    /// The body as it is.
    ///
    /// # Errors
    ///
    /// None.
    pub fn bytes<T: From<Bytes>>(&self) -> Result<T, Rejection> {
        Ok(T::from(self.body.clone()))
    }

    /// The body as it arrives.
    ///
    /// # Errors
    ///
    /// None.
    pub fn stream(&self) -> Result<Body, Rejection> {
        let stream = self.stream.lock().unwrap_or_else(PoisonError::into_inner).take();
        Ok(stream.unwrap_or_default())
    }

    /// A value that a layer or the verifier put into the request's extensions.
    ///
    /// # Errors
    ///
    /// 500 if the value is missing, which is a mistake in the server program; the log names the type.
    pub fn extension<T: Clone + Send + Sync + 'static>(&self) -> Result<T, Rejection> {
        self.parts.extensions.get::<T>().cloned().ok_or_else(|| {
            super::log::missing_extension(self.endpoint, std::any::type_name::<T>());
            Rejection::internal()
        })
    }

    /// An optional value of the request's extensions.
    ///
    /// # Errors
    ///
    /// None.
    pub fn optional_extension<T: Clone + Send + Sync + 'static>(&self) -> Result<Option<T>, Rejection> {
        Ok(self.parts.extensions.get::<T>().cloned())
    }

    /// Default options: options belong to the client, and a request does not carry them.
    ///
    /// # Errors
    ///
    /// None.
    pub fn options(&self) -> Result<CallOptions, Rejection> {
        Ok(CallOptions::new())
    }
}

/// The body at the time when the arguments are read.
pub(super) enum Received {
    Whole(Bytes),
    Stream(Body),
}

fn form_of(body: &[u8]) -> Result<Pairs, Rejection> {
    let text = std::str::from_utf8(body).map_err(|_| not_utf8("the form"))?;
    Pairs::of_form(text).map_err(|error| unreadable("the form", error))
}

fn unreadable(part: &'static str, error: PairsError) -> Rejection {
    match error {
        PairsError::NotUtf8 => not_utf8(part),
        PairsError::TooMany => Rejection::bad_request(format!("{part} has too many pairs")),
    }
}

fn not_utf8(part: &'static str) -> Rejection {
    Rejection::bad_request(format!("{part} is not UTF-8"))
}

fn unsupported(expected: &'static str) -> Rejection {
    Rejection::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, format!("the body must be `{expected}` (`{CONTENT_TYPE}`)"))
}

fn parameter(place: &str, name: &str, error: ValueError) -> Rejection {
    Rejection::bad_request(format!("the {place} parameter `{name}` {error}"))
}
