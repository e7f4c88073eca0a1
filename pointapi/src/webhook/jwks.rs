//! The keys of the issuer: how they are fetched, and which of them can be used.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde_json::Value;

use super::token::is_key_id;
use crate::response::Response;
use crate::{Result, point_api};

/// So many keys are kept; the rest of a set is left.
const MOST_KEYS: usize = 32;
const SHORTEST_MODULUS: usize = 2048;
/// No signature is checked against a longer one, or a key could cost as much time as it likes.
const LONGEST_MODULUS: usize = 8192;
const LONGEST_EXPONENT: usize = 4;

/// Where an issuer publishes its keys.
#[point_api(crate = crate)]
pub(super) trait Jwks {
    /// The keys. It is asked once each time: when to ask again is the cache's to decide.
    #[point_endpoint(GET "", auth = none, timeout = "5s", attempts = 1, max_response = "256KiB")]
    async fn keys(&self, #[url] url: &str) -> Result<Response<JwkSet>>;
}

/// A set of keys as it is published. What a key is is looked at one by one, so that an odd one costs no other.
#[derive(Deserialize)]
pub(super) struct JwkSet {
    keys: Vec<Value>,
}

/// An RSA key that may sign webhooks.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct RsaKey {
    pub(super) id: String,
    pub(super) modulus: Vec<u8>,
    pub(super) exponent: Vec<u8>,
}

impl JwkSet {
    /// The keys that can be used.
    pub(super) fn usable(self) -> Vec<RsaKey> {
        self.keys.into_iter().filter_map(RsaKey::read).take(MOST_KEYS).collect()
    }
}

#[derive(Deserialize)]
struct Jwk {
    kty: String,
    kid: String,
    #[serde(rename = "use")]
    purpose: Option<String>,
    alg: Option<String>,
    n: String,
    e: String,
}

impl RsaKey {
    fn read(jwk: Value) -> Option<Self> {
        let jwk: Jwk = serde_json::from_value(jwk).ok()?;
        let is_for_signatures = jwk.kty == "RSA"
            && jwk.purpose.is_none_or(|purpose| purpose == "sig")
            && jwk.alg.is_none_or(|algorithm| algorithm == "RS256");
        if !is_for_signatures || !is_key_id(&jwk.kid) {
            return None;
        }
        let (modulus, exponent) = (unsigned(&jwk.n)?, unsigned(&jwk.e)?);
        let is_sound = (SHORTEST_MODULUS..=LONGEST_MODULUS).contains(&bits(&modulus))
            && exponent.len() <= LONGEST_EXPONENT
            && exponent.last()? % 2 == 1
            && exponent != [1];
        is_sound.then_some(Self { id: jwk.kid, modulus, exponent })
    }
}

/// A number as JWK writes it, big-endian, without the zeros that some put in front.
fn unsigned(text: &str) -> Option<Vec<u8>> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    Some(bytes.get(zeros..)?.to_vec()).filter(|bytes| !bytes.is_empty())
}

fn bits(number: &[u8]) -> usize {
    number.first().map_or(0, |first| number.len() * 8 - first.leading_zeros() as usize)
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

    fn usable(keys: Vec<Value>) -> Vec<String> {
        JwkSet { keys }.usable().into_iter().map(|key| key.id).collect()
    }

    #[test]
    fn an_rsa_key_for_signatures_is_usable() {
        let bare = json!({"kty": "RSA", "kid": "bare", "n": modulus(256), "e": "Aw"});
        let padded = URL_SAFE_NO_PAD.encode([0, 0, 1, 0, 1]);
        assert_eq!(usable(vec![jwk("full"), bare, with("e", json!(padded))]), ["full", "bare", "k"]);
        assert_eq!(RsaKey::read(with("e", json!(padded))).expect("a key").exponent, [1, 0, 1]);
    }

    #[test]
    fn an_odd_key_is_left_and_costs_no_other() {
        let odd = [
            with("kty", json!("oct")),
            with("kty", json!("EC")),
            with("use", json!("enc")),
            with("alg", json!("RS512")),
            with("alg", json!("HS256")),
            with("kid", json!("a/b")),
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
        for key in odd {
            assert_eq!(usable(vec![key.clone(), jwk("good")]), ["good"], "{key}");
        }
    }

    #[test]
    fn at_most_32_keys_are_kept() {
        let keys = (0..40).map(|number| jwk(&number.to_string())).collect();
        assert_eq!(usable(keys).len(), 32);
    }
}
