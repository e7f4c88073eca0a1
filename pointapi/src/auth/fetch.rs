//! The single-flight token fetch: one task per identity refreshes or signs in while all callers wait for it.

mod context;
mod land;
pub(crate) mod record;
mod refresh;
mod sign_in;
pub(crate) mod task;
