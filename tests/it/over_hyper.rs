//! The tests of `main.rs` about connections and tokens, on the hyper transport.

mod oauth2;
mod staying_signed_in;

/// Selects the hyper transport.
fn chosen(builder: pointapi::ClientBuilder) -> pointapi::ClientBuilder {
    builder.hyper()
}
