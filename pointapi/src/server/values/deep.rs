//! Nested values in names with brackets: `filter[state]=open`, `ids[]=1`, `items[0][size]=2`.

mod tree;

use std::collections::VecDeque;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::attempt::Attempt;
use super::failure::ValueError;
use super::field::{by_scalar, scalar_or_list, scalars};
use super::scalar::Scalar;
use super::source::Source;
pub(super) use tree::Tree;
use tree::{Item, Node};

impl<'de> Tree<'de> {
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
            [pair] => Ok(self.attempt.scalar(pair.value()?)),
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
                [pair] if node.children.is_empty() && !self.attempt.is_list(pair.value()?) => {
                    self.scalar()?.deserialize_any(visitor)
                }
                _ => self.deserialize_seq(visitor),
            },
            _ => self.deserialize_map(visitor),
        }
    }
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
            Item::Plain(pair) => seed.deserialize(self.list.attempt.scalar(pair.value()?)),
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
