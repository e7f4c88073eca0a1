//! The part of a request's head in which a repeat must not differ.

use http::header::COOKIE;
use http::request::Parts;

use crate::server::caller::Caller;
use crate::server::incoming::HeadRole;

/// Headers that neither identify a caller nor change what a request asks for: a repeat may differ in them.
const INDISTINCT: &[&str] = &[
    "accept",
    "accept-encoding",
    "accept-language",
    "authorization", // a part of the id
    "b3",
    "baggage",
    "cache-control",
    "cdn-loop",
    "connection",
    "content-length",
    "content-type",
    "cookie", // by its pairs
    "date",
    "dnt",
    "expect",
    "forwarded",
    "host", // a part of the URL
    "keep-alive",
    "newrelic",
    "origin",
    "pragma",
    "priority",
    "referer",
    "sentry-trace",
    "te",
    "traceparent",
    "tracestate",
    "transfer-encoding",
    "true-client-ip",
    "uber-trace-id",
    "user-agent",
    "via",
    "x-amzn-trace-id",
    "x-cloud-trace-context",
    "x-correlation-id",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-port",
    "x-forwarded-proto",
    "x-real-ip",
    "x-request-id",
    "x-request-start",
];

/// Families of such headers.
const INDISTINCT_PREFIXES: &[&str] = &[
    "cf-",
    "fastly-",
    "fly-",
    "sec-ch-",
    "sec-fetch-",
    "x-amz-cf-",
    "x-azure-",
    "x-b3-",
    "x-datadog-",
    "x-envoy-",
    "x-vercel-",
];

/// The headers and cookies in which a repeat must not differ, each as name and value: those that the method reads, and
/// without a caller all of them, since a verifier or a proxy may have identified the caller by any.
pub(super) fn distinctive<'a>(parts: &'a Parts, head: &[HeadRole]) -> Vec<&'a [u8]> {
    let is_caller_known = parts.extensions.get::<Caller>().is_some();
    let is_read = |name: &str, of: fn(&HeadRole) -> Option<&'static str>| {
        head.iter().filter_map(of).any(|own| own.eq_ignore_ascii_case(name))
    };
    let counts_all = !is_caller_known || head.iter().any(|role| matches!(role, HeadRole::Headers));
    let is_indistinct =
        |name: &str| INDISTINCT.contains(&name) || INDISTINCT_PREFIXES.iter().any(|prefix| name.starts_with(prefix));
    let headers = parts.headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes()));
    let headers = headers.filter(|(name, _)| is_read(name, HeadRole::header) || counts_all && !is_indistinct(name));
    let cookies = parts.headers.get_all(COOKIE).into_iter();
    let cookies = cookies.flat_map(|value| value.as_bytes().split(|byte| *byte == b';')).map(<[u8]>::trim_ascii);
    let cookies = cookies.map(|pair| ("cookie", pair)).filter(|(_, pair)| {
        let name = pair.split(|byte| *byte == b'=').next().and_then(|name| str::from_utf8(name).ok());
        !is_caller_known || is_read(name.unwrap_or_default(), HeadRole::cookie)
    });
    let mut values: Vec<(&str, &[u8])> = headers.chain(cookies).collect();
    // Headers of different names may be sent in any order (RFC 9110, section 5.3).
    values.sort_by_key(|(name, _)| *name);
    values.into_iter().flat_map(|(name, value)| [name.as_bytes(), value]).collect()
}

impl HeadRole {
    fn header(&self) -> Option<&'static str> {
        match self {
            Self::Header(name) => Some(name),
            Self::Cookie(_) | Self::Headers => None,
        }
    }

    fn cookie(&self) -> Option<&'static str> {
        match self {
            Self::Cookie(name) => Some(name),
            Self::Header(_) | Self::Headers => None,
        }
    }
}
