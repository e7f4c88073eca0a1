//! A fresh access token for a tool that makes its own calls.
//!
//! `cargo run --example token_for_another_tool` needs no account and no network.

use std::time::Duration;

use pointapi::auth::Secret;
use pointapi::{Client, Credentials, Result};
use pointapi_sandbox::Sandbox;

#[tokio::main]
async fn main() -> Result<()> {
    let sandbox = Sandbox::start().await?;
    sandbox.user("greta", "not-a-real-one");
    let client = Client::builder()
        .base_url(sandbox.base_url())
        .allow_insecure_loopback()
        .clock(sandbox.clock())
        .credentials(Credentials::password("greta", "not-a-real-one"))
        .build()?;

    let first = client.access_token().await?;
    run_tool(&first);

    sandbox.advance(Duration::from_secs(3600));
    let later = client.access_token().await?;
    assert_ne!(first.expose(), later.expose(), "an hour later the token is a new one");
    run_tool(&later);
    println!("state: {:?}", client.auth_status().state());
    Ok(())
}

/// Stands for a tool that reads the token from its environment. Other users can read the arguments of a process, and
/// even the first characters of a token do not belong in a log.
fn run_tool(token: &Secret) {
    let mut tool = std::process::Command::new("a-tool");
    tool.env("ACCESS_TOKEN", token.expose());
    println!("a tool would get a token of {} bytes in ACCESS_TOKEN", token.expose().len());
}
