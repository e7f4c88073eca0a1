//! Supertraits that another crate declared.
#![deny(warnings)]

use std::sync::Arc;

use pointapi::platform::{OrderQuery, Orders, UserManagement};
use pointapi::{Client, Result, point_api};

#[point_api(server, openapi)]
trait Point: UserManagement + Orders {
    #[point_endpoint(GET "/health")]
    async fn health(&self) -> Result<()>;
}

async fn calls(client: Client) -> Result<()> {
    let point = PointClient::new(client);
    point.health().await?;
    point.query(&OrderQuery::default()).await?;
    let shared: Arc<dyn Point> = Arc::new(point);
    shared.query(&OrderQuery::default()).await?;
    Ok(())
}

/// Runs what can run.
pub fn run() {
    let _ = calls;
    assert!(PointClient::ENDPOINTS.len() > 3);
}
