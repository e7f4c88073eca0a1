//! Adds the credentials of the sender to a request, and finds out whether the server rejected them.

use http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use http::{HeaderMap, StatusCode};

use super::context::Context;
use crate::auth::{Authenticator, Authorization, Sender, TokenManager};
use crate::endpoint::AuthScheme;
use crate::error::{AuthCause, AuthDetails, Error, ErrorKind, Result};
use crate::service::{HttpRequest, HttpResponse};

/// The credentials on one request.
pub(super) enum Grant<'a> {
    Anonymous,
    Token(&'a TokenManager, Authorization),
    Scheme(&'a dyn Authenticator),
}

/// Adds the credentials that the endpoint asks for. Whatever waits is boxed, so that a call with a token at hand has a
/// small future.
pub(super) async fn authorize<'a>(request: &mut HttpRequest, context: &'a Context) -> Result<Grant<'a>> {
    let scheme: &dyn Authenticator = match (context.endpoint.auth, &*context.sender) {
        (AuthScheme::None, _) => return Ok(Grant::Anonymous),
        (AuthScheme::Custom(scheme), _) => scheme,
        (AuthScheme::Client, Sender::Scheme(scheme)) => &**scheme,
        (AuthScheme::Client, Sender::Tokens(tokens)) => {
            let manager = &tokens.manager;
            let authorization = match manager.current(context.min_token_life) {
                Some(authorization) => authorization,
                None => Box::pin(manager.authorize(context.min_token_life))
                    .await
                    .map_err(|failure| Error::from_auth(failure, manager.now()))?,
            };
            request.headers_mut().insert(AUTHORIZATION, authorization.header.clone());
            return Ok(Grant::Token(manager, authorization));
        }
        (AuthScheme::Client, Sender::Unusable(reason)) => {
            return Err(Error::without_credentials(reason));
        }
        (AuthScheme::Client, Sender::Missing) => {
            let text = "the client has no credentials: give its builder `.credentials(...)`, or mark the endpoint `auth = none`";
            return Err(Error::without_credentials(text));
        }
    };
    Box::pin(authorize_by(scheme, request)).await?;
    Ok(Grant::Scheme(scheme))
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
        if let Self::Token(manager, _) = self {
            manager.accepted();
        }
    }

    /// Returns true if the response is about the credentials, not about what their bearer may do.
    pub(super) fn is_rejected_by(&self, response: &HttpResponse, treat_403_as_auth: bool) -> bool {
        match response.status() {
            _ if matches!(self, Self::Anonymous) => false,
            StatusCode::UNAUTHORIZED => true,
            StatusCode::FORBIDDEN => treat_403_as_auth || names_invalid_token(response.headers()),
            _ => false,
        }
    }

    /// Records a rejection; returns true if the request may be replayed with other credentials.
    pub(super) async fn may_replay(&self, is_rejected: bool, response: &HttpResponse, is_replayed: bool) -> bool {
        match self {
            Self::Anonymous => false,
            Self::Token(..) if !is_rejected => false,
            Self::Token(manager, authorization) if is_replayed => {
                manager.replay_rejected(authorization);
                false
            }
            Self::Token(manager, authorization) => manager.rejected(authorization),
            Self::Scheme(scheme) => {
                let mut head = http::Response::new(());
                *head.status_mut() = response.status();
                *head.headers_mut() = response.headers().clone();
                !is_replayed && scheme.refused(&head.into_parts().0).await
            }
        }
    }
}

/// `WWW-Authenticate: Bearer … error="invalid_token"` (RFC 6750, section 3.1).
fn names_invalid_token(headers: &HeaderMap) -> bool {
    headers.get_all(WWW_AUTHENTICATE).iter().filter_map(|value| value.to_str().ok()).any(|value| {
        let is_bearer = value.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("bearer "));
        is_bearer && value.contains("error=\"invalid_token\"")
    })
}
