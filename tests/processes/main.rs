//! Many processes with one token store: the server counts sign-ins and refreshes while processes share, stop and die.
//!
//! The child processes are this binary, started again with instructions in an environment variable. The server is the
//! sandbox.

mod child;
mod clocks;
mod expired;
mod killed;
mod location;
mod many_orders;
#[allow(dead_code, reason = "the unit tests use the rest")]
#[path = "../../pointapi/src/store/redis/tests/server.rs"]
mod redis_server;
mod scene;
mod stopping;
