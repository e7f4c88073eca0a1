//! Parts of the `tail` program, which measures the latency of calls during token fetches: a slow sign-in, the clients
//! that are compared, and their histograms.

mod caller;
mod latencies;
mod refreshes;

pub use caller::Caller;
pub use latencies::Latencies;
pub use refreshes::Refreshes;
