//! What a token claims, and whether the time is right for it.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::de::Visitor;
use serde::{Deserialize, Deserializer};

use super::error::WebhookError;

/// How far this machine's clock and the issuer's may be apart.
pub(super) const LEEWAY: Duration = Duration::from_secs(60);
/// No token is good for longer.
const LONGEST_LIFE: Duration = Duration::from_secs(24 * 3600);

/// The claims that decide; the signature check has seen to `aud`.
#[derive(Deserialize)]
pub(super) struct Claims {
    pub(super) iss: String,
    pub(super) sub: String,
    exp: NumericDate,
    iat: NumericDate,
    nbf: Option<NumericDate>,
}

/// Seconds since 1970, as RFC 7519 has them: a number, perhaps with a fraction, which is dropped.
#[derive(Clone, Copy)]
struct NumericDate(Duration);

impl Claims {
    /// Refuses a token that is over, not good yet, from the future, or good for too long.
    pub(super) fn check_times(&self, now: SystemTime) -> Result<(), WebhookError> {
        let now = now.duration_since(UNIX_EPOCH).unwrap_or_default();
        let (Self { exp: NumericDate(expiry), iat: NumericDate(issued), .. }, latest) = (self, now + LEEWAY);
        if *issued > latest {
            return Err(WebhookError::forbidden("the token was issued in the future"));
        }
        if self.nbf.is_some_and(|NumericDate(begin)| begin > latest) {
            return Err(WebhookError::forbidden("the token is not good yet"));
        }
        if expiry.saturating_add(LEEWAY) <= now {
            return Err(WebhookError::forbidden("the token has expired"));
        }
        if expiry.saturating_sub(*issued) > LONGEST_LIFE {
            return Err(WebhookError::forbidden("the token is good for more than 24 hours"));
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
                let date = Duration::try_from_secs_f64(seconds).map_err(|_| E::custom("no time"))?;
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
        claims.check_times(UNIX_EPOCH + Duration::from_secs(NOW)).map_err(|error| error.to_string())
    }

    fn from_to(issued: u64, expiry: u64) -> Result<(), String> {
        check(&format!(r#""iat":{issued},"exp":{expiry}"#))
    }

    #[test]
    fn a_token_is_good_from_its_issue_to_its_expiry_with_a_minute_of_leeway() {
        assert!(from_to(NOW, NOW + HOUR).is_ok());
        assert!(from_to(NOW + 60, NOW + HOUR).is_ok());
        assert!(from_to(NOW + 61, NOW + HOUR).is_err_and(|reason| reason.contains("future")));
        assert!(from_to(NOW - HOUR, NOW - 59).is_ok());
        assert!(from_to(NOW - HOUR, NOW - 60).is_err_and(|reason| reason.contains("expired")));
    }

    #[test]
    fn a_token_is_good_for_a_day_at_most() {
        assert!(from_to(NOW, NOW + 24 * HOUR).is_ok());
        assert!(from_to(NOW, NOW + 24 * HOUR + 1).is_err_and(|reason| reason.contains("24 hours")));
        assert!(from_to(NOW, u64::MAX).is_err_and(|reason| reason.contains("24 hours")));
        assert!(from_to(0, u64::MAX).is_err());
    }

    #[test]
    fn not_before_counts_where_it_is_there() {
        let not_before = |begin: u64| check(&format!(r#""iat":{NOW},"exp":{},"nbf":{begin}"#, NOW + HOUR));
        assert!(not_before(NOW + 60).is_ok());
        assert!(not_before(NOW + 61).is_err_and(|reason| reason.contains("not good yet")));
        assert!(not_before(u64::MAX).is_err());
    }

    #[test]
    fn a_time_is_a_number_that_can_be_one() {
        let end = NOW + HOUR;
        assert!(check(&format!(r#""iat":{NOW}.25,"exp":{end}.75"#)).is_ok());
        for claims in [
            format!(r#""exp":{end}"#),
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
