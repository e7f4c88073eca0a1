//! The whole manager over a scripted login, on paused time.

mod aliases;
mod flights;
mod life;
mod refusals;
mod script;
mod sessions;
mod stores;
mod trouble;
