//! The verification of a token: form, signature, issuer, audience and times.

use std::sync::Arc;

use http::HeaderMap;

use super::claims::Claims;
use super::fault::{FaultKind, TokenFault};
use super::keys::{Arrival, KeyCache};
use super::rules::Rules;
use super::signature::SignatureCheck;
use super::token;
use crate::clock::Clock;

/// Verifies the bearer tokens of one issuer for one audience.
pub(crate) struct TokenCheck {
    pub(super) issuer: String,
    pub(super) audience: String,
    pub(super) rules: Rules,
    pub(super) keys: KeyCache,
    pub(super) signatures: SignatureCheck,
    pub(super) clock: Arc<dyn Clock>,
}

/// A token of the issuer for the audience whose times are not checked yet.
pub(crate) struct SignedToken<'a> {
    #[cfg_attr(not(feature = "webhook"), expect(dead_code, reason = "a webhook alone compares it"))]
    token: &'a str,
    claims: Claims,
    arrival: Arrival,
}

#[cfg(feature = "webhook")]
impl SignedToken<'_> {
    /// The token itself.
    pub(crate) fn token(&self) -> &str {
        self.token
    }

    /// The subject, before the times are checked.
    pub(crate) fn subject(&self) -> &str {
        &self.claims.sub
    }
}

impl TokenCheck {
    /// Verifies the token of a request, but for its times.
    ///
    /// # Errors
    ///
    /// [`FaultKind::Rejected`] for an invalid token, another kind if that cannot be decided now.
    pub(crate) async fn signed<'a>(&self, headers: &'a HeaderMap) -> Result<SignedToken<'a>, TokenFault> {
        let token = token::bearer(headers)?;
        let key_id = token::key_id(token, self.rules)?;
        let arrival = self.keys.arrival();
        let claims = self.signed_claims(token, &key_id, arrival).await?;
        if claims.iss != self.issuer {
            return Err(TokenFault::rejected("the token is of another issuer"));
        }
        if claims.sub.is_empty() {
            return Err(TokenFault::rejected("the token has no subject"));
        }
        if self.rules.needs_issue_time && claims.iat.is_none() {
            return Err(TokenFault::rejected("the token's claims lack `iat`"));
        }
        Ok(SignedToken { token, claims, arrival })
    }

    /// Checks the times of a token, and returns its subject.
    ///
    /// # Errors
    ///
    /// As [`signed`](Self::signed). With a wrong clock the times decide nothing, and a rejection could be wrong.
    pub(crate) async fn in_time(&self, signed: SignedToken<'_>) -> Result<String, TokenFault> {
        if self.keys.is_clock_off(signed.arrival).await {
            return Err(TokenFault::new(FaultKind::Clock, "this machine's clock is off by over a minute"));
        }
        signed.claims.check_times(self.clock.wall())?;
        Ok(signed.claims.sub)
    }

    /// Returns the claims of a token whose signature is right.
    ///
    /// A wrong signature may come of a new key under a known id, so it is a reason to fetch newer keys.
    async fn signed_claims(&self, token: &str, key_id: &str, arrival: Arrival) -> Result<Claims, TokenFault> {
        let keys = self.keys.keys(key_id, arrival).await?;
        if let Some(claims) = self.signatures.claims(token, &keys)? {
            return Ok(claims);
        }
        let (keys, wrong_signature) = self.keys.newer_keys(key_id, arrival).await;
        self.signatures.claims(token, &keys)?.ok_or(wrong_signature)
    }

    pub(crate) fn issuer(&self) -> &str {
        &self.issuer
    }

    pub(crate) fn audience(&self) -> &str {
        &self.audience
    }

    #[cfg(feature = "webhook")]
    pub(crate) fn clock(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.clock)
    }
}
