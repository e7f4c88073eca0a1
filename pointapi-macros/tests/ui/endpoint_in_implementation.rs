use pointapi::point_endpoint;

struct Users;

impl Users {
    #[point_endpoint(GET "/users")]
    async fn user(&self) -> u8 {
        1
    }
}

async fn uses(users: Users) -> u8 {
    users.user().await
}

fn main() {}
