//! The headers of a call.

use http::header::{ACCEPT, COOKIE, HeaderName, HeaderValue};
use http::{HeaderMap, Method};
use uuid::Uuid;

use super::Call;
use crate::endpoint::Class;
use crate::error::RequestPart;
use crate::options::{CallOptions, replace_headers};
use crate::param::{HeaderParam, QueryParam, cookie, header};
use crate::response::or_any;

impl Call<'_> {
    /// Adds a header, which replaces a default of that name; the macro has checked the name.
    pub fn header<T: HeaderParam + Send + ?Sized>(&mut self, name: &'static str, value: &T) {
        if let Some(value) = value.header_value() {
            self.header_value(HeaderName::from_static(name), value.ok(), false);
        }
    }

    /// Adds a header whose value is never shown.
    pub fn sensitive_header<T: HeaderParam + Send + ?Sized>(&mut self, name: &'static str, value: &T) {
        if let Some(value) = value.header_value() {
            self.header_value(HeaderName::from_static(name), value.ok(), true);
        }
    }

    /// Adds a header; `None` stands for an invalid value.
    pub(crate) fn header_value(&mut self, name: HeaderName, value: Option<HeaderValue>, is_sensitive: bool) {
        if header::is_reserved(&name, self.endpoint.is_anonymous()) {
            return self.fail(RequestPart::Header, header::reserved_text(&name));
        }
        match value.filter(header::is_plain) {
            Some(mut value) => {
                value.set_sensitive(is_sensitive || value.is_sensitive());
                self.headers.insert(name, value);
            }
            None => {
                let text = format!(
                    "the value of header `{name}` is not visible ASCII, or has an item that is empty or contains a comma"
                );
                self.fail(RequestPart::Header, text);
            }
        }
    }

    /// Adds headers, which replace those of the same names.
    pub fn headers(&mut self, headers: &HeaderMap) {
        for (name, value) in headers {
            if header::is_reserved(name, self.endpoint.is_anonymous()) {
                return self.fail(RequestPart::Header, header::reserved_text(name));
            }
            if !header::is_plain(value) {
                return self.fail(RequestPart::Header, format!("the value of header `{name}` is not visible ASCII"));
            }
        }
        replace_headers(&mut self.headers, headers);
    }

    /// Adds a cookie.
    pub fn cookie<T: QueryParam + Send + ?Sized>(&mut self, name: &str, value: &T) {
        match cookie::append(self.headers.get(COOKIE), name, value) {
            Ok(Some(value)) => drop(self.headers.insert(COOKIE, value)),
            Ok(None) => {}
            Err(fault) => self.fail(RequestPart::Header, format!("cookie `{name}` {fault}")),
        }
    }

    /// Adds the headers that are not set yet: those of the client, and `Accept`.
    pub(super) fn add_defaults(&mut self, accept: &'static str) {
        if let Some(accept) = self.endpoint.accept {
            self.headers.entry(ACCEPT).or_insert(HeaderValue::from_static(accept));
        }
        for (name, value) in self.client.default_headers(self.endpoint) {
            self.headers.entry(name).or_insert_with(|| value.clone());
        }
        // A response to HEAD has no body, whatever its media type.
        let accept = if self.method == Method::HEAD { or_any(accept) } else { accept };
        self.headers.entry(ACCEPT).or_insert(HeaderValue::from_static(accept));
    }

    /// Adds the key by which the server recognizes a second delivery. Returns it if the caller has not set one.
    pub(super) fn idempotency_key(&mut self, options: Option<&CallOptions>) -> Option<Uuid> {
        let Class::Keyed(name) = self.endpoint.class else { return None };
        let name = HeaderName::from_static(name);
        if let Some(key) = options.and_then(|options| options.idempotency_key.as_deref()) {
            self.header_value(name, HeaderValue::from_str(key).ok(), false);
            return None;
        }
        if self.headers.contains_key(&name) {
            return None;
        }
        let key = Uuid::new_v4();
        self.header_value(name, HeaderValue::from_str(&key.to_string()).ok(), false);
        Some(key)
    }
}
