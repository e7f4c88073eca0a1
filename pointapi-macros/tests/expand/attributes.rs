/// Documented.
///
/// At length.
#[point_api]
#[cfg(feature = "api")]
#[deprecated]
#[doc(hidden)]
#[automock]
pub trait Attributes {
    /// First.
    #[doc = concat!("sec", "ond")]
    #[cfg(unix)]
    #[deprecated(note = "use `other`")]
    #[must_use = "it costs"]
    #[expect(clippy::too_many_arguments, reason = "the server wants them")]
    #[tracing::instrument]
    #[point_endpoint(GET "/first")]
    async fn first(&self, #[query] #[cfg(feature = "page")] page: u32, #[query] #[allow(unused)] other: u32) -> Result<()>;
}
