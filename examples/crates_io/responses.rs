//! The responses, reduced to the members that this program uses.

use pointapi::auth::Secret;
use serde::{Deserialize, Deserializer};

#[derive(Deserialize)]
pub(crate) struct CratePage {
    pub(crate) crates: Vec<Crate>,
    pub(crate) meta: Meta,
}

#[derive(Deserialize)]
pub(crate) struct Meta {
    pub(crate) total: u64,
}

#[derive(Deserialize)]
pub(crate) struct FoundCrate {
    #[serde(rename = "crate")]
    pub(crate) krate: Crate,
}

#[derive(Deserialize)]
pub(crate) struct Crate {
    pub(crate) id: String,
    pub(crate) max_version: String,
}

#[derive(Deserialize)]
pub(crate) struct Following {
    pub(crate) following: bool,
}

/// A token from a response, never kept as a `String`: `Secret` wipes its memory and hides its value in `Debug` output.
#[expect(dead_code, reason = "only decoded")]
pub(crate) struct IssuedToken(Secret);

impl<'de> Deserialize<'de> for IssuedToken {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|token| Self(token.into()))
    }
}

/// Responses that this program decodes but does not use.
macro_rules! responses {
    ($($name:ident { $($member:ident: $ty:ty),* })*) => {$(
        #[derive(Deserialize)]
        #[expect(dead_code, reason = "only decoded")]
        pub(crate) struct $name {
            $(pub(crate) $member: $ty,)*
        }
    )*};
}

responses! {
    Summary { num_crates: u64, num_downloads: u64 }
    Downloads { version_downloads: Vec<DayOfDownloads> }
    DayOfDownloads { date: String, downloads: u64 }
    Dependencies { dependencies: Vec<Dependency> }
    Dependency { crate_id: String, req: String }
    Users { users: Vec<Account> }
    Teams { teams: Vec<Account> }
    Account { id: u64, login: String }
    User { user: Account }
    Team { team: Account }
    UserStats { total_downloads: u64 }
    Versions { versions: Vec<Version> }
    OneVersion { version: Version }
    Version { num: String, yanked: bool }
    Place { url: String }
    Published { warnings: Warnings }
    Warnings { other: Vec<String> }
    Tokens { api_tokens: Vec<Token> }
    OneToken { api_token: Token }
    Token { id: u64, name: String }
    ExchangedToken { token: IssuedToken }
    PublisherConfigs { github_configs: Vec<PublisherConfig> }
    PublisherConfig { id: u64, repository_owner: String }
    Keywords { keywords: Vec<Keyword> }
    Keyword { id: String }
    CategorySlugs { category_slugs: Vec<CategorySlug> }
    CategorySlug { slug: String }
}
