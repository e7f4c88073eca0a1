//! One hour of calls with tokens that live five minutes, on a manual clock.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use pointapi::auth::{Secret, TokenError, TokenSet, TokenSource};
use pointapi::clock::ManualClock;
use pointapi::{Body, Client, HttpRequest, HttpResponse, Method};

use super::tasks;
use crate::clients::Error;
use crate::figure::Figure;
use crate::heap;

const LIFE: Duration = Duration::from_secs(300);
const CALLS_A_SECOND: usize = 4;

/// Issues a new token for each sign-in or refresh, and counts them.
#[derive(Clone, Default)]
struct Login(Arc<AtomicUsize>);

impl Login {
    fn next(&self) -> TokenSet {
        let number = self.0.fetch_add(1, Ordering::Relaxed);
        TokenSet::new(format!("token-{number:08}")).expires_in(LIFE).refresh_token(format!("refresh-{number:08}"))
    }
}

#[pointapi::async_trait]
impl TokenSource for Login {
    async fn sign_in(&self) -> Result<TokenSet, TokenError> {
        Ok(self.next())
    }

    async fn refresh(&self, _: &Secret) -> Result<TokenSet, TokenError> {
        Ok(self.next())
    }
}

/// Runs in its own runtime, so that only its tasks are counted.
pub fn measure() -> Result<Vec<Figure>, Error> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
    runtime.block_on(hour())
}

async fn hour() -> Result<Vec<Figure>, Error> {
    let login = Login::default();
    let transport =
        tower::service_fn(|_: HttpRequest| async { Ok::<_, Infallible>(HttpResponse::new(Body::from("{}"))) });
    let clock = ManualClock::starting_at(SystemTime::now());
    let client = Client::builder()
        .base_url("https://api.example.com")
        .token_source(login.clone())
        .transport(transport)
        .clock(clock.clone())
        .build()?;
    seconds(&client, &clock, 600).await?;
    let (heap_before, tasks_before) = (heap::in_use(), tasks());
    seconds(&client, &clock, 3000).await?;
    let tokens = login.0.load(Ordering::Relaxed);
    Ok(vec![
        Figure::without_goal("an hour with tokens of five minutes: tokens", tokens.to_string()),
        Figure::at_most(
            "an hour with tokens of five minutes: heap growth after ten minutes",
            heap::in_use().saturating_sub(heap_before),
            1024,
            "B",
        ),
        Figure::at_most(
            "an hour with tokens of five minutes: task growth",
            tasks().saturating_sub(tasks_before),
            0,
            "tasks",
        ),
    ])
}

async fn seconds(client: &Client, clock: &ManualClock, seconds: usize) -> Result<(), Error> {
    for _ in 0..seconds {
        for _ in 0..CALLS_A_SECOND {
            client.request(Method::GET, "/orders").send().await?;
        }
        clock.advance(Duration::from_secs(1));
    }
    Ok(())
}
