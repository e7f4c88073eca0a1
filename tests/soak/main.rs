//! One minute of random faults: 64 tasks, tokens that live two seconds, and a server that fails at random.
//!
//! `cargo test --profile long --test soak -- --ignored --nocapture`; `SOAK_SECONDS` sets another duration. The server
//! is a process of its own, so that the measured memory is the client's alone.

mod client;
mod server;
mod wire;

#[test]
#[ignore = "runs for more than a minute"]
fn calls_recover_from_random_faults() {
    runtime().block_on(client::soak());
}

/// The entry point of the server process. Does nothing in an ordinary test run.
#[test]
fn server_process() {
    if let Some(seed) = server::seed_of_this_process() {
        runtime().block_on(server::serve(seed));
    }
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime")
}
