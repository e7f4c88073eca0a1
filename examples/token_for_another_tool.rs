//! A fresh access token, for a tool that makes its own calls.
//!
//! `cargo run --example token_for_another_tool` needs no account and no network.

use std::time::Duration;

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
    println!("curl -H \"Authorization: Bearer {}...\"", &first.expose()[..16]);

    sandbox.advance(Duration::from_secs(3600));
    let later = client.access_token().await?;
    assert_ne!(first.expose(), later.expose(), "an hour later it is another one");
    println!("an hour later: {}...", &later.expose()[..16]);
    println!("state: {:?}", client.auth_status().state());
    Ok(())
}
