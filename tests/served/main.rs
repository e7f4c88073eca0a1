//! A trait served and called in one process.

mod contract;
mod event_data;
mod failures;
mod fields;
mod idempotency;
mod jwt;
mod macro_rules;
mod media_types;
mod mocks;
mod optional_bodies;
mod parts;
mod path_values;
mod protocol;
mod recording;
mod replies;
mod roles;
mod shapes;
mod strict;
#[path = "../../pointapi/src/metrics/subscriber.rs"]
mod subscriber;
mod values;
