//! The token request that all grants send.

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Method, Uri};
use tokio::time::Instant;

use super::form::{self, Form, encoded};
use super::settings::Settings;
use crate::auth::api::schemes::basic;
use crate::auth::api::secret::Secret;
use crate::auth::api::token_error::{TokenError, TokenErrorClass};
use crate::auth::api::token_response::{parse_accepting, rejection};
use crate::auth::api::token_set::{Lifetime, TokenSet};
use crate::error::Error;
use crate::response::RawResponse;
use crate::service::{HttpRequest, HttpService};

impl Settings {
    /// Sends a token request, once.
    pub(super) async fn fetch(&self, service: Option<&HttpService>, form: Form) -> Result<TokenSet, TokenError> {
        let requested_at = Instant::now().into_std();
        let response = self.post(service, &self.token_url, form).await?;
        let tokens = parse_accepting(response.body(), self.token_type.as_deref()).map_err(classified)?;
        let is_endless = self.is_until_rejected && tokens.lifetime == Lifetime::Assumed;
        let tokens = if is_endless { tokens.until_rejected() } else { tokens };
        Ok(tokens.requested_at(requested_at))
    }

    /// Sends a form with the client's credentials, once, and returns the response of a success.
    pub(super) async fn post(
        &self,
        service: Option<&HttpService>,
        url: &str,
        form: Form,
    ) -> Result<RawResponse, TokenError> {
        let service = service.ok_or_else(not_connected)?;
        let mut request = HttpRequest::default();
        let form = self.authenticate(form, request.headers_mut())?;
        *request.method_mut() = Method::POST;
        *request.uri_mut() = url.parse::<Uri>().map_err(|_| not_connected())?;
        request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(form::CONTENT_TYPE));
        request.headers_mut().insert(ACCEPT, HeaderValue::from_static("application/json"));
        *request.body_mut() = form.into_body();
        let sent = service.send(request).await.map_err(|error| match error.downcast::<Error>() {
            Ok(error) => TokenError::from(&*error),
            Err(_) => TokenError::unanswered("the token request failed"),
        })?;
        let (parts, body) = sent.into_parts();
        let response = RawResponse::new(parts.status, parts.headers, body.as_bytes().unwrap_or_default());
        match parts.status.is_success() {
            true => Ok(response),
            false => {
                let body = rejection(parts.status, response.body());
                Err(classified(TokenError::from_status(parts.status, body, response.retry_after())))
            }
        }
    }

    /// Adds the client's credentials (RFC 6749, section 2.3.1). A client without a secret only names itself.
    fn authenticate(&self, form: Form, headers: &mut HeaderMap) -> Result<Form, TokenError> {
        let Some(secret) = &self.client_secret else { return Ok(form.pair("client_id", &self.client_id)) };
        if self.is_post {
            return Ok(form.pair("client_id", &self.client_id).pair("client_secret", secret.expose()));
        }
        let (id, secret) = (encoded(&self.client_id), Secret::from(encoded(secret.expose()).as_str()));
        let mut value = basic(&id, &secret)
            .ok_or_else(|| TokenError::unsent("the client's credentials cannot be sent").connect(false))?;
        value.set_sensitive(true);
        headers.insert(AUTHORIZATION, value);
        Ok(form)
    }
}

/// Two registered codes say that the server, not the request, is at fault (RFC 6749, section 4.1.2.1).
fn classified(error: TokenError) -> TokenError {
    match (error.class(), error.error_code()) {
        (TokenErrorClass::Rejected, Some("server_error" | "temporarily_unavailable")) => error.server_fault(),
        _ => error,
    }
}

fn not_connected() -> TokenError {
    TokenError::unsent("the source has no connections: give it to `ClientBuilder::token_source`").connect(false)
}
