//! One identity's state and its transitions: no task, no network.

pub(crate) mod activity;
pub(crate) mod after_failure;
pub(crate) mod decide;
pub(crate) mod fetch_handle;
pub(crate) mod fetched;
pub(crate) mod jitter;
pub(crate) mod lifespan;
pub(crate) mod session;
pub(crate) mod shared;
pub(crate) mod sign_out;
pub(crate) mod snapshot;
pub(crate) mod suppression;
pub(crate) mod sync;
pub(crate) mod transitions;
