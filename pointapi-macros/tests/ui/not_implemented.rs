use std::sync::Arc;

use pointapi::{Result, point_api};

#[point_api]
trait Users {
    #[point_endpoint(GET "/users")]
    async fn user(&self) -> Result<String>;
}

struct Fake;

fn uses() -> Arc<dyn Users> {
    Arc::new(Fake)
}

fn main() {}
