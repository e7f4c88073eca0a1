//! Methods, compared by what a caller writes and what goes on the wire.

use syn::{Attribute, FnArg, PatType, ReturnType, TraitItemFn};

use super::text::{listed, plain};

/// One endpoint.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Method {
    /// `GET "/issues"`, with its options.
    pub(crate) endpoint: Part,
    /// Each argument with its role and type.
    pub(crate) arguments: Vec<Part>,
    pub(crate) returned: String,
}

/// A part of a method, compared by its key: names in the path do not count, since a caller passes the values by position.
#[derive(Debug, Eq)]
pub(crate) struct Part {
    pub(crate) text: String,
    key: String,
}

impl PartialEq for Part {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Method {
    pub(super) fn of(method: &TraitItemFn) -> Self {
        let endpoint = method.attrs.iter().find(|attribute| attribute.path().is_ident("point_endpoint"));
        let endpoint = endpoint.map(listed).unwrap_or_default();
        let arguments = method.sig.inputs.iter().filter_map(|input| match input {
            FnArg::Typed(argument) => Some(self::argument(argument)),
            FnArg::Receiver(_) => None,
        });
        let returned = match &method.sig.output {
            ReturnType::Type(_, ty) => plain(ty),
            ReturnType::Default => String::new(),
        };
        Self {
            endpoint: Part { key: without_names(&endpoint), text: endpoint },
            arguments: arguments.collect(),
            returned,
        }
    }
}

/// An argument without its docs and without what concerns logs alone.
fn argument(argument: &PatType) -> Part {
    let counts = |attribute: &&Attribute| !["doc", "sensitive"].iter().any(|name| attribute.path().is_ident(name));
    let roles: Vec<&Attribute> = argument.attrs.iter().filter(counts).collect();
    let is_path = roles.iter().all(|role| role.path().is_ident("path"));
    let (name, ty) = (plain(&argument.pat), plain(&argument.ty));
    let roles: String = roles.iter().map(|role| format!("{} ", plain(role))).collect();
    let text = format!("{roles}{name} : {ty}");
    Part { key: if is_path { ty } else { text.clone() }, text }
}

/// `GET "/issues/{id}"` → `GET "/issues/{}"`
fn without_names(endpoint: &str) -> String {
    let mut parts = endpoint.splitn(3, '"');
    let (method, path, options) = (parts.next(), parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let mut key = format!("{}\"", method.unwrap_or_default());
    let mut is_name = false;
    for character in path.chars() {
        is_name &= !matches!(character, '*' | '}');
        if !is_name {
            key.push(character);
        }
        is_name |= character == '{';
    }
    format!("{key}\"{options}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_in_the_path_do_not_count() {
        let key = "GET \"/a/{}/{*}\" , headers (\"X\" = \"{b}\")";
        assert_eq!(without_names("GET \"/a/{id}/{rest*}\" , headers (\"X\" = \"{b}\")"), key);
    }
}
