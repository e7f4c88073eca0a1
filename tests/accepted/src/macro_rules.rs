//! A `macro_rules!` macro may expand to an annotated trait.
#![deny(warnings)]

use pointapi::{Client, Result, point_api};

macro_rules! resource {
    ($name:ident, $method:ident, $path:literal, $argument:ident: $ty:ty) => {
        #[point_api(server, openapi)]
        pub trait $name {
            #[point_endpoint(GET $path)]
            async fn $method(&self, #[query] $argument: $ty, #[query] fixed: u8) -> Result<$ty>;

            #[point_endpoint(GET "/fixed/{id}")]
            async fn fixed(&self, id: u64) -> Result<()>;
        }
    };
}

resource!(Users, user, "/users", call: String);
resource!(Orders, order, "/orders", id: u64);

async fn calls(client: Client) -> Result<()> {
    let _: String = UsersClient::new(client.clone()).user(String::new(), 1).await?;
    let _: u64 = OrdersClient::new(client).order(1, 2).await?;
    Ok(())
}

/// Runs what can run.
pub fn run() {
    let _ = calls;
}
