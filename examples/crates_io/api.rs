//! The documented API of crates.io as traits.

use pointapi::{Bytes, Result, point_api};

use crate::requests::{
    EmailNotifications, Jwt, Metadata, NewPublisherConfig, Owners, Search, TokenRequest, UserChange, VersionChange,
};
use crate::responses::{
    CategorySlugs, CratePage, Dependencies, Downloads, ExchangedToken, Following, FoundCrate, Keywords, OneToken,
    OneVersion, Place, Published, PublisherConfigs, Summary, Team, Teams, Tokens, User, UserStats, Users,
    Versions as VersionList,
};

/// The whole API of crates.io in one client.
#[point_api]
pub(crate) trait Registry: Crates + Versions + Publishing + TrustedPublishing + Account + Directory {}

/// Crates, their owners and their followers.
#[point_api(prefix = "/api/v1")]
pub(crate) trait Crates {
    #[point_endpoint(GET "/crates", auth = none)]
    async fn search(&self, #[query] search: &Search<'_>, #[query("ids[]")] ids: &[&str]) -> Result<CratePage>;
    #[point_endpoint(GET "/summary", auth = none)]
    async fn summary(&self) -> Result<Summary>;
    #[point_endpoint(GET "/crates/{name}", auth = none, none_on = [404])]
    async fn find(&self, name: &str, #[query(format = csv)] include: &[&str]) -> Result<Option<FoundCrate>>;
    #[point_endpoint(DELETE "/crates/{name}")]
    async fn delete(&self, name: &str, #[query] message: Option<&str>) -> Result<()>;
    #[point_endpoint(GET "/crates/{name}/downloads", auth = none)]
    async fn downloads(&self, name: &str, #[query] include: &str) -> Result<Downloads>;
    #[point_endpoint(GET "/crates/{name}/reverse_dependencies", auth = none)]
    async fn reverse_dependencies(
        &self,
        name: &str,
        #[query] page: Option<u32>,
        #[query] per_page: Option<u32>,
    ) -> Result<Dependencies>;
    #[point_endpoint(GET "/crates/{name}/owners", auth = none)]
    async fn owners(&self, name: &str) -> Result<Users>;
    #[point_endpoint(GET "/crates/{name}/owner_user", auth = none)]
    async fn owner_users(&self, name: &str) -> Result<Users>;
    #[point_endpoint(GET "/crates/{name}/owner_team", auth = none)]
    async fn owner_teams(&self, name: &str) -> Result<Teams>;
    #[point_endpoint(PUT "/crates/{name}/owners")]
    async fn add_owners(&self, name: &str, #[body] owners: &Owners<'_>) -> Result<()>;
    #[point_endpoint(DELETE "/crates/{name}/owners")]
    async fn remove_owners(&self, name: &str, #[body] owners: &Owners<'_>) -> Result<()>;
    #[point_endpoint(PUT "/crates/{name}/follow")]
    async fn follow(&self, name: &str) -> Result<()>;
    #[point_endpoint(DELETE "/crates/{name}/follow")]
    async fn unfollow(&self, name: &str) -> Result<()>;
    #[point_endpoint(GET "/crates/{name}/following")]
    async fn is_followed(&self, name: &str) -> Result<Following>;
}

/// Versions of a crate.
#[point_api(prefix = "/api/v1/crates/{name}")]
pub(crate) trait Versions {
    #[point_endpoint(GET "/versions", auth = none)]
    async fn versions(&self, name: &str, #[query] sort: &str) -> Result<VersionList>;
    #[point_endpoint(GET "/{version}", auth = none)]
    async fn version(&self, name: &str, version: &str) -> Result<OneVersion>;
    #[point_endpoint(PATCH "/{version}", idempotent)]
    async fn change(&self, name: &str, version: &str, #[body] change: &VersionChange<'_>) -> Result<OneVersion>;
    #[point_endpoint(DELETE "/{version}/yank")]
    async fn yank(&self, name: &str, version: &str) -> Result<()>;
    #[point_endpoint(PUT "/{version}/unyank")]
    async fn unyank(&self, name: &str, version: &str) -> Result<()>;
    #[point_endpoint(GET "/{version}/readme", auth = none)]
    async fn readme(&self, name: &str, version: &str) -> Result<Place>;
    #[point_endpoint(GET "/{version}/download", auth = none)]
    async fn download(&self, name: &str, version: &str) -> Result<Place>;
    #[point_endpoint(GET "/{version}/dependencies", auth = none)]
    async fn dependencies(&self, name: &str, version: &str) -> Result<Dependencies>;
    #[point_endpoint(GET "/{version}/downloads", auth = none, name = "version_downloads")]
    async fn version_downloads(
        &self,
        name: &str,
        version: &str,
        #[query] before_date: Option<&str>,
    ) -> Result<Downloads>;
}

/// New versions.
#[point_api(prefix = "/api/v1")]
pub(crate) trait Publishing {
    /// The body is the metadata and the crate file, each preceded by its length; [`publish`](Self::publish) builds it.
    #[point_endpoint(PUT "/crates/new", timeout = "5m", attempts = 1)]
    async fn upload(&self, #[body(bytes)] upload: Bytes) -> Result<Published>;

    async fn publish(&self, metadata: &Metadata<'_>, crate_file: &[u8]) -> Result<Published> {
        let metadata = serde_json::to_vec(metadata).unwrap_or_default();
        let mut upload = Vec::with_capacity(metadata.len() + crate_file.len() + 8);
        for piece in [metadata.as_slice(), crate_file] {
            upload.extend_from_slice(&u32::try_from(piece.len()).unwrap_or(u32::MAX).to_le_bytes());
            upload.extend_from_slice(piece);
        }
        self.upload(upload.into()).await
    }
}

/// Publishing from a workflow without a long-lived token.
#[point_api(prefix = "/api/v1/trusted_publishing")]
pub(crate) trait TrustedPublishing {
    #[point_endpoint(GET "/github_configs")]
    async fn publisher_configs(&self, #[query("crate")] name: &str) -> Result<PublisherConfigs>;
    #[point_endpoint(POST "/github_configs")]
    async fn add_publisher_config(&self, #[body] config: &NewPublisherConfig<'_>) -> Result<()>;
    #[point_endpoint(DELETE "/github_configs/{id}")]
    async fn remove_publisher_config(&self, id: u64) -> Result<()>;
    #[point_endpoint(PUT "/tokens", auth = none, token_endpoint)]
    async fn exchange_token(&self, #[body] jwt: &Jwt<'_>) -> Result<ExchangedToken>;
    #[point_endpoint(DELETE "/tokens")]
    async fn revoke_exchanged_token(&self) -> Result<()>;
}

/// The account that the token belongs to.
#[point_api(prefix = "/api/v1")]
pub(crate) trait Account {
    #[point_endpoint(GET "/me")]
    async fn me(&self) -> Result<User>;
    #[point_endpoint(GET "/me/updates")]
    async fn updates(&self, #[query] page: Option<u32>) -> Result<VersionList>;
    #[point_endpoint(GET "/me/tokens")]
    async fn tokens(&self) -> Result<Tokens>;
    #[point_endpoint(PUT "/me/tokens", attempts = 1)]
    async fn add_token(&self, #[body] token: &TokenRequest<'_>) -> Result<OneToken>;
    #[point_endpoint(GET "/me/tokens/{id}")]
    async fn token(&self, id: u64) -> Result<OneToken>;
    #[point_endpoint(DELETE "/me/tokens/{id}")]
    async fn revoke_token(&self, id: u64) -> Result<()>;
    #[point_endpoint(PUT "/me/email_notifications")]
    async fn set_notifications(&self, #[body] notifications: &[EmailNotifications]) -> Result<()>;
    #[point_endpoint(PUT "/users/{id}")]
    async fn set_email(&self, id: u64, #[body] user: &UserChange<'_>) -> Result<()>;
    #[point_endpoint(PUT "/users/{id}/resend", attempts = 1)]
    async fn resend_confirmation(&self, id: u64) -> Result<()>;
}

/// Users, teams, keywords and categories.
#[point_api(prefix = "/api/v1", auth = none)]
pub(crate) trait Directory {
    #[point_endpoint(GET "/users/{login}")]
    async fn user(&self, login: &str) -> Result<User>;
    #[point_endpoint(GET "/users/{id}/stats")]
    async fn user_stats(&self, id: u64) -> Result<UserStats>;
    #[point_endpoint(GET "/teams/{login}")]
    async fn team(&self, login: &str) -> Result<Team>;
    #[point_endpoint(GET "/keywords")]
    async fn keywords(&self, #[query] page: Option<u32>) -> Result<Keywords>;
    #[point_endpoint(GET "/category_slugs")]
    async fn category_slugs(&self) -> Result<CategorySlugs>;
}
