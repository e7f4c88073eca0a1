//! The runtime crate under another name.
#![deny(warnings)]

mod vendor {
    pub use pointapi as renamed;
}

use vendor::renamed::{Result, point_api};

#[point_api(crate = crate::renamed_crate::vendor::renamed, server, openapi)]
pub trait Orders {
    #[point_endpoint(GET "/orders/{id}")]
    async fn order(&self, id: u64, #[header("X-A")] a: &str) -> Result<Option<String>>;
}

#[point_api(crate = crate::renamed_crate::vendor::renamed, server, openapi)]
pub trait r#Type {
    #[point_endpoint(GET "/type")]
    async fn get(&self) -> Result<()>;
}

/// Runs what can run.
pub fn run() {
    let _ = OrdersClient::ENDPOINTS;
}
