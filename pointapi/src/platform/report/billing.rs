//! The billing status of a transaction.

use std::fmt;

use super::wire::{Notes, Object};

/// The billing status; it does not say whether the order is done.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Billing {
    /// `S001`: a billable transaction.
    Billable,
    /// `U001`: not finished, failed, or finished without a bill since a source was down.
    NotBillable,
    /// A code that the platform does not document; `Debug` does not show it.
    Other(String),
    /// The response has no readable status: ask the platform before you rely on either.
    Unknown,
}

impl Billing {
    pub(super) fn from_response(response: &Object<'_, '_>, notes: &mut Notes) -> Self {
        if response.get("Status").is_none() {
            notes.push("Status");
        }
        let code = response.object("Status", notes, |status, notes| status.mandatory_text("Code", notes));
        match code.as_deref() {
            Some("S001") => Self::Billable,
            Some("U001") => Self::NotBillable,
            Some(other) => Self::Other(other.to_owned()),
            None => Self::Unknown,
        }
    }
}

impl fmt::Debug for Billing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Billable => "Billable",
            Self::NotBillable => "NotBillable",
            Self::Other(_) => "Other([redacted])",
            Self::Unknown => "Unknown",
        })
    }
}
