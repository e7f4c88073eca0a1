//! The way from a request to a response. The checks go from the cheapest to the most trusting.

mod builder;
mod handling;
mod response;
mod service;

use std::collections::BTreeSet;
use std::fmt;
use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::{Bytes, BytesMut};
use http::request::Parts;
use http::{HeaderMap, Method, Request};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use tokio::task::coop::consume_budget;
use tokio::time::timeout;

pub use self::builder::ReceiverBuilder;
pub use self::handling::Processed;
use super::deliveries::DeliveryStore;
use super::error::{WebhookError, WebhookErrorKind};
use super::event::{TENANT_ID, WebhookEvent, single};
use super::handler::Handler;
use super::log;
use super::verifier::Verifier;
use crate::box_error::BoxError;
use crate::service::HttpResponse;

const MAX_BODY_BYTES: usize = 1024 * 1024;
const BODY_TIMEOUT: Duration = Duration::from_secs(10);
/// With `strict_time`, the greatest age of an event; the platform redelivers for a long time.
const MAX_AGE: Duration = Duration::from_secs(72 * 3600);
/// With `strict_time`, the tolerated difference of the clocks.
const MAX_AHEAD: Duration = Duration::from_secs(5 * 60);

/// Receives webhooks: verifies the sender, detects duplicates, calls the handler, responds. Clones share their state.
///
/// It is a tower service, an `axum::Router` ([`router`](Self::router)), or a function from a request to a response:
///
/// ```
/// use pointapi::webhook::{Receiver, Verifier, WebhookEvent};
/// use pointapi::{Body, http};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> pointapi::Result<()> {
/// # let verifier = Verifier::builder("https://securetoken.google.com/larchfield", "larchfield").build()?;
/// let receiver = Receiver::builder(verifier)
///     .tenant("OU9001")
///     .build(|_: WebhookEvent| async { Ok::<_, std::io::Error>(()) })?;
///
/// let anonymous = http::Request::post("/").body(Body::from("{}")).expect("a request");
/// assert_eq!(receiver.receive(anonymous).await.status(), 403);
/// # Ok(())
/// # }
/// ```
///
/// The body is read after the token has been verified: at most 1 MiB within 10 seconds. A handled event is remembered
/// for 72 hours by its `X-Pps-Webhook-Id`. It needs a tokio runtime.
#[derive(Clone)]
pub struct Receiver {
    shared: Arc<Shared>,
}

struct Shared {
    verifier: Verifier,
    tenants: BTreeSet<String>,
    path: Option<String>,
    is_strict_about_time: bool,
    deliveries: Arc<dyn DeliveryStore>,
    handler: Arc<dyn Handler>,
}

impl Receiver {
    /// Processes any request and returns the response; failures are logged.
    ///
    /// Convert a body that is no [`http_body::Body`] by `request.map(pointapi::Body::from)`.
    pub async fn receive<B>(&self, request: Request<B>) -> HttpResponse
    where
        B: http_body::Body<Data = Bytes> + Send,
        B::Error: Into<BoxError>,
    {
        let outcome = self.process(request).await;
        if let Err(error) = &outcome {
            log::not_processed(error);
        }
        response::response_for(&outcome)
    }

    /// Processes a request, for a program that builds the response itself.
    ///
    /// # Errors
    ///
    /// If the event was not handled; the response status is [`WebhookError::status`].
    pub async fn process<B>(&self, request: Request<B>) -> Result<Processed, WebhookError>
    where
        B: http_body::Body<Data = Bytes> + Send,
        B::Error: Into<BoxError>,
    {
        let shared = &self.shared;
        let (parts, body) = request.into_parts();
        shared.check_target(&parts)?;
        shared.verifier.verify(&parts.headers).await?;
        shared.check_tenant(&parts.headers)?;
        let body = read(body, &parts.headers).await?;
        let event = WebhookEvent::read(&parts.headers, body)?;
        shared.check_time(&event)?;
        handling::handle_once(&shared.deliveries, &shared.handler, event).await
    }

    /// Returns a router with the receiver at its path (`/` if not set), to be merged or nested.
    pub fn router(&self) -> axum::Router {
        let path = self.shared.path.as_deref().unwrap_or("/");
        axum::Router::new().route_service(path, self.clone())
    }
}

impl Shared {
    fn check_target(&self, parts: &Parts) -> Result<(), WebhookError> {
        if self.path.as_ref().is_some_and(|path| path != parts.uri.path()) {
            return Err(WebhookError::new(WebhookErrorKind::Path, "the path is not the receiver's"));
        }
        if parts.method != Method::POST {
            return Err(WebhookError::new(WebhookErrorKind::Method, "the method is not POST"));
        }
        Ok(())
    }

    fn check_tenant(&self, headers: &HeaderMap) -> Result<(), WebhookError> {
        match single(headers, TENANT_ID) {
            Some(tenant) if self.tenants.contains(tenant) => Ok(()),
            _ => Err(WebhookError::forbidden("X-Pps-Tenant-Id is not one of the receiver's tenants")),
        }
    }

    /// Checks the time of the event, with `strict_time` alone: it is not signed, and a redelivery may be old.
    fn check_time(&self, event: &WebhookEvent) -> Result<(), WebhookError> {
        let now = self.verifier.clock().wall();
        let is_near = |time: SystemTime| {
            now.duration_since(time).map_or_else(|ahead| ahead.duration() <= MAX_AHEAD, |age| age <= MAX_AGE)
        };
        if self.is_strict_about_time && !event.triggered_at().is_some_and(is_near) {
            let reason = "X-Pps-Triggered-At is not between 72 hours ago and 5 minutes ahead";
            return Err(WebhookError::new(WebhookErrorKind::Headers, reason));
        }
        Ok(())
    }
}

/// Reads the whole body, within its limits of size and time.
async fn read<B>(body: B, headers: &HeaderMap) -> Result<Bytes, WebhookError>
where
    B: http_body::Body<Data = Bytes>,
    B::Error: Into<BoxError>,
{
    let too_large = || WebhookError::new(WebhookErrorKind::TooLarge, "the body is larger than 1 MiB");
    let announced = headers.get(http::header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    if announced.is_some_and(|length: u64| length > MAX_BODY_BYTES as u64) {
        return Err(too_large());
    }
    // Frames are copied as they come: a body of one-byte frames takes a multiple of its size in a list.
    let whole = async {
        let (mut body, mut bytes) = (pin!(Limited::new(body, MAX_BODY_BYTES)), BytesMut::new());
        while let Some(frame) = body.frame().await {
            if let Ok(data) = frame?.into_data() {
                bytes.extend_from_slice(&data);
            }
            // A body that always has a next frame would never give the thread back, nor end at the time limit.
            consume_budget().await;
        }
        Ok::<_, BoxError>(bytes.freeze())
    };
    match timeout(BODY_TIMEOUT, whole).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(too_large()),
        // The error of a foreign body may contain anything, so it is not kept.
        Ok(Err(_)) => Err(WebhookError::new(WebhookErrorKind::Unread, "the body was cut short")),
        Err(_) => Err(WebhookError::new(WebhookErrorKind::Unread, "the body took longer than 10 seconds")),
    }
}

impl fmt::Debug for Receiver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver")
            .field("verifier", &self.shared.verifier)
            .field("tenants", &self.shared.tenants)
            .field("path", &self.shared.path)
            .finish_non_exhaustive()
    }
}
