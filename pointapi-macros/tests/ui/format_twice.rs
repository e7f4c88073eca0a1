use std::sync::Arc;

use pointapi::{Client, Result, point_api};

#[point_api]
trait Users {
    #[point_endpoint(POST "/users")]
    async fn user(
        &self,
        #[query(format = csv, format = pipes)] ids: &[u64],
        #[query("tags", format = csv, format = csv)] tags: &[u64],
        #[body(text, json)] body: &str,
    ) -> Result<String>;

    #[point_endpoint(POST "/twice")]
    async fn twice(&self, #[body(json, json)] body: &str) -> Result<()>;

    #[point_endpoint(POST "/codec")]
    async fn codec(&self, #[body(codec = pointapi::Json, text, bytes)] body: &str) -> Result<()>;

    #[point_endpoint(POST "/media-type")]
    async fn media_type(&self, #[body("application/merge-patch+json", json)] body: &str) -> Result<()>;

    #[point_endpoint(POST "/form")]
    async fn form(&self, #[body(form, format = deep, format = csv)] body: &str) -> Result<()>;

    #[point_endpoint(POST "/deep-form")]
    async fn deep_form(&self, #[body(form, format = deep, json)] body: &str) -> Result<()>;

    #[point_endpoint(POST "/good")]
    async fn good(&self, #[body(form, format = deep)] body: &str) -> Result<()>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.good("a").await?;
    users.twice("a").await?;
    users.codec("a").await?;
    users.media_type("a").await?;
    users.form("a").await?;
    users.deep_form("a").await?;
    let _: String = users.user(&[], &[], "a").await?;
    let _: Arc<dyn Users> = Arc::new(users);
    Ok(())
}

fn main() {}
