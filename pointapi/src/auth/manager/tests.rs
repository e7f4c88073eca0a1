//! The whole manager over a scripted login, on paused time.

mod aliases;
mod flights;
mod hot_path;
mod life;
#[cfg(feature = "tracing")]
mod metrics;
mod refusals;
mod saving;
mod script;
mod sessions;
#[cfg(feature = "shared-guard")]
mod shared_holds;
#[cfg(feature = "tracing")]
mod spans;
mod stores;
mod trouble;
