//! The account of a source, which keeps its tokens apart in a store.

use blake2::digest::consts::U16;
use blake2::{Blake2s, Digest};

use super::settings::Settings;
use crate::encode::hex;

impl Settings {
    /// Distinguishes tokens of one account by what was requested, and those without an account by the client and the
    /// login too. It is kept in stores, so it shows no parameter.
    pub(super) fn variant(&self) -> Option<String> {
        let client = self.user.is_empty().then(|| self.client());
        if client.is_none() && self.scope.is_empty() && self.parameters.is_empty() {
            return None;
        }
        let mut scopes: Vec<&str> = self.scope.split(' ').collect();
        scopes.sort_unstable();
        let mut parameters: Vec<_> =
            self.parameters.iter().map(|(name, value)| (name.as_str(), value.expose())).collect();
        parameters.sort_unstable();
        let mut hasher = Blake2s::<U16>::new();
        let parameters = parameters.into_iter().flat_map(|(name, value)| [name, value]);
        for part in client.as_deref().into_iter().chain(scopes).chain(parameters) {
            hasher.update(part.len().to_be_bytes());
            hasher.update(part);
        }
        Some(hex(&hasher.finalize()))
    }

    /// Names the client at its login.
    pub(super) fn client(&self) -> String {
        format!("{} at {}", self.client_id, self.token_url)
    }

    /// Names the user of the client; empty if the program does not. Tokens of another client or login are not this user's,
    /// so that a refresh token never goes to another login.
    pub(super) fn account(&self) -> String {
        if self.user.is_empty() { String::new() } else { format!("{} of {}", self.user, self.client()) }
    }
}
