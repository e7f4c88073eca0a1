use pointapi::{Client, point_api};

#[point_api(crate = wrong::path)]
trait Users {
    #[point_endpoint(GET "/users")]
    async fn user(&self) -> pointapi::Result<String>;
}

async fn uses(client: Client) {
    let _ = UsersClient::new(client).user().await;
}

fn main() {}
