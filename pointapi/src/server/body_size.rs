//! The limit of a body, as a number or as a string.

use crate::error::{Error, Result};

/// A size for [`Server::max_body`](super::Server::max_body): bytes as `usize`, or a string such as `"2MiB"`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodySize(std::result::Result<usize, String>);

impl BodySize {
    /// Returns the number of bytes.
    pub(super) fn bytes(self) -> Result<usize> {
        self.0.map_err(|text| {
            let expected = "a whole number with `B`, `KiB`, `MiB` or `GiB`, such as `2MiB`";
            Error::config(format!("`{text}` is not a size for `max_body`: write {expected}"))
        })
    }
}

impl From<usize> for BodySize {
    fn from(bytes: usize) -> Self {
        Self(Ok(bytes))
    }
}

impl From<&str> for BodySize {
    fn from(text: &str) -> Self {
        Self(measured(text).ok_or_else(|| text.to_owned()))
    }
}

/// Returns a number that is directly followed by its unit.
fn measured(text: &str) -> Option<usize> {
    const UNITS: &[(&str, usize)] = &[("B", 1), ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30)];
    let (number, unit) = text.split_at_checked(text.find(|c: char| !c.is_ascii_digit())?)?;
    let (_, factor) = UNITS.iter().find(|(name, _)| *name == unit)?;
    number.parse::<usize>().ok()?.checked_mul(*factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_a_number_or_a_text_with_a_unit() {
        let rows = [
            ("7B", Some(7)),
            ("2KiB", Some(2048)),
            ("2MiB", Some(2 << 20)),
            ("1GiB", Some(1 << 30)),
            ("7", None),
            ("2 MiB", None),
            ("2MB", None),
            ("-1B", None),
            ("99999999999999999999B", None),
            ("", None),
        ];
        for (text, expected) in rows {
            assert_eq!(BodySize::from(text).bytes().ok(), expected, "{text}");
        }
        assert_eq!(BodySize::from(7).bytes().ok(), Some(7));
    }
}
