//! The body of a call: one argument, or assembled from several.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue};
use serde::Serialize;

use super::Call;
use crate::body::Body;
use crate::box_error::BoxError;
use crate::codec::Codec;
#[cfg(feature = "form")]
use crate::codec::form;
#[cfg(feature = "multipart")]
use crate::codec::multipart::Multipart;
use crate::error::{Error, ErrorKind, RequestPart};
use crate::param::BytesParam;
#[cfg(feature = "form")]
use crate::param::{ListFormat, QueryParam};
#[cfg(feature = "multipart")]
use crate::part::IntoPart;

/// The argument roles that set the body. Arguments are `Send`, since the future of a test double may hold them.
impl Call<'_> {
    /// Sends a JSON body.
    #[cfg(feature = "json")]
    pub fn json<T: Serialize + Send + ?Sized>(&mut self, value: &T) {
        self.encode::<crate::codec::Json, T>(value);
    }

    /// Sends a JSON body under another media type, such as `application/merge-patch+json`.
    #[cfg(feature = "json")]
    pub fn json_as<T: Serialize + Send + ?Sized>(&mut self, media_type: &'static str, value: &T) {
        self.encoded_body(media_type, crate::codec::Json::encode(value));
    }

    /// Sends a body in the codec's format.
    pub fn encoded<C: Codec, T: Serialize + Send + ?Sized>(&mut self, value: &T) {
        self.encode::<C, T>(value);
    }

    /// Sends a body that need not be `Send`, since it is not an argument of a trait.
    pub(crate) fn encode<C: Codec, T: Serialize + ?Sized>(&mut self, value: &T) {
        self.encoded_body(C::CONTENT_TYPE, C::encode(value));
    }

    /// The non-generic part of [`encode`](Self::encode), compiled once.
    fn encoded_body(&mut self, content_type: &'static str, encoded: Result<Bytes, BoxError>) {
        match encoded {
            Ok(bytes) => self.encoded_bytes(content_type, bytes),
            Err(why) => {
                let text = "the body could not be serialized; `expose_source` returns the reason";
                self.fail_with(Error::new(ErrorKind::Serialize, text).with_foreign_source(why));
            }
        }
    }

    /// Sends bytes that were encoded in memory, within the limit for them.
    fn encoded_bytes(&mut self, content_type: &'static str, bytes: Bytes) {
        let limit = self.client.max_request();
        if bytes.len() as u64 > limit {
            let text = format!("the body is larger than {limit} bytes (`max_request_bytes`): send it as a stream");
            self.fail_with(Error::new(ErrorKind::Request(RequestPart::TooLarge), text));
        }
        self.bytes(content_type, bytes);
    }

    /// Sends these bytes.
    pub(crate) fn bytes(&mut self, content_type: &'static str, bytes: Bytes) {
        self.headers.entry(CONTENT_TYPE).or_insert(HeaderValue::from_static(content_type));
        self.body = bytes.into();
    }

    /// Sends text.
    pub fn text<T: AsRef<str> + Send + ?Sized>(&mut self, value: &T) {
        self.bytes("text/plain; charset=utf-8", Bytes::copy_from_slice(value.as_ref().as_bytes()));
    }

    /// Sends bytes.
    pub fn raw_bytes<T: BytesParam + Send + ?Sized>(&mut self, value: &T) {
        self.bytes("application/octet-stream", value.to_bytes());
    }

    /// Sends XML.
    #[cfg(feature = "xml")]
    pub fn xml<T: Serialize + Send + ?Sized>(&mut self, value: &T) {
        self.encode::<crate::codec::Xml, T>(value);
    }

    /// Sends the fields of a struct or map as a form.
    #[cfg(feature = "form")]
    pub fn form<T: QueryParam + Send + ?Sized>(&mut self, value: &T) {
        self.form_list("", ListFormat::Repeat, value);
    }

    /// Adds a field to a form.
    #[cfg(feature = "form")]
    pub fn form_field<T: QueryParam + Send + ?Sized>(&mut self, name: &str, value: &T) {
        self.form_list(name, ListFormat::Repeat, value);
    }

    /// Adds a field to a form whose lists are written in `format`; without a name, the fields of a struct or map.
    #[cfg(feature = "form")]
    pub fn form_list<T: QueryParam + Send + ?Sized>(&mut self, name: &str, format: ListFormat, value: &T) {
        let body = self.assembled.form.get_or_insert_default();
        if let Err(fault) = form::append(body, name, format, value) {
            self.fail(RequestPart::Body, format!("form field `{name}` {fault}"));
        }
    }

    /// Adds a part to a multipart body.
    #[cfg(feature = "multipart")]
    pub fn part(&mut self, name: &str, value: impl IntoPart + Send) {
        let multipart = self.assembled.multipart.get_or_insert_with(Multipart::new);
        let result = value.into_parts().into_iter().try_for_each(|part| multipart.push(name, part));
        if let Err(fault) = result {
            self.fail(RequestPart::Body, format!("part `{name}` {fault}"));
        }
    }

    /// Sends a body as it arrives; it is sent once.
    #[cfg(feature = "stream")]
    pub fn stream(&mut self, value: impl Into<Body> + Send) {
        self.headers.entry(CONTENT_TYPE).or_insert(HeaderValue::from_static("application/octet-stream"));
        self.body = value.into();
    }

    /// Sends no body, for an optional one.
    pub fn without_body(&mut self) {
        // The endpoint may fix the media type of a body.
        self.headers.remove(CONTENT_TYPE);
    }

    /// Sends a body as it is.
    pub(crate) fn body(&mut self, body: Body) {
        self.body = body;
    }

    /// Assembles the body from the parts and fields that were added.
    pub(super) fn assemble(&mut self) {
        #[cfg(feature = "form")]
        if let Some(body) = self.assembled.form.take() {
            self.encoded_bytes(form::CONTENT_TYPE, body.into());
        }
        #[cfg(feature = "multipart")]
        if let Some(multipart) = self.assembled.multipart.take() {
            if let Ok(content_type) = HeaderValue::try_from(multipart.content_type()) {
                self.headers.insert(CONTENT_TYPE, content_type);
            }
            self.body = multipart.into_body();
        }
    }
}
