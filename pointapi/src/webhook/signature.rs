//! Whether a key made a token's signature. The only file that knows the library that does it.

use jsonwebtoken::crypto::aws_lc;
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};

use super::claims::Claims;
use super::error::WebhookError;
use super::jwks::RsaKey;

/// Opens tokens.
pub(super) trait SignatureCheck: Send + Sync {
    /// The claims of a token that `key` signed by RS256, for the right audience. Times are not its business.
    fn open(&self, token: &str, key: &RsaKey) -> Result<Claims, WebhookError>;
}

/// Opens tokens with the crate `jsonwebtoken`.
pub(super) struct JsonWebToken(Validation);

impl JsonWebToken {
    pub(super) fn new(issuer: &str, audience: &str) -> Self {
        // Without one, the crate panics where a program is built with two providers. Somebody else may have been
        // quicker, which is as good.
        let _ = aws_lc::DEFAULT_PROVIDER.install_default();
        let mut validation = Validation::new(Algorithm::RS256);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        validation.set_issuer(&[issuer]);
        validation.set_audience(&[audience]);
        // The crate asks the machine for the time; `Claims::check_times` asks the clock that it is given.
        validation.validate_exp = false;
        validation.validate_nbf = false;
        Self(validation)
    }
}

impl SignatureCheck for JsonWebToken {
    fn open(&self, token: &str, key: &RsaKey) -> Result<Claims, WebhookError> {
        let key = DecodingKey::from_rsa_raw_components(&key.modulus, &key.exponent);
        match jsonwebtoken::decode::<Claims>(token, &key, &self.0) {
            Ok(token) => Ok(token.claims),
            Err(error) => Err(WebhookError::forbidden(reason(error.kind()))),
        }
    }
}

/// The error's own words may quote the token.
fn reason(kind: &ErrorKind) -> &'static str {
    match kind {
        ErrorKind::InvalidSignature => "the token's signature is wrong",
        ErrorKind::InvalidIssuer => "the token is of another issuer",
        ErrorKind::InvalidAudience => "the token is for another audience",
        ErrorKind::MissingRequiredClaim(_) => "the token lacks one of `exp`, `iss`, `aud`, `sub`",
        ErrorKind::Json(_) => "the token's claims are not those of a webhook",
        _ => "the token cannot be read",
    }
}
