use pointapi::{Client, Result, point_api};

mod vendor {}

#[point_api(crate = crate::vendor)]
trait Users {
    #[point_endpoint(GET "/users/{id}", none_on = [404])]
    async fn user(&self, id: u64, #[header("X-A")] a: &str) -> Result<Option<String>>;
}

async fn uses(client: Client) {
    let _ = UsersClient::new(client).user(1, "a").await;
}

fn main() {}
