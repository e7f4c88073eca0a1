//! The platform and the account that a batch belongs to.

use serde::{Deserialize, Serialize};

/// The platform and the account that the orders of a journal are placed for; its first line.
///
/// It contains no secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    base_url: String,
    account: String,
}

impl Account {
    /// An account, by the base URL of its platform and a name that is unique there, such as the user name.
    #[must_use]
    pub fn new(base_url: impl Into<String>, account: impl Into<String>) -> Self {
        Self { base_url: base_url.into(), account: account.into() }
    }

    /// Returns an error if a journal of this account is used for `other`.
    pub(super) fn check(&self, other: &Self) -> Result<(), String> {
        let advice = "an order of one is unknown to the other; use another journal";
        if self.base_url != other.base_url {
            let (own, other) = (&self.base_url, &other.base_url);
            return Err(format!("its orders were placed at {own}, and this run is at {other}: {advice}"));
        }
        if self.account != other.account {
            return Err(format!("its orders were placed for another account: {advice}"));
        }
        Ok(())
    }
}
