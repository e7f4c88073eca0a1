//! The origin of a client, and how an address is made on it.

use std::net::{IpAddr, Ipv6Addr};

use bytes::Bytes;
use http::Uri;
use http::uri::{Authority, PathAndQuery, Scheme};

use crate::error::{Error, ErrorKind, RequestPart};

/// Scheme, authority and leading path of every request of a client.
#[derive(Debug, Clone)]
pub(crate) struct BaseUrl {
    scheme: Scheme,
    authority: Authority,
    /// Comes before every template: empty, or `/` and more without a `/` at the end.
    path: String,
}

impl BaseUrl {
    /// Reads a base URL: https (or http on loopback where allowed), no user info, query or fragment.
    pub(crate) fn parse(text: &str, allow_insecure_loopback: bool) -> Result<Self, Error> {
        let refuse = |why: &str| Err(Error::config(format!("base_url {why}")));
        if text.contains('#') {
            return refuse("must not have a fragment: remove what follows `#`");
        }
        if text.contains(|c: char| c == '\\' || !c.is_ascii_graphic()) {
            return refuse("must not hold a backslash, a blank or a character outside ASCII");
        }
        let Ok(uri) = text.parse::<Uri>() else {
            return refuse("is not a URL: write it like `https://api.example.com`");
        };
        let parts = uri.into_parts();
        let (Some(scheme), Some(authority)) = (parts.scheme, parts.authority) else {
            return refuse("must be absolute: write it like `https://api.example.com`");
        };
        if authority.as_str().contains('@') {
            return refuse("must not hold a user name or password: give them as credentials");
        }
        if authority.host().is_empty() || authority.host().ends_with('.') {
            return refuse("must have a host without a dot at its end");
        }
        if !has_plain_port(&authority) {
            return refuse("must have a port of digits up to 65535, or none");
        }
        if scheme == Scheme::HTTP && !(allow_insecure_loopback && is_loopback(authority.host())) {
            return refuse("must be https (http only to this machine, with `allow_insecure_loopback()`)");
        }
        if scheme != Scheme::HTTP && scheme != Scheme::HTTPS {
            return refuse("must begin with `https://`");
        }
        let path = parts.path_and_query.unwrap_or_else(|| PathAndQuery::from_static("/"));
        if path.query().is_some() {
            return refuse("must not have a query: remove what follows `?`");
        }
        let path = path.path().trim_end_matches('/');
        if path.split('/').skip(1).any(|segment| matches!(segment, "" | "." | "..") || segment.contains('%')) {
            return refuse("must have a plain path: no empty, `.`, `..` or percent-encoded segment");
        }
        let path = if path.is_empty() { String::new() } else { in_normal_form(path) };
        Ok(Self { authority: with_normal_host(&scheme, &authority).unwrap_or(authority), scheme, path })
    }

    /// The path that comes before every template.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// Scheme, host and port in one comparable text.
    pub(crate) fn origin(&self) -> String {
        format!("{}://{}:{}", self.scheme, self.authority.host().to_ascii_lowercase(), self.port())
    }

    /// True if requests go in the clear.
    pub(crate) fn is_insecure(&self) -> bool {
        self.scheme == Scheme::HTTP
    }

    /// True if requests go to this machine.
    pub(crate) fn is_loopback(&self) -> bool {
        is_loopback(self.authority.host())
    }

    /// Path and query of an absolute URL of this origin; anything else is foreign.
    ///
    /// The text is compared as it is, so it must be free of what parsers read in different ways: blanks, control
    /// characters, backslashes, user names, fragments, characters outside ASCII, segments that go up.
    pub(crate) fn own_target(&self, url: &str) -> Result<String, Error> {
        let foreign = |why| Error::new(ErrorKind::ForeignOrigin, format!("the URL {why}; nothing was sent"));
        self.target_or_why(url).map_err(foreign)
    }

    /// As [`own_target`](Self::own_target); why not, in words that follow what the URL is.
    pub(crate) fn target_or_why(&self, url: &str) -> Result<String, &'static str> {
        if url.contains(|c: char| !c.is_ascii_graphic() || matches!(c, '\\' | '#')) {
            return Err("holds a blank, a backslash, a fragment or a character outside ASCII");
        }
        let parts = url.parse::<Uri>().map_err(|_| "is not a URL")?.into_parts();
        let (Some(scheme), Some(authority)) = (parts.scheme, parts.authority) else {
            return Err("is not absolute");
        };
        if authority.as_str().contains('@') || !has_plain_port(&authority) {
            return Err("has a user name or a port that is none");
        }
        if !self.is_origin(scheme, authority) {
            return Err("leads to another origin than the client's");
        }
        let target = parts.path_and_query.unwrap_or_else(|| PathAndQuery::from_static("/"));
        let is_up = |segment: &str| matches!(segment.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..");
        if target.path().split('/').any(is_up) {
            return Err("has a segment `.` or `..`");
        }
        if target.path().starts_with("//") {
            return Err("has a path that begins with `//`, which would name another host");
        }
        Ok(in_normal_form(target.as_str()))
    }

    /// The absolute URL of a path behind the base URL.
    #[cfg(feature = "platform")]
    pub(crate) fn absolute(&self, path: &str) -> String {
        format!("{}://{}{}{path}", self.scheme, self.authority, self.path)
    }

    /// True if a request to this address goes where those of the client go.
    pub(crate) fn is_origin_of(&self, uri: &Uri) -> bool {
        match (uri.scheme(), uri.authority()) {
            (Some(scheme), Some(authority)) if *scheme == self.scheme && *authority == self.authority => true,
            (Some(scheme), Some(authority)) => {
                !authority.as_str().contains('@') && self.is_origin(scheme.clone(), authority.clone())
            }
            _ => false,
        }
    }

    fn is_origin(&self, scheme: Scheme, authority: Authority) -> bool {
        Self { scheme, authority, path: String::new() }.origin() == self.origin()
    }

    /// The address of `target`, a path and perhaps a query that is encoded already.
    pub(crate) fn uri(&self, target: String) -> Result<Uri, Error> {
        let invalid = || Error::new(ErrorKind::Request(RequestPart::Path), "the address of the request is not valid");
        let path_and_query = PathAndQuery::from_maybe_shared(Bytes::from(target)).map_err(|_| invalid())?;
        let mut parts = http::uri::Parts::default();
        parts.scheme = Some(self.scheme.clone());
        parts.authority = Some(self.authority.clone());
        parts.path_and_query = Some(path_and_query);
        Uri::from_parts(parts).map_err(|_| invalid())
    }

    fn port(&self) -> u16 {
        self.authority.port_u16().unwrap_or(default_port(&self.scheme))
    }
}

fn default_port(scheme: &Scheme) -> u16 {
    if *scheme == Scheme::HTTP { 80 } else { 443 }
}

/// The authority as a parser would write it, so that every transport sends the same `Host`: in lower case, an IPv6
/// address in its short form, and without the port of the scheme.
fn with_normal_host(scheme: &Scheme, authority: &Authority) -> Option<Authority> {
    let host = authority.host().to_ascii_lowercase();
    let address = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')?.parse::<Ipv6Addr>().ok());
    let host = address.map_or(host, |address| format!("[{address}]"));
    let port = authority.port_u16().filter(|port| *port != default_port(scheme));
    port.map_or(host.clone(), |port| format!("{host}:{port}")).parse().ok()
}

/// The target with those characters encoded that a parser would encode, and with a path, so that it goes on the wire as
/// it is here.
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

/// The type takes any text after the last colon, and gives no port for one that is none.
pub(crate) fn has_plain_port(authority: &Authority) -> bool {
    let host = authority.as_str().rsplit('@').next().unwrap_or_default();
    match host.strip_prefix(authority.host()).unwrap_or(host) {
        "" => true,
        port => port.starts_with(':') && authority.port_u16().is_some(),
    }
}

fn is_loopback(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> String {
        BaseUrl::parse(text, true).unwrap_err().to_string()
    }

    #[test]
    fn https_and_loopback_http_are_taken() {
        for text in ["https://api.pointservices.com", "http://127.0.0.1:8080", "http://[::1]:1", "http://LOCALHOST"] {
            assert!(BaseUrl::parse(text, true).is_ok(), "{text}");
        }
    }

    #[test]
    fn http_elsewhere_or_without_leave_is_refused() {
        assert!(refusal("http://example.com").contains("https"));
        assert!(refusal("http://127.0.0.1.example.com").contains("https"));
        assert!(BaseUrl::parse("http://127.0.0.1", false).is_err());
    }

    #[test]
    fn what_could_mislead_is_refused() {
        assert!(refusal("https://user:secret@example.com").contains("user name"));
        assert!(!refusal("https://user:secret@example.com").contains("secret"));
        assert!(refusal("https://example.com?x=1").contains("query"));
        assert!(refusal("https://example.com#x").contains("fragment"));
        assert!(refusal("https://example.com.").contains("dot"));
        assert!(refusal("https://example.com/a/../b").contains("path"));
        assert!(refusal("https://example.com/%2e%2e").contains("path"));
        assert!(refusal("https:\\\\example.com").contains("backslash"));
        assert!(refusal("https://example.com:443x").contains("port"));
        assert!(refusal("https://example.com:65536").contains("port"));
        assert!(refusal("ftp://example.com").contains("https://"));
        assert!(refusal("example.com").contains("absolute"));
        assert!(refusal("").contains("URL"));
    }

    #[test]
    fn a_path_comes_before_every_template() {
        let base = BaseUrl::parse("https://example.com/v1/", false).unwrap();
        assert_eq!(base.path(), "/v1");
        assert_eq!(base.uri("/v1/x?y=1".into()).unwrap(), "https://example.com/v1/x?y=1");
        assert_eq!(BaseUrl::parse("https://example.com/{v1}", false).unwrap().path(), "/%7Bv1%7D");
    }

    #[test]
    fn a_host_is_as_a_parser_would_write_it() {
        for (text, uri) in [
            ("https://API.Example.com:443", "https://api.example.com/"),
            ("https://api.example.com:80", "https://api.example.com:80/"),
            ("http://[0:0:0:0:0:0:0:1]:080", "http://[::1]/"),
            ("http://LOCALHOST:8080", "http://localhost:8080/"),
        ] {
            let base = BaseUrl::parse(text, true).unwrap();
            assert_eq!(base.uri("/".into()).unwrap().to_string(), uri);
        }
    }

    #[test]
    fn a_url_of_the_own_origin_gives_its_target() {
        let base = BaseUrl::parse("https://api.example.com/v1", false).unwrap();
        for (url, target) in [
            ("https://api.example.com/v1/sami/7", "/v1/sami/7"),
            ("https://API.example.com:443/x?y=/../z", "/x?y=/../z"),
            ("https://api.example.com", "/"),
            ("https://api.example.com?x=1", "/?x=1"),
            ("https://api.example.com/{x}?y='z'", "/%7Bx%7D?y=%27z%27"),
        ] {
            assert_eq!(base.own_target(url).unwrap(), target);
        }
    }

    #[test]
    fn any_other_url_is_foreign() {
        let base = BaseUrl::parse("https://api.example.com", false).unwrap();
        for url in [
            "http://api.example.com/",
            "https://api.example.com:444/",
            "https://api.example.com./",
            "https://api.example.com:443PI.7",
            "https://api.example.com:/",
            "https://evil.example/",
            "https://api.example.com@evil.example/",
            "https://user@api.example.com/",
            "https:\\\\api.example.com/",
            "//api.example.com/",
            "/sami/7",
            "https://api.example.com/#x",
            "https://api.example.com/ x",
            "https://api.example.com/a/../b",
            "https://api.example.com/%2E%2e/b",
            "https://api.example.com//evil.example/",
            "https://api\u{ff0e}example.com/",
            "https://api.example.com\t/",
            "",
        ] {
            let error = base.own_target(url).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::ForeignOrigin, "{url}");
        }
    }

    #[test]
    fn an_origin_has_its_port() {
        assert_eq!(
            BaseUrl::parse("https://API.example.com/v1", false).unwrap().origin(),
            "https://api.example.com:443"
        );
    }
}
