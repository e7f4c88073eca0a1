//! Many processes and one store: what the server counts when they all need a token, and when one dies on the way.
//!
//! The processes are this binary, started again with orders in its environment; the server is the sandbox.

mod child;
mod clocks;
mod expired;
mod killed;
mod many_orders;
mod place;
#[path = "../../pointapi/src/store/redis/tests/server.rs"]
mod redis_server;
mod scene;
mod stopping;
