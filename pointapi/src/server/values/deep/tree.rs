//! The pairs of a query or form as a tree of names.

use std::collections::BTreeMap;

use crate::server::pairs::{Pair, Pairs};
use crate::server::values::failure::ValueError;

/// The deepest nesting, since a type may contain itself and each level takes stack.
const MAX_DEPTH: usize = 32;

/// The largest number of names and nested names. Each takes about 800 bytes, where the client may have sent three.
const MAX_NODES: usize = 10_000;

/// All pairs of a query or form by their names.
#[derive(Default)]
pub(in crate::server::values) struct Tree<'de>(pub(super) Node<'de>);

/// The values of one name, and what lies below it.
#[derive(Default)]
pub(super) struct Node<'de> {
    pub(super) values: Vec<&'de Pair>,
    pub(super) children: BTreeMap<&'de str, Node<'de>>,
}

impl<'de> Tree<'de> {
    /// # Errors
    ///
    /// If a name is nested deeper than 32 levels, or there are more than 10 000 names and nested names.
    pub(in crate::server::values) fn of(pairs: &'de Pairs) -> Result<Self, ValueError> {
        let mut root = Node::default();
        let mut nodes = 0;
        for pair in pairs.iter() {
            let keys = keys(pair.name());
            if keys.clone().nth(MAX_DEPTH).is_some() {
                return Err(ValueError::Invalid);
            }
            let mut node = &mut root;
            for key in keys {
                node = node.children.entry(key).or_insert_with(|| {
                    nodes += 1;
                    Node::default()
                });
            }
            if nodes > MAX_NODES {
                return Err(ValueError::TooMany);
            }
            node.values.push(pair);
        }
        Ok(Self(root))
    }
}

/// Input: `items[0][size]`
///
/// Output: `items`, `0`, `size`; a name whose brackets are not in pairs is one key
///
/// Not a list: a name may have a million pairs of brackets.
fn keys(name: &str) -> impl Iterator<Item = &str> + Clone {
    let nested = name.split_once('[').and_then(|(base, rest)| Some((base, rest.strip_suffix(']')?)));
    let nested = nested.filter(|(_, inner)| !inner.split("][").any(|key| key.contains(['[', ']'])));
    let (base, inner) = nested.map_or((name, None), |(base, inner)| (base, Some(inner)));
    std::iter::once(base).chain(inner.into_iter().flat_map(|inner| inner.split("][")))
}

impl<'de> Node<'de> {
    /// The items of a list: those with an index in its order, then those without.
    pub(super) fn items<'t>(&'t self) -> Vec<Item<'de, 't>> {
        let mut indexed: Vec<(u32, &Node<'_>)> =
            self.children.iter().filter_map(|(key, node)| Some((key.parse().ok()?, node))).collect();
        indexed.sort_by_key(|(index, _)| *index);
        let indexed = indexed.into_iter().map(|(_, node)| Item::Nested(node));
        let unnamed = self.children.get("").map(|node| node.values.as_slice()).unwrap_or_default();
        indexed.chain(unnamed.iter().chain(&self.values).map(|pair| Item::Plain(pair))).collect()
    }

    pub(super) fn is_list(&self) -> bool {
        self.children.keys().all(|key| key.is_empty() || key.parse::<u32>().is_ok())
    }
}

/// One item of a list.
pub(super) enum Item<'de, 't> {
    /// Without an index: a scalar.
    Plain(&'de Pair),
    Nested(&'t Node<'de>),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_in_pairs_separate_keys() {
        assert!(keys("items[0][size]").eq(["items", "0", "size"]));
        assert!(keys("ids[]").eq(["ids", ""]));
        for name in ["plain", "a[b", "a]b", "a[b]c", "a[[b]]"] {
            assert!(keys(name).eq([name]), "{name}");
        }
    }

    #[test]
    fn the_number_of_nested_names_is_limited() {
        let query = |count| (0..count).map(|number| format!("a{number}{}=&", "[b]".repeat(9))).collect::<String>();
        let result = |count| Tree::of(&Pairs::of_query(&query(count)).unwrap()).map(drop);
        assert_eq!((result(1000), result(1001)), (Ok(()), Err(ValueError::TooMany)));
    }

    #[test]
    fn nesting_is_limited() {
        let name = |depth| format!("a{}=1", "[b]".repeat(depth));
        let is_accepted = |depth| Tree::of(&Pairs::of_query(&name(depth)).unwrap()).is_ok();
        assert!(is_accepted(MAX_DEPTH - 1) && !is_accepted(MAX_DEPTH));
    }
}
