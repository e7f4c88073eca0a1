//! The state of a generated client.

use std::sync::Arc;

use super::Call;
use crate::client::Client;
use crate::endpoint::Endpoint;
use crate::options::CallOptions;

/// A client and the options of each of its calls.
#[derive(Clone, Debug)]
pub struct Api {
    client: Client,
    options: Option<Arc<CallOptions>>,
}

impl Api {
    /// Creates the state of a client without options.
    #[must_use]
    pub fn new(client: Client) -> Self {
        Self { client, options: None }
    }

    /// Returns the state with these options merged into its own; where both set the same, the new one holds.
    #[must_use]
    pub fn with(&self, options: CallOptions) -> Self {
        let merged = match &self.options {
            Some(current) => CallOptions::clone(current).merged(&options),
            None => options,
        };
        Self { client: self.client.clone(), options: Some(Arc::new(merged)) }
    }

    /// Returns the client.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Begins a call.
    #[must_use]
    pub fn call(&self, endpoint: &'static Endpoint) -> Call<'_> {
        Call::new(&self.client, endpoint, self.options.as_deref())
    }
}
