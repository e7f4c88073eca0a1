//! Webhooks as the platform sends them, and forged or malformed ones.

#[allow(dead_code, reason = "some items are for other test binaries")]
#[path = "../faults/server/certificate.rs"]
mod certificate;
mod discovery;
mod duplicates;
mod key_fetches;
mod key_rotation;
mod keys_at_fault;
mod requests;
mod responses;
mod scene;
mod serving;
#[path = "../../pointapi/src/metrics/subscriber.rs"]
mod subscriber;
mod test_call;
mod tokens;
