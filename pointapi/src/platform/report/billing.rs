//! Whether a transaction costs money.

/// What the platform says of the bill; not whether the order is done.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Billing {
    /// `S001`: a billable transaction.
    Billable,
    /// `U001`: not finished, failed, or finished without a bill because a source was down.
    NotBillable,
    /// A code that the platform does not document.
    Other(String),
}

impl Billing {
    pub(super) fn of_code(code: &str) -> Self {
        match code {
            "S001" => Self::Billable,
            "U001" => Self::NotBillable,
            other => Self::Other(other.to_owned()),
        }
    }
}
