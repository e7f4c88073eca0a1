//! The escape hatch: one call by hand.

use bytes::Bytes;
use http::header::{HeaderName, HeaderValue};
use serde::Serialize;

use crate::body::Body;
use crate::call::Call;
use crate::codec::DefaultCodec;
use crate::error::Result;
use crate::options::{CallOptions, header_pair};
use crate::response::Direct;
use crate::response::FromResponse;
use crate::response::Response;
use crate::service::HttpRequest;

/// A call by hand, from [`Client::request`](crate::Client::request).
///
/// It goes through the same layers as a declared endpoint. A GET, HEAD, PUT or DELETE may be sent again after a
/// failure; anything else is sent once.
#[must_use]
pub struct RequestBuilder<'a> {
    call: Call<'a>,
}

impl<'a> RequestBuilder<'a> {
    pub(crate) fn new(call: Call<'a>) -> Self {
        Self { call }
    }

    /// Adds the fields of a struct or map, or a list of pairs, to the query.
    pub fn query<T: Serialize + ?Sized>(mut self, value: &T) -> Self {
        self.call.query_pairs(value);
        self
    }

    /// Adds a header, in the place of a default of that name; a bad or reserved one fails the call.
    pub fn header<N, V>(mut self, name: N, value: V) -> Self
    where
        N: TryInto<HeaderName>,
        V: TryInto<HeaderValue>,
    {
        match header_pair(name, value) {
            Ok((name, value)) => self.call.header_value(name, Some(value), false),
            Err(error) => self.call.fail_with(error),
        }
        self
    }

    /// Sends a JSON body.
    #[cfg(feature = "json")]
    pub fn json<T: Serialize + ?Sized>(mut self, value: &T) -> Self {
        self.call.encode::<crate::codec::Json, _>(value);
        self
    }

    /// Sends a body as it is; set its `Content-Type` with [`header`](Self::header).
    pub fn body(mut self, body: impl Into<Body>) -> Self {
        self.call.body(body.into());
        self
    }

    /// Sets options of this call.
    pub fn options(mut self, options: &CallOptions) -> Self {
        self.call.options(options);
        self
    }

    /// The request as it would go into the layers, without sending it: for tests, for logs, and for signing elsewhere.
    ///
    /// It is not authorised, since that is what a layer does on the way.
    ///
    /// ```
    /// # fn main() -> pointapi::Result<()> {
    /// use pointapi::{Client, Method};
    ///
    /// let client = Client::builder().base_url("https://api.example.com").build()?;
    /// let request = client.request(Method::GET, "/orders").query(&[("page", 2)]).build()?;
    /// assert_eq!(request.uri(), "https://api.example.com/orders?page=2");
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// If a value that was given cannot be sent.
    pub fn build(self) -> Result<HttpRequest> {
        let expected = Direct.decoder::<DefaultCodec, Result<Bytes>>().expected();
        Ok(self.call.into_request(expected)?.0)
    }

    /// Sends the request and gives the answer as it came.
    ///
    /// # Errors
    ///
    /// As any call; a status that is no success is one.
    pub async fn send(self) -> Result<Response<Bytes>> {
        self.fetch().await
    }

    /// Sends the request and reads the answer as a type.
    ///
    /// # Errors
    ///
    /// As any call; a status that is no success is one.
    pub async fn fetch<T: FromResponse>(self) -> Result<T> {
        Direct.decoder::<DefaultCodec, Result<T>>().of(self.call).send().await
    }
}
