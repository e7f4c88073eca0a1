//! The base URL of a client, and the addresses of its requests.

mod reference;

use std::net::{IpAddr, Ipv6Addr};

use bytes::Bytes;
use http::Uri;
use http::uri::{Authority, PathAndQuery, Scheme};

use crate::error::{Error, ErrorKind, RequestPart};
pub(crate) use reference::has_scheme;

/// Scheme, authority and leading path of every request of a client.
#[derive(Debug, Clone)]
pub(crate) struct BaseUrl {
    scheme: Scheme,
    authority: Authority,
    /// Precedes every template: empty, or a path that begins with `/` and does not end with it.
    path: String,
    /// The whole base URL.
    text: String,
}

/// The hosts that may be reached by plain HTTP.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum PlainHttp {
    Never,
    Loopback,
    Anywhere,
}

/// Returns the address of a link in the response to a request for `target` (path and query). A link with a host, and one
/// that cannot be resolved, stays as it is.
pub(crate) fn resolve_link(target: &str, link: String) -> String {
    if reference::has_scheme(&link) || link.starts_with("//") {
        return link;
    }
    reference::resolve(target, &link).unwrap_or(link)
}

impl BaseUrl {
    /// Parses a base URL: `https` (or `http` where it is allowed), without user info, query and fragment.
    pub(crate) fn parse(text: &str, plain_http: PlainHttp) -> Result<Self, Error> {
        Self::parse_setting("`base_url`", text, plain_http)
    }

    /// Parses the origin of a URL of a login; the URL may have any path and query.
    pub(crate) fn of_login(url: &str, plain_http: PlainHttp) -> Result<Self, Error> {
        const NAME: &str = "the URL of the login";
        let parts = url.parse::<Uri>().unwrap_or_default().into_parts();
        let origin = match (parts.scheme, parts.authority) {
            (Some(scheme), Some(authority)) => format!("{scheme}://{authority}"),
            _ => url.to_owned(),
        };
        let base = Self::parse_setting(NAME, &origin, plain_http)?;
        base.parse_own_target(url).map_err(|why| Error::config(format!("{NAME} {why}")))?;
        Ok(base)
    }

    fn parse_setting(setting: &str, text: &str, plain_http: PlainHttp) -> Result<Self, Error> {
        let mistake = |why: &str| Error::config(format!("{setting} {why}"));
        let reject = |why: &str| Err(mistake(why));
        if text.contains('#') {
            return reject("must not have a fragment: remove the part from `#`");
        }
        if text.contains(|c: char| c == '\\' || !c.is_ascii_graphic()) {
            return reject("must not contain a backslash, a space or a character outside ASCII");
        }
        let Ok(uri) = text.parse::<Uri>() else {
            return reject("is not a URL: write it like `https://api.example.com`");
        };
        let parts = uri.into_parts();
        let (Some(scheme), Some(authority)) = (parts.scheme, parts.authority) else {
            return reject("must be absolute: write it like `https://api.example.com`");
        };
        check_authority(&authority).map_err(mistake)?;
        check_scheme(&scheme, authority.host(), plain_http).map_err(mistake)?;
        let path = parts.path_and_query.unwrap_or_else(|| PathAndQuery::from_static("/"));
        if path.query().is_some() {
            return reject("must not have a query: remove the part from `?`");
        }
        let path = path.path().trim_end_matches('/');
        if path.split('/').skip(1).any(|segment| matches!(segment, "" | "." | "..") || segment.contains('%')) {
            return reject("must have a plain path: no empty, `.`, `..` or percent-encoded segment");
        }
        let path = if path.is_empty() { String::new() } else { in_normal_form(path) };
        let authority = with_normal_host(&scheme, &authority).unwrap_or(authority);
        let text = format!("{scheme}://{authority}{path}");
        Ok(Self { scheme, authority, path, text })
    }

    /// Returns the whole base URL, without a `/` at its end.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the path that precedes every template.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// Returns scheme, host and port in one comparable form.
    pub(crate) fn origin(&self) -> String {
        origin(&self.scheme, &self.authority)
    }

    /// Returns true if requests are sent without TLS.
    pub(crate) fn is_insecure(&self) -> bool {
        self.scheme == Scheme::HTTP
    }

    /// Returns true if requests go to this machine.
    pub(crate) fn is_loopback(&self) -> bool {
        is_loopback(self.authority.host())
    }

    /// Returns path and query of an absolute URL of this origin; any other URL is foreign.
    ///
    /// The URL is compared without parsing it as a browser would, so it must not contain anything that parsers read in
    /// different ways: spaces, control characters, backslashes, user names, fragments, characters outside ASCII, the
    /// segments `.` and `..`.
    pub(crate) fn own_target(&self, url: &str) -> Result<String, Error> {
        self.parse_own_target(url).map_err(foreign)
    }

    /// Resolves an absolute URL or a relative reference against the target (path and query) of a request to this origin.
    pub(crate) fn resolve(&self, target: &str, url: &str) -> Result<String, Error> {
        if reference::has_scheme(url) {
            return self.own_target(url);
        }
        if url.starts_with("//") {
            return self.own_target(&format!("{}:{url}", self.scheme));
        }
        let resolved = check_characters(url).and_then(|()| reference::resolve(target, url));
        resolved.map(|target| in_normal_form(&target)).map_err(foreign)
    }

    /// As [`own_target`](Self::own_target), with an error in words that follow "the URL".
    pub(crate) fn parse_own_target(&self, url: &str) -> Result<String, &'static str> {
        check_characters(url)?;
        let parts = url.parse::<Uri>().map_err(|_| "is not a URL")?.into_parts();
        let (Some(scheme), Some(authority)) = (parts.scheme, parts.authority) else {
            return Err("is not absolute");
        };
        if authority.as_str().contains('@') || !has_plain_port(&authority) {
            return Err("contains a user name or an invalid port");
        }
        if !self.has_origin(&scheme, &authority) {
            return Err("points to an origin other than the client's");
        }
        let target = parts.path_and_query.unwrap_or_else(|| PathAndQuery::from_static("/"));
        let is_dot_segment =
            |segment: &str| matches!(segment.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..");
        if target.path().split('/').any(is_dot_segment) {
            return Err("has a segment `.` or `..`");
        }
        if target.path().starts_with("//") {
            return Err("has a path that begins with `//`, which would name another host");
        }
        Ok(in_normal_form(target.as_str()))
    }

    /// Returns the absolute URL of a path below the base URL.
    #[cfg(feature = "platform")]
    pub(crate) fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.text)
    }

    /// Returns true if an address belongs to this origin.
    pub(crate) fn is_origin_of(&self, uri: &Uri) -> bool {
        match (uri.scheme(), uri.authority()) {
            (Some(scheme), Some(authority)) if *scheme == self.scheme && *authority == self.authority => true,
            (Some(scheme), Some(authority)) => {
                !authority.as_str().contains('@') && has_plain_port(authority) && self.has_origin(scheme, authority)
            }
            _ => false,
        }
    }

    fn has_origin(&self, scheme: &Scheme, authority: &Authority) -> bool {
        origin(scheme, authority) == self.origin()
    }

    /// Returns the address of `target`, an encoded path with or without a query.
    pub(crate) fn uri(&self, target: String) -> Result<Uri, Error> {
        let invalid = || Error::new(ErrorKind::Request(RequestPart::Path), "the address of the request is not valid");
        let path_and_query = PathAndQuery::from_maybe_shared(Bytes::from(target)).map_err(|_| invalid())?;
        let mut parts = http::uri::Parts::default();
        parts.scheme = Some(self.scheme.clone());
        parts.authority = Some(self.authority.clone());
        parts.path_and_query = Some(path_and_query);
        Uri::from_parts(parts).map_err(|_| invalid())
    }
}

fn foreign(why: &str) -> Error {
    Error::new(ErrorKind::ForeignOrigin, format!("the URL {why}; nothing was sent"))
}

fn check_authority(authority: &Authority) -> Result<(), &'static str> {
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

fn check_scheme(scheme: &Scheme, host: &str, plain_http: PlainHttp) -> Result<(), &'static str> {
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

fn check_characters(url: &str) -> Result<(), &'static str> {
    if url.contains(|c: char| !c.is_ascii_graphic() || matches!(c, '\\' | '#')) {
        return Err("contains a space, a backslash, a fragment or a character outside ASCII");
    }
    Ok(())
}

fn origin(scheme: &Scheme, authority: &Authority) -> String {
    let port = authority.port_u16().unwrap_or(default_port(scheme));
    format!("{scheme}://{}:{port}", normal_host(authority))
}

fn default_port(scheme: &Scheme) -> u16 {
    if *scheme == Scheme::HTTP { 80 } else { 443 }
}

/// Returns the normal form of an authority, so that every transport sends the same `Host`: lower case, the short form of
/// an IPv6 address, without the default port.
fn with_normal_host(scheme: &Scheme, authority: &Authority) -> Option<Authority> {
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

/// Returns the normal form of a target: with a path, and with those characters encoded that a URL parser would encode
/// in a path or in a query.
pub(crate) fn in_normal_form(target: &str) -> String {
    let mut normal = String::with_capacity(target.len() + 1);
    if !target.starts_with('/') {
        normal.push('/');
    }
    for character in target.chars() {
        match character {
            '"' | '\'' | '<' | '>' | '^' | '`' | '{' | '}' => {
                normal.push_str(&format!("%{:02X}", u32::from(character)))
            }
            _ => normal.push(character),
        }
    }
    normal
}

/// Returns true for an authority with a valid port or none. `Authority` accepts anything after the last colon.
pub(crate) fn has_plain_port(authority: &Authority) -> bool {
    let host = authority.as_str().rsplit('@').next().unwrap_or_default();
    match host.strip_prefix(authority.host()).unwrap_or(host) {
        "" => true,
        port => port.starts_with(':') && !port.starts_with(":+") && authority.port_u16().is_some(),
    }
}

fn is_loopback(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests;
