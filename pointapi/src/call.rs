//! A call under construction: from the template and the arguments to an [`HttpRequest`].

mod api;
mod assembled;
mod body;
mod headers;
mod request;
#[cfg(not(all(feature = "json", feature = "form", feature = "multipart", feature = "xml", feature = "stream")))]
mod switched_off;
mod target;

use std::borrow::Cow;

use http::header::{HeaderName, HeaderValue};
use http::{Extensions, HeaderMap, Method};

use crate::body::Body;
use crate::client::Client;
use crate::endpoint::Endpoint;
use crate::error::{Error, ErrorKind, RequestPart, Result};
use crate::options::CallOptions;
use crate::param::ExtensionParam;
use crate::response::{Expected, RawResponse};
pub use api::Api;
use assembled::Assembled;

/// Capacity for the headers that are added later: content, accept, credentials, and those of the connection.
const HEADERS_OF_A_CALL: usize = 6;

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
}
