//! A query, form or cookie under construction.

use super::QueryError;
#[cfg(feature = "form")]
use crate::encode::FORM;
use crate::encode::{COOKIE, COOKIE_NAME, Plain, QUERY, cookie_octets};

/// Appends `name=value` pairs to a string.
pub(crate) struct Pairs<'a> {
    out: &'a mut String,
    name: &'static Plain,
    value: &'static Plain,
    /// The text before the next pair.
    separator: &'static str,
    /// The text before each pair after it.
    later: &'static str,
    /// True if texts that need an encoding cannot be written.
    is_plain_only: bool,
    needs_encoding: bool,
}

impl<'a> Pairs<'a> {
    /// The query of a URL. The first pair begins with `?`, unless the target has a query already.
    pub(crate) fn of_target(target: &'a mut String) -> Self {
        let separator = if target.contains('?') { "&" } else { "?" };
        Self::new(target, [&QUERY; 2], [separator, "&"])
    }

    /// The body of a form.
    #[cfg(feature = "form")]
    pub(crate) fn of_form(body: &'a mut String) -> Self {
        let separator = if body.is_empty() { "" } else { "&" };
        Self::new(body, [&FORM; 2], [separator, "&"])
    }

    /// The value of a `Cookie` header.
    pub(crate) fn of_cookie(cookies: &'a mut String) -> Self {
        let separator = if cookies.is_empty() { "" } else { "; " };
        Self { is_plain_only: true, ..Self::new(cookies, [&COOKIE_NAME, &COOKIE], [separator, "; "]) }
    }

    fn new(out: &'a mut String, [name, value]: [&'static Plain; 2], [separator, later]: [&'static str; 2]) -> Self {
        Self { out, name, value, separator, later, is_plain_only: false, needs_encoding: false }
    }

    /// True if a text was written that cannot be.
    pub(crate) fn needs_encoding(&self) -> bool {
        self.needs_encoding
    }

    /// The error of a value that is nested too deeply for its format. A cookie has no other format.
    pub(super) fn nested(&self) -> QueryError {
        QueryError(match self.is_plain_only {
            true => "is nested: flatten it",
            false => "is nested: flatten it, send it as a body, or declare it with `format = deep`",
        })
    }

    pub(super) fn push(&mut self, name: &str, value: &str) {
        self.out.push_str(std::mem::replace(&mut self.separator, self.later));
        if self.is_plain_only {
            self.needs_encoding |= !(self.name.holds(name) && self.value.holds(cookie_octets(value)));
            self.out.extend([name, "=", value]);
            return;
        }
        self.name.encode_into(name, self.out);
        self.out.push('=');
        self.value.encode_into(value, self.out);
    }

    /// True if the latest pair has an empty value.
    pub(super) fn is_empty_value(&self) -> bool {
        self.out.ends_with('=')
    }

    /// Appends to the value of the latest pair.
    pub(super) fn extend(&mut self, separator: &str, value: &str) {
        self.out.push_str(separator);
        self.value.encode_into(value, self.out);
    }
}
