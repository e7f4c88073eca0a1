//! An RSA key that signs tokens. It is generated at run time and kept in memory alone.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

pub(super) struct SigningKey {
    id: String,
    pair: RsaKeyPair,
}

impl SigningKey {
    pub(super) fn generate(id: String) -> Self {
        let pair = RsaKeyPair::generate(KeySize::Rsa2048).expect("the random generator works");
        Self { id, pair }
    }

    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// Returns a token (RFC 7515), signed by RS256 whatever the header says.
    pub(super) fn sign(&self, header: &Value, claims: &Value) -> String {
        let message = format!("{}.{}", encoded(header.to_string()), encoded(claims.to_string()));
        let mut signature = vec![0; self.pair.public_modulus_len()];
        self.pair
            .sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message.as_bytes(), &mut signature)
            .expect("the key can sign");
        format!("{message}.{}", encoded(signature))
    }

    /// Returns the public key as a JWK (RFC 7517).
    pub(super) fn jwk(&self) -> Value {
        let public = self.pair.public_key();
        let modulus = encoded(public.modulus().big_endian_without_leading_zero());
        let exponent = encoded(public.exponent().big_endian_without_leading_zero());
        json!({"kty": "RSA", "use": "sig", "alg": "RS256", "kid": self.id, "n": modulus, "e": exponent})
    }
}

fn encoded(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
