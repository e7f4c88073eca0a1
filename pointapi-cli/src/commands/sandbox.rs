//! `pointapi sandbox`: a Point Services on loopback, for programs in any language.

mod control;
mod fault;
mod relay;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use pointapi_sandbox::Sandbox;
use serde::Serialize;
use tokio::net::TcpListener;
use uuid::Uuid;

use self::control::{MAX_ORDERS, PASSWORD};
use self::fault::Planned;
use crate::context::Context;
use crate::failure::{Failure, Result};
use crate::interrupt::{self, Interrupt};
use crate::output::Column;
use crate::time::duration;

/// Run a Point Services on loopback, for tests of programs in any language.
///
/// It responds like the platform: tokens expire, orders are validated and become done, queries have pages. It is insecure
/// by design and listens on 127.0.0.1 alone. Data is in memory, and ends with the program.
#[derive(Debug, Args)]
#[command(after_help = r#"Examples:
  pointapi sandbox
  pointapi sandbox --port 4010 --orders 250 --polls 1
  pointapi sandbox --token-life 5m --fault 'status:503*2'

While it runs, other programs control it:
  control=http://127.0.0.1:4010/sandbox
  curl -d '{"advance": "2h"}' $control/clock
  curl -d '{"fault": "lose-response"}' $control/faults
  curl -d '{"fault": "throttle:30s", "count": 2}' $control/faults
  curl -d '{"username": "otto"}' $control/users
  curl -d '{"count": 50}' $control/orders
  curl -d '{"revoke": "access"}' $control/tokens
  curl -d '{"url": "http://127.0.0.1:4000/", "topic": "orders/placed",
    "body": {"order_id": "31415"}}' $control/webhooks
  curl $control/stats

Faults: status:CODE, throttle:TIME, hang, cut-short, lose-response, order:CODE.
Each takes the next request to any endpoint, sign-ins included.
The clock is that of tokens and orders; webhooks have the machine's.
Exit codes: 2 the port is in use, 130 interrupted."#)]
pub(crate) struct Arguments {
    /// The port on 127.0.0.1; 0 for a free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// A user that can sign in; the password is `not-a-real-one`.
    #[arg(long, value_name = "NAME", default_value = "greta")]
    user: Vec<String>,
    /// Begin with this number of orders in the query.
    #[arg(long, value_name = "COUNT", default_value_t = 0, value_parser = orders)]
    orders: usize,
    /// The number of polls until an order is done; 0 is at once.
    #[arg(long, value_name = "COUNT", default_value_t = 2)]
    polls: u32,
    /// The time until an order is done, by the clock of the sandbox, instead of a number of polls.
    #[arg(long, value_name = "TIME", value_parser = duration, conflicts_with = "polls")]
    done_after: Option<Duration>,
    /// The lifetime of access tokens.
    #[arg(long, value_name = "TIME", value_parser = duration, default_value = "1h")]
    token_life: Duration,
    /// Fail the next requests, such as `status:503*2`; may be repeated.
    #[arg(long, value_name = "FAULT", value_parser = fault::planned)]
    fault: Vec<Planned>,
    /// Deliver the events of `pointapi webhooks test` to this URL of this machine, whatever address they name.
    #[arg(long, value_name = "URL")]
    webhook_receiver: Option<String>,
}

fn orders(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(count) if count <= MAX_ORDERS => Ok(count),
        _ => Err(format!("write a number up to {MAX_ORDERS}")),
    }
}

const COLUMNS: &[Column] = &[
    Column::new("base_url", "Base URL"),
    Column::new("username", "User name"),
    Column::new("password", "Password"),
    Column::new("control", "Control"),
    Column::new("issuer", "Webhook issuer"),
    Column::new("audience", "Webhook audience"),
    Column::new("jwks_url", "Webhook keys"),
    Column::new("tenant", "Webhook tenant"),
];

/// The data that a program needs to use the sandbox.
#[derive(Serialize)]
struct Ready {
    base_url: String,
    username: String,
    password: &'static str,
    control: String,
    issuer: String,
    audience: String,
    jwks_url: String,
    tenant: String,
}

pub(crate) async fn run(context: &Context, arguments: &Arguments) -> Result<()> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, arguments.port));
    let listen = async {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        Ok::<_, std::io::Error>((listener, address))
    };
    let (listener, address) =
        listen.await.map_err(|error| Failure::usage(format!("could not listen on {address}: {error}")))?;
    let sandbox = arguments.sandbox(format!("http://{address}"));
    if let Some(url) = &arguments.webhook_receiver {
        relay::deliver_tests_to(&sandbox, url)?;
    }
    let sandbox = Arc::new(sandbox);
    let router = control::router(Arc::clone(&sandbox)).fallback_service(relay::router(&sandbox));
    let mut interrupt = Interrupt::listen();
    context.output.object(COLUMNS, &arguments.ready(&sandbox))?;
    context.output.note("the sandbox is running; Ctrl-C ends it");
    tokio::select! {
        ended = axum::serve(listener, router) => {
            ended.map_err(|error| Failure::new(crate::exit::FAILED, format!("the sandbox has ended: {error}")))
        }
        () = interrupt.requested() => Err(interrupt::failure("the sandbox has ended")),
    }
}

impl Arguments {
    fn sandbox(&self, base_url: String) -> Sandbox {
        let sandbox = Sandbox::in_process_at(base_url);
        for name in &self.user {
            sandbox.user(name, PASSWORD);
        }
        sandbox.add_sample_orders(self.orders);
        // Journals of an earlier run have its ids, which must not be those of other orders.
        sandbox.number_orders_from(Uuid::new_v4().as_fields().0.into());
        // The clock of a receiver does not follow the sandbox's.
        sandbox.webhooks().use_machine_clock();
        sandbox.access_lifetime(self.token_life);
        match self.done_after {
            Some(time) => sandbox.done_after(time),
            None => sandbox.polls_until_done(self.polls),
        }
        for Planned { fault, count } in &self.fault {
            sandbox.fail_next(*count, fault.clone());
        }
        sandbox
    }

    fn ready(&self, sandbox: &Sandbox) -> Ready {
        let webhooks = sandbox.webhooks();
        Ready {
            base_url: sandbox.base_url().to_owned(),
            username: self.user.first().cloned().unwrap_or_default(),
            password: PASSWORD,
            control: format!("{}/sandbox/", sandbox.base_url()),
            issuer: webhooks.issuer().to_owned(),
            audience: webhooks.audience().to_owned(),
            jwks_url: webhooks.jwks_url(),
            tenant: webhooks.tenant_id().to_owned(),
        }
    }
}
