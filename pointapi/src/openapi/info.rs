//! The parts of a document about the API as a whole.

use serde_json::{Map, Value, json};

/// The title and version of an API, and what else its document says about it as a whole.
///
/// ```
/// use pointapi::openapi::{Info, Security};
///
/// let info = Info::new("Orders", "1.0.0")
///     .description("Orders of one account.")
///     .license("MIT")
///     .server("https://api.example.com")
///     .security(Security::api_key_header("X-Api-Key"));
/// # let _ = info;
/// ```
#[derive(Debug, Clone)]
pub struct Info {
    title: String,
    version: String,
    description: Option<String>,
    license: Option<String>,
    servers: Vec<String>,
    security: Option<Security>,
}

impl Info {
    /// Describes an API of this title, in this version.
    #[must_use]
    pub fn new(title: impl Into<String>, version: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            version: version.into(),
            description: None,
            license: None,
            servers: Vec::new(),
            security: None,
        }
    }

    /// Sets the description, in CommonMark.
    #[must_use]
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// Sets the license, by its SPDX identifier.
    #[must_use]
    pub fn license(mut self, identifier: impl Into<String>) -> Self {
        self.license = Some(identifier.into());
        self
    }

    /// Adds a base URL. Without one, a served document names that of its own server, relative to itself.
    ///
    /// A `/` at its end is left out, since paths begin with one.
    #[must_use]
    pub fn server(mut self, url: impl Into<String>) -> Self {
        let url = url.into();
        let base = url.trim_end_matches('/');
        // Braces would be variables.
        let url = if base.is_empty() { url } else { base.replace('{', "%7B").replace('}', "%7D") };
        self.servers.push(url);
        self
    }

    /// Sets the scheme of endpoints that are not `auth = none`. If not set, it is what the server's verifier names, or a bearer
    /// token.
    #[must_use]
    pub fn security(mut self, security: Security) -> Self {
        self.security = Some(security);
        self
    }

    pub(crate) fn scheme(&self) -> Option<Security> {
        self.security.clone()
    }

    /// Names a base URL, unless there is one.
    #[cfg(feature = "server")]
    pub(crate) fn server_if_none(self, url: impl FnOnce() -> String) -> Self {
        if self.servers.is_empty() { self.server(url()) } else { self }
    }

    /// The members `info` and `servers`.
    pub(super) fn write_into(self, document: &mut Map<String, Value>) {
        let mut info = json!({ "title": self.title, "version": self.version });
        if let Some(description) = self.description {
            info["description"] = description.into();
        }
        if let Some(identifier) = self.license {
            info["license"] = json!({ "name": identifier, "identifier": identifier });
        }
        document.insert("info".to_owned(), info);
        let urls = if self.servers.is_empty() { vec!["/".to_owned()] } else { self.servers };
        document.insert("servers".to_owned(), urls.into_iter().map(|url| json!({ "url": url })).collect());
    }
}

/// The scheme by which a server knows its callers.
///
/// ```
/// use pointapi::openapi::{Info, Security};
///
/// let info = Info::new("Orders", "1.0.0").security(Security::basic());
/// # let _ = info;
/// ```
#[derive(Debug, Clone)]
pub struct Security {
    pub(super) name: &'static str,
    pub(super) scheme: Value,
}

impl Security {
    /// Describes a bearer token (RFC 6750).
    #[must_use]
    pub fn bearer() -> Self {
        Self { name: "bearer", scheme: json!({ "type": "http", "scheme": "bearer" }) }
    }

    /// Describes a user name and password (RFC 7617).
    #[must_use]
    pub fn basic() -> Self {
        Self { name: "basic", scheme: json!({ "type": "http", "scheme": "basic" }) }
    }

    /// Describes a key in the header of this name.
    #[must_use]
    pub fn api_key_header(name: &str) -> Self {
        Self::api_key("header", name)
    }

    /// Describes a key in the query parameter of this name.
    #[must_use]
    pub fn api_key_query(name: &str) -> Self {
        Self::api_key("query", name)
    }

    /// Describes a key in the cookie of this name.
    #[must_use]
    pub fn api_key_cookie(name: &str) -> Self {
        Self::api_key("cookie", name)
    }

    fn api_key(place: &str, name: &str) -> Self {
        Self { name: "apiKey", scheme: json!({ "type": "apiKey", "in": place, "name": name }) }
    }
}
