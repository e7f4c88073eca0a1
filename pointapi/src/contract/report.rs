//! The outcome of a check.

use std::fmt;

use crate::endpoint::Endpoint;
use crate::error::Error;

/// The outcome of a check without differences: how much was compared, and what could not be.
///
/// `Display` has a line for each endpoint that was not checked, or not as a whole.
#[derive(Debug, Clone, Default)]
#[must_use = "it says what was not checked"]
pub struct Report {
    pub(super) endpoints: usize,
    pub(super) exchanges: usize,
    pub(super) unchecked: Vec<Unchecked>,
}

impl Report {
    /// Returns the number of endpoints of which at least one request was compared.
    #[must_use]
    pub fn checked(&self) -> usize {
        self.endpoints
    }

    /// Returns the number of calls that were compared, at least their requests.
    #[must_use]
    pub fn exchanges(&self) -> usize {
        self.exchanges
    }

    /// Returns the endpoints that were not checked, or not as a whole, with the first reason: at most one for the
    /// arguments and one for the response.
    #[must_use]
    pub fn unchecked(&self) -> &[Unchecked] {
        &self.unchecked
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} endpoints checked by {} calls", self.endpoints, self.exchanges)?;
        self.unchecked.iter().try_for_each(|unchecked| write!(f, "\nnot checked: {unchecked}"))
    }
}

/// An endpoint, or a part of one, for which no value could be made up.
#[derive(Debug, Clone)]
pub struct Unchecked {
    pub(super) endpoint: &'static Endpoint,
    pub(super) reason: String,
}

impl Unchecked {
    /// Returns the name of the endpoint.
    #[must_use]
    pub fn endpoint(&self) -> &'static str {
        self.endpoint.name()
    }

    /// Returns the place and the reason.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl fmt::Display for Unchecked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", Named(self.endpoint), self.reason)
    }
}

/// Values on which client and server of a trait differ.
///
/// `Display` has a line for each, with the endpoint, the parameter or part of the response, and both encodings of the
/// made-up value. It contains no other data.
#[derive(Debug, Clone)]
pub struct Differences {
    /// Why nothing could be compared.
    pub(super) setup: Option<String>,
    pub(super) list: Vec<Difference>,
}

impl Differences {
    /// Returns the differences, in the order of the endpoints.
    pub fn iter(&self) -> impl Iterator<Item = &Difference> {
        self.list.iter()
    }
}

impl fmt::Display for Differences {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(setup) = &self.setup {
            return f.write_str(setup);
        }
        write!(f, "client and server differ in {} places", self.list.len())?;
        self.list.iter().try_for_each(|difference| write!(f, "\n{difference}"))
    }
}

impl std::error::Error for Differences {}

/// For functions that return the library's error: [`ErrorKind::Config`](crate::ErrorKind::Config).
impl From<Differences> for Error {
    fn from(differences: Differences) -> Self {
        Self::config(differences.to_string())
    }
}

/// One difference between client and server.
#[derive(Debug, Clone)]
pub struct Difference {
    pub(super) endpoint: &'static Endpoint,
    pub(super) place: String,
    pub(super) text: String,
}

impl Difference {
    /// Returns the name of the endpoint.
    #[must_use]
    pub fn endpoint(&self) -> &'static str {
        self.endpoint.name()
    }

    /// Returns the parameter or the part of the response, such as "the query parameter `page`".
    #[must_use]
    pub fn place(&self) -> &str {
        &self.place
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}", Named(self.endpoint), self.place, self.text)
    }
}

/// An endpoint by its name, method and path.
struct Named(&'static Endpoint);

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` ({} {})", self.0.name(), self.0.method(), self.0.path_template())
    }
}
