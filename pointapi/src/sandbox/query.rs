//! The order query: filters, pages and the platform's refusals.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use crate::platform::{OrderGuid, OrderPage, OrderRow};

/// A page has at most so many orders.
const LARGEST_PAGE: u64 = 100;

const DATES: [&str; 3] = ["Completed", "Created", "Fulfilled"];
const TEXTS: [&str; 11] = [
    "OrderGuid",
    "OrderSummary",
    "OwnerCompanyName",
    "OwnerUserContactMechanism",
    "OwnerUserDisplayName",
    "ProductDisplayName",
    "ProductType",
    "ReferenceNumber",
    "ReportAvailable",
    "SourceAliases",
    "Status",
];
const COMPARISONS: [&str; 7] = ["eq", "ne", "in", "gt", "lt", "ge", "le"];
const PREFIXES: [&str; 2] = ["startsWith", "startsWithIgnoreCase"];

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Query {
    limit: Option<i64>,
    marker: Option<String>,
    filters: BTreeMap<String, BTreeMap<String, Value>>,
}

/// An invented order.
pub(super) fn sample(number: usize) -> OrderRow {
    let time = format!("2031-07-08T{:02}:{:02}:{:02}.000Z", number / 3600 % 24, number / 60 % 60, number % 60);
    OrderRow {
        order_guid: OrderGuid::from(format!("{:019}", 888_000 + number)),
        reference_number: Some(format!("loan-{number}")),
        status: Some("complete".into()),
        created: Some(time.clone()),
        completed: Some(time.clone()),
        fulfilled: Some(time),
        report_available: Some(true),
        deleted: Some(false),
        product_type: Some("ADV".into()),
        product_display_name: Some("ADV Sample".into()),
        order_summary: Some("Wilhelmina Ostrander & Tobias Ostrander".into()),
        owner_company_name: Some("Larchfield Lending".into()),
        owner_user_contact_mechanism: Some("ops@larchfield.example".into()),
        owner_user_display_name: Some("Penhallow, Greta".into()),
    }
}

/// The page that a query asks for, or the message of the refusal. A marker is the position of the first order, as
/// 19 digits; it is there on a last page too, as on the platform.
pub(super) fn page(orders: &[OrderRow], body: &[u8]) -> Result<OrderPage, String> {
    let query: Query = if body.is_empty() {
        Query::default()
    } else {
        serde_json::from_slice(body).map_err(|_| "The request is not a query.".to_owned())?
    };
    check(&query.filters)?;
    let limit =
        query.limit.and_then(|limit| u64::try_from(limit).ok()).filter(|limit| (1..=LARGEST_PAGE).contains(limit));
    let limit = limit.unwrap_or(LARGEST_PAGE);
    let begin: usize = match query.marker.as_deref() {
        None | Some("") => 0,
        Some(marker) => marker.parse().map_err(|_| "Unknown marker.".to_owned())?,
    };
    let mut matching = orders.iter().enumerate().skip(begin).filter(|(_, order)| matches(order, &query.filters));
    let mut page = OrderPage { limit, ..OrderPage::default() };
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

fn check(filters: &BTreeMap<String, BTreeMap<String, Value>>) -> Result<(), String> {
    for (property, conditions) in filters {
        let is_text = TEXTS.contains(&property.as_str());
        if !is_text && !DATES.contains(&property.as_str()) {
            return Err(format!("Unsupported field: {property}"));
        }
        for operator in conditions.keys() {
            let is_known = COMPARISONS.contains(&operator.as_str())
                || ((is_text || property == "Fulfilled") && PREFIXES.contains(&operator.as_str()));
            if !is_known {
                return Err(format!("Unsupported operator: {operator} for field: {property}"));
            }
        }
    }
    Ok(())
}

fn matches(order: &OrderRow, filters: &BTreeMap<String, BTreeMap<String, Value>>) -> bool {
    let row = serde_json::to_value(order).unwrap_or_default();
    filters.iter().all(|(property, conditions)| {
        let actual = text(&row[property]);
        conditions.iter().all(|(operator, wanted)| holds(actual.as_deref(), operator, wanted))
    })
}

/// Texts are compared as they are, which orders the platform's dates too.
fn holds(actual: Option<&str>, operator: &str, wanted: &Value) -> bool {
    let wanted_text = text(wanted).unwrap_or_default();
    let Some(actual) = actual else { return operator == "ne" };
    match operator {
        "eq" => actual == wanted_text,
        "ne" => actual != wanted_text,
        "in" => match wanted {
            Value::Array(items) => items.iter().any(|item| text(item).as_deref() == Some(actual)),
            _ => actual == wanted_text,
        },
        "gt" => actual > wanted_text.as_str(),
        "lt" => actual < wanted_text.as_str(),
        "ge" => actual >= wanted_text.as_str(),
        "le" => actual <= wanted_text.as_str(),
        "startsWith" => actual.starts_with(&wanted_text),
        _ => actual.to_lowercase().starts_with(&wanted_text.to_lowercase()),
    }
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
    use super::*;

    fn ask(count: usize, query: &str) -> Result<OrderPage, String> {
        let orders: Vec<OrderRow> = (0..count).map(sample).collect();
        page(&orders, query.as_bytes())
    }

    #[test]
    fn an_empty_body_is_the_first_hundred() {
        let page = ask(150, "").unwrap();
        assert_eq!((page.count, page.limit), (100, 100));
        assert!(!page.is_last());
    }

    #[test]
    fn a_limit_out_of_range_counts_as_a_hundred() {
        for limit in ["0", "-1", "101"] {
            assert_eq!(ask(1, &format!("{{\"limit\": {limit}}}")).unwrap().limit, 100);
        }
    }

    #[test]
    fn pages_follow_each_other_to_the_end() {
        let first = ask(5, r#"{"limit": 3}"#).unwrap();
        let marker = first.next_marker.unwrap();
        assert_eq!(marker.len(), 19);
        let second = ask(5, &format!(r#"{{"limit": 3, "marker": "{marker}"}}"#)).unwrap();
        assert_eq!(second.count, 2);
        assert!(second.is_last() && second.next_marker.is_some());
    }

    #[test]
    fn filters_must_all_hold() {
        let page = ask(
            20,
            r#"{"filters": {"ReferenceNumber": {"startsWith": "loan-1", "ne": "loan-1"}, "ProductType": {"eq": "ADV"}}}"#,
        );
        assert_eq!(page.unwrap().count, 10);
        let page = ask(20, r#"{"filters": {"Created": {"lt": "2031-07-08T00:00:03.000Z"}}}"#);
        assert_eq!(page.unwrap().count, 3);
        let page = ask(
            3,
            r#"{"filters": {"ReferenceNumber": {"in": ["loan-0", "loan-2"]}, "ReportAvailable": {"eq": "true"}}}"#,
        );
        assert_eq!(page.unwrap().count, 2);
    }

    #[test]
    fn what_the_platform_does_not_know_is_refused_in_its_words() {
        assert_eq!(ask(1, r#"{"filters": {"Mood": {"eq": "x"}}}"#).unwrap_err(), "Unsupported field: Mood");
        assert_eq!(
            ask(1, r#"{"filters": {"Created": {"startsWith": "x"}}}"#).unwrap_err(),
            "Unsupported operator: startsWith for field: Created"
        );
        assert!(ask(1, r#"{"limits": 1}"#).is_err());
    }
}
