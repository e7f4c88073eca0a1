//! A server that fails at random, a client that places orders, and a check that compares the two.

use std::collections::HashMap;
use std::future::pending;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::{StreamExt, stream};
use http_body_util::BodyExt;
use pointapi::{
    Body, BoxError, Bytes, Client, ClientBuilder, Error, HttpRequest, HttpResponse, Result, RetryPolicy, point_api,
};
use serde::{Deserialize, Serialize};

#[derive(Clone, Serialize, Deserialize)]
struct Order {
    id: u64,
}

#[derive(Deserialize)]
struct Receipt {
    id: u64,
}

#[point_api(auth = none)]
trait Shop {
    #[point_endpoint(POST "/once", timeout = "30s", attempt_timeout = "5s")]
    async fn once(&self, #[body] order: &Order) -> Result<Receipt>;

    #[point_endpoint(POST "/throttled", timeout = "30s", attempt_timeout = "5s", retry_on_throttle)]
    async fn throttled(&self, #[body] order: &Order) -> Result<Receipt>;

    #[point_endpoint(POST "/keyed", timeout = "30s", attempt_timeout = "5s", idempotency_key = "Idempotency-Key")]
    async fn keyed(&self, #[body] order: &Order) -> Result<Receipt>;
}

/// Counts the outcomes of a run.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) placed: u64,
    /// Not placed, as the error says.
    pub(crate) known_failed: u64,
    /// The error says that the outcome is unknown.
    pub(crate) unknown: u64,
    /// Requests after the first of their call.
    pub(crate) repeated: u64,
}

/// The requests for one order and their effects.
#[derive(Default)]
struct Ledger {
    /// Requests given to the transport. It is a custom one, so every failed request may have been sent.
    requests: u64,
    effects: u64,
    key: Option<String>,
}

type Ledgers = Arc<Mutex<HashMap<u64, Ledger>>>;

/// One run: the client and the server's ledgers.
pub(crate) struct World {
    seed: u64,
    ledgers: Ledgers,
    shop: ShopClient,
}

impl World {
    pub(crate) fn new(seed: u64) -> Self {
        let ledgers = Ledgers::default();
        let fate = Arc::new(Mutex::new(fastrand::Rng::with_seed(seed)));
        let shared = Arc::clone(&ledgers);
        let transport = tower::service_fn(move |request: HttpRequest| {
            let mut random = fate.lock().unwrap();
            let delay = Duration::from_millis(random.u64(1..50));
            serve(request, delay, Fate::draw(&mut random), Arc::clone(&shared))
        });
        let client: ClientBuilder = Client::builder().base_url("https://api.example.com").transport(transport);
        let client = client.jitter_seed(seed).max_in_flight(50).retry(RetryPolicy::default().attempts(5));
        Self { seed, ledgers, shop: ShopClient::new(client.build().unwrap()) }
    }

    /// Places orders, 100 at a time, and checks the outcome of each.
    ///
    /// # Panics
    ///
    /// If an order was delivered twice, or its call reports a wrong outcome.
    pub(crate) async fn place(&self, orders: u64) -> Tally {
        let mut tally = Tally::default();
        let mut results =
            stream::iter(0..orders).map(|id| async move { (id, self.place_one(id).await) }).buffer_unordered(100);
        while let Some((id, result)) = results.next().await {
            self.judge(id, result, &mut tally);
        }
        tally
    }

    async fn place_one(&self, id: u64) -> Result<Receipt> {
        let order = Order { id };
        match id % 4 {
            0 | 1 => self.shop.once(&order).await,
            2 => self.shop.throttled(&order).await,
            _ => self.shop.keyed(&order).await,
        }
    }

    fn judge(&self, id: u64, result: Result<Receipt>, tally: &mut Tally) {
        let Ledger { requests, effects, .. } = self.ledgers.lock().unwrap().remove(&id).unwrap_or_default();
        let seed = self.seed;
        assert!(effects <= 1, "seed {seed:#x}: order {id} was delivered {effects} times");
        tally.repeated += requests.saturating_sub(1);
        match result {
            Ok(receipt) => {
                assert_eq!((receipt.id, effects), (id, 1), "seed {seed:#x}: order {id} was not placed");
                tally.placed += 1;
            }
            Err(error) => {
                assert_eq!(u64::from(error.attempts()), requests, "seed {seed:#x}: order {id}: {error:?}");
                judge_failure(seed, id, &error, effects, tally);
            }
        }
    }
}

/// Checks a failed call. Unless its error says that the outcome is unknown, the order was not placed. An undecodable 2xx
/// reports by its status that the order was processed.
fn judge_failure(seed: u64, id: u64, error: &Error, effects: u64, tally: &mut Tally) {
    if error.outcome_unknown() || error.is_status(200) {
        tally.unknown += 1;
    } else {
        assert_eq!(effects, 0, "seed {seed:#x}: order {id} was placed, but its call reports a failure: {error:?}");
        tally.known_failed += 1;
    }
}

/// The fate of one request.
#[derive(Clone, Copy, Debug)]
enum Fate {
    /// The connection fails before the server receives the request.
    Lost,
    /// The connection fails after the server received the request.
    Cut {
        is_processed: bool,
    },
    Hangs {
        is_processed: bool,
    },
    Rejected(u16),
    Throttled(u16),
    /// A 5xx or 408; the order may have been processed first.
    Failed {
        status: u16,
        is_processed: bool,
    },
    Processed(Ending),
}

/// The end of the response to a processed order.
#[derive(Clone, Copy, Debug)]
enum Ending {
    Whole,
    Slow,
    CutShort,
    Stalls,
    NoValue,
}

impl Fate {
    fn draw(random: &mut fastrand::Rng) -> Self {
        let is_processed = random.bool();
        match random.u8(..100) {
            0..12 => Self::Lost,
            12..22 => Self::Cut { is_processed },
            22..30 => Self::Hangs { is_processed },
            30..44 => Self::Rejected(random.choice([400, 403, 404, 409, 422, 302, 501]).unwrap()),
            44..52 => Self::Throttled(random.choice([429, 429, 503]).unwrap()),
            52..62 => Self::Failed { status: random.choice([408, 500, 502, 503, 504]).unwrap(), is_processed },
            62..66 => Self::Processed(Ending::CutShort),
            66..69 => Self::Processed(Ending::Stalls),
            69..72 => Self::Processed(Ending::NoValue),
            72..80 => Self::Processed(Ending::Slow),
            _ => Self::Processed(Ending::Whole),
        }
    }
}

async fn serve(request: HttpRequest, delay: Duration, fate: Fate, ledgers: Ledgers) -> Result<HttpResponse, BoxError> {
    let lost = || Err::<HttpResponse, BoxError>("the connection was lost".into());
    let (head, mut body) = request.into_parts();
    let order = read(&mut body).await;
    ledgers.lock().unwrap().entry(order.id).or_default().requests += 1;
    tokio::time::sleep(delay).await;
    let key = head.headers.get("idempotency-key").map(|key| key.to_str().unwrap().to_owned());
    let take = |is_taken: bool| take(&ledgers, order.id, key.clone(), is_taken);
    match fate {
        Fate::Lost => lost(),
        Fate::Cut { is_processed } => {
            take(is_processed);
            lost()
        }
        Fate::Hangs { is_processed, .. } => {
            take(is_processed);
            pending().await
        }
        Fate::Rejected(status) => {
            // A server that knows the idempotency key repeats its first response.
            let is_known = take(false);
            Ok(if is_known {
                response(200, receipt(order.id, Ending::Whole))
            } else {
                response(status, Body::from("{}"))
            })
        }
        Fate::Throttled(status) => {
            take(false);
            let mut throttled = response(status, Body::from("{}"));
            throttled.headers_mut().insert("retry-after", "1".parse()?);
            Ok(throttled)
        }
        Fate::Failed { status, is_processed } => {
            take(is_processed);
            Ok(response(status, Body::from("{}")))
        }
        Fate::Processed(ending) => {
            take(true);
            Ok(response(200, receipt(order.id, ending)))
        }
    }
}

async fn read(body: &mut Body) -> Order {
    let bytes = body.collect().await.unwrap().to_bytes();
    serde_json::from_slice(&bytes).unwrap()
}

/// Records the effect of a request unless its key is known. Returns whether the key is known.
fn take(ledgers: &Ledgers, id: u64, key: Option<String>, is_taken: bool) -> bool {
    let mut ledgers = ledgers.lock().unwrap();
    let ledger = ledgers.entry(id).or_default();
    let is_known = key.is_some() && ledger.key == key;
    if is_taken && !is_known {
        ledger.effects += 1;
        ledger.key = key;
    }
    is_known
}

fn response(status: u16, body: Body) -> HttpResponse {
    let mut response = HttpResponse::new(body);
    *response.status_mut() = status.try_into().unwrap();
    response
}

fn receipt(id: u64, ending: Ending) -> Body {
    let (first, last) = (Bytes::from_static(b"{\"id\":"), Bytes::from(format!("{id}}}")));
    let first: Result<Bytes, BoxError> = Ok(first);
    match ending {
        Ending::Whole => Body::from(format!("{{\"id\":{id}}}")),
        Ending::NoValue => Body::from("<html>"),
        Ending::CutShort => Body::from_stream(stream::iter([first, Err("cut short".into())])),
        Ending::Stalls => Body::from_stream(stream::iter([first]).chain(stream::pending())),
        Ending::Slow => Body::from_stream(stream::iter([first]).chain(stream::once(async move {
            tokio::time::sleep(Duration::from_secs(2)).await;
            Ok(last)
        }))),
    }
}
