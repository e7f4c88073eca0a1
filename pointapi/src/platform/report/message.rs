//! The messages about an order.

use std::fmt;

use super::MessageCode;
use super::wire::{Notes, Object};

/// A message about an order; `Debug` does not show its description, which can repeat values of the order.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Message {
    category: Category,
    code: MessageCode,
    description: Option<String>,
}

/// The category of a message; the list is open.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Category {
    /// `Info`.
    Info,
    /// `Fault`.
    Fault,
    /// An undocumented category, empty if the message has none; `Debug` does not show it.
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
    /// Reads a message; `None` if it has neither a category nor a code.
    pub(super) fn of_object(object: &Object<'_, '_>, notes: &mut Notes) -> Option<Self> {
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

    /// Returns the category.
    #[must_use]
    pub fn category(&self) -> &Category {
        &self.category
    }

    /// Returns the code, which defines the meaning.
    #[must_use]
    pub fn code(&self) -> &MessageCode {
        &self.code
    }

    /// Returns the text for people. It follows no table, and can repeat values of the order: do not log it.
    #[must_use]
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// Returns true if the message gives the state of the order: a failure by its category, others by their code.
    pub(super) fn has_state(&self) -> bool {
        self.is_failure() || !self.code.as_str().is_empty()
    }

    /// Returns true if it reports that the order failed, by its category or its code.
    ///
    /// A code of form 8821's own table (`ACT0408`) under the category `Info` does not: the platform does not document the
    /// category of these codes. In a response that says neither done nor pending it is a failure anyway.
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
