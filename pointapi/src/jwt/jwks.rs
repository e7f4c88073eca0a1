//! The published keys: their endpoint, and the selection of usable ones.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::DecodingKey;
use jsonwebtoken::jwk::{AlgorithmParameters, Jwk, KeyAlgorithm, PublicKeyUse};
use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::token::is_key_id;
use crate::response::Response;
use crate::{Result, point_api};

/// The usable keys that are kept of a set.
const MAX_KEYS: usize = 32;
const MIN_MODULUS_BITS: usize = 2048;
/// The cost of a signature check grows with the modulus.
const MAX_MODULUS_BITS: usize = 8192;
const MAX_EXPONENT_BYTES: usize = 4;

/// The address at which an issuer publishes its keys.
#[point_api(crate = crate)]
pub(super) trait Jwks {
    /// The keys, in one attempt; the cache decides when to try again.
    #[point_endpoint(GET "", auth = none, timeout = "5s", attempts = 1, max_response = "256KiB")]
    async fn keys(&self, #[url] url: &str) -> Result<Response<JwkSet>>;
}

/// The response of the endpoint.
#[derive(Deserialize)]
pub(super) struct JwkSet {
    pub(super) keys: PublishedKeys,
}

/// The usable keys of a set. An invalid key does not affect the others.
#[cfg_attr(test, derive(Debug))]
pub(super) struct PublishedKeys {
    pub(super) keys: Vec<RsaKey>,
    /// False if the set has more usable keys than are kept.
    pub(super) is_complete: bool,
}

/// An RSA key that may sign tokens.
pub(super) struct RsaKey {
    pub(super) id: String,
    pub(super) decoding: DecodingKey,
}

impl<'de> Deserialize<'de> for PublishedKeys {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        deserializer.deserialize_seq(KeysVisitor)
    }
}

struct KeysVisitor;

impl<'de> Visitor<'de> for KeysVisitor {
    type Value = PublishedKeys;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of keys")
    }

    /// Keeps no more than the usable keys, so that memory does not grow with the number of the others.
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> std::result::Result<PublishedKeys, A::Error> {
        let mut published = PublishedKeys { keys: Vec::new(), is_complete: true };
        while let Some(item) = items.next_element::<Value>()? {
            match RsaKey::from_json(item) {
                Some(key) if published.keys.len() < MAX_KEYS => published.keys.push(key),
                Some(_) => published.is_complete = false,
                None => {}
            }
        }
        Ok(published)
    }
}

impl RsaKey {
    fn from_json(jwk: Value) -> Option<Self> {
        let jwk: Jwk = serde_json::from_value(jwk).ok()?;
        let AlgorithmParameters::RSA(rsa) = jwk.algorithm else { return None };
        let is_for_signatures = jwk.common.public_key_use.is_none_or(|purpose| purpose == PublicKeyUse::Signature)
            && jwk.common.key_algorithm.is_none_or(|algorithm| algorithm == KeyAlgorithm::RS256);
        let id = jwk.common.key_id.filter(|id| is_for_signatures && is_key_id(id))?;
        let (modulus, exponent) = (unsigned(&rsa.n)?, unsigned(&rsa.e)?);
        let is_sound = (MIN_MODULUS_BITS..=MAX_MODULUS_BITS).contains(&bits(&modulus))
            && exponent.len() <= MAX_EXPONENT_BYTES
            && exponent.last()? % 2 == 1
            && exponent != [1];
        is_sound.then(|| Self { id, decoding: DecodingKey::from_rsa_raw_components(&modulus, &exponent) })
    }
}

/// Decodes a big-endian number of a JWK (RFC 7518, section 6.3.1), without the leading zeros that some issuers write.
fn unsigned(text: &str) -> Option<Vec<u8>> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    Some(bytes.get(zeros..)?.to_vec()).filter(|bytes| !bytes.is_empty())
}

fn bits(number: &[u8]) -> usize {
    number.first().map_or(0, |first| number.len() * 8 - first.leading_zeros() as usize)
}

#[cfg(test)]
impl fmt::Debug for RsaKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.id)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn modulus(bytes: usize) -> String {
        URL_SAFE_NO_PAD.encode(vec![0xC1; bytes])
    }

    fn jwk(id: &str) -> Value {
        json!({"kty": "RSA", "kid": id, "use": "sig", "alg": "RS256", "n": modulus(256), "e": "AQAB"})
    }

    fn with(member: &str, value: Value) -> Value {
        let mut jwk = jwk("k");
        jwk[member] = value;
        jwk
    }

    fn published(keys: &[Value]) -> PublishedKeys {
        serde_json::from_value::<JwkSet>(json!({"keys": keys})).expect("a set").keys
    }

    fn usable(keys: &[Value]) -> Vec<String> {
        published(keys).keys.into_iter().map(|key| key.id).collect()
    }

    #[test]
    fn an_rsa_key_for_signatures_is_usable() {
        let bare = json!({"kty": "RSA", "kid": "bare", "n": modulus(256), "e": "Aw"});
        assert_eq!(
            usable(&[jwk("abcdefghijklmnopqrsexample="), jwk("a/b c")]),
            ["abcdefghijklmnopqrsexample=", "a/b c"]
        );
        let padded = URL_SAFE_NO_PAD.encode([0, 0, 1, 0, 1]);
        assert_eq!(usable(&[jwk("full"), bare, with("e", json!(padded))]), ["full", "bare", "k"]);
        assert_eq!(unsigned(&padded).expect("a number"), [1, 0, 1]);
    }

    #[test]
    fn an_invalid_key_does_not_affect_the_others() {
        let invalid = [
            with("kty", json!("oct")),
            with("kty", json!("EC")),
            with("use", json!("enc")),
            with("alg", json!("RS512")),
            with("alg", json!("HS256")),
            with("alg", json!("RS257")),
            with("kid", json!("")),
            with("kid", json!("k".repeat(129))),
            with("kid", json!(7)),
            with("n", json!(modulus(255))),
            with("n", json!(modulus(1025))),
            with("n", json!("")),
            with("n", json!("not base64!")),
            with("e", json!("AQ")),
            with("e", json!("AA")),
            with("e", json!("BA")),
            with("e", json!("AQAAAAE")),
            json!("a key"),
            json!({"kty": "RSA"}),
        ];
        for key in invalid {
            assert_eq!(usable(&[key.clone(), jwk("good")]), ["good"], "{key}");
        }
    }

    #[test]
    fn a_set_of_over_32_usable_keys_is_incomplete() {
        let keys: Vec<Value> = (0..40).map(|number| jwk(&number.to_string())).collect();
        let (full, over) = (published(&keys[..32]), published(&keys));
        assert_eq!((full.keys.len(), full.is_complete), (32, true));
        assert_eq!((over.keys.len(), over.is_complete), (32, false));
    }
}
