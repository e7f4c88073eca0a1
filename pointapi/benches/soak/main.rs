//! A minute of trouble: 64 tasks, tokens of two seconds, and a server that fails at random.
//!
//! `cargo bench -p pointapi --features sandbox --bench soak`; `SOAK_SECONDS` sets another length. It ends with a
//! failure (and a code that is not 0) if a call failed in a way that no fault explains, if a task is left over, if memory grew, or if calm does
//! not mend everything. The server is a process of its own, so that only the client's memory counts.

mod client;
mod server;
mod wire;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    match server::seed_of_this_process() {
        Some(seed) => runtime.block_on(server::serve(seed)),
        // `cargo test --benches` asks for no more than that it starts.
        None if std::env::args().any(|argument| argument == "--test") => {}
        None => runtime.block_on(client::soak()),
    }
}
