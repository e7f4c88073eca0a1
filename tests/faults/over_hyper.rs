//! The tests of `main.rs` on the hyper transport, without those that use a custom transport.

#![allow(dead_code, reason = "parts of the server serve only the tests left out here")]

mod api;
mod bodies;
mod cancellation;
mod connections;
mod exchanges;
mod in_process;
mod layers;
mod missing_bodies;
mod names;
mod pool;
mod proxies;
mod rejected_tokens;
mod retry_table;
mod server;
mod signing_in;
mod streams;
#[path = "../../pointapi/src/metrics/subscriber.rs"]
mod subscriber;
mod time;
mod time_limits;
mod tls;
mod token_traffic;
mod traps;

mod transport {
    /// Selects the hyper transport.
    pub(crate) fn chosen(builder: pointapi::ClientBuilder) -> pointapi::ClientBuilder {
        builder.hyper()
    }
}
