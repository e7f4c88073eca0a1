//! Words of a document to names of Rust.

mod assign;
mod keyword;
mod rename;
mod words;

pub(crate) use assign::{Names, assign};
pub(crate) use keyword::{identifier, plain_identifier};
pub(crate) use rename::{RULES, Rename};
pub(crate) use words::{pascal, singular, snake, words};

use std::collections::HashSet;

/// Gives each key a name of its own. Keys are taken in their own order, so that the result does not depend on the
/// order of the document; a name that is taken gets a number.
pub(crate) fn unique(keys: &mut [(String, String)], taken: &mut HashSet<String>) {
    let mut order: Vec<usize> = (0..keys.len()).collect();
    order.sort_by(|a, b| keys.get(*a).map(|(key, _)| key).cmp(&keys.get(*b).map(|(key, _)| key)));
    for index in order {
        if let Some((_, name)) = keys.get_mut(index) {
            *name = free(name, taken);
        }
    }
}

/// `name`, or the first of `name2`, `name3`, ... that is free; it is taken afterwards.
pub(crate) fn free(name: &str, taken: &mut HashSet<String>) -> String {
    let mut candidate = name.to_owned();
    let mut number = 2;
    while !taken.insert(candidate.clone()) {
        candidate = format!("{name}{number}");
        number += 1;
    }
    candidate
}
