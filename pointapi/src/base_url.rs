//! The base URL of a client, and the addresses of its requests.

mod authority;
mod characters;
mod reference;
mod scheme;

use bytes::Bytes;
use http::Uri;
use http::uri::{Authority, PathAndQuery, Scheme};

use crate::encode::is_dot_segment;
use crate::error::{Error, ErrorKind, RequestPart};
use authority::{check_authority, is_loopback, origin, with_normal_host};
pub(crate) use authority::{has_plain_port, origin_of};
pub(crate) use characters::in_normal_form;
use characters::{check_characters, is_plain_segment};
pub(crate) use reference::has_scheme;
pub(crate) use scheme::PlainHttp;
use scheme::check_scheme;

/// Scheme, authority and leading path of every request of a client.
#[derive(Debug, Clone)]
pub(crate) struct BaseUrl {
    scheme: Scheme,
    authority: Authority,
    /// Precedes every template: empty, or a path that begins with `/` and does not end with it.
    path: String,
    /// The path was given with a `/` at its end, so relative references resolve below it (RFC 3986, section 5.2.3).
    is_folder: bool,
    /// The whole base URL.
    text: String,
}

/// Returns the address of a reference in the response to a request for `target`. A reference with a host, and one that
/// cannot be resolved, stays as it is.
pub(crate) fn resolve_reference(target: Option<&PathAndQuery>, reference: String) -> String {
    match target {
        Some(target) if !reference::has_scheme(&reference) && !reference.starts_with("//") => {
            reference::resolve(target.as_str(), &reference).unwrap_or(reference)
        }
        _ => reference,
    }
}

impl BaseUrl {
    /// Parses a base URL: `https` (or `http` where it is allowed), without user info, query and fragment.
    pub(crate) fn parse(text: &str, plain_http: PlainHttp) -> Result<Self, Error> {
        Self::parse_setting("`base_url`", text, plain_http)
    }

    /// Parses the origin of a URL of a login; the URL may have any path and query.
    pub(crate) fn of_login(url: &str, plain_http: PlainHttp) -> Result<Self, Error> {
        const NAME: &str = "the URL of the login";
        let origin = origin_of(url);
        let base = Self::parse_setting(NAME, origin.as_deref().unwrap_or(url), plain_http)?;
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
        let is_folder = path.path().ends_with('/');
        let path = path.path().trim_end_matches('/');
        if !path.split('/').skip(1).all(is_plain_segment) {
            return reject(
                "must have a plain path: no empty, `.` or `..` segment, no encoded `/` or backslash, and `%` only before \
                 two hexadecimal digits",
            );
        }
        let path = if path.is_empty() { String::new() } else { in_normal_form(path) };
        let authority = with_normal_host(&scheme, &authority).unwrap_or(authority);
        let text = format!("{scheme}://{authority}{path}");
        Ok(Self { scheme, authority, path, is_folder, text })
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
        // A query alone replaces that of the target, whose path is sent without the `/`.
        let is_below = self.is_folder && !url.starts_with('?') && target.split('?').next() == Some(&*self.path);
        let folder = is_below.then(|| format!("{}/", self.path));
        let target = folder.as_deref().unwrap_or(target);
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

#[cfg(test)]
mod tests;
