//! The platform and the account that a batch belongs to.

use serde::{Deserialize, Serialize};

/// The platform and the account for which the orders of a journal are placed, stored as the journal's first line.
///
/// It contains no secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    base_url: String,
    #[serde(rename = "account")]
    name: String,
}

impl Account {
    /// Identifies an account by the base URL of its platform and a name that is unique there, such as the user name.
    #[must_use]
    pub fn new(base_url: impl Into<String>, name: impl Into<String>) -> Self {
        Self { base_url: base_url.into(), name: name.into() }
    }

    /// Returns an error unless the journal's account, `self`, is that of this run.
    pub(super) fn ensure_same(&self, current: &Self) -> Result<(), String> {
        let advice = "neither knows the orders of the other; use another journal";
        if self.base_url != current.base_url {
            let (own, current) = (&self.base_url, &current.base_url);
            return Err(format!("its orders were placed at {own}, and this run is at {current}: {advice}"));
        }
        if self.name != current.name {
            let (own, current) = (&self.name, &current.name);
            return Err(format!("its orders were placed for `{own}`, and this run is for `{current}`: {advice}"));
        }
        Ok(())
    }
}
