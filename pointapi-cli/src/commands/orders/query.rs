//! `pointapi orders query`: lists orders over all pages.

use clap::Args;
use futures_util::TryStreamExt;
use pointapi::PollPolicy;
use pointapi::platform::OrderQuery;
use serde_json::Value;

use crate::context::Context;
use crate::failure::{Failure, Result, unless_gone};
use crate::interrupt::{self, Interrupt};
use crate::output::Column;
use crate::session::Session;

/// The largest page of the platform.
const PAGE: usize = 100;

/// List the orders of the account.
///
/// Properties: OrderGuid, ReferenceNumber (the label), Status, Created, Completed, Fulfilled, ReportAvailable, ProductType,
/// ProductDisplayName, OrderSummary, OwnerCompanyName, OwnerUserContactMechanism, OwnerUserDisplayName.
/// Operators: eq, ne, in (values with commas between them), gt, lt, ge, le, startsWith, startsWithIgnoreCase.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  pointapi orders query --limit 20
  pointapi orders query --where 'ReferenceNumber startsWith loan-77' \\
    --where 'Status eq complete'
  pointapi orders query --where 'ReferenceNumber in loan-7731,loan-7732'
  pointapi orders query --where 'Created ge 2031-07-01T00:00:00.000Z' \\
    --output csv > orders.csv

Exit codes: 0 listed, 1 the platform rejected the query, 3 not logged in, 6 the server is unavailable, 130 interrupted.")]
pub(crate) struct Arguments {
    /// Keep the orders that match; may be repeated, and all must match.
    #[arg(long = "where", short = 'w', value_name = "PROPERTY OPERATOR VALUE", value_parser = condition)]
    conditions: Vec<Condition>,
    /// End after this number of orders.
    #[arg(long, value_name = "COUNT")]
    limit: Option<usize>,
}

const COLUMNS: &[Column] = &[
    Column::new("OrderGuid", "Order"),
    Column::new("ReferenceNumber", "Label"),
    Column::new("ProductType", "Product"),
    Column::new("Status", "Status"),
    Column::new("Created", "Created"),
    Column::new("Completed", "Completed"),
    Column::new("ReportAvailable", "Report"),
    Column::new("OrderSummary", "Summary"),
];

/// A filter of the query.
#[derive(Debug, Clone)]
struct Condition {
    property: String,
    operator: String,
    value: String,
}

fn condition(text: &str) -> Result<Condition, String> {
    let mut words = text.splitn(3, ' ').map(str::to_owned);
    match (words.next(), words.next(), words.next()) {
        (Some(property), Some(operator), Some(value)) if !value.is_empty() => {
            Ok(Condition { property, operator, value })
        }
        _ => Err("write PROPERTY OPERATOR VALUE, such as `Status eq complete`".into()),
    }
}

/// Returns the values of `in`, which commas separate. The platform takes one value as text and several as a list.
fn list(values: &str) -> Value {
    let values: Vec<&str> = values.split(',').map(str::trim).collect();
    match *values.as_slice() {
        [only] => only.into(),
        _ => values.into(),
    }
}

pub(crate) async fn run(context: &Context, arguments: &Arguments) -> Result<()> {
    let point = Session::open(&context.profile)?.point(PollPolicy::default())?;
    let mut query = OrderQuery::default();
    if let Some(limit) = arguments.limit.filter(|limit| *limit < PAGE) {
        query = query.limit(u32::try_from(limit.max(1)).unwrap_or(u32::MAX));
    }
    for Condition { property, operator, value } in &arguments.conditions {
        query = match operator.as_str() {
            "in" => query.filter(property, operator, list(value)),
            _ => query.filter(property, operator, value.as_str()),
        };
    }
    let mut rows = point.query(query).items();
    let mut listing = context.output.listing(COLUMNS);
    let mut interrupt = Interrupt::listen();
    let limit = arguments.limit.unwrap_or(usize::MAX);
    let mut left = limit;
    while left > 0 {
        let next = tokio::select! {
            next = rows.try_next() => next,
            () = interrupt.requested() => {
                listing.finish()?;
                return Err(interrupt::failure("the list is incomplete"));
            }
        };
        match next {
            Ok(Some(row)) => listing.push(&row)?,
            Ok(None) => break,
            Err(error) if left == limit => return Err(error.into()),
            Err(error) => {
                unless_gone(listing.finish())?;
                let failure = Failure::from(error);
                return Err(Failure { message: format!("the list is incomplete: {}", failure.message), ..failure });
            }
        }
        left -= 1;
    }
    listing.finish()
}
