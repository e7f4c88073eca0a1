//! Numbers with a fraction whose type is unknown: strings at first, since a decimal changes its value as an `f64`, and
//! numbers where the type rejects strings.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::failure::{ValueError, address};

/// The largest number of strings that are turned one by one. Each takes one more attempt.
const MAX_TURNS: usize = 64;

/// The fractions that are numbers in any combination; those beyond are numbers together.
const MAX_COMBINED: usize = 6;

/// The fractions of an argument, by their addresses.
#[derive(Default)]
pub(super) struct Fractions {
    /// With their positions.
    seen: RefCell<BTreeMap<usize, usize>>,
    /// Those that the type rejected as strings.
    rejected: Vec<usize>,
    /// Those that are numbers in this attempt, one bit for each position.
    numbers: usize,
}

impl Fractions {
    /// True if a text with a fraction is a number in this attempt.
    pub(super) fn is_number(&self, text: &str) -> bool {
        let (mut seen, text) = (self.seen.borrow_mut(), address(text));
        let next = seen.len();
        let position = *seen.entry(text).or_insert(next);
        self.rejected.contains(&text) || self.numbers >> position.min(MAX_COMBINED - 1) & 1 == 1
    }

    /// Turns the rejected fraction into a number. If it is unknown, as in an untagged enum, the next combination is tried:
    /// one has fewer numbers than those that contain it, and comes first. False if none is left.
    pub(super) fn turn(&mut self, error: ValueError) -> bool {
        let seen = self.seen.get_mut();
        let combinations = 1 << seen.len().min(MAX_COMBINED);
        match error {
            ValueError::NotAString(text)
                if seen.contains_key(&text) && !self.rejected.contains(&text) && self.rejected.len() < MAX_TURNS =>
            {
                self.rejected.push(text);
            }
            _ if self.numbers + 1 < combinations => self.numbers += 1,
            _ => return false,
        }
        true
    }
}
