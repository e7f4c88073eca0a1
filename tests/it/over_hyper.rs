//! The tests of `main.rs` over hyper's own client: those that are about connections and tokens together.

mod staying_signed_in;

/// The transport that these tests are about.
fn chosen(builder: pointapi::ClientBuilder) -> pointapi::ClientBuilder {
    builder.hyper()
}
