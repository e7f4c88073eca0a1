//! One client for several traits, at any depth, generic ones included.
#![deny(warnings)]

use std::sync::Arc;

use pointapi::openapi::schemars::JsonSchema;
use pointapi::{Client, Result, point_api};
use serde::{Serialize, de::DeserializeOwned};

mod users {
    #[pointapi::point_api(server, openapi)]
    pub trait Users {
        #[point_endpoint(GET "/me")]
        async fn me(&self) -> pointapi::Result<String>;

        async fn shout(&self) -> pointapi::Result<String> {
            Ok(self.me().await?.to_uppercase())
        }
    }
}

#[point_api(server, openapi)]
trait Crud<T: Serialize + DeserializeOwned + JsonSchema> {
    #[point_endpoint(POST "/items")]
    async fn create(&self, #[body] item: &T) -> Result<T>;
}

#[point_api(server, openapi)]
trait Shop: users::Users + Crud<u64> + std::fmt::Debug {
    #[point_endpoint(GET "/shop")]
    async fn open(&self) -> Result<bool>;
}

#[point_api(server, openapi)]
trait Mall
where
    Self: Shop + Send,
{
}

/// It has a method of its supertrait's name.
#[point_api(server, openapi)]
pub trait Depot: users::Users {
    #[point_endpoint(GET "/depot/me")]
    async fn me(&self) -> Result<u64>;
}

struct Fake;

#[pointapi::async_trait]
impl users::Users for Fake {
    async fn me(&self) -> Result<String> {
        Ok("fake".to_owned())
    }
}

/// Others may implement the trait for what they like, generics included.
#[pointapi::async_trait]
impl<T: Crud<u64> + ?Sized> Crud<u64> for Arc<T> {
    async fn create(&self, item: &u64) -> Result<u64> {
        (**self).create(item).await
    }
}

async fn calls(client: Client) -> Result<()> {
    use users::Users;

    let mall = MallClient::new(client.clone());
    let dynamic: Arc<dyn Mall> = Arc::new(mall.clone());
    let _: String = mall.me().await?;
    let _: String = dynamic.shout().await?;
    let _: u64 = dynamic.create(&1).await?;
    let _: bool = ShopClient::new(client.clone()).open().await?;
    let users: Arc<dyn Users> = Arc::new(users::UsersClient::new(client));
    let _: String = users.me().await?;
    let users: Arc<dyn Users> = Arc::new(Fake);
    let _: String = users.shout().await?;
    let users: Arc<dyn Users> = Arc::new(mall);
    let _: String = users.me().await?;
    Ok(())
}

/// Runs what can run.
pub fn run() {
    let _ = calls;
    let names =
        |endpoints: &[&pointapi::Endpoint]| endpoints.iter().map(|endpoint| endpoint.name()).collect::<Vec<_>>();
    assert_eq!(names(MallClient::ENDPOINTS), ["me", "create", "open"]);
    assert_eq!(names(CrudClient::<u64>::ENDPOINTS), ["create"]);
}
