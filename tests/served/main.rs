//! A trait served and called in one process.

mod failures;
mod replies;
mod roles;
