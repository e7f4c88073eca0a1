use pointapi::{Client, point_api};

#[point_api]
trait Users {}

fn uses(client: Client) {
    let _ = UsersClient::new(client).clone();
}

fn main() {}
