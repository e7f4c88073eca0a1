//! The verification of a token: form, signature, claims, times.

mod builder;

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use http::HeaderMap;

pub use self::builder::VerifierBuilder;
use super::error::WebhookError;
use crate::client::Client;
use crate::clock::Clock;
use crate::jwt::TokenCheck;

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
    check: TokenCheck,
    /// The permitted subjects; all if empty.
    subjects: BTreeSet<String>,
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
    /// Returns the token's `sub`, like `xpps|4711`.
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
    /// [`WebhookErrorKind::Forbidden`](super::WebhookErrorKind::Forbidden) if the token is invalid. [`WebhookErrorKind::Keys`](super::WebhookErrorKind::Keys),
    /// [`WebhookErrorKind::UnknownKey`](super::WebhookErrorKind::UnknownKey) and [`WebhookErrorKind::Clock`](super::WebhookErrorKind::Clock) if that cannot be decided now; respond with 503,
    /// so that the sender tries again.
    pub async fn verify(&self, headers: &HeaderMap) -> Result<Sender, WebhookError> {
        let shared = &*self.shared;
        let signed = shared.check.signed(headers).await?;
        shared.check_subject(signed.subject())?;
        shared.check_not_our_own(signed.token())?;
        Ok(Sender { subject: shared.check.in_time(signed).await? })
    }

    pub(super) fn clock(&self) -> Arc<dyn Clock> {
        self.shared.check.clock()
    }
}

impl Shared {
    fn check_subject(&self, subject: &str) -> Result<(), WebhookError> {
        if !self.subjects.is_empty() && !self.subjects.contains(subject) {
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
            .field("issuer", &self.shared.check.issuer())
            .field("audience", &self.shared.check.audience())
            .field("subjects", &self.shared.subjects)
            .finish_non_exhaustive()
    }
}
