//! The claims of a token, and the check of its times.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::de::Visitor;
use serde::{Deserialize, Deserializer};

use super::fault::TokenFault;

/// The tolerated difference between this machine's clock and the issuer's.
pub(super) const LEEWAY: Duration = Duration::from_secs(60);
/// The longest accepted validity.
const MAX_VALIDITY: Duration = Duration::from_secs(24 * 3600);

/// The checked claims; the signature check includes `aud`.
#[derive(Deserialize)]
pub(super) struct Claims {
    pub(super) iss: String,
    pub(super) sub: String,
    exp: NumericDate,
    pub(super) iat: Option<NumericDate>,
    nbf: Option<NumericDate>,
}

/// Seconds since 1970 (RFC 7519, section 2). A fraction is dropped.
#[derive(Clone, Copy)]
pub(super) struct NumericDate(Duration);

impl Claims {
    /// Rejects a token that has expired, is not valid yet, was issued in the future, or is valid for too long.
    pub(super) fn check_times(&self, now: SystemTime) -> Result<(), TokenFault> {
        let now = now.duration_since(UNIX_EPOCH).unwrap_or_default();
        let (NumericDate(expiry), latest) = (self.exp, now + LEEWAY);
        // A token that does not say when it was issued may not be valid for longer than one that was issued now.
        let issued = self.iat.map_or(now, |NumericDate(issued)| issued);
        if issued > latest {
            return Err(TokenFault::rejected("the token was issued in the future"));
        }
        if self.nbf.is_some_and(|NumericDate(begin)| begin > latest) {
            return Err(TokenFault::rejected("the token is not good yet"));
        }
        if expiry.saturating_add(LEEWAY) <= now {
            return Err(TokenFault::rejected("the token has expired"));
        }
        if expiry.saturating_sub(issued) > MAX_VALIDITY {
            return Err(TokenFault::rejected("the token is valid for more than 24 hours"));
        }
        Ok(())
    }
}

impl<'de> Deserialize<'de> for NumericDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Number;

        impl Visitor<'_> for Number {
            type Value = NumericDate;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("seconds since 1970")
            }

            fn visit_u64<E: serde::de::Error>(self, seconds: u64) -> Result<NumericDate, E> {
                Ok(NumericDate(Duration::from_secs(seconds)))
            }

            fn visit_f64<E: serde::de::Error>(self, seconds: f64) -> Result<NumericDate, E> {
                let date = Duration::try_from_secs_f64(seconds).map_err(|_| E::custom("not a time"))?;
                Ok(NumericDate(Duration::from_secs(date.as_secs())))
            }
        }

        deserializer.deserialize_any(Number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: u64 = 1_900_000_000;
    const HOUR: u64 = 3600;

    fn check(claims: &str) -> Result<(), String> {
        let json = format!(r#"{{"iss":"i","sub":"s",{claims}}}"#);
        let claims = serde_json::from_str::<Claims>(&json).map_err(|_| "shape".to_owned())?;
        claims.check_times(UNIX_EPOCH + Duration::from_secs(NOW)).map_err(|error| error.reason().to_owned())
    }

    fn from_to(issued: u64, expiry: u64) -> Result<(), String> {
        check(&format!(r#""iat":{issued},"exp":{expiry}"#))
    }

    #[test]
    fn a_token_is_valid_from_issue_to_expiry_with_60_seconds_of_leeway() {
        assert!(from_to(NOW, NOW + HOUR).is_ok());
        assert!(from_to(NOW + 60, NOW + HOUR).is_ok());
        assert!(from_to(NOW + 61, NOW + HOUR).is_err_and(|reason| reason.contains("future")));
        assert!(from_to(NOW - HOUR, NOW - 59).is_ok());
        assert!(from_to(NOW - HOUR, NOW - 60).is_err_and(|reason| reason.contains("expired")));
    }

    #[test]
    fn a_token_is_valid_for_24_hours_at_most() {
        assert!(from_to(NOW, NOW + 24 * HOUR).is_ok());
        assert!(from_to(NOW, NOW + 24 * HOUR + 1).is_err_and(|reason| reason.contains("24 hours")));
        assert!(from_to(NOW, u64::MAX).is_err_and(|reason| reason.contains("24 hours")));
        assert!(from_to(0, u64::MAX).is_err());
    }

    #[test]
    fn a_token_without_iat_is_valid_for_24_hours_from_now_at_most() {
        let until = |expiry: u64| check(&format!(r#""exp":{expiry}"#));
        assert!(until(NOW + 24 * HOUR).is_ok());
        assert!(until(NOW + 24 * HOUR + 1).is_err_and(|reason| reason.contains("24 hours")));
        assert!(until(NOW - 60).is_err_and(|reason| reason.contains("expired")));
    }

    #[test]
    fn nbf_is_checked_if_present() {
        let not_before = |begin: u64| check(&format!(r#""iat":{NOW},"exp":{},"nbf":{begin}"#, NOW + HOUR));
        assert!(not_before(NOW + 60).is_ok());
        assert!(not_before(NOW + 61).is_err_and(|reason| reason.contains("not good yet")));
        assert!(not_before(u64::MAX).is_err());
    }

    #[test]
    fn a_time_is_a_non_negative_number() {
        let end = NOW + HOUR;
        assert!(check(&format!(r#""iat":{NOW}.25,"exp":{end}.75"#)).is_ok());
        for claims in [
            format!(r#""iat":{NOW}"#),
            format!(r#""iat":-1,"exp":{end}"#),
            format!(r#""iat":-0.5,"exp":{end}"#),
            format!(r#""iat":"{NOW}","exp":{end}"#),
            format!(r#""iat":{NOW},"exp":1e300"#),
            format!(r#""iat":{NOW},"exp":null"#),
            format!(r#""iat":{NOW},"iat":{NOW},"exp":{end}"#),
        ] {
            assert_eq!(check(&claims), Err("shape".to_owned()), "{claims}");
        }
    }
}
