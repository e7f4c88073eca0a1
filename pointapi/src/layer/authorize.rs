//! Puts the proof of who sends a request on it, and tells when the server refused that proof.

use http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use http::{HeaderMap, StatusCode};

use super::{Context, Core};
use crate::auth::{Authenticator, Authorization, Refused, TokenManager};
use crate::client::Identity;
use crate::endpoint::AuthScheme;
use crate::error::{AuthCause, AuthDetails, Error, ErrorKind, Result};
use crate::service::{HttpRequest, HttpResponse};

/// What proved the sender of one request.
pub(super) enum Grant<'a> {
    Anonymous,
    Token(&'a TokenManager, Authorization),
    Scheme(&'a dyn Authenticator),
}

/// Adds the proof that the endpoint asks for. What waits is boxed, so that a call whose token is at hand is small.
pub(super) async fn authorize<'a>(request: &mut HttpRequest, context: &'a Context) -> Result<Grant<'a>> {
    let scheme: &dyn Authenticator = match (context.endpoint.auth, &*context.identity) {
        (AuthScheme::None, _) => return Ok(Grant::Anonymous),
        (AuthScheme::Custom(scheme), _) => scheme,
        (AuthScheme::Client, Identity::Scheme(scheme)) => &**scheme,
        (AuthScheme::Client, Identity::Tokens(tokens)) => {
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
        (AuthScheme::Client, Identity::Unusable(complaint)) => {
            return Err(Error::without_credentials(complaint));
        }
        (AuthScheme::Client, Identity::Missing) => {
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
    /// The server took the proof.
    pub(super) fn accepted(&self) {
        if let Self::Token(manager, _) = self {
            manager.accepted();
        }
    }

    /// True if the server refused the proof and another may be had.
    pub(super) async fn is_refused(&self, core: &Core, response: &HttpResponse, is_replayed: bool) -> bool {
        match self {
            Self::Anonymous => false,
            Self::Token(manager, authorization) => {
                if !refuses_token(response, core.treats_403_as_auth) {
                    return false;
                }
                if is_replayed {
                    manager.replay_refused(authorization);
                    return false;
                }
                matches!(manager.refused(authorization), Refused::Replay)
            }
            Self::Scheme(scheme) => {
                let mut head = http::Response::new(());
                *head.status_mut() = response.status();
                *head.headers_mut() = response.headers().clone();
                !is_replayed && scheme.refused(&head.into_parts().0).await
            }
        }
    }
}

/// True for an answer that is about the token, not about what its bearer may do.
pub(crate) fn refuses_token(response: &HttpResponse, treats_403_as_auth: bool) -> bool {
    match response.status() {
        StatusCode::UNAUTHORIZED => true,
        StatusCode::FORBIDDEN => treats_403_as_auth || names_invalid_token(response.headers()),
        _ => false,
    }
}

/// `WWW-Authenticate: Bearer … error="invalid_token"` (RFC 6750, section 3.1).
fn names_invalid_token(headers: &HeaderMap) -> bool {
    headers.get_all(WWW_AUTHENTICATE).iter().filter_map(|value| value.to_str().ok()).any(|value| {
        let is_bearer = value.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("bearer "));
        is_bearer && value.contains("error=\"invalid_token\"")
    })
}
