//! Types that a `macro_rules!` macro passes to an annotated trait.

use pointapi::{Client, Error, Part, Result, StatusCode, point_api};

/// Each type is one group of tokens, also inside another.
macro_rules! roles {
    ($name:ident, $client:ident, $value:ty, $option:ty, $reference:ty, $part:ty, $byte:ty, $list:ty) => {
        #[point_api(server, openapi, client = $client)]
        trait $name {
            #[point_endpoint(GET "/{id}")]
            async fn read(
                &self,
                id: $reference,
                #[header("X-A")] header: $option,
                #[header("X-B")] list: $list,
                #[cookie] cookie: $value,
                #[query] query: Option<$value>,
                #[query] more: $option,
            ) -> Result<$value>;

            #[point_endpoint(POST "/body")]
            async fn body(&self, #[body] order: $option) -> Result<()>;

            #[point_endpoint(POST "/lent")]
            async fn lent(&self, #[body(text)] text: $reference) -> Result<()>;

            #[point_endpoint(POST "/parts")]
            async fn parts(
                &self,
                #[part] note: $reference,
                #[part] bytes: Vec<$byte>,
                #[part] size: $option,
                #[part] file: $part,
            ) -> Result<()>;
        }
    };
}

roles!(Roles, RolesClient, u32, Option<u32>, &str, Part, u8, Vec<u16>);

struct Fake;

#[pointapi::async_trait]
impl Roles for Fake {
    async fn read(
        &self,
        id: &str,
        header: Option<u32>,
        list: Vec<u16>,
        cookie: u32,
        query: Option<u32>,
        more: Option<u32>,
    ) -> Result<u32> {
        assert_eq!((id, header, query, more), ("id", None, None, Some(1)));
        Ok(cookie + list.iter().copied().map(u32::from).sum::<u32>())
    }

    async fn body(&self, order: Option<u32>) -> Result<()> {
        order.map_or(Ok(()), |order| Err(Error::respond(StatusCode::CONFLICT, order)))
    }

    async fn lent(&self, text: &str) -> Result<()> {
        if text == "text" { Ok(()) } else { Err(Error::respond(StatusCode::CONFLICT, text)) }
    }

    async fn parts(&self, note: &str, bytes: Vec<u8>, size: Option<u32>, file: Part) -> Result<()> {
        assert_eq!((note, bytes, size), ("note", vec![0, 255], None));
        // More than the server collects, so it arrives as it is sent.
        assert_eq!(file.into_bytes().await?.len(), 5000);
        Ok(())
    }
}

#[tokio::test]
async fn a_type_that_a_macro_passes_is_served_as_if_it_were_written() -> Result<()> {
    let router = RolesServer::new(Fake).unprotected().max_body(4096).router();
    let roles = RolesClient::new(Client::builder().in_process(router).build()?);
    assert_eq!(roles.read("id", None, vec![1, 2], 4, None, Some(1)).await?, 7);
    roles.body(None).await?;
    assert!(roles.body(Some(7)).await.is_err());
    roles.lent("text").await?;
    roles.parts("note", vec![0, 255], None, Part::bytes(vec![0; 5000])).await
}
