//! The endpoints of a server, and the route that each request takes.

use std::any::TypeId;
use std::collections::BTreeMap;
use std::sync::Arc;

use http::{HeaderValue, Method};

use super::incoming::{HeadRole, Incoming, Reads};
use super::pattern::Pattern;
use super::serve::Serving;
use crate::client::Client;
use crate::endpoint::Endpoint;
use crate::error::Error;

/// Serves one request to one endpoint of a trait.
pub type ServeFn<A> = for<'a> fn(&'a A, &'a Incoming) -> Serving<'a>;

type Handler = dyn Fn(Box<Incoming>) -> Serving<'static> + Send + Sync;

/// The trait object of a trait that is served.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not served",
    label = "not a served trait",
    note = "write `#[point_api(server)]` on the trait"
)]
pub trait ServedApi: Send + Sync + 'static {
    /// Adds the endpoints of the trait and of its supertraits.
    fn add_routes(api: &Arc<Self>, routes: &mut Routes);

    /// The generated client as an implementation of the trait, which a check of the contract serves.
    fn of_client(client: Client) -> Arc<Self>;

    /// The description of the trait, if it asks for `openapi` too.
    #[cfg(feature = "openapi")]
    fn description() -> Option<crate::openapi::generated::ServedDescription> {
        None
    }
}

/// The endpoints of one or more traits, in the order in which they were added.
#[derive(Default)]
pub struct Routes {
    endpoints: Vec<Route>,
    /// The first two endpoints with one route.
    conflict: Option<(&'static Endpoint, &'static Endpoint)>,
}

/// One endpoint and the method behind it.
pub(super) struct Route {
    /// The trait that declares the endpoint.
    api: TypeId,
    pub(super) endpoint: &'static Endpoint,
    pub(super) reads: Reads,
    pub(super) taken: &'static [&'static str],
    /// The arguments in the head, if the endpoint has an idempotency key.
    pub(super) head: &'static [HeadRole],
    /// The names of the pairs that the template fixes.
    pub(super) fixed: Arc<[String]>,
    pub(super) pattern: Pattern,
    /// The position of the settings of the server that the endpoint was added to.
    pub(super) server: usize,
    pub(super) handler: Box<Handler>,
}

impl Routes {
    /// Adds an endpoint of `api`; `taken` are the names of its query arguments.
    ///
    /// An endpoint that a trait inherits along two paths is added once. One with the route of another is noted, for
    /// [`conflict`](Self::conflict).
    pub fn add<A: ?Sized + Send + Sync + 'static>(
        &mut self,
        api: &Arc<A>,
        endpoint: &'static Endpoint,
        reads: Reads,
        taken: &'static [&'static str],
        serve: ServeFn<A>,
    ) {
        self.add_keyed(api, endpoint, reads, taken, &[], serve);
    }

    /// As [`add`](Self::add), for an endpoint with an idempotency key and with arguments in its head.
    pub fn add_keyed<A: ?Sized + Send + Sync + 'static>(
        &mut self,
        api: &Arc<A>,
        endpoint: &'static Endpoint,
        reads: Reads,
        taken: &'static [&'static str],
        head: &'static [HeadRole],
        serve: ServeFn<A>,
    ) {
        let owner = TypeId::of::<A>();
        if self.endpoints.iter().any(|route| route.api == owner && route.endpoint.name == endpoint.name) {
            return;
        }
        let api = Arc::clone(api);
        let handler: Box<Handler> = Box::new(move |incoming| {
            let api = Arc::clone(&api);
            Box::pin(async move { serve(&api, &incoming).await })
        });
        let pattern = Pattern::of(endpoint);
        let fixed = pattern.query_names().map(str::to_owned).collect();
        self.push(Route { api: owner, endpoint, reads, taken, head, fixed, pattern, server: 0, handler });
    }

    /// True if an endpoint has this path and no placeholder.
    #[cfg(feature = "openapi")]
    pub(super) fn has_path(&self, path: &str) -> bool {
        self.endpoints.iter().any(|route| route.pattern.shape() == path)
    }

    /// Adds the endpoints of another server, whose settings begin at the position `server`.
    pub(super) fn append(&mut self, other: Self, server: usize) {
        self.conflict = self.conflict.or(other.conflict);
        let routes = other.endpoints.into_iter();
        routes.for_each(|route| self.push(Route { server: server + route.server, ..route }));
    }

    fn push(&mut self, route: Route) {
        if let Some(twin) = self.endpoints.iter().find(|own| own.is_twin_of(&route)) {
            self.conflict.get_or_insert((twin.endpoint, route.endpoint));
        }
        self.endpoints.push(route);
    }

    /// The error of two endpoints with the same method, path and fixed query, of which one would never be called.
    pub(super) fn conflict(&self) -> Option<Error> {
        let (earlier, later) = self.conflict?;
        Some(Error::config(format!(
            "`{}` ({} {}) and `{}` ({} {}) have the same method and path: change one of them",
            earlier.name,
            earlier.method(),
            earlier.template,
            later.name,
            later.method(),
            later.template,
        )))
    }

    /// Every route, in the order of the traits.
    pub(super) fn into_routes(self) -> Vec<Route> {
        self.endpoints
    }

    /// The routes by their shape, each with every endpoint that may match a path of that shape.
    pub(super) fn into_groups(self) -> BTreeMap<String, Group> {
        let mut routes: Vec<Arc<Route>> = self.endpoints.into_iter().map(Arc::new).collect();
        routes.sort_by_key(|route| route.pattern.rank());
        shapes(&routes).into_iter().map(|shape| (shape.route, Group(shape.candidates))).collect()
    }
}

/// A route of the router, and the endpoints that it may lead to.
struct ShapeRoute {
    route: String,
    candidates: Vec<Arc<Route>>,
}

/// One route for each shape. What lies below `/a/{*rest}` is one route with it, since a router takes no second
/// placeholder at that place.
fn shapes(routes: &[Arc<Route>]) -> Vec<ShapeRoute> {
    const REST: &str = "{*rest}";
    let all: Vec<String> = routes.iter().map(|route| route.pattern.shape()).collect();
    let catch_all: Vec<&str> = all.iter().filter_map(|shape| shape.strip_suffix(REST)).collect();
    let widened = |shape: &str| {
        let above = catch_all.iter().filter(|prefix| shape.len() > prefix.len() && shape.starts_with(**prefix));
        above.min_by_key(|prefix| prefix.len()).map_or_else(|| shape.to_owned(), |prefix| format!("{prefix}{REST}"))
    };
    let mut by_shape: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, shape) in all.iter().enumerate() {
        by_shape.entry(widened(shape)).or_default().push(index);
    }
    let candidates = |own: &[usize]| {
        let may_match = |route: &&Arc<Route>| own.iter().any(|index| routes[*index].pattern.overlaps(&route.pattern));
        routes.iter().filter(may_match).cloned().collect()
    };
    by_shape.iter().map(|(route, own)| ShapeRoute { route: numbered(route), candidates: candidates(own) }).collect()
}

/// The shape with a distinct name for each placeholder, as the router requires.
fn numbered(shape: &str) -> String {
    let segments = shape.split('/').enumerate();
    let segments = segments.map(|(index, segment)| match segment {
        "{p}" => format!("{{p{index}}}"),
        segment => segment.to_owned(),
    });
    segments.collect::<Vec<_>>().join("/")
}

impl Route {
    fn is_twin_of(&self, other: &Self) -> bool {
        self.endpoint.method() == other.endpoint.method() && self.pattern.is_equal(&other.pattern)
    }
}

/// The endpoints behind one route, the most specific first.
pub(super) struct Group(Vec<Arc<Route>>);

/// The outcome of the lookup of a request.
pub(super) enum Found {
    /// The endpoint with the values of its placeholders, or the position of one that the client never sends.
    Endpoint(Arc<Route>, Result<Vec<String>, usize>),
    /// The path has endpoints, but none for the method.
    OtherMethods(HeaderValue),
    Nothing,
}

impl Group {
    pub(super) fn find(&self, method: &Method, path: &str, query: &str) -> Found {
        let mut methods = Vec::new();
        let mut by_get: Option<(&Arc<Route>, _)> = None;
        for route in &self.0 {
            let Some(values) = route.pattern.values(path) else { continue };
            let own = route.endpoint.method();
            methods.push(own.as_str());
            // A HEAD endpoint takes precedence over GET of its own path, and not of a more specific one.
            let is_behind = by_get.as_ref().is_some_and(|(get, _)| !get.pattern.is_equal(&route.pattern));
            if !route.pattern.has_query(query) || is_behind {
                continue;
            }
            if own == method {
                return Found::Endpoint(Arc::clone(route), values);
            }
            if *own == Method::GET && *method == Method::HEAD {
                by_get = Some((route, values));
            }
        }
        let of_query = if *method == Method::HEAD { "GET" } else { method.as_str() };
        match by_get {
            Some((route, values)) => Found::Endpoint(Arc::clone(route), values),
            // The method has an endpoint that asks for another query.
            None if methods.contains(&of_query) => Found::Nothing,
            None => allowed(methods).map_or(Found::Nothing, Found::OtherMethods),
        }
    }
}

/// The `Allow` header for a path that has these methods (RFC 9110, section 10.2.1).
fn allowed(mut methods: Vec<&str>) -> Option<HeaderValue> {
    if methods.is_empty() {
        return None;
    }
    if methods.contains(&"GET") {
        methods.push("HEAD");
    }
    methods.push("OPTIONS");
    methods.sort_unstable();
    methods.dedup();
    HeaderValue::try_from(methods.join(", ")).ok()
}

#[cfg(test)]
mod tests;
