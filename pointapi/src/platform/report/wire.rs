//! The answer's JSON, read one member at a time: what is not as documented is noted, and costs only itself.
//!
//! What flows in is text, what flows out are its members and the paths of those that could not be read. A path is made
//! of names that are written in this crate and of positions, so it shows nothing of the answer.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::value::RawValue;

/// The paths of the members that could not be read, such as `Attachments.Attachment[1].Document`.
pub(super) type Notes = Vec<String>;

/// An object whose members are still JSON: a document of many megabytes is not copied.
pub(super) struct Object<'a> {
    path: String,
    members: BTreeMap<String, &'a RawValue>,
}

impl<'a> Object<'a> {
    /// The answer itself.
    pub(super) fn whole(json: &'a str) -> serde_json::Result<Self> {
        Ok(Self { path: String::new(), members: serde_json::from_str(json)? })
    }

    /// A member that is there; `null` is as good as absent.
    pub(super) fn get(&self, name: &str) -> Option<&'a RawValue> {
        self.members.get(name).copied().filter(|value| value.get() != "null")
    }

    fn path(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    /// A text, without a copy where nothing in it is escaped.
    pub(super) fn text(&self, name: &str, notes: &mut Notes) -> Option<Cow<'a, str>> {
        let text = text_of(self.get(name)?);
        if text.is_none() {
            notes.push(self.path(name));
        }
        text
    }

    /// A text that no answer should lack; noted also where it is absent or blank.
    pub(super) fn mandatory_text(&self, name: &str, notes: &mut Notes) -> Option<Cow<'a, str>> {
        let text = self.get(name).and_then(text_of).filter(|text| !text.trim().is_empty());
        if text.is_none() {
            notes.push(self.path(name));
        }
        text
    }

    pub(super) fn object(&self, name: &str, notes: &mut Notes) -> Option<Self> {
        let object = Self::of(self.path(name), self.get(name)?);
        if object.is_none() {
            notes.push(self.path(name));
        }
        object
    }

    /// The objects of a list. One that stands alone counts as a list of one.
    pub(super) fn list(&self, name: &str, notes: &mut Notes) -> Vec<Self> {
        let Some(value) = self.get(name) else { return Vec::new() };
        if let Some(single) = Self::of(self.path(name), value) {
            return vec![single];
        }
        let Ok(items) = serde_json::from_str::<Vec<&RawValue>>(value.get()) else {
            notes.push(self.path(name));
            return Vec::new();
        };
        let paths = (0..).map(|position: usize| format!("{}[{position}]", self.path(name)));
        let read = |(path, item): (String, &'a RawValue)| {
            let object = Self::of(path.clone(), item);
            if object.is_none() {
                notes.push(path);
            }
            object
        };
        paths.zip(items).filter_map(read).collect()
    }

    fn of(path: String, value: &'a RawValue) -> Option<Self> {
        let members = serde_json::from_str(value.get()).ok()?;
        Some(Self { path, members })
    }
}

/// The text of a JSON value; `None` if it is none.
fn text_of(value: &RawValue) -> Option<Cow<'_, str>> {
    let quoted = value.get();
    let inner = quoted.strip_prefix('"')?.strip_suffix('"')?;
    if inner.contains('\\') { serde_json::from_str(quoted).ok().map(Cow::Owned) } else { Some(Cow::Borrowed(inner)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_is_noted_by_its_path_and_costs_only_itself() {
        let json = r#"{"List": {"Item": [{"Text": 7}, "Ostrander", {"Text": "x"}]}, "Text": "\ud800", "Object": []}"#;
        let object = Object::whole(json).unwrap();
        let mut notes = Notes::new();
        let items = object.object("List", &mut notes).unwrap().list("Item", &mut notes);
        let texts: Vec<_> = items.iter().map(|item| item.text("Text", &mut notes)).collect();
        assert_eq!(texts, [None, Some("x".into())]);
        assert!(object.text("Text", &mut notes).is_none() && object.object("Object", &mut notes).is_none());
        assert_eq!(notes, ["List.Item[1]", "List.Item[0].Text", "Text", "Object"]);
    }

    #[test]
    fn null_and_absent_members_are_noted_where_they_are_mandatory_and_a_single_object_is_a_list() {
        let object = Object::whole(r#"{"A": null, "B": {"Text": "x"}}"#).unwrap();
        let mut notes = Notes::new();
        assert!(object.mandatory_text("A", &mut notes).is_none());
        assert_eq!(notes, ["A"]);
        notes.clear();
        assert!(object.text("A", &mut notes).is_none() && object.list("C", &mut notes).is_empty());
        assert_eq!(object.list("B", &mut notes)[0].text("Text", &mut notes).as_deref(), Some("x"));
        assert!(notes.is_empty());
    }
}
