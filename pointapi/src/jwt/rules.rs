//! The rules that each receiver of tokens sets.

/// The rules of a receiver, beside those of RFC 7519.
#[derive(Clone, Copy)]
pub(crate) struct Rules {
    /// True for an accepted `typ`, which a token may lack.
    pub(crate) is_kind: fn(&str) -> bool,
    /// True for an accepted `kid` of 1 to 128 bytes.
    pub(crate) is_key_id: fn(&str) -> bool,
    /// A token must say when it was issued.
    pub(crate) needs_issue_time: bool,
}
