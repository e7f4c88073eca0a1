//! The escape hatch: one call by hand.

use bytes::Bytes;
use http::Method;
use http::header::{HeaderName, HeaderValue};
use serde::Serialize;

use super::Client;
use crate::body::Body;
use crate::call::Call;
use crate::codec::DefaultCodec;
use crate::error::Result;
use crate::options::{CallOptions, header_pair};
use crate::response::{FromResponse, Response, TypedCall};
use crate::service::HttpRequest;

impl Client {
    /// Begins an authenticated call by hand, for what no trait declares.
    ///
    /// `path` is empty or begins with `/`, and comes after the base URL's path; it may have a query. Encode what needs it: only the
    /// few characters that no URL holds as they are, such as `{` and `'`, are encoded for you.
    ///
    /// ```no_run
    /// use pointapi::{Client, Method};
    ///
    /// # async fn run(client: Client) -> pointapi::Result<()> {
    /// let page: serde_json::Value =
    ///     client.request(Method::GET, "/v1/orders").query(&[("limit", 5)]).fetch().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder<'_> {
        RequestBuilder { call: Call::by_hand(self, method, path) }
    }
}

/// A call by hand, from [`Client::request`].
///
/// It goes through the same layers as a declared endpoint. A GET, HEAD, OPTIONS, TRACE, PUT or DELETE may be sent again
/// after a failure; anything else is sent once. For the
/// [rules about 401 responses](crate::auth#when-something-goes-wrong), its method and path are its endpoint.
#[must_use]
pub struct RequestBuilder<'a> {
    call: Call<'a>,
}

impl RequestBuilder<'_> {
    /// Adds the fields of a struct or map, or a list of pairs, to the query.
    pub fn query<T: Serialize + ?Sized>(mut self, value: &T) -> Self {
        self.call.query_pairs(value);
        self
    }

    /// Adds a header, replacing a default of that name; an invalid or reserved one fails the call.
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

    /// Treats a 401 as an ordinary response of the endpoint, as `unauthorized = response` does on a trait.
    ///
    /// The token stays in use and the request is not replayed: for a 401 about something else than the token, such as a
    /// wrong password in the body.
    pub fn treat_401_as_response(mut self) -> Self {
        self.call.own_unauthorized();
        self
    }

    /// Returns the request as the layers would get it, without sending it: for tests, for logs, and for signing
    /// elsewhere.
    ///
    /// It has no credentials, since they are added for each attempt.
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
        TypedCall::<Result<Bytes>>::direct::<DefaultCodec>(self.call).into_request()
    }

    /// Sends the request and returns the response body undecoded.
    ///
    /// # Errors
    ///
    /// As any call; a status that is not a success is one.
    pub async fn send(self) -> Result<Response<Bytes>> {
        self.fetch().await
    }

    /// Sends the request and decodes the response.
    ///
    /// # Errors
    ///
    /// As any call; a status that is not a success is one.
    pub async fn fetch<T: FromResponse>(self) -> Result<T> {
        TypedCall::<Result<T>>::direct::<DefaultCodec>(self.call).send().await
    }
}
