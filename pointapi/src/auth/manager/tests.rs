//! The whole manager over a scripted login, on paused time.

mod aliases;
#[cfg(feature = "shared-guard")]
mod begun;
#[cfg(feature = "tracing")]
mod clock_jumps;
mod doubles;
mod failing_stores;
mod fetches;
mod guarantees;
mod held_sign_ins;
mod hot_path;
mod life;
#[cfg(feature = "tracing")]
mod metrics;
mod outages;
mod prompts;
mod rejections;
mod saving;
mod script;
mod sessions;
#[cfg(feature = "shared-guard")]
mod shared_holds;
mod slow_stores;
#[cfg(feature = "tracing")]
mod spans;
mod stores;
mod trouble;
