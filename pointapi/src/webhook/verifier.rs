//! Whether the platform sent it: the token's shape, signature, claims and times.

mod builder;

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use http::HeaderMap;

pub use self::builder::VerifierBuilder;
use super::claims::Claims;
use super::error::{WebhookError, WebhookErrorKind};
use super::keys::KeyCache;
use super::signature::SignatureCheck;
use super::token;
use crate::client::Client;
use crate::clock::Clock;

/// Judges the tokens of webhooks. A clone shares the keys.
///
/// A [`Receiver`](super::Receiver) asks it for every request; use it alone where you receive by other means:
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
/// A token must be a JWT that the issuer signed by RS256, for the audience, from a subject that is expected; it must
/// not be over, with a minute of leeway, nor live for more than 24 hours. Keys are fetched from one configured
/// address alone, when they are first needed, and again after an hour (or as `Cache-Control` says, within 5 minutes
/// and 24 hours), or for a key id that is new, but at most every 30 seconds. While they cannot be fetched, old ones
/// are used for up to 24 hours.
#[derive(Clone)]
pub struct Verifier {
    shared: Arc<Shared>,
}

struct Shared {
    issuer: String,
    audience: String,
    /// Who may send; anybody if it is empty.
    subjects: BTreeSet<String>,
    keys: KeyCache,
    signatures: Box<dyn SignatureCheck>,
    clock: Arc<dyn Clock>,
    /// Whose current token is not a webhook's.
    own_client: Option<Client>,
}

/// Who sent a webhook, as a good token says.
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
    /// Begins a verifier for the tokens of `issuer` (like `https://securetoken.google.com/<tenant>`) that are meant
    /// for `audience`. Both are the platform's to tell you; they are compared letter by letter.
    pub fn builder(issuer: impl Into<String>, audience: impl Into<String>) -> VerifierBuilder {
        VerifierBuilder::new(issuer.into(), audience.into())
    }

    /// Judges the token in the headers of a request.
    ///
    /// # Errors
    ///
    /// [`WebhookErrorKind::Forbidden`] if the token is not good. [`WebhookErrorKind::Keys`] and
    /// [`WebhookErrorKind::Clock`] if that cannot be told now; ask the sender to come back then.
    pub async fn verify(&self, headers: &HeaderMap) -> Result<Sender, WebhookError> {
        let shared = &*self.shared;
        let token = token::bearer(headers)?;
        let key_id = token::key_id(token)?;
        let key = shared.keys.key(&key_id).await?;
        let claims = shared.signatures.open(token, &key)?;
        shared.check_who(&claims)?;
        shared.check_not_our_own(token)?;
        // A clock that is off can neither accept nor refuse; a 403 would lose the event for good.
        if shared.keys.is_clock_off().await {
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
    fn check_who(&self, claims: &Claims) -> Result<(), WebhookError> {
        if claims.iss != self.issuer {
            return Err(WebhookError::forbidden("the token is of another issuer"));
        }
        if claims.sub.is_empty() {
            return Err(WebhookError::forbidden("the token has no subject"));
        }
        if !self.subjects.is_empty() && !self.subjects.contains(&claims.sub) {
            return Err(WebhookError::forbidden("the token is of a subject that is not expected"));
        }
        Ok(())
    }

    /// The platform's access tokens look like the tokens of its webhooks, and this one is known to others.
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
