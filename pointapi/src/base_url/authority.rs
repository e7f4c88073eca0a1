//! The host and port of a base URL, in one comparable form.

use std::net::{IpAddr, Ipv6Addr};

use http::Uri;
use http::uri::{Authority, Scheme};

pub(super) fn check_authority(authority: &Authority) -> Result<(), &'static str> {
    if authority.as_str().contains('@') {
        return Err("must not contain a user name or password: give them as credentials");
    }
    if authority.host().is_empty() || authority.host().ends_with('.') {
        return Err("must have a host that does not end with a dot");
    }
    if !has_plain_port(authority) {
        return Err("must have a numeric port up to 65535, or no port");
    }
    Ok(())
}

pub(super) fn origin(scheme: &Scheme, authority: &Authority) -> String {
    let port = authority.port_u16().unwrap_or(default_port(scheme));
    format!("{scheme}://{}:{port}", normal_host(authority))
}

/// Returns scheme and authority of an absolute URL, as they are written.
pub(crate) fn origin_of(url: &str) -> Option<String> {
    let parts = url.parse::<Uri>().ok()?.into_parts();
    Some(format!("{}://{}", parts.scheme?, parts.authority?))
}

fn default_port(scheme: &Scheme) -> u16 {
    if *scheme == Scheme::HTTP { 80 } else { 443 }
}

/// Returns the normal form of an authority, so that every transport sends the same `Host`: lower case, the short form of
/// an IPv6 address, without the default port.
pub(super) fn with_normal_host(scheme: &Scheme, authority: &Authority) -> Option<Authority> {
    let host = normal_host(authority);
    let port = authority.port_u16().filter(|port| *port != default_port(scheme));
    port.map_or(host.clone(), |port| format!("{host}:{port}")).parse().ok()
}

/// Returns the host in lower case, an IPv6 address in its short form.
fn normal_host(authority: &Authority) -> String {
    let host = authority.host().to_ascii_lowercase();
    let address = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')?.parse::<Ipv6Addr>().ok());
    address.map_or(host, |address| format!("[{address}]"))
}

/// Returns true for an authority with a valid port or none. `Authority` accepts anything after the last colon.
pub(crate) fn has_plain_port(authority: &Authority) -> bool {
    let host = authority.as_str().rsplit('@').next().unwrap_or_default();
    match host.strip_prefix(authority.host()).unwrap_or(host) {
        "" => true,
        port => port.starts_with(':') && !port.starts_with(":+") && authority.port_u16().is_some(),
    }
}

pub(super) fn is_loopback(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}
