use pointapi::{Client, Result, point_api};

#[mockall::automock]
#[point_api]
pub trait Users {
    #[point_endpoint(GET "/users/{id}")]
    async fn user(&self, id: u64) -> Result<()>;
}

async fn run(client: Client) -> Result<()> {
    UsersClient::new(client).user(7).await
}

fn main() {}
