//! An RSA key that signs tokens. For a sandbox: it is made at run time and lives in memory alone.

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
        let pair = RsaKeyPair::generate(KeySize::Rsa2048).expect("a machine that can make an RSA key");
        Self { id, pair }
    }

    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// A token of RFC 7515, signed by RS256 whatever the header says.
    pub(super) fn sign(&self, header: &Value, claims: &Value) -> String {
        let message = format!("{}.{}", encoded(header.to_string()), encoded(claims.to_string()));
        let mut signature = vec![0; self.pair.public_modulus_len()];
        self.pair
            .sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message.as_bytes(), &mut signature)
            .expect("a key that was made to sign");
        format!("{message}.{}", encoded(signature))
    }

    /// The public half, as RFC 7517 writes it.
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
