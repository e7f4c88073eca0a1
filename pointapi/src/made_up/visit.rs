//! The choices that make up a value, in the order in which its type asks for them.

/// One choice.
#[derive(Debug, Clone)]
pub(crate) struct Visit {
    /// The argument or the part of the response: "the query parameter `page`".
    pub(crate) root: String,
    /// The place below the root: `.items[].name`.
    pub(super) path: String,
    pub(crate) kind: Kind,
    /// The position of the value among the candidates.
    pub(crate) choice: usize,
    pub(crate) count: usize,
}

/// The place and the kind of a choice.
pub(crate) type Subject = (String, Kind);

/// The subject of a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Text,
    /// A number, a character or bytes.
    Scalar,
    /// `None` is choice 0.
    Option,
    /// The number of items.
    Length,
    Variant,
    /// A member, which choice 1 leaves out.
    Omission,
    /// A value or name of unknown type.
    Unknown,
    /// A decision that need not reach the wire, such as the status that a value is made up for.
    Free,
}

impl Visit {
    /// The place, for people.
    pub(crate) fn place(&self) -> String {
        let path = self.path.trim_start_matches('.');
        if path.is_empty() { self.root.clone() } else { format!("`{path}` of {}", self.root) }
    }

    /// The place, as a key.
    pub(super) fn key(&self) -> String {
        format!("{}{}", self.root, self.path)
    }

    /// The place with the kind: one place has several choices, such as an option and its content.
    pub(super) fn subject(&self) -> Subject {
        (self.key(), self.kind)
    }

    /// The subject, where a member below one of its name stands for it: a type that contains itself has the same members
    /// at each level.
    pub(crate) fn outermost_subject(&self) -> Subject {
        let mut members: Vec<&str> = Vec::new();
        for member in self.path.split('.') {
            if let Some(level) = members.iter().position(|outer| *outer == member) {
                members.truncate(level);
            }
            members.push(member);
        }
        (format!("{}{}", self.root, members.join(".")), self.kind)
    }
}
