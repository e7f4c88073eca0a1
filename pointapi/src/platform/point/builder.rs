//! The builder of a `Point`.

use http::header::{HeaderName, HeaderValue};
use std::sync::Arc;
use std::time::Duration;

use super::Point;
use super::addresses::GivenAddresses;
use crate::auth::{Authenticator, Credentials, CredentialsProvider, Secret, SignInHold, TokenSource};
use crate::client::{Client, ClientBuilder};
use crate::clock::Clock;
use crate::error::Result;
use crate::platform::Product;
use crate::poll::PollPolicy;
use crate::proxy::ProxyMode;
use crate::send::RetryPolicy;
use crate::service::{IntoHttpLayer, IntoHttpService};
use crate::store::TokenStore;

/// Builds a [`Point`]: the settings of a [`ClientBuilder`], but for the schemes and the plain HTTP of other platforms, and
/// those of orders.
///
/// ```
/// use std::time::Duration;
///
/// use pointapi::platform::Point;
/// use pointapi::{Credentials, PollPolicy};
///
/// # fn main() -> pointapi::Result<()> {
/// let point = Point::builder()
///     .credentials(Credentials::password("greta", "not-a-real-one").alias("branch-7"))
///     .polling(PollPolicy::default().every(Duration::from_secs(1200)))
///     .build()?;
/// # drop(point);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
#[must_use]
pub struct PointBuilder {
    client: ClientBuilder,
    polling: PollPolicy,
    rebases_refs: bool,
    addresses: GivenAddresses,
}

impl Point {
    /// Returns a builder.
    pub fn builder() -> PointBuilder {
        PointBuilder::default()
    }
}

impl Default for PointBuilder {
    fn default() -> Self {
        let (polling, addresses) = (PollPolicy::default(), GivenAddresses::default());
        Self { client: Client::builder(), polling, rebases_refs: false, addresses }
    }
}

/// The settings of orders.
impl PointBuilder {
    /// Sets the polling of orders.
    pub fn polling(mut self, policy: PollPolicy) -> Self {
        self.polling = policy;
        self
    }

    /// Polls an order by the last segment of its address (`Ref`) at the client's origin, whatever host the address names;
    /// for a proxy or a mock whose responses name the real host.
    ///
    /// If not set, the whole address is used if it is an absolute URL at the client's origin; otherwise polling fails with
    /// [`ErrorKind::ForeignOrigin`](crate::ErrorKind::ForeignOrigin). In both cases nothing is sent to another host.
    pub fn rebase_refs(mut self) -> Self {
        self.rebases_refs = true;
        self
    }

    /// Sets the address of a product's orders, from the account representative, instead of the usual one.
    ///
    /// ```
    /// use pointapi::platform::{Point, Product};
    ///
    /// # fn main() -> pointapi::Result<()> {
    /// let point = Point::builder()
    ///     .order_address(Product::ADV, "https://api.pointservices.com/riskinsight-services-ws/resources/v2/ADV/{model}")
    ///     .order_address(Product::DETAILED_BLJ, "/riskinsight-services-ws/resources/v1/sami/blj/PDF-001")
    ///     .adv_refresh_address("/riskinsight-services-ws/resources/v2/ADV/refresh/{order_guid}")
    ///     .build()?;
    /// # drop(point);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// It is an absolute URL at the client's origin, or a path below its base URL. `{model}` stands for the model of the
    /// order; without it the address is for one model. The limits are those of every order, which are sent by
    /// [`Orders::place_at`](crate::platform::Orders::place_at).
    pub fn order_address(mut self, product: Product, address: impl Into<String>) -> Self {
        self.addresses.of_products.push((product, address.into()));
        self
    }

    /// Sets the address of ADV refreshes, from the account representative; as [`order_address`](Self::order_address),
    /// with `{order_guid}` for the id of the order.
    pub fn adv_refresh_address(mut self, address: impl Into<String>) -> Self {
        self.addresses.of_adv_refresh = Some(address.into());
        self
    }

    /// Builds the client; it connects with the first call.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) for the first invalid setting.
    pub fn build(self) -> Result<Point> {
        let Self { client, polling, rebases_refs, addresses } = self;
        let client = client.build()?;
        let addresses = Arc::new(addresses.checked(&client)?);
        Ok(Point { polling, rebases_refs, addresses, ..Point::new(client) })
    }

    fn map(mut self, set: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Self {
        self.client = set(self.client);
        self
    }
}

/// Forwards settings to the client's builder.
macro_rules! forward {
    ($($name:ident($($argument:ident: $type:ty),*);)*) => {
        /// The settings of the client.
        impl PointBuilder {
            $(
                #[doc = concat!("As [`ClientBuilder::", stringify!($name), "`].")]
                pub fn $name(self $(, $argument: $type)*) -> Self {
                    self.map(|client| client.$name($($argument),*))
                }
            )*
        }
    };
}

forward! {
    base_url(url: impl Into<String>);
    allow_insecure_loopback();
    proxy(proxy: ProxyMode);
    credentials(credentials: Credentials);
    credentials_provider(provider: impl CredentialsProvider);
    token_source(source: impl TokenSource);
    authenticator(authenticator: impl Authenticator);
    bearer_token(token: impl Into<Secret>);
    no_auth();
    token_store(store: impl TokenStore);
    keep_warm();
    sign_in_hold(hold: SignInHold);
    treat_403_as_auth();
    login_timeout(timeout: Duration);
    timeout(timeout: Duration);
    connect_timeout(timeout: Duration);
    retry(policy: RetryPolicy);
    max_request_bytes(bytes: u64);
    max_response_bytes(bytes: u64);
    default_query(name: impl AsRef<str>, value: impl AsRef<str>);
    max_in_flight(requests: usize);
    user_agent(user_agent: impl AsRef<str>);
    clock(clock: impl Clock);
    jitter_seed(seed: u64);
}

#[cfg(feature = "reqwest")]
forward! {
    reqwest(client: reqwest::Client);
}

#[cfg(feature = "hyper")]
forward! {
    hyper();
}

#[cfg(feature = "server")]
forward! {
    in_process(router: axum::Router);
}

#[cfg(feature = "__tls")]
forward! {
    root_certificate(pem: impl AsRef<[u8]>);
}

/// The settings of the client that are generic.
impl PointBuilder {
    /// As [`ClientBuilder::default_header`].
    pub fn default_header<N, V>(self, name: N, value: V) -> Self
    where
        N: TryInto<HeaderName>,
        V: TryInto<HeaderValue>,
    {
        self.map(|client| client.default_header(name, value))
    }

    /// As [`ClientBuilder::login_header`].
    pub fn login_header<N, V>(self, name: N, value: V) -> Self
    where
        N: TryInto<HeaderName>,
        V: TryInto<HeaderValue>,
    {
        self.map(|client| client.login_header(name, value))
    }

    /// As [`ClientBuilder::transport`].
    pub fn transport<S: IntoHttpService<B>, B>(self, transport: S) -> Self {
        self.map(|client| client.transport(transport))
    }

    /// As [`ClientBuilder::layer`].
    pub fn layer<L: IntoHttpLayer<B>, B>(self, layer: L) -> Self {
        self.map(|client| client.layer(layer))
    }

    /// As [`ClientBuilder::attempt_layer`].
    pub fn attempt_layer<L: IntoHttpLayer<B>, B>(self, layer: L) -> Self {
        self.map(|client| client.attempt_layer(layer))
    }
}

impl From<Client> for Point {
    fn from(client: Client) -> Self {
        Self::new(client)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    /// The settings of a builder, by the text of its `impl` blocks and `forward!` lists.
    fn settings(texts: &[&'static str]) -> BTreeSet<&'static str> {
        let forwarded = |line: &'static str| line.strip_suffix(");").and_then(|line| line.split_once('('));
        let names = texts.iter().flat_map(|text| text.lines()).filter_map(|line| {
            let line = line.strip_prefix("    ")?;
            let written = line.strip_prefix("pub fn ").filter(|rest| rest.contains("self"));
            let (name, _) = written.map_or_else(|| forwarded(line), |rest| rest.split_once(['(', '<']))?;
            name.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'_' | b'0'..=b'9')).then_some(name)
        });
        names.collect()
    }

    #[test]
    fn every_setting_of_the_client_but_those_of_other_platforms_is_forwarded() {
        let client = settings(&[
            include_str!("../../client/builder/connect.rs"),
            include_str!("../../client/builder/in_process.rs"),
            include_str!("../../client/builder/schemes.rs"),
            include_str!("../../client/builder/settings.rs"),
        ]);
        let point = settings(&[include_str!("builder.rs")]);
        let missing: Vec<_> = client.difference(&point).copied().collect();
        let others = ["allow_insecure_http", "api_key_cookie", "api_key_header", "api_key_query", "basic_auth"];
        assert_eq!(missing, others);
    }
}
