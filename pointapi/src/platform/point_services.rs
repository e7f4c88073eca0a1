//! All endpoints of the platform as one trait.

use super::api::platform_api;
use super::{Orders, UserManagement, Webhooks};

platform_api! {
    ()

    /// Every endpoint of Point Services, for a server or a document of the whole platform.
    ///
    /// ```
    /// # #[cfg(feature = "openapi")]
    /// # fn document() {
    /// use pointapi::openapi::{self, Info};
    /// use pointapi::platform::PointServices;
    ///
    /// let document = openapi::document::<dyn PointServices>(Info::new("Point Services", "1"));
    /// assert_eq!(document["paths"]["/test-webhook"]["post"]["operationId"], "test_webhook");
    /// # }
    /// ```
    pub trait PointServices: UserManagement + Orders + Webhooks {}
}
