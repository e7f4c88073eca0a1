//! A query over all its pages.

use super::{OrderPage, OrderQuery, OrderRow};
use crate::paging::{PageStream, Pager};
use crate::platform::OrdersClient;

/// A query over all its pages, from [`Point::query`](crate::platform::Point::query).
///
/// ```
/// use futures_util::TryStreamExt;
/// use pointapi::platform::{OrderQuery, Point, property};
///
/// # async fn run(point: Point) -> pointapi::Result<()> {
/// let mut orders = point.query(OrderQuery::default().matching(property::PRODUCT_TYPE.equals("ADV"))).items();
/// while let Some(order) = orders.try_next().await? {
///     println!("{}", order.order_guid);
/// }
/// # Ok(())
/// # }
/// ```
///
/// It holds one page at a time, and fetches the next after the last row. It ends with a page that has no marker, no order,
/// or fewer orders than its limit. After an error, [`resume_from`](Self::resume_from) with
/// [`Error::resume_marker`](crate::Error::resume_marker) continues. The platform does not document the order of rows, so
/// a row that changes meanwhile may come twice or not at all.
#[derive(Debug)]
#[must_use]
pub struct OrderSearch {
    orders: OrdersClient,
    query: OrderQuery,
    max_pages: Option<usize>,
}

impl OrderSearch {
    pub(crate) fn new(orders: OrdersClient, query: OrderQuery) -> Self {
        Self { orders, query, max_pages: None }
    }

    /// Starts after the page with this [`OrderPage::next_marker`], or where an error ended
    /// ([`Error::resume_marker`](crate::Error::resume_marker)), in this process or another.
    pub fn resume_from(mut self, marker: impl Into<String>) -> Self {
        self.query = self.query.marker(marker);
        self
    }

    /// Sets the maximum number of pages, after which it fails; 10 000 if not set.
    pub fn max_pages(mut self, pages: usize) -> Self {
        self.max_pages = Some(pages);
        self
    }

    /// Returns the pages, one request each.
    pub fn pages(self) -> PageStream<OrderPage> {
        self.pager().pages()
    }

    /// Returns the orders of all pages.
    pub fn items(self) -> PageStream<OrderRow> {
        self.pager().items()
    }

    fn pager(self) -> Pager<OrderPage> {
        let Self { orders, query, max_pages } = self;
        let first = query.marker.clone();
        let pager = Pager::by_marker(move |marker: Option<String>| {
            let orders = orders.clone();
            let query = OrderQuery { marker, ..query.clone() };
            async move {
                query.check()?;
                orders.query(&query).await
            }
        });
        let pager = match first {
            Some(marker) => pager.resume_from(marker),
            None => pager,
        };
        match max_pages {
            Some(pages) => pager.max_pages(pages),
            None => pager,
        }
    }
}
