//! Adds the credentials of the sender to a request, and finds out whether the server rejected them.

use http::StatusCode;
use http::header::COOKIE;

use super::context::Context;
use crate::auth::{Authenticator, Authorization, EndpointId, Sender, TokenManager};
use crate::endpoint::{AuthScheme, Endpoint};
use crate::error::{AuthCause, AuthDetails, Error, ErrorKind, Result};
use crate::param::cookie;
use crate::response::RawResponse;
use crate::service::{HttpRequest, HttpResponse};

/// The credentials on one request.
pub(super) enum Grant<'a> {
    Anonymous,
    /// The client has no login, and the endpoint does not demand one.
    WithoutLogin,
    Token(&'a TokenManager, Authorization, EndpointId),
    Scheme(&'a dyn Authenticator),
}

/// The outcome of [`authorize`].
pub(super) enum Authorized<'a> {
    Granted(Grant<'a>),
    /// The token must be waited for.
    Waiting(&'a TokenManager),
}

/// Adds the credentials that the endpoint asks for, unless their token must be waited for. An authenticator is boxed, so
/// that a call with a token at hand has a small future.
pub(super) async fn authorize<'a>(request: &mut HttpRequest, context: &'a Context) -> Result<Authorized<'a>> {
    let scheme: &dyn Authenticator = match (context.endpoint.auth, &*context.sender) {
        (AuthScheme::None, _) => return Ok(Authorized::Granted(Grant::Anonymous)),
        (AuthScheme::Custom(scheme), _) => scheme,
        (AuthScheme::Client | AuthScheme::Bearer, Sender::Scheme(scheme)) => &**scheme,
        (AuthScheme::Client | AuthScheme::Bearer, Sender::Tokens(tokens)) => {
            let manager = &tokens.manager;
            return Ok(match manager.current(context.min_token_life) {
                Some(authorization) => Authorized::Granted(grant(request, context, manager, authorization)),
                None => Authorized::Waiting(manager),
            });
        }
        (AuthScheme::Client | AuthScheme::Bearer, Sender::Unusable(reason)) => {
            return Err(Error::without_credentials(reason.clone()));
        }
        (AuthScheme::Client, Sender::Missing) => return Ok(Authorized::Granted(Grant::WithoutLogin)),
        (AuthScheme::Bearer, Sender::Missing) => {
            let text = "the endpoint says `auth = bearer` and the client has no login: give its builder \
                        `.credentials(...)`, `.token_source(...)` or `.bearer_token(...)`";
            return Err(Error::without_credentials(text));
        }
    };
    Box::pin(authorize_by(scheme, request)).await?;
    Ok(Authorized::Granted(Grant::Scheme(scheme)))
}

/// Waits for a token, which [`authorize_usable`] adds later.
pub(super) async fn fetch(manager: &TokenManager, context: &Context) -> Result<Authorization> {
    let fetched = manager.authorize(context.min_token_life).await;
    fetched.map_err(|failure| Error::from_auth(failure, manager.now()))
}

/// Adds the token that was waited for. It waits again only for one that expired or was rejected meanwhile.
pub(super) async fn authorize_usable<'a>(
    request: &mut HttpRequest,
    context: &'a Context,
    manager: &'a TokenManager,
) -> Result<Grant<'a>> {
    let authorization = match manager.usable() {
        Some(authorization) => authorization,
        None => fetch(manager, context).await?,
    };
    Ok(grant(request, context, manager, authorization))
}

/// Adds a token to the request.
fn grant<'a>(
    request: &mut HttpRequest,
    context: &'a Context,
    manager: &'a TokenManager,
    authorization: Authorization,
) -> Grant<'a> {
    let cookies = match authorization.name == COOKIE {
        true => cookie::joined(request.headers().get_all(COOKIE).iter().chain([&authorization.header])),
        false => None,
    };
    let header = cookies.unwrap_or_else(|| authorization.header.clone());
    request.headers_mut().insert(authorization.name.clone(), header);
    Grant::Token(manager, authorization, endpoint_id(request, context.endpoint))
}

/// Identifies the endpoint. All calls by hand of one method have one descriptor, so their paths distinguish them.
fn endpoint_id(request: &HttpRequest, endpoint: &'static Endpoint) -> EndpointId {
    match endpoint.by_hand {
        true => EndpointId::of_request(request.method(), request.uri().path()),
        false => EndpointId::of(endpoint),
    }
}

async fn authorize_by(scheme: &dyn Authenticator, request: &mut HttpRequest) -> Result<()> {
    let (mut parts, body) = std::mem::take(request).into_parts();
    scheme.authorize(&mut parts).await.map_err(|source| {
        Error::new(ErrorKind::Auth(AuthCause::Unavailable), "the authenticator failed")
            .with_auth(AuthDetails::default())
            .with_foreign_source(source)
    })?;
    *request = HttpRequest::from_parts(parts, body);
    Ok(())
}

impl Grant<'_> {
    /// Records that the server accepted the credentials.
    pub(super) fn accepted(&self) {
        if let Self::Token(manager, _, endpoint) = self {
            manager.accepted(*endpoint);
        }
    }

    /// Returns true if the response is about the credentials, not about what their bearer may do.
    pub(super) fn is_rejected_by(&self, response: &mut HttpResponse, treat_403_as_auth: bool) -> bool {
        match self {
            Self::Anonymous => false,
            Self::WithoutLogin | Self::Scheme(_) => response.status() == StatusCode::UNAUTHORIZED,
            Self::Token(..) if treat_403_as_auth && response.status() == StatusCode::FORBIDDEN => true,
            Self::Token(manager, ..) => {
                // The headers are lent: a copy of them would cost more than the rule.
                let headers = std::mem::take(response.headers_mut());
                let body = response.body().as_bytes().unwrap_or_default();
                let raw = RawResponse::new(response.status(), headers, body);
                let is_rejected = manager.is_rejected_by(&raw);
                *response.headers_mut() = raw.headers;
                is_rejected
            }
        }
    }

    /// Records a rejection; returns true if the request may be replayed with other credentials.
    pub(super) async fn may_replay(&self, is_rejected: bool, response: &HttpResponse, is_replayed: bool) -> bool {
        match self {
            Self::Anonymous | Self::WithoutLogin => false,
            Self::Token(..) if !is_rejected => false,
            Self::Token(manager, authorization, endpoint) if is_replayed => {
                manager.replay_rejected(authorization, *endpoint);
                false
            }
            Self::Token(manager, authorization, endpoint) => manager.rejected(authorization, *endpoint),
            Self::Scheme(scheme) => {
                let mut head = http::Response::new(());
                *head.status_mut() = response.status();
                *head.headers_mut() = response.headers().clone();
                !is_replayed && scheme.refused(&head.into_parts().0).await
            }
        }
    }
}
