use pointapi::{ApiError, Client, Error, Result, point_api};

struct Failure(Error);

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self(error)
    }
}

impl ApiError for Failure {
    fn decode(_: &Error) -> Option<Self> {
        None
    }
}

#[point_api(openapi)]
trait Users {
    #[point_endpoint(GET "/users/{id}")]
    async fn user(&self, id: u64) -> std::result::Result<String, Failure>;

    #[point_endpoint(GET "/other")]
    async fn other(&self) -> Result<()>;
}

async fn run(client: Client) -> Result<()> {
    UsersClient::new(client).other().await
}

fn main() {}
