//! A trait served and called in one process.

mod failures;
mod idempotency;
mod jwt;
mod mocks;
mod parts;
mod replies;
mod roles;
mod values;
