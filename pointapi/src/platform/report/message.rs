//! What the platform says about an order, one message a fact.

use std::fmt;

use super::MessageCode;
use super::wire::{Notes, Object};

/// A message of an answer; `Debug` does not show its text, which can repeat values of the order.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Message {
    category: Category,
    code: MessageCode,
    description: Option<String>,
}

/// Whether a message is news or a failure; the list is open.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Category {
    /// `Info`.
    Info,
    /// `Fault`.
    Fault,
    /// A category that the platform does not document, empty where a message has none; `Debug` does not show it.
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
    /// A message of an answer; `None` if it has neither a category nor a code, and so says nothing.
    pub(super) fn of_object(object: &Object<'_>, notes: &mut Notes) -> Option<Self> {
        let category = object.mandatory_text("Category", notes);
        let code = object.mandatory_text("Code", notes);
        if category.is_none() && code.is_none() {
            return None;
        }
        Some(Self {
            category: String::from(category.unwrap_or_default()).into(),
            code: MessageCode::from(code.unwrap_or_default().trim()),
            description: object.text("Description", notes).map(String::from),
        })
    }

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

    /// True if it says how an order stands: a failure does so by its category, anything else by its code alone.
    pub(super) fn tells_something(&self) -> bool {
        self.is_failure() || !self.code.as_str().is_empty()
    }

    /// True if it says that the order failed: by its category, or by its code.
    ///
    /// A code of form 8821's own table (`ACT0408`) under the category `Info` does not by itself: the platform does not
    /// say where it puts those. In an answer that says neither done nor pending it is the failure all the same.
    #[must_use]
    pub fn is_failure(&self) -> bool {
        match self.category {
            Category::Fault => true,
            Category::Info => self.code.is_failure() && !self.code.is_of_form_8821(),
            Category::Other(_) => self.code.is_failure(),
        }
    }
}

impl fmt::Debug for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Info => "Info",
            Self::Fault => "Fault",
            Self::Other(_) => "Other([redacted])",
        })
    }
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Message").field("category", &self.category).field("code", &self.code).finish_non_exhaustive()
    }
}
