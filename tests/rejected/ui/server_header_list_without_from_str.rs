use pointapi::{Client, HeaderParam, Result, point_api};
use pointapi::http::header::{HeaderValue, InvalidHeaderValue};

struct Trace;

impl HeaderParam for Trace {
    fn header_value(&self) -> Option<std::result::Result<HeaderValue, InvalidHeaderValue>> {
        Some(Ok(HeaderValue::from_static("7")))
    }
}

#[point_api(server)]
trait Users {
    #[point_endpoint(GET "/users")]
    async fn users(&self, #[header("X-Trace")] traces: &[Trace]) -> Result<String>;

    #[point_endpoint(GET "/other")]
    async fn other(&self) -> Result<()>;
}

async fn run(client: Client) -> Result<()> {
    UsersClient::new(client).other().await
}

fn main() {}
