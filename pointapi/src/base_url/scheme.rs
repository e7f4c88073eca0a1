//! The schemes that a base URL may have.

use http::uri::Scheme;

use super::authority::is_loopback;

/// The hosts that may be reached by plain HTTP.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum PlainHttp {
    Never,
    Loopback,
    Anywhere,
}

pub(super) fn check_scheme(scheme: &Scheme, host: &str, plain_http: PlainHttp) -> Result<(), &'static str> {
    if *scheme == Scheme::HTTPS {
        return Ok(());
    }
    if *scheme != Scheme::HTTP {
        return Err("must begin with `https://`");
    }
    match plain_http {
        PlainHttp::Anywhere => Ok(()),
        PlainHttp::Loopback if is_loopback(host) => Ok(()),
        _ => Err(
            "must be https (`allow_insecure_loopback()` allows http to this machine, `allow_insecure_http()` to any host)",
        ),
    }
}
