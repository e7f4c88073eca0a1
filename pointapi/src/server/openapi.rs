//! The OpenAPI document of the served traits, as one more route.

use axum::Router;
use axum::routing::any;
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Method};

use super::dispatch::options;
use super::rejection::Rejection;
use super::routes::{Routes, ServedApi};
use super::settings::{Access, AllSettings, Settings};
use crate::body::Body;
use crate::openapi::generated::{Description, ServedDescription};
use crate::openapi::{Info, Security, to_json};
use crate::service::HttpResponse;

/// The methods of the document's path.
const ALLOWED: HeaderValue = HeaderValue::from_static("GET, HEAD, OPTIONS");

/// The document of a server.
#[derive(Default)]
pub(super) struct ServedDocument {
    /// With the position of the server in [`AllSettings`].
    descriptions: Vec<(usize, ServedDescription)>,
    pub(super) path: Option<String>,
    pub(super) info: Option<Info>,
}

impl ServedDocument {
    pub(super) fn of<A: ServedApi + ?Sized>() -> Self {
        Self {
            descriptions: A::description().map(|description| (0, description)).into_iter().collect(),
            ..Self::default()
        }
    }

    /// Adds the document of a server whose settings begin at `position`; its path and info apply unless this one has its own.
    pub(super) fn append(&mut self, other: Self, position: usize) {
        self.path = self.path.take().or(other.path);
        self.info = self.info.take().or(other.info);
        self.descriptions.extend(other.descriptions.into_iter().map(|(own, served)| (position + own, served)));
    }

    /// The path of the document, as a router takes it; `None` if none is asked for, or the path is that of an endpoint.
    pub(super) fn free_path(&self, routes: &Routes) -> Option<String> {
        let path = self.path.as_ref()?.trim_start_matches('/');
        let path = format!("/{path}").replace('{', "{{").replace('}', "}}");
        (!routes.has_path(&path)).then_some(path)
    }

    /// Adds the route of the document to a router that has no endpoint at this path.
    pub(super) fn add_to<S: Clone + Send + Sync + 'static>(
        self,
        path: &str,
        router: Router<S>,
        settings: &AllSettings,
    ) -> Router<S> {
        let first = self.descriptions.first().map(|(_, description)| description.of);
        let title = first.map_or("API", |of| of.name);
        let version = first.and_then(|of| of.version).unwrap_or("0.0.0");
        let info = self.info.unwrap_or_else(|| Info::new(title, version)).server_if_none(|| root_from(path));
        let mut description = Description::of_server();
        for (position, served) in self.descriptions {
            let security = || settings.by_server.get(position).and_then(|settings| security(settings));
            description.secure(info.scheme().or_else(security));
            (served.describe)(&mut description);
        }
        let document = description.finish(info);
        // A value always has a JSON text.
        let text = Bytes::from(to_json(&document).unwrap_or_default());
        // A router takes a segment that begins with `:` or `*` for a syntax of its past, and panics.
        let handler = move |method: Method| async move {
            let response = match method {
                Method::GET | Method::HEAD => {
                    let mut response = HttpResponse::new(Body::from(text));
                    let media_type = HeaderValue::from_static("application/json");
                    response.headers_mut().insert(CONTENT_TYPE, media_type);
                    response
                }
                Method::OPTIONS => options(ALLOWED),
                _ => Rejection::method_not_allowed(ALLOWED).into_response(),
            };
            response.map(axum::body::Body::new)
        };
        router.without_v07_checks().route(path, any(handler))
    }
}

/// The scheme of a server; `None` if anyone may call it.
fn security(settings: &Settings) -> Option<Security> {
    match &settings.access {
        Some(Access::Open) => None,
        Some(Access::Verified(verify)) => Some(verify.security().unwrap_or_else(Security::bearer)),
        None => Some(Security::bearer()),
    }
}

/// The URL of the server, relative to the path of its document: a server does not know where it is nested.
fn root_from(path: &str) -> String {
    match path.matches('/').count() {
        0 | 1 => ".".to_owned(),
        depth => vec![".."; depth - 1].join("/"),
    }
}
