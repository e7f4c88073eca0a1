//! Deserialization of pairs into any type: the reverse of `param::query`.
//!
//! A scalar is read from the one pair of its name, a list from every pair of its name or from one delimited value, and
//! a struct or map from the pairs that have the names of its fields. An absent name is `None`, or an empty list.

mod argument;
mod attempt;
mod deep;
mod failure;
mod field;
mod fractions;
mod scalar;
mod source;

use serde::de;

use self::argument::Argument;
use self::attempt::Attempt;
use self::deep::Tree;
pub(super) use self::failure::ValueError;
use self::field::Field;
pub(super) use self::source::Source;
use crate::param::ListFormat;

/// Reads the pairs of `name`, or for a struct or map those of its fields, as a `T`.
pub(super) fn read<'de, T: de::Deserialize<'de>>(
    source: Source<'de>,
    name: &'static str,
    format: ListFormat,
) -> Result<T, ValueError> {
    read_all(source, name, format, false)
}

/// As [`read`]; `None` if nothing of the argument was sent.
pub(super) fn read_optional<'de, T: de::Deserialize<'de>>(
    source: Source<'de>,
    name: &'static str,
    format: ListFormat,
) -> Result<Option<T>, ValueError> {
    match read_all(source, name, format, true) {
        Ok(value) => Ok(Some(value)),
        Err(ValueError::Absent) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Deserializes an argument; after the last one, no name may be left that a struct denies.
fn read_all<'de, T: de::Deserialize<'de>>(
    source: Source<'de>,
    name: &'static str,
    format: ListFormat,
    is_optional: bool,
) -> Result<T, ValueError> {
    let result = deserialize(source, name, format, is_optional);
    if source.is_denied(name) { Err(ValueError::UnknownField) } else { result }
}

/// Deserializes an argument, in several attempts where its type does not say at once what it takes.
fn deserialize<'de, T: de::Deserialize<'de>>(
    source: Source<'de>,
    name: &'static str,
    format: ListFormat,
    is_optional: bool,
) -> Result<T, ValueError> {
    if let Some((maker, place)) = source.maker {
        let root = if name.is_empty() { "the body".to_owned() } else { format!("the {place} parameter `{name}`") };
        return made_up(maker, &root, is_optional);
    }
    let tree = if format == ListFormat::Deep { Some(Tree::of(source.pairs)?) } else { None };
    let mut attempt = Attempt::first();
    loop {
        let result = match &tree {
            Some(tree) => T::deserialize(tree.argument(source, name, is_optional, &attempt)),
            None => {
                let field = Field { pairs: source.pairs, name, format, attempt: &attempt };
                T::deserialize(Argument { source, field, is_optional })
            }
        };
        match (result, attempt.unsent.last().copied()) {
            // The field is not a list.
            (Err(ValueError::Absent | ValueError::NotAList), Some(field)) => {
                return Err(ValueError::MissingField(field));
            }
            (Err(error), _) if attempt.is_followed(error) => {}
            (result, _) => return result,
        }
    }
}

fn made_up<'de, T: de::Deserialize<'de>>(
    maker: &crate::made_up::Maker,
    root: &str,
    is_optional: bool,
) -> Result<T, ValueError> {
    if is_optional && !maker.is_there(root) {
        return Err(ValueError::Absent);
    }
    maker.make(root).ok_or(ValueError::Invalid)
}
