//! The text of a query, form or cookie under construction.

#[cfg(feature = "form")]
use crate::encode::FORM;
use crate::encode::{COOKIE, Plain, QUERY};

/// Appends `name=value` pairs to a text.
pub(crate) struct Pairs<'a> {
    out: &'a mut String,
    plain: &'static Plain,
    /// What comes before the next pair.
    separator: &'static str,
    /// What comes before those after it.
    later: &'static str,
}

impl<'a> Pairs<'a> {
    /// The query of a URL: what was written so far decides between `?` and `&`.
    pub(crate) fn of_target(target: &'a mut String) -> Self {
        let separator = if target.contains('?') { "&" } else { "?" };
        Self { out: target, plain: &QUERY, separator, later: "&" }
    }

    /// The body of a form.
    #[cfg(feature = "form")]
    pub(crate) fn of_form(body: &'a mut String) -> Self {
        let separator = if body.is_empty() { "" } else { "&" };
        Self { out: body, plain: &FORM, separator, later: "&" }
    }

    /// The value of a `Cookie` header.
    pub(crate) fn of_cookie(cookies: &'a mut String) -> Self {
        let separator = if cookies.is_empty() { "" } else { "; " };
        Self { out: cookies, plain: &COOKIE, separator, later: "; " }
    }

    pub(super) fn push(&mut self, name: &str, value: &str) {
        self.out.push_str(std::mem::replace(&mut self.separator, self.later));
        self.plain.encode_into(name, self.out);
        self.out.push('=');
        self.plain.encode_into(value, self.out);
    }

    /// Appends to the value of the pair that was pushed last.
    pub(super) fn extend(&mut self, separator: &str, value: &str) {
        self.out.push_str(separator);
        self.plain.encode_into(value, self.out);
    }
}
