use pointapi::{Client, FromResponse, Result, point_api};
use serde::{Deserialize, Serialize};

#[derive(Deserialize, Serialize)]
pub struct User {}

#[derive(FromResponse)]
pub enum Found {
    #[status(200)]
    User { user: User },
    #[status]
    Other(User),
    #[status = 202]
    Accepted,
    #[status(204)]
    Gone,
}

#[point_api]
trait Users {
    #[point_endpoint(GET "/user")]
    async fn user(&self) -> Result<Found>;
}

async fn run(client: Client) -> Result<Found> {
    UsersClient::new(client).user().await
}

fn main() {}
