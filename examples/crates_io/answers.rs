//! What comes back, as far as this program looks at it.

use serde::Deserialize;

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

/// Answers of which this program reads nothing but that they have the shape.
macro_rules! answers {
    ($($name:ident { $($member:ident: $ty:ty),* })*) => {$(
        #[derive(Deserialize)]
        #[expect(dead_code, reason = "the calls are what this program is about")]
        pub(crate) struct $name {
            $(pub(crate) $member: $ty,)*
        }
    )*};
}

answers! {
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
    ExchangedToken { token: String }
    PublisherConfigs { github_configs: Vec<PublisherConfig> }
    PublisherConfig { id: u64, repository_owner: String }
    Keywords { keywords: Vec<Keyword> }
    Keyword { id: String }
    CategorySlugs { category_slugs: Vec<CategorySlug> }
    CategorySlug { slug: String }
}
