//! The text of a query or form under construction.

use crate::encode::{FORM, Plain, QUERY};

/// Appends `name=value` pairs to a text.
pub(crate) struct Pairs<'a> {
    out: &'a mut String,
    plain: &'static Plain,
    separator: char,
}

impl<'a> Pairs<'a> {
    /// The query of a URL: what was written so far decides between `?` and `&`.
    pub(crate) fn of_target(target: &'a mut String) -> Self {
        let separator = if target.contains('?') { '&' } else { '?' };
        Self { out: target, plain: &QUERY, separator }
    }

    /// The body of a form.
    pub(crate) fn of_form(body: &'a mut String) -> Self {
        Self { out: body, plain: &FORM, separator: '&' }
    }

    pub(super) fn push(&mut self, name: &str, value: &str) {
        self.begin(name);
        self.plain.encode_into(value, self.out);
    }

    /// Appends to the value of the pair that was pushed last.
    pub(super) fn extend(&mut self, separator: &str, value: &str) {
        self.out.push_str(separator);
        self.plain.encode_into(value, self.out);
    }

    fn begin(&mut self, name: &str) {
        if self.separator == '?' || !self.out.is_empty() {
            self.out.push(self.separator);
        }
        self.separator = '&';
        self.plain.encode_into(name, self.out);
        self.out.push('=');
    }
}
