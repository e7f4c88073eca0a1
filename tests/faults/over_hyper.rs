//! The tests of `main.rs` over hyper's own client, all but the long ones that bring a transport of their own.

#![allow(dead_code, reason = "some of the server's tricks are for the tests that are left out")]

mod api;
mod bodies;
mod cancellation;
mod connections;
mod in_process;
mod layers;
#[path = "../../pointapi/src/metrics/listener.rs"]
mod listener;
mod names;
mod pool;
mod proxies;
mod refused_tokens;
mod retry_table;
mod server;
mod signing_in;
mod time;
mod tls;
mod traps;

mod transport {
    /// The transport that these tests are about.
    pub(crate) fn chosen(builder: pointapi::ClientBuilder) -> pointapi::ClientBuilder {
        builder.hyper()
    }
}
