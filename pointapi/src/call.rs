//! A call under construction: from the template and the arguments to an [`HttpRequest`].

mod api;
mod assembled;
mod body;
#[cfg(not(all(feature = "json", feature = "form", feature = "multipart", feature = "xml", feature = "stream")))]
mod switched_off;

use std::borrow::Cow;
use std::sync::Arc;

use http::header::{ACCEPT, COOKIE, HeaderName, HeaderValue};
use http::{Extensions, HeaderMap, Method};
use uuid::Uuid;

pub use api::Api;
use assembled::Assembled;

use crate::base_url::{has_scheme, in_normal_form};
use crate::body::Body;
use crate::client::{Client, DefaultQuery};
use crate::encode::{has_name, name_of};
use crate::endpoint::{Class, Endpoint};
use crate::error::{Error, ErrorKind, RequestPart, Result};
use crate::options::{CallOptions, replace_headers};
use crate::param::{ExtensionParam, HeaderParam, ListFormat, PathParam, QueryParam, cookie, header, path, query};
use crate::response::{Expected, RawResponse};
use crate::send::Context;
use crate::service::HttpRequest;

/// Capacity for the headers that are added later: content, accept, credentials, and those of the connection.
const HEADERS_OF_A_CALL: usize = 6;

/// Appends a path value to the target, or says what is wrong with it.
type PushPath = fn(&mut String, &dyn PathParam) -> Result<(), &'static str>;

/// One call of an endpoint; the first error is kept and returned when the call is sent.
pub struct Call<'a> {
    client: &'a Client,
    endpoint: &'static Endpoint,
    method: Method,
    target: String,
    next_piece: usize,
    headers: HeaderMap,
    body: Body,
    assembled: Assembled,
    extensions: Extensions,
    options: Option<Cow<'a, CallOptions>>,
    /// A 401 is an ordinary response, whatever the endpoint says.
    own_unauthorized: bool,
    error: Option<Error>,
}

impl<'a> Call<'a> {
    pub(crate) fn new(client: &'a Client, endpoint: &'static Endpoint, options: Option<&'a CallOptions>) -> Self {
        let base = client.base_path();
        let mut target = String::with_capacity(base.len() + endpoint.template.len() + 64);
        target.push_str(base);
        target.push_str(endpoint.pieces.first().copied().unwrap_or_default());
        let defaults = client.default_headers(endpoint);
        let mut headers = HeaderMap::with_capacity(defaults.len() + endpoint.headers.len() + HEADERS_OF_A_CALL);
        for (name, value) in endpoint.headers {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        Self {
            client,
            endpoint,
            method: endpoint.method().clone(),
            target,
            next_piece: 1,
            headers,
            body: Body::empty(),
            assembled: Assembled::default(),
            extensions: Extensions::new(),
            options: options.map(Cow::Borrowed),
            own_unauthorized: endpoint.own_unauthorized,
            error: None,
        }
    }

    #[cfg(feature = "blocking")]
    pub(crate) fn endpoint(&self) -> &'static Endpoint {
        self.endpoint
    }

    /// Moves the call out of the reference that its arguments were written through.
    pub(crate) fn take(&mut self) -> Self {
        let emptied = Self {
            client: self.client,
            endpoint: self.endpoint,
            method: Method::GET,
            target: String::new(),
            next_piece: 1,
            headers: HeaderMap::new(),
            body: Body::empty(),
            assembled: Assembled::default(),
            extensions: Extensions::new(),
            options: None,
            own_unauthorized: false,
            error: None,
        };
        std::mem::replace(self, emptied)
    }

    /// Creates a call without a descriptor. A `path` that begins with `/`, or is empty, comes after the base URL's path; any
    /// other URL is resolved against the base URL.
    pub(crate) fn by_hand(client: &'a Client, method: Method, path: &str) -> Self {
        let mut call = Self::new(client, Endpoint::for_method(&method), None);
        call.method = method;
        if path.is_empty() {
            call.target.push_str(if call.target.is_empty() { "/" } else { "" });
            return call;
        }
        if !path.starts_with('/') || path.starts_with("//") {
            call.url(path);
            return call;
        }
        match path::check_target(path) {
            Ok(()) => call.target.push_str(&in_normal_form(path)),
            Err(fault) => call.fail(RequestPart::Path, fault),
        }
        call
    }

    /// Fills the next placeholder.
    pub fn path<T: PathParam + Send + ?Sized>(&mut self, value: &T) {
        self.path_value(&value, path::push_segment);
    }

    fn path_value(&mut self, value: &dyn PathParam, push: PushPath) {
        let start = self.target.len();
        if let Err(fault) = push(&mut self.target, value) {
            let name = self.endpoint.placeholder(self.next_piece - 1);
            self.fail(RequestPart::Path, format!("the value of `{name}` in the path {fault}"));
        }
        let literal = self.endpoint.pieces.get(self.next_piece).copied().unwrap_or_default();
        if self.target.ends_with('/') && literal.starts_with('/') {
            let name = self.endpoint.placeholder(self.next_piece - 1);
            self.fail(RequestPart::Path, format!("the value of `{name}` in the path ends with `/` before another one"));
        }
        if self.next_piece + 1 < self.endpoint.pieces.len() {
            path::separate(&mut self.target, start, literal);
        }
        self.target.push_str(literal);
        self.next_piece += 1;
    }

    /// Fills the next placeholder with several segments.
    pub fn path_segments<T: PathParam + Send + ?Sized>(&mut self, value: &T) {
        self.path_value(&value, path::push_segments);
    }

    /// Adds a query value; the fields of a struct or map become pairs.
    pub fn query<T: QueryParam + Send + ?Sized>(&mut self, name: &str, value: &T) {
        self.write_query(name, ListFormat::Repeat, value);
    }

    /// Adds the fields of a struct or map, or a list of pairs.
    pub(crate) fn query_pairs<T: QueryParam + ?Sized>(&mut self, value: &T) {
        self.write_query("", ListFormat::Repeat, value);
    }

    /// Adds a query value whose lists are written in `format`.
    pub fn query_list<T: QueryParam + Send + ?Sized>(&mut self, name: &str, format: ListFormat, value: &T) {
        self.write_query(name, format, value);
    }

    fn write_query<T: QueryParam + ?Sized>(&mut self, name: &str, format: ListFormat, value: &T) {
        let written = query::write(&mut query::Pairs::of_target(&mut self.target), name, format, value);
        if let Err(fault) = written {
            self.fail(RequestPart::Query, format!("query value `{name}` {fault}"));
        }
    }

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
            return self.fail(RequestPart::Header, format!("header `{name}` is reserved: only the client sets it"));
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
                return self.fail(RequestPart::Header, format!("header `{name}` is reserved: only the client sets it"));
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

    /// Sets the target to a URL at the client's origin, which replaces the template. A relative reference is resolved
    /// against the base URL and the template. One that does not begin with `/` is an error if the template has placeholders,
    /// which have no values here.
    pub fn url<T: AsRef<str> + Send + ?Sized>(&mut self, value: &T) {
        let url = value.as_ref();
        if self.next_piece < self.endpoint.pieces.len() && !url.starts_with('/') && !has_scheme(url) {
            let text = "the URL is relative, and the placeholders of the prefix have no values to resolve it with";
            return self.fail(RequestPart::Path, text);
        }
        match self.client.resolve(&self.target, url) {
            Ok(target) => {
                let before = std::mem::replace(&mut self.target, target);
                let (_, query) = before.split_once('?').unwrap_or_default();
                let (_, fixed) =
                    self.endpoint.pieces.last().and_then(|piece| piece.split_once('?')).unwrap_or_default();
                for pair in fixed.split('&') {
                    // A link that the server made of an earlier query has the pairs of the trait already.
                    if !self.has_pair_named_as(pair) {
                        self.push_pair(pair);
                    }
                }
                query.strip_prefix(fixed).unwrap_or(query).split('&').for_each(|pair| self.push_pair(pair));
            }
            Err(error) => self.fail_with(error),
        }
    }

    fn has_pair_named_as(&self, pair: &str) -> bool {
        let (_, query) = self.target.split_once('?').unwrap_or_default();
        has_name(query, name_of(pair))
    }

    fn push_pair(&mut self, pair: &str) {
        if pair.is_empty() {
            return;
        }
        self.target.push(if self.target.contains('?') { '&' } else { '?' });
        self.target.push_str(pair);
    }

    /// Replaces the options of the client with those of one call.
    pub fn options(&mut self, options: &CallOptions) {
        let merged = match self.options.take() {
            Some(before) => before.into_owned().merged(options),
            None => options.clone(),
        };
        self.options = Some(Cow::Owned(merged));
    }

    /// Makes a 401 an ordinary response.
    pub(crate) fn own_unauthorized(&mut self) {
        self.own_unauthorized = true;
    }

    /// Adds a value for layers, which is not sent.
    pub fn extension<T: ExtensionParam>(&mut self, value: T) {
        self.extensions.insert(value);
    }

    fn fail(&mut self, part: RequestPart, text: impl Into<Cow<'static, str>>) {
        self.fail_with(Error::new(ErrorKind::Request(part), text));
    }

    pub(crate) fn fail_with(&mut self, error: Error) {
        self.error.get_or_insert(error.at(self.endpoint));
    }

    /// Sends the request; the whole response is read, unless it is streamed.
    ///
    /// The request is built before the future: an `async fn` holds its arguments twice, and moving a large future costs
    /// more than building a request.
    ///
    /// # Errors
    ///
    /// If the request cannot be built, or the call fails.
    pub fn send(self, expected: Expected) -> impl Future<Output = Result<RawResponse>> + Send + use<'a> {
        let client = self.client;
        let mut finished = self.into_request(expected);
        async move {
            match finished {
                Ok((ref mut request, ref context)) => {
                    let error_of = |error: Error| error.at(context.endpoint).with_generated_key(context.generated_key);
                    client.send(request, context).await.map_err(error_of)
                }
                Err(error) => Err(error),
            }
        }
    }

    /// Adds the headers that are not set yet: those of the client, and `Accept`.
    fn add_defaults(&mut self, accept: &'static str) {
        if let Some(accept) = self.endpoint.accept {
            self.headers.entry(ACCEPT).or_insert(HeaderValue::from_static(accept));
        }
        for (name, value) in self.client.default_headers(self.endpoint) {
            self.headers.entry(name).or_insert_with(|| value.clone());
        }
        self.headers.entry(ACCEPT).or_insert(HeaderValue::from_static(accept));
    }

    /// Adds the client's query pairs whose names the query does not have.
    fn add_default_query(&mut self) {
        for DefaultQuery { name, pair } in self.client.default_query(self.endpoint) {
            let query = self.target.split_once('?').map(|(_, query)| query);
            if query.is_some_and(|query| has_name(query, name)) {
                continue;
            }
            self.target.push(if query.is_some() { '&' } else { '?' });
            self.target.push_str(pair);
        }
    }

    /// Adds the key by which the server recognizes a second delivery. Returns it if the caller has not set one.
    fn idempotency_key(&mut self, options: Option<&CallOptions>) -> Option<Uuid> {
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

    /// Returns the request, and the settings of the call for the send path.
    pub(crate) fn into_request(mut self, expected: Expected) -> Result<(HttpRequest, Context)> {
        self.assemble();
        let options = self.options.take();
        if let Some(options) = &options {
            self.headers(&options.headers);
            self.extensions.extend(options.extensions.clone());
        }
        self.add_defaults(expected.accept);
        self.add_default_query();
        let generated_key = self.idempotency_key(options.as_deref());
        if let Some(error) = self.error {
            return Err(error);
        }
        let sender = Arc::clone(self.client.sender());
        let context = Context {
            own_unauthorized: self.own_unauthorized,
            generated_key,
            ..Context::new(self.endpoint, sender, options.as_deref(), expected)
        };
        let uri = self.client.uri(self.target).map_err(|error| error.at(self.endpoint))?;
        let mut request = HttpRequest::new(self.body);
        *request.method_mut() = self.method;
        *request.uri_mut() = uri;
        *request.headers_mut() = self.headers;
        *request.extensions_mut() = self.extensions;
        if self.client.is_observed() || self.endpoint.fresh_connection {
            request.extensions_mut().insert(self.endpoint);
        }
        Ok((request, context))
    }
}
