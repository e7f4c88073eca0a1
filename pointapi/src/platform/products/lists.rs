//! The platform's lists: an object with one array, whose key is the singular.

use serde::Serialize;

macro_rules! list {
    ($($name:ident $key:literal)*) => {$(
        #[derive(Debug, Clone, Serialize)]
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
    Terms "Term"
}
