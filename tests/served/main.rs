//! A trait served and called in one process.

mod contract;
mod failures;
mod fields;
mod idempotency;
mod jwt;
mod mocks;
mod parts;
mod replies;
mod roles;
mod values;
