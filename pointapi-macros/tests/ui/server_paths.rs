#![deny(warnings)]

use pointapi::{Result, point_api};

#[point_api(prefix = "/v1", server)]
trait Files {
    #[point_endpoint(GET "/files/{path*}.json")]
    async fn file(&self, path: &str) -> Result<()>;

    #[point_endpoint(GET "/parts/{major}{minor}")]
    async fn part(&self, major: u8, minor: u8) -> Result<()>;

    #[point_endpoint(GET "/files/{path*}/versions/{major}.{minor}")]
    async fn version(&self, path: &str, major: u8, minor: u8) -> Result<()>;

    #[point_endpoint(GET "/files?deep&kind=all")]
    async fn deep(&self) -> Result<()>;

    #[point_endpoint(GET "/files?kind=all&deep")]
    async fn all(&self) -> Result<()>;
}

fn main() {}
