//! Tests of the client that are run over hyper's own client too.

#[path = "staying_signed_in.rs"]
mod staying_signed_in;

/// The transport that these tests are about.
fn chosen(builder: pointapi::ClientBuilder) -> pointapi::ClientBuilder {
    builder.hyper()
}
