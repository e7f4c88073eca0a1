//! The methods of HTTP, and the properties of each.

use std::borrow::Cow;

/// One method.
#[derive(Debug, Clone)]
pub(crate) struct HttpMethod {
    /// As it is written in the attribute and sent.
    pub(crate) name: Cow<'static, str>,
    /// True if the request may carry a body.
    pub(crate) takes_body: bool,
    /// True if the response has no body.
    pub(crate) is_bodiless: bool,
    /// True if a second delivery has no second effect on any server.
    pub(crate) is_idempotent: bool,
    /// True if the server changes nothing, so that a key for recognizing a repetition is pointless.
    pub(crate) is_safe: bool,
}

const fn row(name: &'static str, takes_body: bool, is_idempotent: bool, is_safe: bool) -> HttpMethod {
    HttpMethod { name: Cow::Borrowed(name), takes_body, is_bodiless: false, is_idempotent, is_safe }
}

/// The methods of RFC 9110 and RFC 5789, which are constants of `http::Method`.
const STANDARD_METHODS: &[HttpMethod] = &[
    row("GET", false, true, true),
    HttpMethod {
        name: Cow::Borrowed("HEAD"),
        takes_body: false,
        is_bodiless: true,
        is_idempotent: true,
        is_safe: true,
    },
    row("POST", true, false, false),
    row("PUT", true, true, false),
    row("PATCH", true, false, false),
    // RFC 9110 leaves the meaning of a body to the server; crates.io, GitHub and Elasticsearch take one.
    row("DELETE", true, true, false),
    row("OPTIONS", true, true, true),
    row("TRACE", false, true, true),
];

pub(crate) fn standard_method(name: &str) -> Option<&'static HttpMethod> {
    STANDARD_METHODS.iter().find(|method| method.name == name)
}

/// The standard methods, and their names for messages.
pub(crate) fn standard_names() -> Vec<&'static str> {
    STANDARD_METHODS.iter().map(|method| &*method.name).collect()
}

impl HttpMethod {
    /// A method that is not a standard one. It may carry a body, and is sent once unless the endpoint says otherwise.
    pub(crate) fn extension(name: String) -> Self {
        Self { name: Cow::Owned(name), ..row("", true, false, false) }
    }

    pub(crate) fn is_standard(&self) -> bool {
        standard_method(&self.name).is_some()
    }
}

/// The standard method that `name` most likely misspells: one letter missing, added, or swapped with the next. A method
/// with another letter instead, such as `BATCH` or `SET`, is a word of its own.
pub(crate) fn misspelt_standard_method(name: &str) -> Option<&'static str> {
    let is_slip =
        |standard: &&str| strsim::damerau_levenshtein(standard, name) == 1 && strsim::hamming(standard, name) != Ok(1);
    standard_names().into_iter().find(is_slip)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_caught_and_another_word_is_a_method() {
        for (name, standard) in
            [("GETT", "GET"), ("PSOT", "POST"), ("DELET", "DELETE"), ("PTCH", "PATCH"), ("GETS", "GET")]
        {
            assert_eq!(misspelt_standard_method(name), Some(standard), "{name}");
        }
        for name in ["SET", "READ", "HOST", "TRACK", "BATCH", "GET", "MOVE", "COPY", "UPDATE", "PROPPATCH", "LINK"] {
            assert_eq!(misspelt_standard_method(name), None, "{name}");
        }
    }
}
