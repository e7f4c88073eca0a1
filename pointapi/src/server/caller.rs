//! The verified sender of a request.

use std::fmt;

/// The verified sender of a request, by which idempotency keys are kept apart.
///
/// The verifiers of this crate insert it into the extensions of a request, where a method finds it:
/// `#[extension] caller: Caller`. A verifier of your own does the same; without it, callers are kept apart by their
/// `Authorization` header, so that a repeat with a refreshed token is another caller's, and a request that differs in
/// another header is never a repeat.
///
/// ```
/// use pointapi::server::Caller;
///
/// let caller = Caller::new("branch-7");
/// assert_eq!(caller.name(), "branch-7");
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Caller(String);

impl Caller {
    /// Creates a caller of this name.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// Returns the name: a user name, or the subject of a token.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0
    }
}

/// Shows nothing of the name, which is personal.
impl fmt::Debug for Caller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Caller")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_caller_is_shown() {
        assert_eq!(format!("{:?}", Caller::new("canary")), "Caller");
    }
}
