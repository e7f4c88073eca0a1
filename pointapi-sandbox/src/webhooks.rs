//! The platform's side of webhooks: signing keys, tokens, deliveries.

mod deliveries;
pub(super) mod keys;
mod signing_key;

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::Json;
use axum::extract::State as Shared;
use axum::response::{IntoResponse, Response as AxumResponse};
use http::header::{CACHE_CONTROL, DATE};
use pointapi::clock::Clock;
use serde_json::{Value, json};

use super::state::State;

/// The path of the published keys.
pub(super) const JWKS_PATH: &str = "/.well-known/jwks.json";
const TOKEN_LIFE: Duration = Duration::from_secs(3600);

/// The webhooks of a [`Sandbox`](super::Sandbox), with its own keys and clock.
///
/// ```
/// use pointapi_sandbox::Sandbox;
/// use pointapi::webhook::{WebhookEvent, Receiver, Verifier};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> pointapi::Result<()> {
/// let sandbox = Sandbox::start().await?;
/// let webhooks = sandbox.webhooks();
/// let verifier = Verifier::builder(webhooks.issuer(), webhooks.audience())
///     .jwks_url(webhooks.jwks_url())
///     .subject(webhooks.subject())
///     .allow_insecure_loopback()
///     .clock(sandbox.clock())
///     .build()?;
/// let receiver = Receiver::builder(verifier)
///     .tenant(webhooks.tenant_id())
///     .build(|_: WebhookEvent| async { Ok::<_, std::io::Error>(()) })?;
///
/// let request = webhooks.request("orders/placed", r#"{"order_id": "31415"}"#);
/// assert_eq!(receiver.receive(request).await.status(), 200);
/// assert_eq!(webhooks.jwks_fetches(), 1);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct SandboxWebhooks {
    state: Arc<State>,
}

/// The identity of the sandbox.
impl SandboxWebhooks {
    pub(super) fn new(state: Arc<State>) -> Self {
        Self { state }
    }

    /// Returns the `iss` of its tokens.
    #[must_use]
    pub fn issuer(&self) -> &str {
        "https://securetoken.google.com/larchfield"
    }

    /// Returns the `aud` of its tokens.
    #[must_use]
    pub fn audience(&self) -> &str {
        "larchfield"
    }

    /// Returns the `sub` of its tokens.
    #[must_use]
    pub fn subject(&self) -> &str {
        "xpps|4711"
    }

    /// Returns the organizational unit of its events.
    #[must_use]
    pub fn tenant_id(&self) -> &str {
        "OU9001"
    }

    /// Returns the address of its keys.
    #[must_use]
    pub fn jwks_url(&self) -> String {
        format!("{}{JWKS_PATH}", self.state.base_url)
    }
}

/// Keys and tokens.
impl SandboxWebhooks {
    /// Signs and dates webhooks by the machine's clock from now on, for a receiver that does not have the sandbox's.
    ///
    /// ```
    /// use pointapi_sandbox::Sandbox;
    /// use pointapi::webhook::Verifier;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> pointapi::Result<()> {
    /// let sandbox = Sandbox::start().await?;
    /// let webhooks = sandbox.webhooks();
    /// webhooks.use_machine_clock();
    /// let verifier = Verifier::builder(webhooks.issuer(), webhooks.audience())
    ///     .jwks_url(webhooks.jwks_url())
    ///     .subject(webhooks.subject())
    ///     .allow_insecure_loopback()
    ///     .build()?;
    ///
    /// let request = webhooks.request("orders/placed", r#"{"order_id": "31415"}"#);
    /// assert!(verifier.verify(request.headers()).await.is_ok());
    /// # Ok(())
    /// # }
    /// ```
    pub fn use_machine_clock(&self) {
        self.state.webhooks.uses_machine_clock.store(true, Ordering::Relaxed);
    }

    /// Returns the number of key fetches.
    #[must_use]
    pub fn jwks_fetches(&self) -> u64 {
        self.state.webhooks.fetches.load(Ordering::Relaxed)
    }

    /// Replaces the signing key. The old one stays published, as with an issuer.
    pub fn rotate_keys(&self) {
        let key = self.state.webhooks.generate();
        self.state.webhooks.published().push(key);
    }

    /// Withdraws every key except the signing key.
    pub fn withdraw_old_keys(&self) {
        let mut keys = self.state.webhooks.published();
        let old = keys.len() - 1;
        keys.drain(..old);
    }

    /// Returns a token of the platform, valid for an hour.
    #[must_use]
    pub fn token(&self) -> String {
        self.sign(&self.token_header(), &self.claims())
    }

    /// Returns the header of [`token`](Self::token), for tests to modify.
    #[must_use]
    pub fn token_header(&self) -> Value {
        json!({"alg": "RS256", "kid": self.state.webhooks.signing().id(), "typ": "JWT"})
    }

    /// Returns the claims of [`token`](Self::token), for tests to modify.
    #[must_use]
    pub fn claims(&self) -> Value {
        let now = now(&self.state).duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        json!({
            "iss": self.issuer(),
            "aud": self.audience(),
            "sub": self.subject(),
            "user_id": self.subject(),
            "email": "ops@larchfield.example",
            "email_verified": true,
            "auth_time": now,
            "iat": now,
            "exp": now + TOKEN_LIFE.as_secs(),
        })
    }

    /// Signs any header and claims by RS256 with the signing key.
    #[must_use]
    pub fn sign(&self, header: &Value, claims: &Value) -> String {
        self.state.webhooks.signing().sign(header, claims)
    }
}

/// Returns the time by the clock that signs and dates webhooks.
fn now(state: &State) -> SystemTime {
    if state.webhooks.uses_machine_clock.load(Ordering::Relaxed) { SystemTime::now() } else { state.clock.wall() }
}

/// Returns the published keys, with the date of the webhooks' clock.
pub(super) async fn jwks(Shared(state): Shared<Arc<State>>) -> AxumResponse {
    state.webhooks.fetches.fetch_add(1, Ordering::Relaxed);
    let keys: Vec<Value> = state.webhooks.published().iter().map(|key| key.jwk()).collect();
    let date = httpdate::fmt_http_date(now(&state).max(SystemTime::UNIX_EPOCH));
    ([(DATE, date), (CACHE_CONTROL, "public, max-age=3600".to_owned())], Json(json!({"keys": keys}))).into_response()
}

impl fmt::Debug for SandboxWebhooks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SandboxWebhooks").field("jwks_url", &self.jwks_url()).finish_non_exhaustive()
    }
}
