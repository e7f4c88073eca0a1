//! A trait with type parameters, without bounds that only an `async fn` needs.
#![deny(warnings)]

use std::sync::Arc;

use pointapi::openapi::schemars::JsonSchema;
use pointapi::{Client, Result, point_api};
use serde::{Serialize, de::DeserializeOwned};

#[point_api(server, openapi)]
pub trait Crud<T, Id = u64, const VERSION: u8 = 1>
where
    T: Serialize + DeserializeOwned + JsonSchema,
    Id: pointapi::PathParam + std::str::FromStr,
{
    #[point_endpoint(POST "/items")]
    async fn create(&self, #[body] item: T) -> Result<T>;

    #[point_endpoint(GET "/items/{id}")]
    async fn get<'a>(&'a self, id: &'a Id, #[query] fields: &[&str]) -> Result<Option<T>>;
}

#[point_api(server, openapi)]
pub trait Marked<T: ?Sized, U> {
    #[point_endpoint(GET "/marked")]
    async fn marked(&self) -> Result<()>;
}

async fn calls<T: Serialize + DeserializeOwned + JsonSchema + Send + Sync + 'static>(
    client: Client,
    item: T,
) -> Result<T> {
    let strings: CrudClient<String> = CrudClient::new(client.clone());
    let _: Option<String> = strings.get(&7, &["a"]).await?;
    let dynamic: Arc<dyn Crud<T>> = Arc::new(CrudClient::<T>::new(client));
    dynamic.create(item).await
}

/// Runs what can run.
pub fn run() {
    let _ = calls::<u8>;
}
