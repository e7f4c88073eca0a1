//! Whether an order was placed whose answer was lost.

use std::fmt;
use std::future::IntoFuture;
use std::pin::Pin;
use std::time::{Duration, SystemTime};

use futures_util::TryStreamExt;
use tokio::time::sleep;

use super::Point;
use crate::error::Result;
use crate::platform::{OrderGuid, OrderQuery, OrderRow, Product, property};

/// How long to wait before each look, since a new order may take a moment to be found.
const PAUSES: [Duration; 3] = [Duration::from_secs(2), Duration::from_secs(5), Duration::from_secs(10)];

/// So far the platform's clock may be behind the caller's.
const LEEWAY: Duration = Duration::from_secs(300);

/// What the query says about an order whose answer was lost.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub enum Reconciliation {
    /// One order fits: it was placed. The query knows no `TransactionID`, so it cannot be polled.
    Found(Box<OrderRow>),
    /// No order fits yet. That is no proof: look again later, before it is placed again.
    NotFound,
    /// Several orders fit, and only a person can tell which is which.
    Unclear(Vec<OrderRow>),
}

/// A search for an order whose answer was lost, from [`Point::reconcile`]; it begins when it is awaited.
///
/// ```
/// use std::time::SystemTime;
///
/// use pointapi::platform::{AdvRefresh, OrderGuid, OrderHandle, Point, Product, Reconciliation};
///
/// # async fn run(point: Point, original: OrderGuid, refresh: AdvRefresh) -> pointapi::Result<()> {
/// let began = SystemTime::now();
/// if let Err(error) = point.refresh_adv(&original, &refresh).await {
///     if error.was_sent() && !error.is_fault() {
///         // The refresh has the label of the order that it repeats.
///         let search = point.reconcile(refresh.correlation_id()).product(Product::ADV).since(began).other_than(original);
///         match search.await? {
///             Reconciliation::Found(row) => println!("it was placed after all: {}", row.order_guid),
///             other => println!("ask a person before sending it again: {other:?}"),
///         }
///     }
/// }
/// # Ok(())
/// # }
/// ```
///
/// It asks up to three times within 17 seconds, over all pages, and never places anything. What is narrowed too far is
/// [`NotFound`](Reconciliation::NotFound), which is no proof.
#[must_use = "a search does nothing until it is awaited"]
pub struct Reconcile {
    point: Point,
    label: String,
    product: Option<Product>,
    since: Option<SystemTime>,
    known: Vec<OrderGuid>,
}

impl Point {
    /// Looks for an order by the label that it was placed with.
    ///
    /// Labels need not be unique, so by itself it finds whatever has this one: also an earlier order, or the one that an
    /// ADV refresh repeats. [`Reconcile`] has what narrows the search; [`since`](Reconcile::since) always fits.
    ///
    /// # Errors
    ///
    /// If the query fails.
    pub fn reconcile(&self, correlation_id: impl AsRef<str>) -> Reconcile {
        let label = correlation_id.as_ref().to_owned();
        Reconcile { point: self.clone(), label, product: None, since: None, known: Vec::new() }
    }
}

impl Reconcile {
    /// Looks among the orders of one product.
    ///
    /// It goes by the query's `ProductType`. The platform shows `ADV` there, and says of no other product that the query
    /// calls it as the path does; where yours does not, narrow by time alone.
    pub fn product(mut self, product: Product) -> Self {
        self.product = Some(product);
        self
    }

    /// Looks among the orders that were placed since then, by the platform's clock; take the time before the order is
    /// sent.
    ///
    /// Five minutes are allowed for clocks that differ, so an order of the label from within five minutes before is found
    /// too: name it with [`other_than`](Self::other_than), or let a person decide.
    pub fn since(mut self, time: SystemTime) -> Self {
        self.since = Some(time);
        self
    }

    /// Leaves out an order that is known not to be the one: an earlier one of the label, or the one that an ADV refresh
    /// repeats. May be called for several.
    pub fn other_than(mut self, order: impl Into<OrderGuid>) -> Self {
        self.known.push(order.into());
        self
    }

    fn query(&self) -> OrderQuery {
        let mut query = OrderQuery::default().matching(property::REFERENCE_NUMBER.equals(self.label.as_str()));
        if let Some(product) = &self.product {
            query = query.matching(property::PRODUCT_TYPE.equals(product.as_str()));
        }
        if let Some(time) = self.since {
            let begin = time.checked_sub(LEEWAY).unwrap_or(SystemTime::UNIX_EPOCH);
            query = query.matching(property::CREATED.at_least(begin));
        }
        query
    }

    async fn search(self) -> Result<Reconciliation> {
        for pause in PAUSES {
            sleep(pause).await;
            let mut rows = self.look().await?;
            match rows.len() {
                0 => {}
                1 => return Ok(Reconciliation::Found(Box::new(rows.remove(0)))),
                _ => return Ok(Reconciliation::Unclear(rows)),
            }
        }
        Ok(Reconciliation::NotFound)
    }

    async fn look(&self) -> Result<Vec<OrderRow>> {
        let mut items = self.point.query(self.query()).items();
        let mut rows = Vec::new();
        while let Some(row) = items.try_next().await? {
            if !self.known.iter().any(|known| is_same(known, &row.order_guid)) {
                rows.push(row);
            }
        }
        Ok(rows)
    }
}

/// An id that the platform writes as a number has lost the zeros in front.
fn is_same(one: &OrderGuid, other: &OrderGuid) -> bool {
    one.as_str().trim_start_matches('0') == other.as_str().trim_start_matches('0')
}

impl fmt::Debug for Reconcile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reconcile").field("product", &self.product).field("known", &self.known).finish_non_exhaustive()
    }
}

impl IntoFuture for Reconcile {
    type Output = Result<Reconciliation>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.search())
    }
}
