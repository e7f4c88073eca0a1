//! Paths, methods, formats and options beyond the usual ones.
#![deny(warnings, missing_docs, unused, clippy::pedantic, unreachable_pub)]

use std::collections::BTreeMap;

use pointapi::{Client, Result, point_api};
use serde::Serialize;

/// A filter with a nested part.
#[derive(Serialize, Default)]
pub struct Filter {
    /// The nested part.
    pub owner: BTreeMap<String, String>,
}

/// A registry of everything that an attribute can say.
#[point_api(prefix = "/v2", query("api-version" = "2024-01-01"))]
pub trait Vocabulary {
    /// The prefix itself.
    #[point_endpoint(GET "")]
    async fn root(&self) -> Result<()>;

    /// The same request a second time.
    #[point_endpoint(GET "")]
    async fn root_again(&self) -> Result<()>;

    /// A name of several segments.
    #[point_endpoint(GET "/{name*}/tags/list")]
    async fn tags(&self, name: &str) -> Result<Vec<String>>;

    /// A method of another RFC.
    #[point_endpoint(SEARCH "/users", idempotent, unauthorized = response)]
    async fn search(&self, #[query] text: &str) -> Result<Vec<String>>;

    /// A method with a hyphen.
    #[point_endpoint(VERSION-CONTROL "/users")]
    #[cfg_attr(all(), must_use)]
    async fn version_control(&self) -> Result<()>;

    /// JSON under another media type.
    #[point_endpoint(PATCH "/users/{id}")]
    async fn merge(&self, id: u64, #[body(json, "application/merge-patch+json")] change: &Filter) -> Result<()>;

    /// A form whose lists have a separator.
    #[point_endpoint(POST "/form")]
    async fn form(
        &self,
        #[form(format = csv)]
        #[cfg_attr(all(), doc = "Dropped.", allow(unused))]
        ids: &[u64],
    ) -> Result<()>;

    /// A link of the server.
    #[point_endpoint(GET "")]
    async fn next(&self, #[url] link: &str) -> Result<Vec<String>>;
}

/// Runs the parts that need no server.
///
/// # Panics
///
/// If a descriptor is wrong.
pub fn run() {
    let [root, again, tags, search, version_control, ..] = VocabularyClient::ENDPOINTS else { panic!("too few") };
    assert_eq!(root.path_template(), "/v2");
    assert_eq!(again.path_template(), "/v2");
    assert_eq!(tags.path_template(), "/v2/{name*}/tags/list");
    assert_eq!(search.method().as_str(), "SEARCH");
    assert_eq!(version_control.method().as_str(), "VERSION-CONTROL");
    let _ = |client: Client| VocabularyClient::new(client);
}
