//! Forty-three endpoints of crates.io as six traits and one client.
//!
//! `cargo run --example crates_io` calls each once over an in-process transport, so it needs no network and no account.
//! It prints the request lines and fails if one differs from the documentation of crates.io.

mod api;
mod requests;
mod responses;
mod script;

use std::process::ExitCode;

use pointapi::Result;

use api::{Registry, RegistryClient};
use requests::{Email, EmailNotifications, Jwt, Metadata, NewToken, Owners, PublisherConfig, Search, Yank};
use script::Script;

/// The response of endpoints without a result.
const DONE: &str = r#"{"ok": true}"#;

#[tokio::main]
async fn main() -> Result<ExitCode> {
    let mut script = Script::new();
    let registry = RegistryClient::new(script.client()?);
    crates(&registry, &mut script).await?;
    owners(&registry, &mut script).await?;
    versions(&registry, &mut script).await?;
    publishing(&registry, &mut script).await?;
    account(&registry, &mut script).await?;
    directory(&registry, &mut script).await?;
    Ok(script.verdict(RegistryClient::ENDPOINTS))
}

async fn crates(registry: &impl Registry, script: &mut Script) -> Result<()> {
    let search = Search { q: Some("http client"), per_page: Some(5), sort: Some("downloads"), ..Search::default() };
    let page = script
        .step(
            "GET /api/v1/crates?q=http%20client&per_page=5&sort=downloads&ids%5B%5D=a&ids%5B%5D=b",
            r#"{"crates": [{"id": "a", "max_version": "1.0.0", "downloads": 7}], "meta": {"total": 1}}"#,
            registry.search(&search, &["a", "b"]),
        )
        .await?;
    assert_eq!((page.crates[0].id.as_str(), page.meta.total), ("a", 1));
    let summary = r#"{"num_crates": 150000, "num_downloads": 1}"#;
    script.step("GET /api/v1/summary", summary, registry.summary()).await?;
    let serde = r#"{"crate": {"id": "serde", "max_version": "1.0.0", "downloads": 7}}"#;
    let found = script
        .step(
            "GET /api/v1/crates/serde?include=versions,keywords",
            serde,
            registry.find("serde", &["versions", "keywords"]),
        )
        .await?;
    assert_eq!(found.map(|found| found.krate.max_version).as_deref(), Some("1.0.0"));
    script.step("DELETE /api/v1/crates/mine?message=typo", "", registry.delete("mine", Some("typo"))).await?;
    let downloads = r#"{"version_downloads": []}"#;
    script
        .step("GET /api/v1/crates/serde/downloads?include=versions", downloads, registry.downloads("serde", "versions"))
        .await?;
    let dependents = r#"{"dependencies": [{"crate_id": "serde", "req": "^1"}]}"#;
    script
        .step(
            "GET /api/v1/crates/serde/reverse_dependencies?page=2&per_page=10",
            dependents,
            registry.reverse_dependencies("serde", Some(2), Some(10)),
        )
        .await?;
    script.step("PUT /api/v1/crates/serde/follow", DONE, registry.follow("serde")).await?;
    script.step("DELETE /api/v1/crates/serde/follow", DONE, registry.unfollow("serde")).await?;
    let following = r#"{"following": true}"#;
    assert!(
        script.step("GET /api/v1/crates/serde/following", following, registry.is_followed("serde")).await?.following
    );
    Ok(())
}

async fn owners(registry: &impl Registry, script: &mut Script) -> Result<()> {
    let users = r#"{"users": [{"id": 1, "login": "greta"}]}"#;
    script.step("GET /api/v1/crates/serde/owners", users, registry.owners("serde")).await?;
    script.step("GET /api/v1/crates/serde/owner_user", users, registry.owner_users("serde")).await?;
    script.step("GET /api/v1/crates/serde/owner_team", r#"{"teams": []}"#, registry.owner_teams("serde")).await?;
    let owners = Owners { owners: &["github:rust-lang:libs"] };
    script.step("PUT /api/v1/crates/mine/owners", DONE, registry.add_owners("mine", &owners)).await?;
    script.step("DELETE /api/v1/crates/mine/owners", DONE, registry.remove_owners("mine", &owners)).await?;
    Ok(())
}

async fn versions(registry: &impl Registry, script: &mut Script) -> Result<()> {
    let version = r#"{"version": {"num": "1.0.0", "yanked": false}}"#;
    script
        .step(
            "GET /api/v1/crates/serde/versions?sort=semver",
            r#"{"versions": []}"#,
            registry.versions("serde", "semver"),
        )
        .await?;
    script.step("GET /api/v1/crates/serde/1.0.0", version, registry.version("serde", "1.0.0")).await?;
    let yank = Yank { yanked: true, yank_message: Some("broken") };
    script.step("PATCH /api/v1/crates/mine/1.0.0", version, registry.change("mine", "1.0.0", &yank.into())).await?;
    script.step("DELETE /api/v1/crates/mine/1.0.0/yank", DONE, registry.yank("mine", "1.0.0")).await?;
    script.step("PUT /api/v1/crates/mine/1.0.0/unyank", DONE, registry.unyank("mine", "1.0.0")).await?;
    let place = r#"{"url": "https://static.crates.io/x"}"#;
    script.step("GET /api/v1/crates/serde/1.0.0/readme", place, registry.readme("serde", "1.0.0")).await?;
    script.step("GET /api/v1/crates/serde/1.0.0/download", place, registry.download("serde", "1.0.0")).await?;
    let dependencies = r#"{"dependencies": []}"#;
    script
        .step("GET /api/v1/crates/serde/1.0.0/dependencies", dependencies, registry.dependencies("serde", "1.0.0"))
        .await?;
    let downloads = r#"{"version_downloads": [{"date": "2024-01-01", "downloads": 3}]}"#;
    script
        .step(
            "GET /api/v1/crates/serde/1.0.0/downloads?before_date=2024-01-02",
            downloads,
            registry.version_downloads("serde", "1.0.0", Some("2024-01-02")),
        )
        .await?;
    Ok(())
}

async fn publishing(registry: &impl Registry, script: &mut Script) -> Result<()> {
    let metadata = Metadata { name: "mine", vers: "1.0.0" };
    let warnings = r#"{"warnings": {"other": []}}"#;
    script.step("PUT /api/v1/crates/new", warnings, registry.publish(&metadata, b"crate file")).await?;
    let config = PublisherConfig { krate: "mine", repository_owner: "greta", workflow_filename: "release.yml" };
    let configs = r#"{"github_configs": []}"#;
    let prefix = "/api/v1/trusted_publishing";
    script
        .step(&format!("GET {prefix}/github_configs?crate=mine"), configs, registry.publisher_configs("mine"))
        .await?;
    script.step(&format!("POST {prefix}/github_configs"), "{}", registry.add_publisher_config(&config.into())).await?;
    script.step(&format!("DELETE {prefix}/github_configs/7"), "", registry.remove_publisher_config(7)).await?;
    let token = r#"{"token": "cio_tp_x"}"#;
    script.step(&format!("PUT {prefix}/tokens"), token, registry.exchange_token(&Jwt { jwt: "a.jwt.x" })).await?;
    script.step(&format!("DELETE {prefix}/tokens"), "", registry.revoke_exchanged_token()).await?;
    Ok(())
}

async fn account(registry: &impl Registry, script: &mut Script) -> Result<()> {
    script.step("GET /api/v1/me", r#"{"user": {"id": 1, "login": "greta"}}"#, registry.me()).await?;
    script.step("GET /api/v1/me/updates?page=1", r#"{"versions": []}"#, registry.updates(Some(1))).await?;
    script.step("GET /api/v1/me/tokens", r#"{"api_tokens": []}"#, registry.tokens()).await?;
    let token = r#"{"api_token": {"id": 3, "name": "ci"}}"#;
    script.step("PUT /api/v1/me/tokens", token, registry.add_token(&NewToken { name: "ci" }.into())).await?;
    script.step("GET /api/v1/me/tokens/3", token, registry.token(3)).await?;
    script.step("DELETE /api/v1/me/tokens/3", "{}", registry.revoke_token(3)).await?;
    let notifications = [EmailNotifications { id: 5, email_notifications: false }];
    script.step("PUT /api/v1/me/email_notifications", DONE, registry.set_notifications(&notifications)).await?;
    script.step("PUT /api/v1/users/1", DONE, registry.set_email(1, &Email { email: "g@example.com" }.into())).await?;
    script.step("PUT /api/v1/users/1/resend", DONE, registry.resend_confirmation(1)).await?;
    Ok(())
}

async fn directory(registry: &impl Registry, script: &mut Script) -> Result<()> {
    let user = r#"{"user": {"id": 1, "login": "greta"}}"#;
    script.step("GET /api/v1/users/greta", user, registry.user("greta")).await?;
    script.step("GET /api/v1/users/1/stats", r#"{"total_downloads": 9}"#, registry.user_stats(1)).await?;
    let team = r#"{"team": {"id": 2, "login": "github:rust-lang:libs"}}"#;
    script.step("GET /api/v1/teams/github%3Arust-lang%3Alibs", team, registry.team("github:rust-lang:libs")).await?;
    script.step("GET /api/v1/keywords?page=1", r#"{"keywords": []}"#, registry.keywords(Some(1))).await?;
    script.step("GET /api/v1/category_slugs", r#"{"category_slugs": []}"#, registry.category_slugs()).await?;
    Ok(())
}
