//! Whether a transaction costs money.

use std::fmt;

use super::wire::{Notes, Object};

/// What the platform says of the bill; not whether the order is done.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Billing {
    /// `S001`: a billable transaction.
    Billable,
    /// `U001`: not finished, failed, or finished without a bill because a source was down.
    NotBillable,
    /// A code that the platform does not document; `Debug` does not show it.
    Other(String),
    /// The answer does not say, or not readably: ask the platform before you take it for either.
    Unknown,
}

impl Billing {
    pub(super) fn of_answer(answer: &Object<'_>, notes: &mut Notes) -> Self {
        if answer.get("Status").is_none() {
            notes.push("Status".into());
        }
        let code = answer.object("Status", notes).and_then(|status| status.mandatory_text("Code", notes));
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
