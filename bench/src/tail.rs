//! The load of the `tail` program: a slow login, clients with a token cache, and their latencies.

mod caller;
mod latencies;
mod refreshes;

pub use caller::Caller;
pub use latencies::Latencies;
pub use refreshes::Refreshes;
