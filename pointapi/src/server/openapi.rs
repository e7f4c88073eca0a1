//! The OpenAPI document of the served traits, as one more route.

use axum::Router;
use axum::routing::get;
use bytes::Bytes;
use http::header::CONTENT_TYPE;

use super::routes::{Routes, ServedApi};
use crate::openapi::generated::{Description, ServedDescription};
use crate::openapi::{Info, to_json};

/// The document of a server.
#[derive(Default)]
pub(super) struct ServedDocument {
    descriptions: Vec<ServedDescription>,
    pub(super) path: Option<String>,
    pub(super) info: Option<Info>,
}

impl ServedDocument {
    pub(super) fn of<A: ServedApi + ?Sized>() -> Self {
        Self { descriptions: A::description().into_iter().collect(), ..Self::default() }
    }

    pub(super) fn append(&mut self, other: Self) {
        self.descriptions.extend(other.descriptions);
    }

    /// The path of the document, as a router takes it; `None` if none is asked for, or the path is that of an endpoint.
    pub(super) fn free_path(&self, routes: &Routes) -> Option<String> {
        let path = self.path.as_ref()?.trim_start_matches('/');
        let path = format!("/{path}").replace('{', "{{").replace('}', "}}");
        (!routes.has_path(&path)).then_some(path)
    }

    /// Adds the route of the document to a router that has no endpoint at this path.
    pub(super) fn add_to<S: Clone + Send + Sync + 'static>(self, path: &str, router: Router<S>) -> Router<S> {
        let first = self.descriptions.first().map(|description| description.of);
        let title = first.map_or("API", |of| of.name);
        let version = first.and_then(|of| of.version).unwrap_or("0.0.0");
        let mut description = Description::default();
        for served in self.descriptions {
            (served.describe)(&mut description);
        }
        let document = description.finish(self.info.unwrap_or_else(|| Info::new(title, version)));
        // A value always has a JSON text.
        let text = Bytes::from(to_json(&document).unwrap_or_default());
        // A router takes a segment that begins with `:` or `*` for a syntax of its past, and panics.
        router
            .without_v07_checks()
            .route(path, get(move || async move { ([(CONTENT_TYPE, "application/json")], text) }))
    }
}
