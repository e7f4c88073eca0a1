//! Methods may be called anything but what begins with `__`, and differ in case alone.
#![deny(warnings)]
#![allow(non_snake_case, reason = "names as of another language")]

use pointapi::{Result, point_api};

#[point_api(server, openapi)]
pub trait Orders {
    #[point_endpoint(GET "/a/{id}")]
    async fn foo_bar(&self, id: u8) -> Result<()>;

    #[point_endpoint(GET "/b/{id}")]
    async fn fooBar(&self, id: u8) -> Result<()>;

    #[point_endpoint(GET "/c/{id}")]
    async fn foobar(&self, id: u8) -> Result<()>;

    #[point_endpoint(GET "/d/{id}")]
    async fn FOOBAR(&self, id: u8) -> Result<()>;

    #[point_endpoint(GET "/e")]
    async fn endpoint_foobar(&self) -> Result<()>;

    #[point_endpoint(GET "/f")]
    async fn call_foobar(&self) -> Result<()>;

    #[point_endpoint(GET "/g")]
    async fn ENDPOINT_FOOBAR(&self) -> Result<()>;

    #[point_endpoint(GET "/h")]
    async fn api(&self) -> Result<()>;

    #[point_endpoint(GET "/i")]
    async fn send(&self) -> Result<()>;

    #[point_endpoint(GET "/j")]
    async fn r#type(&self) -> Result<()>;
}

/// Runs what can run.
pub fn run() {
    let names: Vec<_> = OrdersClient::ENDPOINTS.iter().map(|endpoint| endpoint.name()).collect();
    assert_eq!(names[..4], ["foo_bar", "fooBar", "foobar", "FOOBAR"]);
}
