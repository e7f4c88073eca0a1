//! The validation of a JSON value against the documented members of an order.

use serde_json::{Map, Value};

/// The documented form of a value.
pub(super) enum Shape {
    /// A string; an empty one counts as missing, also for the next two.
    Text,
    /// A string that this function accepts.
    Format(fn(&str) -> bool),
    /// One of these strings.
    Words(&'static [&'static str]),
    Flag,
    Object(&'static [Member]),
    /// An object with exactly one of these members.
    One(&'static [Member]),
    /// An object with one array with this key.
    List(&'static str, &'static Shape),
}

/// A member of an object.
pub(super) struct Member {
    name: &'static str,
    shape: &'static Shape,
    is_mandatory: bool,
}

pub(super) const fn must(name: &'static str, shape: &'static Shape) -> Member {
    Member { name, shape, is_mandatory: true }
}

pub(super) const fn may(name: &'static str, shape: &'static Shape) -> Member {
    Member { name, shape, is_mandatory: false }
}

/// The validation errors of a value, as paths of members.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Errors {
    /// Unknown members, and members of another JSON type: the request is malformed.
    pub(super) malformed: Vec<String>,
    /// Mandatory members that are missing or empty.
    pub(super) missing: Vec<String>,
    /// Strings without the documented form.
    pub(super) invalid: Vec<String>,
}

impl Errors {
    pub(super) fn of(value: &Value, shape: &Shape) -> Self {
        let mut errors = Self::default();
        errors.check(value, shape, "");
        errors
    }

    fn check(&mut self, value: &Value, shape: &Shape, path: &str) {
        match (shape, value) {
            (Shape::Flag, Value::Bool(_)) => {}
            (Shape::Text, Value::String(_)) => {}
            (Shape::Format(is_valid), Value::String(text)) if is_valid(text) => {}
            (Shape::Words(words), Value::String(text)) if words.contains(&text.as_str()) => {}
            (Shape::Format(_) | Shape::Words(_), Value::String(text)) if text.is_empty() => {}
            (Shape::Format(_) | Shape::Words(_), Value::String(_)) => self.invalid.push(path.to_owned()),
            (Shape::Object(members), Value::Object(object)) => self.check_members(object, members, path),
            (Shape::One(members), Value::Object(object)) => {
                if object.len() == 1 {
                    self.check_members(object, members, path);
                } else {
                    self.malformed.push(path.to_owned());
                }
            }
            (Shape::List(key, item), Value::Object(object)) => self.check_list(object, key, item, path),
            _ => self.malformed.push(path.to_owned()),
        }
    }

    fn check_members(&mut self, object: &Map<String, Value>, members: &[Member], path: &str) {
        for (name, value) in object {
            match members.iter().find(|member| member.name == name) {
                Some(member) => self.check(value, member.shape, &join(path, name)),
                None => self.malformed.push(join(path, name)),
            }
        }
        for member in members.iter().filter(|member| member.is_mandatory) {
            let is_there = object.get(member.name).is_some_and(|value| value.as_str() != Some(""));
            if !is_there {
                self.missing.push(join(path, member.name));
            }
        }
    }

    fn check_list(&mut self, object: &Map<String, Value>, key: &str, item: &Shape, path: &str) {
        if let Some(unknown) = object.keys().find(|name| *name != key) {
            self.malformed.push(join(path, unknown));
        }
        let path = join(path, key);
        match object.get(key).and_then(Value::as_array) {
            Some(items) if items.is_empty() => self.missing.push(path),
            Some(items) => {
                for (index, value) in items.iter().enumerate() {
                    self.check(value, item, &format!("{path}[{}]", index + 1));
                }
            }
            None => self.malformed.push(path),
        }
    }
}

fn join(path: &str, name: &str) -> String {
    format!("{path}/{name}")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const PERSON: Shape = Shape::Object(&[
        must("Name", &Shape::Text),
        may("Kind", &Shape::Words(&["a"])),
        may("Homes", &Shape::List("Home", &Shape::Text)),
    ]);

    #[test]
    fn a_valid_value_has_no_errors() {
        let value = json!({"Name": "x", "Kind": "a", "Homes": {"Home": ["y"]}});
        assert_eq!(Errors::of(&value, &PERSON), Errors::default());
    }

    #[test]
    fn an_empty_string_counts_as_missing_only() {
        const DATED: Shape = Shape::Object(&[must("Date", &Shape::Format(|text| text == "today")), may("Kind", &KIND)]);
        const KIND: Shape = Shape::Words(&["a"]);
        let errors = Errors::of(&json!({"Date": "", "Kind": ""}), &DATED);
        assert_eq!(errors, Errors { missing: vec!["/Date".into()], ..Errors::default() });
    }

    #[test]
    fn errors_have_a_kind_and_a_path() {
        let value = json!({"Name": "", "Kind": "b", "Homes": {"Home": ["y", 7]}, "Mood": 1});
        let errors = Errors::of(&value, &PERSON);
        assert_eq!(errors.missing, ["/Name"]);
        assert_eq!(errors.invalid, ["/Kind"]);
        assert_eq!(errors.malformed, ["/Homes/Home[2]", "/Mood"]);
    }
}
