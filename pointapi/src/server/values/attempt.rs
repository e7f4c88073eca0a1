//! The attempts at one argument, each with what the last one has shown about its type.
//!
//! A type with `#[serde(flatten)]`, `tag` or `untagged` takes its values before it knows what they are, and a text such
//! as `12` may be a number or a string. The first attempt takes for an integer or a boolean what the client would have
//! written for one. A number with a fraction is a string until the type rejects it, since a decimal would change its value
//! as an `f64`. If the type does not accept that, everything is a string at first, and each string that the type rejects
//! is read in the next way of [`Guess`].

use super::failure::{ValueError, address};
use super::fractions::Fractions;
use super::scalar::{Guess, Scalar};

/// The largest number of strings that are read in another way, counted by way. Each takes one more attempt.
const MAX_TURNS: usize = 64;

/// One attempt.
pub(super) struct Attempt {
    /// The fields that were not sent and are lists, since an empty list is not sent.
    pub(super) unsent: Vec<&'static str>,
    is_first: bool,
    /// A struct that denies names gets its own ones only: other arguments may have the rest.
    pub(super) is_lenient: bool,
    /// The addresses of the texts that were rejected as strings, once for each way in which they are read instead: as a
    /// scalar, as a list with one string, as a list with one scalar.
    turned: Vec<usize>,
    fractions: Fractions,
}

impl Attempt {
    pub(super) fn first() -> Self {
        Self {
            unsent: Vec::new(),
            is_first: true,
            is_lenient: false,
            turned: Vec::new(),
            fractions: Fractions::default(),
        }
    }

    /// Prepares the next attempt; false if `error` is final.
    pub(super) fn is_followed(&mut self, error: ValueError) -> bool {
        match error {
            ValueError::MissingField(field) if !self.unsent.contains(&field) => self.unsent.push(field),
            ValueError::Invalid | ValueError::NotAList | ValueError::NotAString(_) if self.is_first => {
                self.is_first = self.fractions.turn(error);
            }
            ValueError::UnknownField if !self.is_lenient => self.is_lenient = true,
            ValueError::NotAString(text) => return self.turn(text),
            // The text that was turned last is not what it was turned to.
            ValueError::Invalid | ValueError::NotAList => {
                return self.turned.last().copied().is_some_and(|text| self.turn(text));
            }
            _ => return false,
        }
        true
    }

    fn turn(&mut self, text: usize) -> bool {
        let can_turn = self.turns(text) < 3 && self.turned.len() < MAX_TURNS;
        if can_turn {
            self.turned.push(text);
        }
        can_turn
    }

    fn turns(&self, text: usize) -> usize {
        self.turned.iter().filter(|turned| **turned == text).count()
    }

    /// The deserializer of a text, which is read as the last attempts have shown if its type is unknown.
    pub(super) fn scalar<'de>(&self, text: &'de str) -> Scalar<'de, '_> {
        let guess = match self.turns(address(text)) {
            _ if self.is_first => Guess::Written(&self.fractions),
            1 | 3 => Guess::Scalar,
            _ => Guess::Text,
        };
        Scalar { text, guess }
    }

    /// True if a text that stands alone is read as a list.
    pub(super) fn is_list(&self, text: &str) -> bool {
        self.turns(address(text)) >= 2
    }
}
