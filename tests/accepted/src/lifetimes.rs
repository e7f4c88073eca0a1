//! A fake that `async_trait` writes out has the lifetimes of the generated implementation, however they were written.
#![deny(warnings, clippy::pedantic)]

use std::borrow::Cow;
use std::sync::Arc;

use pointapi::openapi::schemars::JsonSchema;
use pointapi::{Client, Part, Result, async_trait, point_api};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, JsonSchema)]
#[schemars(crate = "pointapi::openapi::schemars")]
pub struct Filter<'a> {
    pub name: &'a str,
}

#[point_api]
pub trait Lifetimes {
    #[point_endpoint(GET "/named/{id}")]
    async fn named<'a>(&'a self, id: &'a str, #[query] other: &str) -> Result<()>;

    #[point_endpoint(GET "/bounded/{id}")]
    async fn bounded<'a, 'b>(&self, id: &'a str, #[query] tags: &'a [&'b str]) -> Result<()>
    where
        'b: 'a;

    #[point_endpoint(GET "/declared/{id}")]
    async fn declared<'a, 'b: 'a>(&'a self, id: &'a str, #[query] tags: &'a [&'b str]) -> Result<()>;

    #[point_endpoint(GET "/left_out/{id}")]
    async fn left_out(&'_ self, id: Cow<'_, str>, #[query] tags: &[Cow<'_, str>]) -> Result<()>;

    #[point_endpoint(GET "/nested/{id}")]
    async fn nested(&self, id: &&str, #[query] pairs: Vec<Option<&u8>>, #[query] last: &'static str) -> Result<()>;

    #[point_endpoint(POST "/parts")]
    async fn parts(&self, #[part] note: Part, #[part] count: u8, #[part] name: Cow<'_, str>) -> Result<()>;

    #[point_endpoint(GET "/functions")]
    async fn functions(
        &self,
        #[extension] pointer: for<'a> fn(&'a str) -> &'a str,
        #[extension] shared: Arc<dyn for<'a> Fn(&'a str) + Send + Sync>,
    ) -> Result<Cow<'static, str>>;
}

/// A server can serve all but a reference to what it does not hold.
#[point_api(server, openapi)]
pub trait Served {
    #[point_endpoint(GET "/bounded/{id}")]
    async fn bounded<'a, 'b>(&self, id: &'a str, #[query] tags: &'a [&'b str]) -> Result<()>
    where
        'b: 'a;

    #[point_endpoint(GET "/left_out/{id}")]
    async fn left_out(&'_ self, id: Cow<'_, str>, #[query] tags: &[Cow<'_, str>]) -> Result<()>;

    #[point_endpoint(GET "/by_value")]
    async fn by_value(
        &self,
        #[query] filter: Filter<'_>,
        #[query] more: Option<Filter<'_>>,
        #[query] tags: Vec<&str>,
        #[header("X-Label")] labels: Vec<&str>,
    ) -> Result<()>;

    #[point_endpoint(GET "/functions")]
    async fn functions(
        &self,
        #[extension] pointer: for<'a> fn(&'a str) -> &'a str,
        #[extension] shared: Arc<dyn for<'a> Fn(&'a str) + Send + Sync>,
    ) -> Result<String>;
}

struct Fake;

#[async_trait]
impl Lifetimes for Fake {
    async fn named<'a>(&'a self, _: &'a str, _: &str) -> Result<()> {
        Ok(())
    }

    async fn bounded<'a, 'b>(&self, _: &'a str, _: &'a [&'b str]) -> Result<()>
    where
        'b: 'a,
    {
        Ok(())
    }

    async fn declared<'a, 'b: 'a>(&'a self, _: &'a str, _: &'a [&'b str]) -> Result<()> {
        Ok(())
    }

    async fn left_out(&'_ self, _: Cow<'_, str>, _: &[Cow<'_, str>]) -> Result<()> {
        Ok(())
    }

    async fn nested(&self, _: &&str, _: Vec<Option<&u8>>, _: &'static str) -> Result<()> {
        Ok(())
    }

    async fn parts(&self, _: Part, _: u8, _: Cow<'_, str>) -> Result<()> {
        Ok(())
    }

    async fn functions(
        &self,
        _: for<'a> fn(&'a str) -> &'a str,
        _: Arc<dyn for<'a> Fn(&'a str) + Send + Sync>,
    ) -> Result<Cow<'static, str>> {
        Ok(Cow::Borrowed(""))
    }
}

#[async_trait]
impl Served for Fake {
    async fn bounded<'a, 'b>(&self, _: &'a str, _: &'a [&'b str]) -> Result<()>
    where
        'b: 'a,
    {
        Ok(())
    }

    async fn left_out(&'_ self, _: Cow<'_, str>, _: &[Cow<'_, str>]) -> Result<()> {
        Ok(())
    }

    async fn by_value(&self, _: Filter<'_>, _: Option<Filter<'_>>, _: Vec<&str>, _: Vec<&str>) -> Result<()> {
        Ok(())
    }

    async fn functions(
        &self,
        _: for<'a> fn(&'a str) -> &'a str,
        _: Arc<dyn for<'a> Fn(&'a str) + Send + Sync>,
    ) -> Result<String> {
        Ok(String::new())
    }
}

/// A call's future holds no argument of the call.
pub fn outlives_its_arguments(
    client: &LifetimesClient,
) -> impl std::future::Future<Output = Result<()>> + Send + use<'_> {
    client.left_out(Cow::from(String::from("a")), &[])
}

/// Both stand for the trait.
#[must_use]
pub fn clients(client: Client) -> [Arc<dyn Lifetimes>; 2] {
    [Arc::new(Fake), Arc::new(LifetimesClient::new(client))]
}
