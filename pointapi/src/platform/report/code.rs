//! The codes of the platform's messages, with their meanings.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The code of a [`Message`](super::Message), such as `I004`; the list is open.
///
/// ```
/// use pointapi::platform::MessageCode;
///
/// let code = MessageCode::from("E012");
/// assert!(code.is_failure() && code == "E012");
/// assert_eq!(code.meaning(), Some("no value for a preference"));
/// assert_eq!(MessageCode::from("E999").meaning(), None);
/// ```
///
/// Several codes share a meaning, and the texts of messages follow no table, so compare codes.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(description = "The code of a message, such as `I004`; the list is open.")
)]
#[serde(transparent)]
pub struct MessageCode(String);

impl MessageCode {
    /// Returns the code as received.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the meaning by the platform's tables; `None` for an unknown code.
    #[must_use]
    pub fn meaning(&self) -> Option<&'static str> {
        MEANINGS.iter().find(|(code, _)| *code == self.0).map(|(_, meaning)| *meaning)
    }

    /// Returns true if the order is accepted and in progress: `I004`.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        self.0 == "I004"
    }

    /// Returns true if the order is done: `I001`.
    pub(super) fn is_done(&self) -> bool {
        self.0 == "I001"
    }

    /// Returns true for a failure: `E` with a number, or a code of form 8821 (`ACT` with a number).
    #[must_use]
    pub fn is_failure(&self) -> bool {
        self.begins_with_number("E") || self.is_of_form_8821()
    }

    /// Returns true if the failure may be temporary: the platform, or a service that it depends on, did not respond
    /// (`E008`, `E009`, `E015`, `E020`). This follows from their meanings; the platform does not document it.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        matches!(self.as_str(), "E008" | "E009" | "E015" | "E020")
    }

    /// Returns true for a code of the second table.
    pub(super) fn is_of_form_8821(&self) -> bool {
        self.begins_with_number("ACT")
    }

    fn begins_with_number(&self, letters: &str) -> bool {
        self.0.strip_prefix(letters).is_some_and(|number| number.starts_with(|first: char| first.is_ascii_digit()))
    }

    /// Accepts one to three capitals, three or four digits, and an optional dot and digit: not a name, not an SSN.
    fn is_shown(&self) -> bool {
        let (code, part) = self.0.split_once('.').unwrap_or((&self.0, "1"));
        let number = code.trim_start_matches(|letter: char| letter.is_ascii_uppercase());
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        (1..=3).contains(&(code.len() - number.len()))
            && (3..=4).contains(&number.len())
            && is_number(number)
            && part.len() == 1
            && is_number(part)
    }
}

impl From<&str> for MessageCode {
    fn from(code: &str) -> Self {
        Self(code.to_owned())
    }
}

impl PartialEq<&str> for MessageCode {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

/// Shows the code if it has the form of one; a server could send any string.
impl fmt::Display for MessageCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_shown() { &self.0 } else { "an unreadable code" })
    }
}

impl fmt::Debug for MessageCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MessageCode({self})")
    }
}

/// The platform's two tables: results, and form 8821.
const MEANINGS: &[(&str, &str)] = &[
    ("ACT0101", "correct the borrower's last name, resubmit"),
    ("ACT0102", "correct the business name, resubmit"),
    ("ACT0115", "no such request"),
    ("ACT0116", "no such borrower"),
    ("ACT0117", "TIN blank or invalid"),
    ("ACT0118", "first name blank or invalid"),
    ("ACT0119", "last name blank or invalid"),
    ("ACT0203", "SSN differs from the signed 8821: correct the order, or sign a new 8821"),
    ("ACT0204", "EIN differs from the signed 8821: correct the order, or sign a new 8821"),
    ("ACT0305", "address or TIN wrong; check with the borrower, resubmit"),
    ("ACT0406", "8821 and consent form both missing"),
    ("ACT0407", "8821 missing"),
    ("ACT0408", "consent form missing"),
    ("ACT0509", "tax year missing on the 8821: add, sign again"),
    ("ACT0610", "both forms unsigned or missing: attach signed ones"),
    ("ACT0611", "attach a signed 8821"),
    ("ACT0612", "attach a signed consent form"),
    ("ACT0713", "form 8821 missing"),
    ("ACT0814", "8821 column (b) must say 1120, 1120S or 1065; sign again"),
    ("ACT0915", "8821 section 1 (taxpayer data) incomplete; sign again"),
    ("E001", "preference value not acceptable"),
    ("E002", "preference key not supported"),
    ("E003", "locale not supported"),
    ("E004", "mandatory field absent"),
    ("E005", "analyzer not valid"),
    ("E006", "user lacks authorization"),
    ("E007", "target reference declared wrongly"),
    ("E007.1", "target reference declared wrongly: its type"),
    ("E007.2", "target reference declared wrongly: another part"),
    ("E008", "analyzer is offline"),
    ("E009", "failure inside the platform"),
    ("E010", "time zone not supported"),
    ("E011", "validation failed"),
    ("E012", "no value for a preference"),
    ("E013", "inputs not valid"),
    ("E014", "transaction id not valid"),
    ("E015", "trouble in a service it depends on"),
    ("E016", "analyzer given twice"),
    ("E017", "target reference declared wrongly"),
    ("E018", "reserved"),
    ("E019", "guid not valid"),
    ("E020", "a service it depends on did not respond"),
    ("E021", "reserved"),
    ("E022", "a field is required"),
    ("E023", "inputs not valid"),
    ("E024", "repeat order is redundant"),
    ("E025", "value not valid"),
    ("E026", "analyzer configured wrongly"),
    ("E027", "nothing in it can be ordered"),
    ("E028", "dossier is archived"),
    ("E029", "inputs not valid"),
    ("E030", "content damaged or not a PDF"),
    ("E031", "sub-product not valid"),
    ("E032", "target is in the opt-out database"),
    ("E033", "enterprise configuration not valid"),
    ("I001", "success"),
    ("I002", "property matches more than one subject"),
    ("I003", "analyzer evaluation was canceled"),
    ("I004", "analyzer evaluation is delayed"),
    ("I005", "preference value given twice"),
    ("I006", "analyzer id given twice"),
    ("I007", "nothing to resume"),
    ("I008", "no hit"),
    ("I009", "property matches too many subjects"),
    ("I010", "value is deprecated"),
    ("I011", "value is deprecated and will be ignored"),
];
