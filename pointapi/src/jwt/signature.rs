//! The signature check of a token, by the crate `jsonwebtoken`.

use std::sync::Arc;

use jsonwebtoken::crypto::aws_lc;
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, Validation};

use super::claims::Claims;
use super::fault::TokenFault;
use super::jwks::RsaKey;

/// Verifies tokens of one issuer for one audience.
pub(super) struct SignatureCheck(Validation);

impl SignatureCheck {
    pub(super) fn new(issuer: &str, audience: &str) -> Self {
        // The crate panics in a program with two crypto providers and no default. An error means that a default exists.
        let _ = aws_lc::DEFAULT_PROVIDER.install_default();
        let mut validation = Validation::new(Algorithm::RS256);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        validation.set_issuer(&[issuer]);
        validation.set_audience(&[audience]);
        // The crate reads the machine's clock; `Claims::check_times` uses the injected one.
        validation.validate_exp = false;
        validation.validate_nbf = false;
        Self(validation)
    }

    /// Returns the claims of a token that one of the keys signed by RS256, `None` if none did. Times are not checked.
    pub(super) fn claims(&self, token: &str, keys: &[Arc<RsaKey>]) -> Result<Option<Claims>, TokenFault> {
        for key in keys {
            match jsonwebtoken::decode::<Claims>(token, &key.decoding, &self.0) {
                Ok(token) => return Ok(Some(token.claims)),
                Err(error) if matches!(error.kind(), ErrorKind::InvalidSignature) => {}
                Err(error) => return Err(TokenFault::rejected(reason(error.kind()))),
            }
        }
        Ok(None)
    }
}

/// The error's own message may quote the token.
fn reason(kind: &ErrorKind) -> &'static str {
    match kind {
        ErrorKind::InvalidIssuer => "the token is of another issuer",
        ErrorKind::InvalidAudience => "the token is for another audience",
        ErrorKind::MissingRequiredClaim(_) => "the token lacks one of `exp`, `iss`, `aud`, `sub`",
        ErrorKind::Json(_) => "the token's claims are incomplete or of another type",
        _ => "the token is malformed",
    }
}
