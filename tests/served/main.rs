//! A trait served and called in one process.

mod failures;
mod idempotency;
mod mocks;
mod parts;
mod replies;
mod roles;
mod values;
