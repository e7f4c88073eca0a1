//! The platform's lists: an object with one array, whose key is the singular.

use serde::Serialize;

use super::term::Term;

macro_rules! list {
    ($($name:ident $key:literal)*) => {$(
        #[derive(Debug, Clone, Serialize)]
        #[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(inline))]
        #[cfg_attr(feature = "server", derive(serde::Deserialize))]
        #[serde(deny_unknown_fields)]
        pub(in crate::platform::products) struct $name<T> {
            #[serde(rename = $key)]
            pub(in crate::platform::products) items: Vec<T>,
        }

        impl<T> Default for $name<T> {
            fn default() -> Self {
                Self { items: Vec::new() }
            }
        }

        impl<T> From<T> for $name<T> {
            fn from(item: T) -> Self {
                Self { items: vec![item] }
            }
        }
    )*};
}

list! {
    Attachments "Attachment"
    ConsentTokens "ConsentToken"
    Employers "Employer"
    Items "ParticipantItem"
    Licenses "License"
    Preferences "Preference"
    Residences "Residence"
    TermList "Term"
}

/// The terms of an order.
pub(in crate::platform::products) type Terms<T> = TermList<Term<T>>;

impl<T> From<T> for Terms<T> {
    fn from(term: T) -> Self {
        Term::from(term).into()
    }
}

impl<T> Terms<T> {
    pub(in crate::platform::products) fn add(&mut self, term: T) {
        self.items.push(term.into());
    }
}
