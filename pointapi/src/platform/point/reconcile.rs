//! The search for an order whose response was lost.

use std::fmt;
use std::future::IntoFuture;
use std::pin::Pin;
use std::time::{Duration, SystemTime};

use futures_util::TryStreamExt;
use tokio::time::sleep;

use super::Point;
use crate::error::Result;
use crate::platform::{OrderGuid, OrderQuery, OrderRow, Product, property};

/// The pause before each search, since a new order may take a moment to appear.
const PAUSES: [Duration; 3] = [Duration::from_secs(2), Duration::from_secs(5), Duration::from_secs(10)];

/// The tolerated difference between the platform's clock and the caller's.
const LEEWAY: Duration = Duration::from_secs(300);

/// The result of a search for an order whose response was lost.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub enum Reconciliation {
    /// One order matches: it was placed. The query has no `TransactionID`, so it cannot be polled.
    Found(Box<OrderRow>),
    /// No order matches yet. This is no proof: search again later, before the order is placed again.
    NotFound,
    /// Several orders match, and a person must decide. The search stops after the page with the second one, so there may
    /// be more.
    Unclear(Vec<OrderRow>),
}

/// A search for an order whose response was lost, from [`Point::reconcile`]; it starts when awaited.
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
///             Reconciliation::Found(row) => println!("it was placed: {}", row.order_guid),
///             other => println!("ask a person before sending it again: {other:?}"),
///         }
///     }
/// }
/// # Ok(())
/// # }
/// ```
///
/// It searches up to three times within 17 seconds, over all pages until the result is clear, and places nothing. A
/// search that is too narrow is [`NotFound`](Reconciliation::NotFound), which is no proof.
#[must_use = "a search does nothing until it is awaited"]
pub struct Reconcile {
    point: Point,
    label: String,
    product: Option<Product>,
    since: Option<SystemTime>,
    known: Vec<OrderGuid>,
}

impl Point {
    /// Searches for an order by its label.
    ///
    /// Labels need not be unique, so the search also finds an earlier order, or the one that an ADV refresh repeats.
    /// Narrow it with the methods of [`Reconcile`]; [`since`](Reconcile::since) always applies.
    /// An order that the platform returns with another label is ignored.
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
    /// Searches the orders of one product.
    ///
    /// The platform documents `ADV` alone as a value of `ProductType`, so only a search for it uses that filter. Otherwise
    /// the orders of other products in [`Product::ALL`] are ignored, and those with an unknown type are not.
    pub fn product(mut self, product: Product) -> Self {
        self.product = Some(product);
        self
    }

    /// Searches the orders that were placed since then, by the platform's clock; use the time before the order is sent.
    ///
    /// The clocks may differ by five minutes, so an order of the label from the five minutes before is found too: exclude
    /// it with [`other_than`](Self::other_than), or let a person decide.
    pub fn since(mut self, time: SystemTime) -> Self {
        self.since = Some(time);
        self
    }

    /// Excludes a known order: an earlier one of the label, or the one that an ADV refresh repeats. May be called more
    /// than once.
    pub fn other_than(mut self, order: impl Into<OrderGuid>) -> Self {
        self.known.push(order.into());
        self
    }

    fn query(&self) -> OrderQuery {
        let mut query = OrderQuery::default().matching(property::REFERENCE_NUMBER.equals(self.label.as_str()));
        if let Some(product) = self.product.as_ref().filter(|product| **product == Product::ADV) {
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
            let mut rows = self.matching_rows().await?;
            match rows.len() {
                0 => {}
                1 => return Ok(Reconciliation::Found(Box::new(rows.remove(0)))),
                _ => return Ok(Reconciliation::Unclear(rows)),
            }
        }
        Ok(Reconciliation::NotFound)
    }

    /// Reads pages until two orders match: more of them change nothing, and a hostile server could send any number.
    async fn matching_rows(&self) -> Result<Vec<OrderRow>> {
        let mut pages = self.point.query(self.query()).pages();
        let mut rows = Vec::new();
        while let Some(page) = pages.try_next().await? {
            rows.extend(page.results.into_iter().filter(|row| self.may_be_lost(row)));
            if rows.len() > 1 {
                break;
            }
        }
        Ok(rows)
    }

    /// Returns true for an order that is not known and not of another label or product, whatever filter the platform
    /// applied.
    fn may_be_lost(&self, row: &OrderRow) -> bool {
        let is_known = self.known.iter().any(|known| is_same(known.as_str(), row.order_guid.as_str()));
        let is_of_label = row.reference_number.as_ref().is_none_or(|label| is_same(label, &self.label));
        !is_known && is_of_label && !self.is_other_product(row.product_type.as_deref())
    }

    /// Returns true for the path name of another product. The query may have other names, which say nothing.
    fn is_other_product(&self, listed: Option<&str>) -> bool {
        let Some((product, listed)) = self.product.as_ref().zip(listed) else { return false };
        product.as_str() != listed && Product::ALL.iter().any(|other| other.as_str() == listed)
    }
}

/// Ignores leading zeros, which an id loses that the platform sends as a number.
fn is_same(one: &str, other: &str) -> bool {
    one.trim_start_matches('0') == other.trim_start_matches('0')
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
