//! The JSON of a response, read member by member, so that an invalid member affects only itself.
//!
//! Memory does not grow with the number of members or items: an object keeps the members that this crate reads, a list
//! is visited item by item, and the notes about unreadable members are limited. Paths consist of names from this crate
//! and positions, so they show nothing of the response.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// The members that this crate reads.
const NAMES: [&str; 17] = [
    "Attachment",
    "Attachments",
    "Category",
    "Classifier",
    "Code",
    "ContentDisposition",
    "ContentType",
    "CorrelationID",
    "Description",
    "Document",
    "Extension",
    "Message",
    "Messages",
    "Ref",
    "Status",
    "TransactionID",
    "any",
];

/// The noted paths of one response.
const MAX_NOTES: usize = 100;

/// The paths of unreadable members, such as `Attachments.Attachment[1].Document`; at most 100.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Notes(Vec<String>);

impl Notes {
    pub(super) fn push(&mut self, path: impl fmt::Display) {
        if self.0.len() < MAX_NOTES {
            self.0.push(path.to_string());
        }
    }

    pub(super) fn as_slice(&self) -> &[String] {
        &self.0
    }
}

/// The path of a member, written only when it is noted.
#[derive(Clone, Copy)]
pub(super) enum Path<'p> {
    Root,
    Member(&'p Path<'p>, &'static str),
    Item(&'p Path<'p>, usize),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => Ok(()),
            Self::Member(Self::Root, name) => f.write_str(name),
            Self::Member(parent, name) => write!(f, "{parent}.{name}"),
            Self::Item(parent, position) => write!(f, "{parent}[{position}]"),
        }
    }
}

/// An object whose members are still JSON, so that a document of many megabytes is not copied.
pub(super) struct Object<'a, 'p> {
    path: Path<'p>,
    members: Members<'a>,
}

/// The known members of an object; of two with one name the last counts.
struct Members<'a>([Option<&'a RawValue>; NAMES.len()]);

impl<'a> Object<'a, 'static> {
    /// Reads the whole response.
    pub(super) fn whole(json: &'a str) -> serde_json::Result<Self> {
        Ok(Self { path: Path::Root, members: serde_json::from_str(json)? })
    }
}

impl<'a, 'p> Object<'a, 'p> {
    fn of(path: Path<'p>, value: &'a RawValue) -> Option<Self> {
        Some(Self { path, members: serde_json::from_str(value.get()).ok()? })
    }

    /// Returns a member; `null` counts as absent.
    pub(super) fn get(&self, name: &'static str) -> Option<&'a RawValue> {
        self.members.get(name).filter(|value| value.get() != "null")
    }

    fn note(&self, name: &'static str, notes: &mut Notes) {
        notes.push(Path::Member(&self.path, name));
    }

    /// Returns a string, without a copy if nothing in it is escaped.
    pub(super) fn text(&self, name: &'static str, notes: &mut Notes) -> Option<Cow<'a, str>> {
        let text = text_of(self.get(name)?);
        if text.is_none() {
            self.note(name, notes);
        }
        text
    }

    /// Returns a string that every response has; noted also if it is absent or blank.
    pub(super) fn mandatory_text(&self, name: &'static str, notes: &mut Notes) -> Option<Cow<'a, str>> {
        let text = self.get(name).and_then(text_of).filter(|text| !text.trim().is_empty());
        if text.is_none() {
            self.note(name, notes);
        }
        text
    }

    /// Calls `read` with an object.
    pub(super) fn object<T>(
        &self,
        name: &'static str,
        notes: &mut Notes,
        read: impl FnOnce(&Object<'a, '_>, &mut Notes) -> Option<T>,
    ) -> Option<T> {
        let value = self.get(name)?;
        match Object::of(Path::Member(&self.path, name), value) {
            Some(object) => read(&object, notes),
            None => {
                self.note(name, notes);
                None
            }
        }
    }

    /// Calls `read` with each object of a list, an object with one array in it. A single object counts as a list of one.
    pub(super) fn for_each_item(
        &self,
        list: &'static str,
        items: &'static str,
        notes: &mut Notes,
        mut read: impl FnMut(&Object<'a, '_>, &mut Notes),
    ) {
        self.object(list, notes, |list, notes| {
            let (value, path) = (list.get(items)?, Path::Member(&list.path, items));
            if let Some(single) = Object::of(path, value) {
                read(&single, notes);
                return None;
            }
            let visitor = Items { path: &path, notes: &mut *notes, read: &mut read };
            if serde_json::Deserializer::from_str(value.get()).deserialize_seq(visitor).is_err() {
                list.note(items, notes);
            }
            None::<()>
        });
    }
}

impl<'a> Members<'a> {
    fn get(&self, name: &'static str) -> Option<&'a RawValue> {
        NAMES.iter().position(|known| *known == name).and_then(|position| self.0[position])
    }
}

impl<'de> serde::Deserialize<'de> for Members<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MembersVisitor;

        impl<'de> Visitor<'de> for MembersVisitor {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
                let mut members = Members([None; NAMES.len()]);
                while let Some(position) = map.next_key_seed(KnownName)? {
                    match position {
                        Some(position) => members.0[position] = Some(map.next_value()?),
                        None => drop(map.next_value::<IgnoredAny>()?),
                    }
                }
                Ok(members)
            }
        }

        deserializer.deserialize_map(MembersVisitor)
    }
}

/// Reads a name as its position in [`NAMES`], so that an unknown one is not kept.
struct KnownName;

impl<'de> DeserializeSeed<'de> for KnownName {
    type Value = Option<usize>;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KnownName {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        Ok(NAMES.iter().position(|known| *known == name))
    }
}

/// Reads the items of a list one by one.
struct Items<'p, 'n, F> {
    path: &'p Path<'p>,
    notes: &'n mut Notes,
    read: F,
}

impl<'de, F: FnMut(&Object<'de, '_>, &mut Notes)> Visitor<'de> for Items<'_, '_, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        let mut position = 0;
        while let Some(item) = items.next_element::<&RawValue>()? {
            let path = Path::Item(self.path, position);
            match Object::of(path, item) {
                Some(object) => (self.read)(&object, self.notes),
                None => self.notes.push(path),
            }
            position += 1;
        }
        Ok(())
    }
}

/// Returns the string of a JSON value; `None` for another type.
fn text_of(value: &RawValue) -> Option<Cow<'_, str>> {
    let quoted = value.get();
    let inner = quoted.strip_prefix('"')?.strip_suffix('"')?;
    if inner.contains('\\') { serde_json::from_str(quoted).ok().map(Cow::Owned) } else { Some(Cow::Borrowed(inner)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unreadable_member_is_noted_by_its_path() {
        let json =
            r#"{"Messages": {"Message": [{"Code": 7}, "Ostrander", {"Code": "x"}]}, "Ref": "\ud800", "Status": []}"#;
        let object = Object::whole(json).unwrap();
        let (mut notes, mut codes) = (Notes::default(), Vec::new());
        object.for_each_item("Messages", "Message", &mut notes, |item, notes| codes.push(item.text("Code", notes)));
        assert_eq!(codes, [None, Some("x".into())]);
        assert!(object.text("Ref", &mut notes).is_none());
        assert!(object.object("Status", &mut notes, |_, _| Some(())).is_none());
        assert_eq!(notes.as_slice(), ["Messages.Message[0].Code", "Messages.Message[1]", "Ref", "Status"]);
    }

    #[test]
    fn an_absent_mandatory_member_is_noted() {
        let object = Object::whole(r#"{"Code": null}"#).unwrap();
        let mut notes = Notes::default();
        assert!(object.text("Code", &mut notes).is_none());
        assert!(notes.as_slice().is_empty());
        assert!(object.mandatory_text("Code", &mut notes).is_none());
        assert_eq!(notes.as_slice(), ["Code"]);
    }

    #[test]
    fn a_single_object_is_a_list_of_one() {
        let object = Object::whole(r#"{"Messages": {"Message": {"Code": "x"}}}"#).unwrap();
        let (mut notes, mut codes) = (Notes::default(), Vec::new());
        object.for_each_item("Messages", "Message", &mut notes, |item, notes| codes.push(item.text("Code", notes)));
        object.for_each_item("Attachments", "Attachment", &mut notes, |_, _| panic!("no list"));
        assert_eq!((codes, notes), (vec![Some("x".into())], Notes::default()));
    }

    #[test]
    fn at_most_100_paths_are_noted() {
        let json = format!(r#"{{"Messages": {{"Message": [{}1]}}}}"#, "1,".repeat(1000));
        let mut notes = Notes::default();
        Object::whole(&json).unwrap().for_each_item("Messages", "Message", &mut notes, |_, _| {});
        assert_eq!(notes.as_slice().len(), 100);
    }
}
