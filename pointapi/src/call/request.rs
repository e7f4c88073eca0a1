//! From the parts of a call to its request.

use std::sync::Arc;

use super::Call;
use crate::error::Result;
use crate::response::Expected;
use crate::send::Context;
use crate::service::HttpRequest;

impl Call<'_> {
    /// Returns the request, and the settings of the call for the send path.
    pub(crate) fn into_request(mut self, expected: Expected) -> Result<(HttpRequest, Context)> {
        self.assemble();
        let options = self.options.take();
        if let Some(options) = &options {
            self.headers(&options.headers);
            self.extensions.extend(options.extensions.clone());
        }
        self.add_defaults(expected.accept);
        self.add_default_query();
        let generated_key = self.idempotency_key(options.as_deref());
        if let Some(error) = self.error {
            return Err(error);
        }
        let sender = Arc::clone(self.client.sender());
        let context = Context {
            own_unauthorized: self.own_unauthorized,
            generated_key,
            ..Context::new(self.endpoint, sender, options.as_deref(), expected)
        };
        let uri = self.client.uri(self.target).map_err(|error| error.at(self.endpoint))?;
        let mut request = HttpRequest::new(self.body);
        *request.method_mut() = self.method;
        *request.uri_mut() = uri;
        *request.headers_mut() = self.headers;
        *request.extensions_mut() = self.extensions;
        if self.client.is_observed() || self.endpoint.fresh_connection {
            request.extensions_mut().insert(self.endpoint);
        }
        Ok((request, context))
    }
}
