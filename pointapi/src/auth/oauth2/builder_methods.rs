//! The builder methods that several sources have.

/// The builder methods that all sources have.
macro_rules! shared_settings {
    ($source:ty) => {
        impl $source {
            /// Requests these scopes; several are separated by spaces, or added by further calls.
            pub fn scope(mut self, scope: impl AsRef<str>) -> Self {
                self.settings.add_scope(scope.as_ref());
                self
            }

            /// Requests tokens for this API, by the parameter `audience`.
            pub fn audience(self, audience: impl Into<Secret>) -> Self {
                self.parameter("audience", audience)
            }

            /// Adds a parameter that this login requires, such as `resource` (RFC 8707).
            ///
            /// A parameter that the source sets itself, such as `grant_type`, is an error when the client is built.
            pub fn parameter(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
                self.settings.add_parameter(name.into(), value.into());
                self
            }

            /// Accepts tokens of this type too, such as `bot`; default: `bearer` alone. They are sent as `Bearer`.
            pub fn token_type(mut self, token_type: impl Into<String>) -> Self {
                self.settings.token_type = Some(token_type.into());
                self
            }

            /// Uses a token whose response states no lifetime until the server rejects it; default: for an hour.
            pub fn until_rejected(mut self) -> Self {
                self.settings.is_until_rejected = true;
                self
            }

            /// Sends the client's id and secret in the body, for a login that does not accept `Authorization: Basic`.
            pub fn client_secret_post(mut self) -> Self {
                self.settings.is_post = true;
                self
            }
        }
    };
}
pub(super) use shared_settings;

/// The builder methods of the sources that act for a user.
macro_rules! user_settings {
    ($source:ty) => {
        impl $source {
            /// Sets the secret of the client.
            pub fn client_secret(mut self, client_secret: impl Into<Secret>) -> Self {
                self.settings.client_secret = Some(client_secret.into());
                self
            }

            /// Names the user, so that a shared token store keeps the tokens of several users apart.
            pub fn account(mut self, account: impl Into<String>) -> Self {
                self.settings.user = account.into();
                self
            }
        }
    };
}
pub(super) use user_settings;
