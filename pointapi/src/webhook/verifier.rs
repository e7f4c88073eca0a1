//! The verification of a token: form, signature, claims, times.

mod builder;

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use http::HeaderMap;

pub use self::builder::VerifierBuilder;
use super::claims::Claims;
use super::error::{WebhookError, WebhookErrorKind};
use super::keys::{Arrival, KeyCache};
use super::signature::SignatureCheck;
use super::token;
use crate::client::Client;
use crate::clock::Clock;

/// Verifies the tokens of webhooks. Clones share the keys.
///
/// A [`Receiver`](super::Receiver) calls it for every request. Use it alone if you receive webhooks by other means:
///
/// ```no_run
/// use pointapi::http::HeaderMap;
/// use pointapi::webhook::{Verifier, WebhookError};
///
/// async fn is_from_the_platform(verifier: &Verifier, headers: &HeaderMap) -> Result<(), WebhookError> {
///     let sender = verifier.verify(headers).await?;
///     println!("from {}", sender.subject());
///     Ok(())
/// }
/// # let _ = is_from_the_platform;
/// ```
///
/// A token must be a JWT that the issuer signed by RS256, for the audience, from an expected subject. It must not have
/// expired, with a minute of leeway, nor be valid for more than 24 hours. Keys are fetched from the configured address
/// alone: on first use, again after an hour (or as `Cache-Control` says, between 5 minutes and 24 hours), and for a new
/// key id or a wrong signature, but at most every 30 seconds. At most 32 keys of a set are used. While keys cannot be
/// fetched, old ones are used for up to 24 hours.
#[derive(Clone)]
pub struct Verifier {
    shared: Arc<Shared>,
}

struct Shared {
    issuer: String,
    audience: String,
    /// The permitted subjects; all if empty.
    subjects: BTreeSet<String>,
    keys: KeyCache,
    signatures: SignatureCheck,
    clock: Arc<dyn Clock>,
    /// The client whose access token is rejected.
    own_client: Option<Client>,
}

/// The sender of a webhook, by its valid token.
///
/// ```
/// # fn show(sender: &pointapi::webhook::Sender) {
/// println!("{}", sender.subject());
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    subject: String,
}

impl Sender {
    /// The token's `sub`, like `xpps|4711`.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.subject
    }
}

impl Verifier {
    /// Verifies the token in the headers of a request.
    ///
    /// # Errors
    ///
    /// [`WebhookErrorKind::Forbidden`] if the token is invalid. [`WebhookErrorKind::Keys`],
    /// [`WebhookErrorKind::UnknownKey`] and [`WebhookErrorKind::Clock`] if that cannot be decided now; respond with 503,
    /// so that the sender tries again.
    pub async fn verify(&self, headers: &HeaderMap) -> Result<Sender, WebhookError> {
        let shared = &*self.shared;
        let token = token::bearer(headers)?;
        let key_id = token::key_id(token)?;
        let arrival = shared.keys.arrival();
        let claims = shared.signed_claims(token, &key_id, arrival).await?;
        shared.check_identity(&claims)?;
        shared.check_not_our_own(token)?;
        // With a wrong clock the times decide nothing, and a 403 would lose the event.
        if shared.keys.is_clock_off(arrival).await {
            return Err(WebhookError::new(WebhookErrorKind::Clock, "this machine's clock is off by over a minute"));
        }
        claims.check_times(shared.clock.wall())?;
        Ok(Sender { subject: claims.sub })
    }

    pub(super) fn clock(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.shared.clock)
    }
}

impl Shared {
    /// Returns the claims of a token whose signature is right.
    ///
    /// A wrong signature may come of a new key under a known id, so it is a reason to fetch newer keys.
    async fn signed_claims(&self, token: &str, key_id: &str, arrival: Arrival) -> Result<Claims, WebhookError> {
        let keys = self.keys.keys(key_id, arrival).await?;
        if let Some(claims) = self.signatures.claims(token, &keys)? {
            return Ok(claims);
        }
        let keys = self.keys.newer_keys(key_id, arrival).await;
        self.signatures.claims(token, &keys)?.ok_or_else(|| self.keys.wrong_signature(arrival))
    }

    fn check_identity(&self, claims: &Claims) -> Result<(), WebhookError> {
        if claims.iss != self.issuer {
            return Err(WebhookError::forbidden("the token is of another issuer"));
        }
        if claims.sub.is_empty() {
            return Err(WebhookError::forbidden("the token has no subject"));
        }
        if !self.subjects.is_empty() && !self.subjects.contains(&claims.sub) {
            return Err(WebhookError::forbidden("the token's subject is not expected"));
        }
        Ok(())
    }

    /// Rejects the client's own access token: it has the form of a webhook's token, and other hosts have received it.
    fn check_not_our_own(&self, token: &str) -> Result<(), WebhookError> {
        let own = self.own_client.as_ref().and_then(Client::current_access_token);
        match own {
            Some(own) if own.expose() == token => Err(WebhookError::forbidden("the token is our own access token")),
            _ => Ok(()),
        }
    }
}

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier")
            .field("issuer", &self.shared.issuer)
            .field("audience", &self.shared.audience)
            .field("subjects", &self.shared.subjects)
            .finish_non_exhaustive()
    }
}
