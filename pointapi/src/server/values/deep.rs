//! Nested values in names with brackets: `filter[state]=open`, `ids[]=1`, `items[0][size]=2`.

use std::collections::{BTreeMap, VecDeque};

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::attempt::Attempt;
use super::failure::ValueError;
use super::field::{by_scalar, scalar_or_list, scalars};
use super::scalar::Scalar;
use super::source::Source;
use crate::server::pairs::Pairs;

/// The deepest nesting, since a type may contain itself and each level takes stack.
const MAX_DEPTH: usize = 32;

/// The largest number of names and nested names. Each takes about 800 bytes, where the client may have sent three.
const MAX_NODES: usize = 10_000;

/// All pairs of a query or form by their names.
#[derive(Default)]
pub(super) struct Tree<'de>(Node<'de>);

/// The values of one name, and what lies below it.
#[derive(Default)]
struct Node<'de> {
    values: Vec<&'de str>,
    children: BTreeMap<&'de str, Node<'de>>,
}

impl<'de> Tree<'de> {
    /// # Errors
    ///
    /// If a name is nested deeper than 32 levels, or there are more than 10 000 names and nested names.
    pub(super) fn of(pairs: &'de Pairs) -> Result<Self, ValueError> {
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
            node.values.push(pair.value());
        }
        Ok(Self(root))
    }

    /// The deserializer of the argument `name`; without a name, of the fields of a whole form.
    pub(super) fn argument<'t>(
        &'t self,
        source: Source<'de>,
        name: &str,
        is_optional: bool,
        attempt: &'t Attempt,
    ) -> Value<'de, 't> {
        let is_whole = name.is_empty();
        let node = if is_whole { Some(&self.0) } else { self.0.children.get(name) };
        Value { node, is_optional, is_whole, is_nested: false, source, attempt }
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
    fn items<'t>(&'t self) -> Vec<Item<'de, 't>> {
        let mut indexed: Vec<(u32, &Node<'_>)> =
            self.children.iter().filter_map(|(key, node)| Some((key.parse().ok()?, node))).collect();
        indexed.sort_by_key(|(index, _)| *index);
        let indexed = indexed.into_iter().map(|(_, node)| Item::Nested(node));
        let unnamed = self.children.get("").map(|node| node.values.as_slice()).unwrap_or_default();
        indexed.chain(unnamed.iter().chain(&self.values).map(|text| Item::Text(text))).collect()
    }

    fn is_list(&self) -> bool {
        self.children.keys().all(|key| key.is_empty() || key.parse::<u32>().is_ok())
    }
}

/// The deserializer of one name.
#[derive(Clone, Copy)]
pub(super) struct Value<'de, 't> {
    /// `None` if nothing of this name was sent.
    node: Option<&'t Node<'de>>,
    is_optional: bool,
    /// True for all fields of a form, of which other arguments take some.
    is_whole: bool,
    /// False for the argument itself.
    is_nested: bool,
    source: Source<'de>,
    attempt: &'t Attempt,
}

impl<'de, 't> Value<'de, 't> {
    fn below(self, node: Option<&'t Node<'de>>) -> Self {
        Self { node, is_optional: false, is_whole: false, is_nested: true, ..self }
    }

    fn scalar(self) -> Result<Scalar<'de, 't>, ValueError> {
        let node = self.node.ok_or(ValueError::Absent)?;
        match node.values.as_slice() {
            [] => Err(ValueError::Invalid),
            [value] => Ok(self.attempt.scalar(value)),
            _ => Err(ValueError::Repeated),
        }
    }

    fn items(self) -> Result<Items<'de, 't>, ValueError> {
        if self.node.is_none() && self.is_optional {
            return Err(ValueError::Absent);
        }
        let items = self.node.map(Node::items).unwrap_or_default();
        Ok(Items { list: self, items: items.into_iter() })
    }

    /// The lists that were not sent.
    fn unsent(self) -> impl Iterator<Item = (&'de str, Option<&'t Node<'de>>)> {
        let is_sent = move |name: &str| self.node.is_some_and(|node| node.children.contains_key(name));
        self.attempt.unsent.iter().copied().filter(move |name| !is_sent(name)).map(|name| (name as &'de str, None))
    }

    fn fields(self, is_field: impl Fn(&str) -> bool) -> Fields<'de, 't> {
        let children = self.node.into_iter().flat_map(|node| &node.children);
        let fields: VecDeque<_> =
            children.filter(|(key, _)| is_field(key)).map(|(key, node)| (*key, Some(node))).collect();
        Fields { parent: self, fields, value: None }
    }
}

impl<'de> Deserializer<'de> for Value<'de, '_> {
    type Error = ValueError;

    scalar_or_list! {}

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        let is_sent = |node: &Node<'_>| !self.is_whole || !node.children.is_empty();
        if self.node.is_some_and(is_sent) { visitor.visit_some(self) } else { visitor.visit_none() }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        let is_own = |name: &str| !self.is_whole || !self.source.is_taken("", name);
        let mut fields = self.fields(is_own);
        if self.is_optional && fields.fields.is_empty() {
            return Err(ValueError::Absent);
        }
        if !self.is_nested {
            fields.fields.extend(self.unsent());
        }
        visitor.visit_map(fields)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ValueError> {
        let is_own = |name: &str| names.contains(&name);
        let mut fields = self.fields(is_own);
        let is_absent = self.is_optional && fields.fields.is_empty();
        fields.fields.extend(self.unsent().filter(|(name, _)| is_own(name)));
        // A struct ignores the other names, unless it denies them.
        fields.fields.extend(self.fields(|name| !is_own(name)).fields);
        match visitor.visit_map(fields) {
            Err(ValueError::UnknownField) => Err(ValueError::UnknownField),
            _ if is_absent => Err(ValueError::Absent),
            result => result,
        }
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        match self.node {
            // A list that was not sent.
            None if self.is_nested => self.deserialize_seq(visitor),
            Some(node) if !self.is_whole && node.is_list() => match node.values.as_slice() {
                [value] if node.children.is_empty() && !self.attempt.is_list(value) => {
                    self.attempt.scalar(value).deserialize_any(visitor)
                }
                _ => self.deserialize_seq(visitor),
            },
            _ => self.deserialize_map(visitor),
        }
    }
}

/// One item of a list.
enum Item<'de, 't> {
    /// Without an index: a scalar.
    Text(&'de str),
    Nested(&'t Node<'de>),
}

/// The items of a list.
struct Items<'de, 't> {
    list: Value<'de, 't>,
    items: std::vec::IntoIter<Item<'de, 't>>,
}

impl<'de> SeqAccess<'de> for Items<'de, '_> {
    type Error = ValueError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, ValueError> {
        let item = self.items.next().map(|item| match item {
            Item::Text(text) => seed.deserialize(self.list.attempt.scalar(text)),
            Item::Nested(node) => seed.deserialize(self.list.below(Some(node))),
        });
        item.transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

/// The fields of a struct or map.
struct Fields<'de, 't> {
    parent: Value<'de, 't>,
    fields: VecDeque<(&'de str, Option<&'t Node<'de>>)>,
    value: Option<&'t Node<'de>>,
}

impl<'de> MapAccess<'de> for Fields<'de, '_> {
    type Error = ValueError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, ValueError> {
        let Some((name, value)) = self.fields.pop_front() else { return Ok(None) };
        self.value = value;
        seed.deserialize(Scalar::text(name)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, ValueError> {
        seed.deserialize(self.parent.below(self.value.take()))
    }
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
