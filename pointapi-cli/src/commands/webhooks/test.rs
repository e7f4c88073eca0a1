//! `pointapi webhooks test`: requests a test event.

use std::time::SystemTime;

use clap::Args;
use pointapi::PollPolicy;
use pointapi::platform::{WebhookTest, WebhooksClient};
use serde_json::Value;
use uuid::Uuid;

use crate::context::Context;
use crate::failure::{Failure, Result};
use crate::session::Session;
use crate::time::shown;

/// Ask the platform to deliver a test event to a public address.
///
/// The platform publishes neither the host nor the response of this endpoint: ask your account representative, and log in
/// with that host as the base URL. A sandbox that was started with `--webhook-receiver` delivers to that receiver.
#[derive(Debug, Args)]
#[command(after_help = r#"Examples:
  pointapi webhooks test https://hooks.larchfield.example/point --tenant OU9001
  pointapi webhooks test https://hooks.larchfield.example/point \
    --tenant OU9001 --body '{"order_id": "31415"}'

Exit codes: 0 accepted, 1 another status, 2 the address is not public, 3 not logged in, 6 the server is unavailable."#)]
pub(crate) struct Arguments {
    /// The address of your receiver: public, and `https`.
    address: String,
    /// The topic of the event.
    #[arg(long, default_value = "orders/placed")]
    topic: String,
    /// The subject of the topic.
    #[arg(long, default_value = "product:adv/adv-120")]
    sub_topic: String,
    /// The organizational unit.
    #[arg(long, value_name = "ID")]
    tenant: String,
    /// The body of the event.
    #[arg(long, value_name = "JSON", default_value = "{}")]
    body: String,
}

pub(crate) async fn run(context: &Context, arguments: &Arguments) -> Result<()> {
    let invalid = |error| Failure::usage(format!("the body is not JSON: {error}"));
    let body: Value = serde_json::from_str(&arguments.body).map_err(invalid)?;
    let test = WebhookTest::new(&arguments.address, &body)?;
    let point = Session::open(&context.profile)?.point(PollPolicy::default())?;
    let client = WebhooksClient::new(point.client().clone());
    let id = Uuid::new_v4().to_string();
    let triggered_at = shown(SystemTime::now()).unwrap_or_default();
    let Arguments { topic, sub_topic, tenant, .. } = arguments;
    client.test_webhook(topic, sub_topic, tenant, &id, &triggered_at, &test).await?;
    context.output.note(format!("requested the event {id}"));
    Ok(())
}
