use pointapi::{Client, PathParam, Result, point_api};

struct Kind;

impl PathParam for Kind {
    fn write_path(&self, out: &mut dyn std::fmt::Write) -> std::fmt::Result {
        out.write_str("kind")
    }
}

#[point_api(server)]
trait Users {
    #[point_endpoint(GET "/users/{kind}")]
    async fn user(&self, kind: Kind) -> Result<String>;

    #[point_endpoint(GET "/other")]
    async fn other(&self) -> Result<()>;
}

async fn run(client: Client) -> Result<()> {
    UsersClient::new(client).other().await
}

fn main() {}
