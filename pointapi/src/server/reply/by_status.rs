//! Enums of success responses: `#[derive(FromResponse)]` writes how each variant is served.

use http::{HeaderValue, StatusCode};

use super::outcome::finish;
use super::{Content, IntoServed, ServeError, Served};
use crate::codec::Codec;
use crate::endpoint::Endpoint;
use crate::response::Response;
use crate::server::rejection::Rejection;
use crate::service::HttpResponse;

/// An enum with one variant for each success status, or an `Option` or a [`Response`] of one.
///
/// Such an enum is not [`IntoServed`], so that it may be `Serialize`, or implement it by hand; both take precedence.
pub trait ServedByStatus {
    /// Writes the value of the variant, under its status.
    ///
    /// # Errors
    ///
    /// If the codec cannot write it, which is a 500.
    fn into_served_by_status<C: Codec>(self) -> Result<Served, Rejection>;
}

impl<T: ServedByStatus> ServedByStatus for Option<T> {
    fn into_served_by_status<C: Codec>(self) -> Result<Served, Rejection> {
        self.map_or_else(|| Ok(Served::absent()), T::into_served_by_status::<C>)
    }
}

impl<T: ServedByStatus> ServedByStatus for Response<T> {
    fn into_served_by_status<C: Codec>(self) -> Result<Served, Rejection> {
        let (status, headers) = (self.status(), self.headers().clone());
        Ok(self.into_inner().into_served_by_status::<C>()?.under(status, headers))
    }
}

/// Writes the value of a variant under `status`; a [`Response`] has one of its own.
///
/// # Errors
///
/// If the codec cannot write it, which is a 500.
pub fn serve_variant<C: Codec>(status: u16, value: impl IntoServed) -> Result<Served, Rejection> {
    let served = value.into_served::<C>()?;
    let status = served.status.or(StatusCode::from_u16(status).ok());
    let content = match served.content {
        Content::Absent { by_codec: true } if status != Some(StatusCode::NO_CONTENT) => null::<C>(),
        content => content,
    };
    Ok(Served { status, content, ..served })
}

/// A value that is absent, as the status of its variant promises content; nothing in a format without `null`.
fn null<C: Codec>() -> Content {
    match C::encode(&()) {
        Ok(bytes) if !bytes.is_empty() => Content::Body(HeaderValue::from_static(C::CONTENT_TYPE), bytes.into()),
        _ => Content::Absent { by_codec: false },
    }
}

/// A return type with a [`ServedByStatus`] value.
pub trait StatusReply {
    /// The response.
    fn status_reply<C: Codec>(self, endpoint: &'static Endpoint) -> HttpResponse;
}

impl<T: ServedByStatus, E: ServeError> StatusReply for Result<T, E> {
    fn status_reply<C: Codec>(self, endpoint: &'static Endpoint) -> HttpResponse {
        finish(self.map(T::into_served_by_status::<C>), endpoint)
    }
}
