//! 10 000 callers who wait for one flight: how long after it has its answer until the last of them has its token.
//!
//! Each round is followed by one in which tokio wakes as many tasks and nothing more, so that the ratio tells what is
//! ours on a machine that has other work too.
//!
//! `cargo bench -p pointapi --bench waiters`

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use async_trait::async_trait;
use pointapi::{
    Client,
    auth::{TokenError, TokenSet, TokenSource},
};
use tokio::{
    runtime::Runtime,
    sync::{Semaphore, watch},
    time::{sleep, timeout},
};

const CALLERS: usize = 10_000;
const ROUNDS: usize = 21;
const GOAL: Duration = Duration::from_millis(10);

/// A login that answers when it is told to, and remembers when that was.
struct Gate {
    is_open: Semaphore,
    answered_at: Mutex<Option<Instant>>,
}

struct Login(Arc<Gate>);

#[async_trait]
impl TokenSource for Login {
    async fn sign_in(&self) -> Result<TokenSet, TokenError> {
        let _permit = self.0.is_open.acquire().await;
        *self.0.answered_at.lock().expect("no panic") = Some(Instant::now());
        Ok(TokenSet::new("an-access-token").expires_in(Duration::from_secs(3600)))
    }
}

fn main() {
    // `cargo test --benches` asks for no more than that it starts.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let runtime = Runtime::new().expect("a runtime");
    let (mut ours, mut bare): (Vec<_>, Vec<_>) =
        (0..ROUNDS).map(|_| (runtime.block_on(last_served_after()), runtime.block_on(last_woken_after()))).unzip();
    let mut ratios: Vec<_> =
        ours.iter().zip(&bare).map(|(ours, bare)| ours.as_secs_f64() / bare.as_secs_f64()).collect();
    ours.sort_unstable();
    bare.sort_unstable();
    ratios.sort_unstable_by(f64::total_cmp);
    let middle = ROUNDS / 2;
    println!(
        "{CALLERS} callers, the last served after: median {:?}, fastest {:?} (goal: < {GOAL:?})",
        ours[middle], ours[0]
    );
    println!("tasks that tokio only wakes: median {:?}; ratio, median of pairs: {:.2}", bare[middle], ratios[middle]);
}

/// From the login's answer until the last caller has its token.
async fn last_served_after() -> Duration {
    let gate = Arc::new(Gate { is_open: Semaphore::new(0), answered_at: Mutex::default() });
    let client = Client::builder().token_source(Login(Arc::clone(&gate))).build().expect("settings that can be used");
    let last = all_waiting(|| {
        let client = client.clone();
        async move { drop(client.access_token().await.expect("signed in")) }
    })
    .await;
    gate.is_open.add_permits(1);
    let last = last.await;
    let answered_at = gate.answered_at.lock().expect("no panic").expect("answered");
    last.duration_since(answered_at)
}

/// The same number of tasks that wait for a value and no more, with a time limit each as our callers have.
async fn last_woken_after() -> Duration {
    let sender = watch::Sender::new(false);
    let last = all_waiting(|| {
        let mut receiver = sender.subscribe();
        async move {
            let woken = timeout(Duration::from_secs(30), receiver.wait_for(|is_there| *is_there)).await;
            woken.expect("in time").expect("sent");
        }
    })
    .await;
    let sent_at = Instant::now();
    sender.send_replace(true);
    last.await.duration_since(sent_at)
}

/// Comes when all callers wait, with what comes when the last of them is done: that moment.
async fn all_waiting<C: Future<Output = ()> + Send + 'static>(
    mut caller: impl FnMut() -> C,
) -> impl Future<Output = Instant> {
    let waiting = Arc::new(AtomicUsize::new(0));
    let callers: Vec<_> = (0..CALLERS)
        .map(|_| {
            let (caller, waiting) = (caller(), Arc::clone(&waiting));
            tokio::spawn(async move {
                waiting.fetch_add(1, Ordering::Relaxed);
                caller.await;
                Instant::now()
            })
        })
        .collect();
    while waiting.load(Ordering::Relaxed) < CALLERS {
        sleep(Duration::from_millis(1)).await;
    }
    // The last of them may have said so and not wait yet.
    sleep(Duration::from_millis(20)).await;
    async move {
        let mut last = None;
        for caller in callers {
            last = last.max(Some(caller.await.expect("no panic")));
        }
        last.expect("callers")
    }
}
