//! Adds the credentials of the sender to a request, and finds out whether the server rejected them.

use std::time::Duration;

use http::header::COOKIE;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use tokio::time::Instant;

use super::context::Context;
use crate::auth::{Authenticator, Authorization, EndpointId, Sender, TokenManager, Tokens};
use crate::endpoint::{AuthScheme, Endpoint};
use crate::error::{AuthCause, AuthDetails, Error, ErrorKind, RequestPart, Result};
use crate::param::{cookie, header};
use crate::response::RawResponse;
use crate::service::{HttpRequest, HttpResponse};

/// A call that gets its permit within this time after its token sends that token, even if its replacement is due: it
/// has just waited for that.
const STILL_NEW: Duration = Duration::from_secs(1);

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
            let granted = match tokens.manager.at_once(context.min_token_life) {
                Some(authorization) => grant(request, context, tokens, authorization, false).await?,
                None => None,
            };
            return Ok(granted.map_or(Authorized::Waiting(tokens), Authorized::Granted));
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

/// Waits for a token, and returns the time at which it came.
pub(super) async fn fetch(manager: &TokenManager, context: &Context) -> Result<Instant> {
    let fetched = manager.authorize(context.min_token_life).await;
    fetched.map_err(|failure| Error::from_auth(failure, manager.now()))?;
    Ok(Instant::now())
}

/// Adds the current token; `None` if the call must wait for a token again.
///
/// A token may become due for its replacement while the call waits for a permit. The call waits for the replacement
/// once, and for one of an expired token each time.
pub(super) async fn authorize_fetched<'a>(
    request: &mut HttpRequest,
    context: &'a Context,
    tokens: &'a Tokens,
    fetched_at: Instant,
    is_again: bool,
) -> Result<Option<Grant<'a>>> {
    let is_last = is_again || fetched_at.elapsed() < STILL_NEW;
    let manager = &tokens.manager;
    let authorization = manager.at_once(context.min_token_life).or_else(|| manager.usable().filter(|_| is_last));
    match authorization {
        Some(authorization) => grant(request, context, tokens, authorization, is_again).await,
        None => Ok(None),
    }
}

/// Adds a token to the request, and what the client sends beside it; `None` if the token expired meanwhile, and the
/// call has not waited for one `again`.
async fn grant<'a>(
    request: &mut HttpRequest,
    context: &'a Context,
    tokens: &'a Tokens,
    authorization: Authorization,
    is_again: bool,
) -> Result<Option<Grant<'a>>> {
    let authorization = match &tokens.beside.last {
        Some(last) => Box::pin(add_signed(request, tokens, authorization, &**last, is_again)).await?,
        None => {
            add_token(request, tokens, &authorization).await?;
            Some(authorization)
        }
    };
    let endpoint = endpoint_id(request, context.endpoint);
    Ok(authorization.map(|authorization| Grant::Token(tokens, authorization, endpoint)))
}

/// Adds a token, and runs the authenticator after it. That may wait, for a key or a limit of its own, so it runs again
/// with the token that replaced this one meanwhile.
async fn add_signed(
    request: &mut HttpRequest,
    tokens: &Tokens,
    authorization: Authorization,
    last: &dyn Authenticator,
    is_again: bool,
) -> Result<Option<Authorization>> {
    let (unsigned, body) = std::mem::take(request).into_parts();
    *request = HttpRequest::from_parts(unsigned.clone(), body);
    add_token(request, tokens, &authorization).await?;
    authorize_by(Some(last), request).await?;
    let current = tokens.manager.usable();
    match &current {
        Some(current) if current.generation == authorization.generation => return Ok(Some(authorization)),
        None if is_again => return Ok(Some(authorization)),
        _ => {}
    }
    *request = HttpRequest::from_parts(unsigned, std::mem::take(request.body_mut()));
    if let Some(current) = &current {
        add_token(request, tokens, current).await?;
        authorize_by(Some(last), request).await?;
    }
    Ok(current)
}

/// Adds a token, after the fixed credentials beside it.
async fn add_token(request: &mut HttpRequest, tokens: &Tokens, authorization: &Authorization) -> Result<()> {
    authorize_by(tokens.beside.first.as_deref(), request).await?;
    set_token(request, authorization);
    Ok(())
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
