//! Faults between client and server over real sockets, and their results for the caller.

mod api;
mod bodies;
mod canary;
mod cancellation;
mod connections;
mod declared_logins;
mod exchanges;
mod in_process;
mod layers;
#[path = "../../pointapi/src/metrics/listener.rs"]
mod listener;
mod metrics;
mod missing_bodies;
mod names;
mod pool;
mod properties;
mod proxies;
mod queued_calls;
mod rejected_tokens;
mod retry_table;
mod server;
mod signing_in;
mod simulation;
mod streams;
#[path = "../../pointapi/src/metrics/subscriber.rs"]
mod subscriber;
mod time;
mod time_limits;
mod tls;
mod token_traffic;
mod transport;
mod traps;
