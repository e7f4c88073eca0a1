//! The `Result`s that a served method can return.

use http::StatusCode;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};

use super::{IntoServed, ServeError, Served, of_unknown_length};
use crate::body::Body;
use crate::codec::Codec;
use crate::endpoint::Endpoint;
use crate::response::Response;
use crate::server::log;
use crate::server::rejection::Rejection;
use crate::service::HttpResponse;

/// The return type of a served method.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be served",
    label = "not an outcome of a served method",
    note = "its value must be `serde::Serialize`, or an enum with `#[derive(pointapi::FromResponse)]`; its error must be `pointapi::server::ServeError`"
)]
pub trait Reply {
    /// Converts the outcome to a response.
    fn reply<C: Codec>(self, endpoint: &'static Endpoint) -> HttpResponse;

    /// Returns the media type of every value.
    fn media_type<C: Codec>() -> Option<&'static str>;
}

impl<T: IntoServed, E: ServeError> Reply for Result<T, E> {
    fn reply<C: Codec>(self, endpoint: &'static Endpoint) -> HttpResponse {
        finish(self.map(T::into_served::<C>), endpoint)
    }

    fn media_type<C: Codec>() -> Option<&'static str> {
        T::media_type::<C>()
    }
}

/// A return type with an `Option` of an [`IntoServed`] type, which the blanket implementation of [`IntoServed`] covers
/// only if the type is `Serialize`.
pub trait OptionalReply {
    /// Converts the outcome to a response.
    fn optional_reply<C: Codec>(self, endpoint: &'static Endpoint) -> HttpResponse;
}

impl<T: IntoServed, E: ServeError> OptionalReply for Result<Option<T>, E> {
    fn optional_reply<C: Codec>(self, endpoint: &'static Endpoint) -> HttpResponse {
        finish(self.map(optional::<T, C>), endpoint)
    }
}

impl<T: IntoServed, E: ServeError> OptionalReply for Result<Response<Option<T>>, E> {
    fn optional_reply<C: Codec>(self, endpoint: &'static Endpoint) -> HttpResponse {
        let served = self.map(|response| {
            let (status, headers) = (response.status(), response.headers().clone());
            Ok(optional::<T, C>(response.into_inner())?.under(status, headers))
        });
        finish(served, endpoint)
    }
}

fn optional<T: IntoServed, C: Codec>(value: Option<T>) -> Result<Served, Rejection> {
    value.map_or_else(|| Ok(Served::absent()), T::into_served::<C>)
}

/// Converts an outcome to its response. A failure that is not the client's is logged, since the response does not
/// explain it.
pub(super) fn finish<E: ServeError>(
    outcome: Result<Result<Served, Rejection>, E>,
    endpoint: &'static Endpoint,
) -> HttpResponse {
    let mut response = match outcome {
        Ok(Ok(served)) => served.finish(endpoint),
        Ok(Err(rejection)) => {
            log::not_encoded(endpoint);
            rejection.into_response()
        }
        Err(error) => {
            let reason = error.as_error().map(ToString::to_string);
            let mut response = error.respond();
            response.extensions_mut().insert(super::Reason(reason.clone()));
            if response.status().is_server_error() {
                log::failed(endpoint, response.status(), reason.as_deref());
            }
            response
        }
    };
    remove_content(&mut response);
    response
}

/// Removes the content of a response whose status has none (RFC 9110, sections 15.2, 15.3.5, 15.3.6 and 15.4.5).
pub(in crate::server) fn remove_content(response: &mut HttpResponse) {
    let status = response.status();
    // Axum adds the length of a body that it knows, which a 205 alone may have (RFC 9110, section 8.6).
    let body = match status {
        StatusCode::RESET_CONTENT => Body::empty(),
        StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED => of_unknown_length(),
        _ if status.is_informational() => of_unknown_length(),
        _ => return,
    };
    *response.body_mut() = body;
    response.headers_mut().remove(CONTENT_TYPE);
    // The length of a 304 is that of the response which the client has.
    if status != StatusCode::NOT_MODIFIED {
        response.headers_mut().remove(CONTENT_LENGTH);
    }
}
