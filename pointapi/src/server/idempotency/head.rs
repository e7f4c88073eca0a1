//! The part of a request's head in which a repeat must not differ.

use http::header::COOKIE;
use http::request::Parts;

use crate::server::caller::Caller;
use crate::server::incoming::HeadRole;

/// Headers that neither identify a caller nor change what a request asks for: a repeat may differ in them.
///
/// Headers of networks and proxies are listed one by one, not by prefix: another header with the same prefix may
/// identify the caller, such as `Cf-Access-Jwt-Assertion`.
const INDISTINCT: &[&str] = &[
    "accept",
    "accept-encoding",
    "accept-language",
    "authorization", // a part of the id
    "b3",
    "baggage",
    "cache-control",
    "cdn-loop",
    "cf-connecting-ip",
    "cf-connecting-ipv6",
    "cf-connecting-o2o",
    "cf-ew-via",
    "cf-ipcity",
    "cf-ipcontinent",
    "cf-ipcountry",
    "cf-iplatitude",
    "cf-iplongitude",
    "cf-metro-code",
    "cf-postal-code",
    "cf-pseudo-ipv4",
    "cf-ray",
    "cf-region",
    "cf-region-code",
    "cf-timezone",
    "cf-visitor",
    "connection",
    "content-length",
    "content-type",
    "cookie", // by its pairs
    "date",
    "dnt",
    "expect",
    "fastly-client",
    "fastly-client-ip",
    "fastly-ff",
    "fastly-orig-accept-encoding",
    "fastly-ssl",
    "fastly-temp-xff",
    "fly-client-ip",
    "fly-dispatch-start",
    "fly-forwarded-port",
    "fly-forwarded-proto",
    "fly-forwarded-ssl",
    "fly-region",
    "fly-request-id",
    "fly-traceparent",
    "fly-tracestate",
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
    "x-amz-cf-id",
    "x-amzn-trace-id",
    "x-azure-clientip",
    "x-azure-fdid",
    "x-azure-ja4-fingerprint",
    "x-azure-ref",
    "x-azure-requestchain",
    "x-azure-socketip",
    "x-cloud-trace-context",
    "x-correlation-id",
    "x-envoy-attempt-count",
    "x-envoy-decorator-operation",
    "x-envoy-expected-rq-timeout-ms",
    "x-envoy-external-address",
    "x-envoy-internal",
    "x-envoy-original-host",
    "x-envoy-original-path",
    "x-envoy-peer-metadata",
    "x-envoy-peer-metadata-id",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-port",
    "x-forwarded-proto",
    "x-real-ip",
    "x-request-id",
    "x-request-start",
    "x-vercel-deployment-url",
    "x-vercel-forwarded-for",
    "x-vercel-id",
    "x-vercel-ja4-digest",
    "x-vercel-proxied-for",
    "x-vercel-proxy-signature",
    "x-vercel-proxy-signature-ts",
];

/// Families of such headers.
const INDISTINCT_PREFIXES: &[&str] =
    &["sec-ch-", "sec-fetch-", "x-b3-", "x-datadog-", "x-vercel-internal-", "x-vercel-ip-"];

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
