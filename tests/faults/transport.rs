//! The transport under test.

use pointapi::ClientBuilder;

/// Selects the transport that `POINTAPI_TRANSPORT` names; without it, keeps the default one.
pub(crate) fn chosen(builder: ClientBuilder) -> ClientBuilder {
    match std::env::var("POINTAPI_TRANSPORT").as_deref() {
        Err(_) => builder,
        Ok("hyper") => builder.hyper(),
        Ok(other) => panic!("`POINTAPI_TRANSPORT` names `{other}`, which is not `hyper`"),
    }
}
