//! The order query: filters, pages and the platform's error messages.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jsonschema::error::ValidationErrorKind;
use pointapi::platform::{OrderGuid, OrderPage, OrderRow};
use serde::Deserialize;
use serde_json::Value;

use super::formats;
use super::twin::Operation;

/// The platform's largest page.
const MAX_PAGE: u64 = 100;
const NO_QUERY: &str = "The request is not a query.";

const DATES: [&str; 3] = ["Completed", "Created", "Fulfilled"];
const PREFIXES: [&str; 2] = ["startsWith", "startsWithIgnoreCase"];

#[derive(Default, Deserialize)]
#[serde(default)]
struct Query {
    limit: Option<i64>,
    marker: Option<String>,
    filters: BTreeMap<String, BTreeMap<String, Value>>,
}

/// Sets the owner of every order of the sandbox.
pub(super) fn own(row: &mut OrderRow) {
    row.owner_company_name = Some("Larchfield Lending".into());
    row.owner_user_contact_mechanism = Some("ops@larchfield.example".into());
    row.owner_user_display_name = Some("Penhallow, Greta".into());
}

/// An invented order.
pub(super) fn sample(number: usize) -> OrderRow {
    let time = format!("2031-07-08T{:02}:{:02}:{:02}.000Z", number / 3600 % 24, number / 60 % 60, number % 60);
    let mut row = OrderRow::new(OrderGuid::from(format!("{:019}", 888_000 + number)));
    row.reference_number = Some(format!("sample-{number}"));
    row.status = Some("complete".into());
    row.created = Some(time.clone());
    row.completed = Some(time.clone());
    row.fulfilled = Some(time);
    row.report_available = Some(true);
    row.deleted = Some(false);
    row.product_type = Some("ADV".into());
    row.product_display_name = Some("ADV Sample".into());
    row.order_summary = Some("Wilhelmina Ostrander & Tobias Ostrander".into());
    own(&mut row);
    row
}

/// Returns the page of a query, or the error message. A marker is the position of the next order, with 19 digits; like
/// the platform, the last page has one too.
pub(super) fn page(orders: &[OrderRow], query: Value) -> Result<OrderPage, String> {
    let query: Query = serde_json::from_value(query).map_err(|_| NO_QUERY.to_owned())?;
    let limit = query.limit.and_then(|limit| u64::try_from(limit).ok()).filter(|limit| (1..=MAX_PAGE).contains(limit));
    let limit = limit.unwrap_or(MAX_PAGE);
    let begin: usize = match query.marker.as_deref() {
        None | Some("") => 0,
        Some(marker) => marker.parse().map_err(|_| "Unknown marker.".to_owned())?,
    };
    let mut matching = orders.iter().enumerate().skip(begin).filter(|(_, order)| matches(order, &query.filters));
    let mut page = OrderPage::default();
    page.limit = limit;
    for (position, order) in matching.by_ref() {
        page.results.push(order.clone());
        page.count += 1;
        page.next_marker = Some(format!("{:019}", position + 1));
        if page.count == limit {
            break;
        }
    }
    Ok(page)
}

/// Returns the message about the first error of a query, by the platform's document.
pub(super) fn mistake(query: &Value, operation: &'static Operation) -> Option<String> {
    let error = operation.errors(query).into_iter().next()?;
    let path = error.instance_path().as_str().split('/').skip(1).collect::<Vec<_>>();
    let unexpected = match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected } => unexpected.first(),
        _ => None,
    };
    Some(match (path.as_slice(), unexpected) {
        (["filters"], Some(property)) => format!("Unsupported field: {property}"),
        (["filters", property], Some(operator)) => format!("Unsupported operator: {operator} for field: {property}"),
        (["filters", property, ..], _) => format!("Unsupported value for field: {property}"),
        _ => NO_QUERY.to_owned(),
    })
}

fn matches(order: &OrderRow, filters: &BTreeMap<String, BTreeMap<String, Value>>) -> bool {
    let row = serde_json::to_value(order).unwrap_or_default();
    filters.iter().all(|(property, conditions)| {
        let actual = &row[property];
        let is_date = DATES.contains(&property.as_str());
        conditions.iter().all(|(operator, wanted)| {
            if PREFIXES.contains(&operator.as_str()) {
                begins(actual, operator, wanted)
            } else if is_date {
                compares(operator, date(actual), each(wanted).map(date))
            } else {
                compares(operator, text(actual), each(wanted).map(text))
            }
        })
    })
}

/// Compares a value with one or several others. An absent value differs from all.
fn compares<T: PartialOrd>(operator: &str, actual: Option<T>, mut wanted: impl Iterator<Item = Option<T>>) -> bool {
    let Some(actual) = actual else { return operator == "ne" };
    let holds = |wanted: Option<T>| {
        wanted.is_some_and(|wanted| match operator {
            "ne" => actual != wanted,
            "gt" => actual > wanted,
            "lt" => actual < wanted,
            "ge" => actual >= wanted,
            "le" => actual <= wanted,
            _ => actual == wanted,
        })
    };
    wanted.any(holds)
}

fn begins(actual: &Value, operator: &str, wanted: &Value) -> bool {
    let (Some(actual), Some(wanted)) = (text(actual), text(wanted)) else { return false };
    if operator == "startsWith" {
        actual.starts_with(&wanted)
    } else {
        actual.to_lowercase().starts_with(&wanted.to_lowercase())
    }
}

/// Returns the items of a list, or the single value.
fn each(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice).iter()
}

/// Parses a date in any documented layout and time zone.
fn date(value: &Value) -> Option<Timestamp> {
    formats::query_date(value.as_str()?)
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(is_so) => Some(is_so.to_string()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use http::Method;

    use super::*;
    use crate::twin;

    fn ask(count: usize, query: &str) -> Result<OrderPage, String> {
        let orders: Vec<OrderRow> = (0..count).map(sample).collect();
        let query = serde_json::from_str(query).unwrap();
        let path = "/riskinsight-services-ws/resources/v1/orders/query";
        match mistake(&query, twin::operation(&Method::POST, path).unwrap()) {
            Some(message) => Err(message),
            None => page(&orders, query),
        }
    }

    #[test]
    fn an_empty_query_returns_the_first_100() {
        let page = ask(150, "{}").unwrap();
        assert_eq!((page.count, page.limit), (100, 100));
        assert!(!page.is_last());
    }

    #[test]
    fn a_limit_out_of_range_counts_as_100() {
        for limit in ["0", "-1", "101"] {
            assert_eq!(ask(1, &format!("{{\"limit\": {limit}}}")).unwrap().limit, 100);
        }
    }

    #[test]
    fn markers_lead_to_the_last_page() {
        let first = ask(5, r#"{"limit": 3}"#).unwrap();
        let marker = first.next_marker.unwrap();
        assert_eq!(marker.len(), 19);
        let second = ask(5, &format!(r#"{{"limit": 3, "marker": "{marker}"}}"#)).unwrap();
        assert_eq!(second.count, 2);
        assert!(second.is_last() && second.next_marker.is_some());
    }

    #[test]
    fn all_filters_must_match() {
        let page = ask(
            20,
            r#"{"filters": {"ReferenceNumber": {"startsWith": "sample-1", "ne": "sample-1"}, "ProductType": {"eq": "ADV"}}}"#,
        );
        assert_eq!(page.unwrap().count, 10);
        let page = ask(20, r#"{"filters": {"Created": {"lt": "2031-07-08T00:00:03.000Z"}}}"#);
        assert_eq!(page.unwrap().count, 3);
        let page = ask(
            3,
            r#"{"filters": {"ReferenceNumber": {"in": ["sample-0", "sample-2"]}, "ReportAvailable": {"eq": "true"}}}"#,
        );
        assert_eq!(page.unwrap().count, 2);
    }

    #[test]
    fn dates_are_compared_across_zones_and_layouts() {
        let count = |filter: &str| ask(20, &format!(r#"{{"filters": {{"Created": {filter}}}}}"#)).unwrap().count;
        // The fifth order is from 00:00:04 UTC.
        for date in ["2031-07-08T00:00:04.000Z", "2031-07-07T19:00:04-0500", "Tue, 08 Jul 2031 02:00:04 +0200"] {
            for (operator, expected) in [("eq", 1), ("ne", 19), ("in", 1), ("lt", 4), ("le", 5), ("gt", 15), ("ge", 16)]
            {
                assert_eq!(count(&format!(r#"{{"{operator}": "{date}"}}"#)), expected, "{operator} {date}");
            }
        }
        assert_eq!(count(r#"{"in": ["2031-07-07T19:00:04-0500", "2031-07-08T00:00:05.000Z"]}"#), 2);
        for odd in [r#""2031-07-08""#, "7", r#"["2031-07-08T00:00:05.000Z", "soon"]"#] {
            let error = ask(1, &format!(r#"{{"filters": {{"Created": {{"eq": {odd}}}}}}}"#)).unwrap_err();
            assert_eq!(error, "Unsupported value for field: Created");
        }
    }

    #[test]
    fn an_order_without_a_date_differs_from_every_date() {
        let orders = [OrderRow::new("1")];
        let count = |operator: &str| {
            let query = format!(r#"{{"filters": {{"Completed": {{"{operator}": "2031-07-08T00:00:05.000Z"}}}}}}"#);
            page(&orders, serde_json::from_str(&query).unwrap()).unwrap().count
        };
        assert_eq!(["ne", "eq", "lt", "ge"].map(count), [1, 0, 0, 0]);
    }

    #[test]
    fn unknown_filters_are_rejected_with_the_platforms_messages() {
        assert_eq!(ask(1, r#"{"filters": {"Mood": {"eq": "x"}}}"#).unwrap_err(), "Unsupported field: Mood");
        assert_eq!(
            ask(1, r#"{"filters": {"Created": {"startsWith": "x"}}}"#).unwrap_err(),
            "Unsupported operator: startsWith for field: Created"
        );
        assert!(ask(1, r#"{"limits": 1}"#).is_err());
    }
}
