//! What goes wrong between a client and a server, and what the client makes of it.

mod api;
mod bodies;
mod canary;
mod cancellation;
mod connections;
mod in_process;
mod layers;
#[path = "../../pointapi/src/metrics/listener.rs"]
mod listener;
mod metrics;
mod names;
mod properties;
mod proxies;
mod refused_tokens;
mod retry_table;
mod server;
mod signing_in;
mod simulation;
mod time;
mod tls;
mod traps;

mod transport {
    /// The default transport.
    pub(crate) fn chosen(builder: pointapi::ClientBuilder) -> pointapi::ClientBuilder {
        builder
    }
}
