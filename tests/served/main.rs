//! A trait served and called in one process.

mod failures;
mod parts;
mod replies;
mod roles;
mod values;
