//! Adds the credentials of the sender to a request, and finds out whether the server rejected them.

use http::header::COOKIE;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use super::context::Context;
use crate::auth::{Authenticator, Authorization, EndpointId, Sender, TokenManager, Tokens};
use crate::endpoint::{AuthScheme, Endpoint};
use crate::error::{AuthCause, AuthDetails, Error, ErrorKind, RequestPart, Result};
use crate::param::{cookie, header};
use crate::response::RawResponse;
use crate::service::{HttpRequest, HttpResponse};

/// The credentials on one request.
pub(super) enum Grant<'a> {
    Anonymous,
    /// The client has no login, and the endpoint does not demand one.
    WithoutLogin,
    Token(&'a Tokens, Authorization, EndpointId),
    Scheme(&'a dyn Authenticator),
}

/// The outcome of [`authorize`].
pub(super) enum Authorized<'a> {
    Granted(Grant<'a>),
    /// The token must be waited for.
    Waiting(&'a Tokens),
}

/// Adds the credentials that the endpoint asks for, unless their token must be waited for.
pub(super) async fn authorize<'a>(request: &mut HttpRequest, context: &'a Context) -> Result<Authorized<'a>> {
    let scheme: &dyn Authenticator = match (context.endpoint.auth, &*context.sender) {
        (AuthScheme::None, _) => return Ok(Authorized::Granted(Grant::Anonymous)),
        (AuthScheme::Custom(scheme), _) => scheme,
        (AuthScheme::Client | AuthScheme::Bearer, Sender::Scheme(scheme)) => &**scheme,
        (AuthScheme::Client | AuthScheme::Bearer, Sender::Tokens(tokens)) => {
            return Ok(match tokens.manager.at_once(context.min_token_life) {
                Some(authorization) => Authorized::Granted(grant(request, context, tokens, authorization).await?),
                None => Authorized::Waiting(tokens),
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
    authorize_by(Some(scheme), request).await?;
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
    tokens: &'a Tokens,
) -> Result<Grant<'a>> {
    let authorization = match tokens.manager.usable() {
        Some(authorization) => authorization,
        None => fetch(&tokens.manager, context).await?,
    };
    grant(request, context, tokens, authorization).await
}

/// Adds a token to the request, and what the client sends beside it.
async fn grant<'a>(
    request: &mut HttpRequest,
    context: &'a Context,
    tokens: &'a Tokens,
    authorization: Authorization,
) -> Result<Grant<'a>> {
    authorize_by(tokens.beside.first.as_deref(), request).await?;
    set_token(request, &authorization);
    authorize_by(tokens.beside.last.as_deref(), request).await?;
    Ok(Grant::Token(tokens, authorization, endpoint_id(request, context.endpoint)))
}

fn set_token(request: &mut HttpRequest, authorization: &Authorization) {
    let cookies = match authorization.name == COOKIE {
        true => cookie::joined(request.headers().get_all(COOKIE).iter().chain([&authorization.header])),
        false => None,
    };
    let header = cookies.unwrap_or_else(|| authorization.header.clone());
    request.headers_mut().insert(authorization.name.clone(), header);
}

/// Identifies the endpoint at the server of the request: each server has its own endpoints. All calls by hand of one method
/// have one descriptor, so their paths distinguish them.
fn endpoint_id(request: &HttpRequest, endpoint: &'static Endpoint) -> EndpointId {
    match endpoint.by_hand {
        true => EndpointId::of_request(request.method(), request.uri()),
        false => EndpointId::of(endpoint, request.uri()),
    }
}

/// Runs an authenticator, in a box: a call with a token at hand has a small future.
async fn authorize_by(scheme: Option<&dyn Authenticator>, request: &mut HttpRequest) -> Result<()> {
    match scheme {
        Some(scheme) => Box::pin(run(scheme, request)).await,
        None => Ok(()),
    }
}

async fn run(scheme: &dyn Authenticator, request: &mut HttpRequest) -> Result<()> {
    let (mut parts, body) = std::mem::take(request).into_parts();
    let before = reserved(&parts.headers);
    scheme.authorize(&mut parts).await.map_err(|source| {
        Error::new(ErrorKind::Auth(AuthCause::Unavailable), "the authenticator failed")
            .with_auth(AuthDetails::default())
            .with_foreign_source(source)
    })?;
    if let Some((name, _)) = reserved(&parts.headers).iter().find(|header| !before.contains(header)) {
        return Err(Error::new(ErrorKind::Request(RequestPart::Header), header::reserved_text(name)));
    }
    *request = HttpRequest::from_parts(parts, body);
    Ok(())
}

/// Returns the headers that an authenticator must not set: they would frame another message than the transport sends.
fn reserved(headers: &HeaderMap) -> Vec<(HeaderName, HeaderValue)> {
    let reserved = headers.iter().filter(|(name, _)| header::is_reserved(name, true));
    reserved.map(|(name, value)| (name.clone(), value.clone())).collect()
}

impl Grant<'_> {
    /// Records that the server accepted the credentials.
    pub(super) fn accepted(&self) {
        if let Self::Token(tokens, _, endpoint) = self {
            tokens.manager.accepted(*endpoint);
        }
    }

    /// Returns true if the response is about the credentials, not about what their bearer may do.
    pub(super) fn is_rejected_by(&self, response: &mut HttpResponse, treat_403_as_auth: bool) -> bool {
        match self {
            Self::Anonymous => false,
            Self::WithoutLogin | Self::Scheme(_) => response.status() == StatusCode::UNAUTHORIZED,
            Self::Token(..) if treat_403_as_auth && response.status() == StatusCode::FORBIDDEN => true,
            Self::Token(tokens, ..) => {
                // The headers are lent: a copy of them would cost more than the rule.
                let headers = std::mem::take(response.headers_mut());
                let body = response.body().as_bytes().unwrap_or_default();
                let raw = RawResponse::new(response.status(), headers, body);
                let is_rejected = tokens.manager.is_rejected_by(&raw);
                *response.headers_mut() = raw.headers;
                is_rejected
            }
        }
    }

    /// Records a rejection; returns true if the request may be replayed with other credentials.
    pub(super) async fn may_replay(&self, is_rejected: bool, response: &HttpResponse, is_replayed: bool) -> bool {
        match self {
            Self::Anonymous | Self::WithoutLogin => false,
            Self::Token(tokens, authorization, endpoint) if is_replayed => {
                if is_rejected {
                    tokens.manager.replay_rejected(authorization, *endpoint);
                }
                false
            }
            Self::Token(tokens, authorization, endpoint) => {
                // Both are asked, so that the replay has what each of them renewed.
                let is_refused = is_refused(tokens.beside.last.as_deref(), response).await;
                let has_other_token = is_rejected && tokens.manager.rejected(authorization, *endpoint);
                has_other_token || is_refused
            }
            Self::Scheme(scheme) => !is_replayed && is_refused(Some(*scheme), response).await,
        }
    }
}

async fn is_refused(scheme: Option<&dyn Authenticator>, response: &HttpResponse) -> bool {
    let Some(scheme) = scheme else { return false };
    let mut head = http::Response::new(());
    *head.status_mut() = response.status();
    *head.headers_mut() = response.headers().clone();
    scheme.refused(&head.into_parts().0).await
}
