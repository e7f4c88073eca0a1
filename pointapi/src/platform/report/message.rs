//! What the platform says about an order, one message a fact.

use std::fmt;

use serde::Deserialize;

use super::MessageCode;

/// A message of an answer; `Debug` does not show its text, which can repeat values of the order.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Message {
    #[serde(rename = "Category")]
    category: Category,
    #[serde(rename = "Code")]
    code: MessageCode,
    #[serde(rename = "Description", default)]
    description: Option<String>,
}

/// Whether a message is news or a failure; the list is open.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
#[non_exhaustive]
pub enum Category {
    /// `Info`.
    Info,
    /// `Fault`.
    Fault,
    /// A category that the platform does not document.
    Other(String),
}

impl From<String> for Category {
    fn from(text: String) -> Self {
        match text.as_str() {
            "Info" => Self::Info,
            "Fault" => Self::Fault,
            _ => Self::Other(text),
        }
    }
}

impl Message {
    /// Whether it is news or a failure.
    #[must_use]
    pub fn category(&self) -> &Category {
        &self.category
    }

    /// Its code, which alone tells what it means.
    #[must_use]
    pub fn code(&self) -> &MessageCode {
        &self.code
    }

    /// Its text, for people: it follows no table, and can repeat values of the order. Do not log it.
    #[must_use]
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// True if it says that the order failed.
    #[must_use]
    pub fn is_failure(&self) -> bool {
        self.category == Category::Fault || self.code.is_failure()
    }
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Message").field("category", &self.category).field("code", &self.code).finish_non_exhaustive()
    }
}
