//! A request as the server reads it: the reverse of [`Call`](crate::call::Call).

mod body;
mod fields;
mod headers;
mod made_up;
mod readable;

use std::sync::{Arc, Mutex, OnceLock};

use bytes::Bytes;
use http::StatusCode;
use http::header::CONTENT_TYPE;
use http::request::Parts;

use self::readable::ParsedValue;
use super::log;
#[cfg(feature = "multipart")]
use super::multipart::ReceivedPart;
use super::pairs::{Pairs, PairsError};
use super::rejection::Rejection;
use super::values::ValueError;
use crate::body::Body;
use crate::endpoint::Endpoint;
use crate::options::CallOptions;

/// The part of the body that an endpoint needs before its arguments are read.
#[derive(Debug, Clone, Copy)]
pub enum Reads {
    /// No body.
    Nothing,
    /// The whole body, within the limit of the server.
    Whole,
    /// The whole body, which is a form with arguments of these names.
    Form(&'static [&'static str]),
    /// The body is handed to the method as it arrives.
    Stream,
    /// The parts of these names.
    Parts(&'static [PartRole]),
}

/// A part that an endpoint takes.
#[derive(Debug, Clone, Copy)]
#[cfg_attr(not(feature = "multipart"), expect(dead_code, reason = "the feature `multipart` is off"))]
pub struct PartRole {
    pub(super) name: &'static str,
    /// False for an optional part and for a list.
    pub(super) is_required: bool,
    /// True for a part that the method can read as it arrives.
    pub(super) is_stream: bool,
}

impl PartRole {
    /// A part of this name.
    #[must_use]
    pub const fn new(name: &'static str, is_required: bool, is_stream: bool) -> Self {
        Self { name, is_required, is_stream }
    }
}

/// A header or cookie argument, for endpoints with an idempotency key.
#[derive(Debug, Clone, Copy)]
pub enum HeadRole {
    /// The header of this name.
    Header(&'static str),
    /// The cookie of this name.
    Cookie(&'static str),
    /// The map of all headers.
    Headers,
}

/// Pairs that are decoded when the first argument asks for them.
type Decoded = OnceLock<Result<Pairs, PairsError>>;

/// One request to one endpoint.
pub struct Incoming {
    pub(super) endpoint: &'static Endpoint,
    pub(super) parts: Arc<Parts>,
    /// The decoded values of the placeholders, in the order of the template.
    path: Vec<String>,
    query: Decoded,
    cookies: Decoded,
    form: Decoded,
    /// The names of the arguments that are read from the query.
    taken: &'static [&'static str],
    /// The names of those that are read from the form.
    fields: &'static [&'static str],
    /// The names of the pairs that the template fixes.
    fixed: Arc<[String]>,
    /// `None` if it is not in memory as a whole.
    whole_body: Option<Bytes>,
    /// A body that is not read yet; the first argument that asks takes it.
    stream: Mutex<Option<Body>>,
    #[cfg(feature = "multipart")]
    parts_received: Vec<ReceivedPart>,
    /// Makes up the arguments, instead of the request.
    maker: Option<crate::made_up::Maker>,
}

impl Incoming {
    pub(super) fn new(
        endpoint: &'static Endpoint,
        parts: Arc<Parts>,
        path: Vec<String>,
        (taken, reads): (&'static [&'static str], Reads),
        fixed: Arc<[String]>,
        received: Received,
    ) -> Self {
        let mut incoming = Self {
            endpoint,
            parts,
            path,
            query: Decoded::new(),
            cookies: Decoded::new(),
            form: Decoded::new(),
            taken,
            fields: if let Reads::Form(names) = reads { names } else { &[] },
            fixed,
            whole_body: None,
            stream: Mutex::default(),
            #[cfg(feature = "multipart")]
            parts_received: Vec::new(),
            maker: None,
        };
        match received {
            Received::Whole(bytes) => incoming.whole_body = Some(bytes),
            Received::Stream(body) => incoming.stream = Mutex::new(Some(body)),
            #[cfg(feature = "multipart")]
            Received::Parts(parts) => incoming.parts_received = parts,
        }
        incoming
    }

    /// The body, if it was read as a whole.
    pub(super) fn whole_body(&self) -> Option<&Bytes> {
        self.whole_body.as_ref()
    }

    fn body_bytes(&self) -> &[u8] {
        self.whole_body.as_deref().unwrap_or_default()
    }

    /// The value of a placeholder, counted in the order of the template.
    ///
    /// # Errors
    ///
    /// 400 if the segment is not a `T`.
    pub fn path<T: ParsedValue>(&self, index: usize) -> Result<T, Rejection> {
        let value = self.path_value(index).and_then(|text| text.parse().ok());
        value.ok_or_else(|| invalid_path(self.endpoint, index))
    }

    fn path_value(&self, index: usize) -> Option<&str> {
        if let Some(text) = self.made_up_path(index) {
            return Some(text);
        }
        self.path.get(index).map(String::as_str)
    }

    /// The value of a placeholder, for a type that is made of a `String`: `Cow<str>`, `Arc<str>`, `Box<str>`.
    ///
    /// # Errors
    ///
    /// None.
    pub fn path_text<T: From<String>>(&self, index: usize) -> Result<T, Rejection> {
        self.path::<String>(index).map(T::from)
    }

    /// A value that a layer or the verifier put into the request's extensions.
    ///
    /// # Errors
    ///
    /// 500 if the value is missing, which is a mistake in the server program; the log names the type.
    pub fn extension<T: Clone + Send + Sync + 'static>(&self) -> Result<T, Rejection> {
        self.parts.extensions.get::<T>().cloned().ok_or_else(|| {
            self.block_for_extension(std::any::type_name::<T>());
            log::missing_extension(self.endpoint, std::any::type_name::<T>());
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
    #[cfg(feature = "multipart")]
    Parts(Vec<ReceivedPart>),
}

/// The rejection of the value of a placeholder.
pub(super) fn invalid_path(endpoint: &Endpoint, index: usize) -> Rejection {
    parameter("path", endpoint.placeholder(index), ValueError::Invalid)
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
    // A field that no argument has is of none of them.
    let name = if error == ValueError::UnknownField { "" } else { name };
    Rejection::bad_request(format!("{} {error}", named(place, name)))
}

/// "the query parameter `page`"; the whole form has no name.
fn named(place: &str, name: &str) -> String {
    if name.is_empty() { format!("the {place}") } else { format!("the {place} parameter `{name}`") }
}
