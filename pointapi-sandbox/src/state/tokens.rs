//! The issued tokens and their expiry.

use std::collections::HashMap;
use std::time::{Duration, SystemTime};

use crate::eastern_midnight;

/// Replaces a lifetime that overflows the clock: a century.
const MAX_LIFETIME: Duration = Duration::from_secs(100 * 366 * 24 * 3600);

/// The response of a token endpoint.
pub(crate) struct Issued {
    pub(crate) access_token: String,
    pub(crate) refresh_token: String,
    pub(crate) lifetime: Duration,
}

pub(super) struct Ledger {
    pub(super) access_lifetime: Duration,
    pub(super) rotates: bool,
    access: HashMap<String, SystemTime>,
    refresh: HashMap<String, SystemTime>,
}

impl Default for Ledger {
    fn default() -> Self {
        Self {
            access_lifetime: Duration::from_secs(3600),
            rotates: false,
            access: HashMap::new(),
            refresh: HashMap::new(),
        }
    }
}

impl Ledger {
    pub(super) fn sign_in(&mut self, now: SystemTime) -> Issued {
        let refresh_token = unguessable("refresh");
        let deadline = eastern_midnight::after(now);
        self.refresh.insert(refresh_token.clone(), deadline);
        self.issue(refresh_token, now)
    }

    pub(super) fn refresh(&mut self, refresh_token: &str, now: SystemTime) -> Option<Issued> {
        let deadline = *self.refresh.get(refresh_token).filter(|deadline| now < **deadline)?;
        if !self.rotates {
            return Some(self.issue(refresh_token.to_owned(), now));
        }
        self.refresh.remove(refresh_token);
        let successor = unguessable("refresh");
        self.refresh.insert(successor.clone(), deadline);
        Some(self.issue(successor, now))
    }

    pub(super) fn is_live(&self, access_token: &str, now: SystemTime) -> bool {
        self.access.get(access_token).is_some_and(|expiry| now < *expiry)
    }

    pub(super) fn revoke_access(&mut self) {
        self.access.clear();
    }

    pub(super) fn revoke_refresh(&mut self) {
        self.refresh.clear();
    }

    fn issue(&mut self, refresh_token: String, now: SystemTime) -> Issued {
        self.access.retain(|_, expiry| now < *expiry);
        let access_token = unguessable("access");
        let expiry = now.checked_add(self.access_lifetime).unwrap_or(now + MAX_LIFETIME);
        self.access.insert(access_token.clone(), expiry);
        Issued { access_token, refresh_token, lifetime: self.access_lifetime }
    }
}

fn unguessable(kind: &str) -> String {
    format!("sandbox-{kind}-{:032x}", fastrand::u128(..))
}
