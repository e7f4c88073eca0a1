//! The request that a method is serving.

use std::sync::Arc;

use http::request::Parts;

tokio::task_local! {
    static REQUEST: Arc<Parts>;
}

/// The head of the request that the running method serves: its headers, address and extensions.
///
/// `None` outside a served method, and in tasks that the method has spawned.
///
/// ```
/// fn caller_address() -> Option<String> {
///     let request = pointapi::server::request()?;
///     Some(request.headers.get("x-forwarded-for")?.to_str().ok()?.to_owned())
/// }
/// # assert_eq!(caller_address(), None);
/// ```
#[must_use]
pub fn request() -> Option<Arc<Parts>> {
    REQUEST.try_with(Arc::clone).ok()
}

/// Runs a method within its request.
pub(super) async fn within<F: Future>(request: Arc<Parts>, method: F) -> F::Output {
    REQUEST.scope(request, method).await
}
