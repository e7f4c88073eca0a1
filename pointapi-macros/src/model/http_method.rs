//! The verbs of HTTP, and what follows from each.

/// One verb.
#[derive(Debug)]
pub(crate) struct HttpMethod {
    /// As it is written, on the wire, in the attribute and as a constant of `http::Method`.
    pub(crate) name: &'static str,
    /// True if the request may carry a body.
    pub(crate) takes_body: bool,
    /// True if the response has no body.
    pub(crate) is_bodiless: bool,
    /// True if a second delivery has no second effect, whatever the server does.
    pub(crate) is_idempotent: bool,
    /// True if the server changes nothing, so that a key for recognising a repetition is pointless.
    pub(crate) is_safe: bool,
}

const fn row(name: &'static str, takes_body: bool, is_idempotent: bool, is_safe: bool) -> HttpMethod {
    HttpMethod { name, takes_body, is_bodiless: false, is_idempotent, is_safe }
}

/// Every verb that an endpoint can have.
pub(crate) const HTTP_METHODS: &[HttpMethod] = &[
    row("GET", false, true, true),
    HttpMethod { is_bodiless: true, ..row("HEAD", false, true, true) },
    row("POST", true, false, false),
    row("PUT", true, true, false),
    row("PATCH", true, false, false),
    // RFC 9110 leaves it to the server; crates.io, GitHub and Elasticsearch read one.
    row("DELETE", true, true, false),
    row("OPTIONS", true, true, true),
    row("TRACE", false, true, true),
];
