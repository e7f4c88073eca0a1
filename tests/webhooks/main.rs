//! Webhooks, received as the platform sends them, and as others might.

mod answers;
#[allow(dead_code, reason = "some are for other tests")]
#[path = "../faults/server/certificate.rs"]
mod certificate;
mod discovery;
mod duplicates;
mod key_fetches;
mod keys_at_fault;
mod requests;
mod scene;
mod serving;
mod test_call;
mod tokens;
