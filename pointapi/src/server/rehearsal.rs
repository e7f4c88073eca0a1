//! A call without a caller: the arguments of an endpoint are made up, and its method is called with them.

use std::sync::Arc;

use http::Extensions;

use super::incoming::Incoming;
use super::reply::Reason;
use super::routes::{Route, Routes, ServedApi};
use crate::endpoint::Endpoint;
use crate::made_up::Maker;
use crate::service::HttpResponse;

/// One endpoint of an implementation.
pub(crate) struct Rehearsal(Route);

/// The endpoints of an implementation, supertraits included.
pub(crate) fn rehearsals<A: ServedApi + ?Sized>(api: &Arc<A>) -> Vec<Rehearsal> {
    let mut routes = Routes::default();
    A::add_routes(api, &mut routes);
    routes.into_routes().into_iter().map(Rehearsal).collect()
}

impl Rehearsal {
    pub(crate) fn endpoint(&self) -> &'static Endpoint {
        self.0.endpoint
    }

    /// Calls the method with made-up arguments, and returns its outcome as the response to a request.
    pub(crate) async fn call(&self, extensions: Extensions, maker: Maker) -> HttpResponse {
        (self.0.handler)(Box::new(Incoming::made_up(self.0.endpoint, extensions, maker))).await
    }

    /// The path parameters in a path, with their names.
    pub(crate) fn path_values(&self, path: &str) -> Vec<(&'static str, String)> {
        let values = self.0.pattern.values(path).and_then(Result::ok).unwrap_or_default();
        values.into_iter().enumerate().map(|(index, value)| (self.0.endpoint.placeholder(index), value)).collect()
    }
}

/// The error that a method has returned, if this response is about one: its text, if it is known.
pub(crate) fn failure(response: &HttpResponse) -> Option<Option<&str>> {
    response.extensions().get::<Reason>().map(|reason| reason.0.as_deref())
}
