//! Methods with a body stay as they are, and cost the trait nothing.
#![deny(warnings)]

use std::sync::Arc;

use pointapi::{Client, Result, point_api};

#[point_api(server, openapi)]
pub trait Numbers {
    #[point_endpoint(GET "/one")]
    async fn one(&self) -> Result<u32>;

    async fn two(&self) -> Result<u32> {
        Ok(self.one().await? + self.one().await?)
    }

    fn name(&self) -> String {
        "numbers".to_owned()
    }

    fn each<F: Fn(u32)>(&self, count: u32, each: F) {
        (0..count).for_each(each);
    }

    fn kind() -> &'static str {
        "api"
    }
}

async fn calls(client: Client) -> Result<()> {
    let numbers = NumbersClient::new(client);
    numbers.each(2, |_| ());
    let _ = (numbers.two().await?, numbers.name(), NumbersClient::kind());
    let dynamic: Arc<dyn Numbers> = Arc::new(numbers);
    let _ = (dynamic.two().await?, dynamic.name());
    Ok(())
}

/// Runs what can run.
pub fn run() {
    let _ = calls;
}
