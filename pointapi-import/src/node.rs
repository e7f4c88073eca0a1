//! The value of a document, with the members of objects in their source order.

use std::fmt;

use indexmap::IndexMap;
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

/// One value. Numbers beyond 64 bits become floats, as real documents have them in limits.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node {
    Null,
    Bool(bool),
    Integer(i128),
    /// A boolean or number that YAML spells otherwise than JSON, such as `True`, `01` or `1.0`.
    Spelled(String, Box<Node>),
    Float(f64),
    String(String),
    List(Vec<Node>),
    Object(IndexMap<String, Node>),
}

impl Node {
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        match self {
            Node::Object(members) => members.get(key),
            _ => None,
        }
    }

    pub(crate) fn as_str(&self) -> Option<&str> {
        match self {
            Node::String(text) => Some(text),
            _ => None,
        }
    }

    /// The value without its spelling.
    pub(crate) fn value(&self) -> &Node {
        match self {
            Node::Spelled(_, value) => value,
            node => node,
        }
    }

    pub(crate) fn as_bool(&self) -> Option<bool> {
        match self.value() {
            Node::Bool(value) => Some(*value),
            _ => None,
        }
    }

    pub(crate) fn members(&self) -> impl Iterator<Item = (&str, &Node)> {
        let members = match self {
            Node::Object(members) => Some(members),
            _ => None,
        };
        members.into_iter().flatten().map(|(name, node)| (name.as_str(), node))
    }

    pub(crate) fn items(&self) -> &[Node] {
        match self {
            Node::List(items) => items,
            _ => &[],
        }
    }

    /// The child under one unescaped token of a JSON pointer.
    pub(crate) fn child(&self, token: &str) -> Option<&Node> {
        match self {
            Node::Object(members) => members.get(token),
            Node::List(items) => items.get(token.parse::<usize>().ok()?),
            _ => None,
        }
    }
}

/// The reason to reject an object with two members of one name.
pub(crate) fn repeated(name: &str) -> String {
    format!("the member `{name}` is declared twice in one object")
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Integer(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Integer(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Float(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Node, E> {
        Ok(Node::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut members = IndexMap::new();
        while let Some(name) = map.next_key::<String>()? {
            if members.contains_key(&name) {
                return Err(A::Error::custom(repeated(&name)));
            }
            members.insert(name, map.next_value()?);
        }
        Ok(Node::Object(members))
    }
}
