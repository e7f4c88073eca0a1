//! The transport that a builder was given.

use crate::service::HttpService;

/// The transport that a builder was given.
#[derive(Default, Clone)]
pub(super) enum Transport {
    /// reqwest, or hyper if reqwest is not compiled.
    #[default]
    Default,
    Given(HttpService),
    #[cfg(feature = "reqwest")]
    Reqwest(reqwest::Client),
    #[cfg(feature = "hyper")]
    Hyper,
}
