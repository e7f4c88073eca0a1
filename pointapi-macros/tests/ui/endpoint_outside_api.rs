use pointapi::point_endpoint;

trait Users {
    #[point_endpoint(GET "/users")]
    async fn user(&self) -> u8;
}

async fn uses(users: impl Users) -> u8 {
    users.user().await
}

fn main() {}
