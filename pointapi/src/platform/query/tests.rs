use std::time::{Duration, SystemTime};

use serde_json::json;

use super::*;

fn page(count: u64, limit: u64, marker: Option<&str>, rows: usize) -> OrderPage {
    let results = vec![OrderRow::new("1"); rows];
    OrderPage { count, limit, next_marker: marker.map(Into::into), results }
}

fn sent(filter: Filter) -> Value {
    serde_json::to_value(OrderQuery::default().matching(filter)).unwrap()["filters"].clone()
}

#[test]
fn a_page_is_the_last_without_marker_or_not_full() {
    assert!(page(5, 5, None, 5).is_last());
    assert!(page(5, 5, Some(""), 5).is_last());
    assert!(page(1, 5, Some("7"), 1).is_last());
    assert!(page(0, 0, Some("7"), 0).is_last());
    assert!(!page(5, 5, Some("7"), 5).is_last());
}

#[test]
fn the_default_query_is_an_empty_object() {
    assert_eq!(serde_json::to_string(&OrderQuery::default()).unwrap(), "{}");
}

#[test]
fn a_row_needs_its_id_alone_and_ignores_the_unknown() {
    let row: OrderRow = serde_json::from_str(r#"{"OrderGuid": "0000000000000888001", "New": 1}"#).unwrap();
    assert_eq!(row.order_guid, "0000000000000888001");
    assert!(serde_json::from_str::<OrderRow>("{}").is_err());
}

#[test]
fn every_operator_has_the_platforms_name() {
    let text = property::STATUS;
    let filters = [
        (text.equals("x"), "eq"),
        (text.differs_from("x"), "ne"),
        (text.greater_than("x"), "gt"),
        (text.less_than("x"), "lt"),
        (text.at_least("x"), "ge"),
        (text.at_most("x"), "le"),
        (text.starts_with("x"), "startsWith"),
        (text.starts_with_ignore_case("x"), "startsWithIgnoreCase"),
        (text.one_of(["x"]), "in"),
    ];
    for (filter, operator) in filters {
        assert_eq!(sent(filter), json!({"Status": {operator: "x"}}));
    }
}

#[test]
fn several_values_are_a_list_and_flags_are_texts() {
    assert_eq!(sent(property::STATUS.one_of(["a", "b"])), json!({"Status": {"in": ["a", "b"]}}));
    assert_eq!(sent(property::REPORT_AVAILABLE.equals(true)), json!({"ReportAvailable": {"eq": "true"}}));
}

#[test]
fn two_operators_on_one_property_make_a_range() {
    let from = QueryDate::parse("2031-07-01T00:00:00.000Z").unwrap();
    let to = QueryDate::parse("2031-08-01T00:00:00.000Z").unwrap();
    let query =
        OrderQuery::default().matching(property::CREATED.at_least(from)).matching(property::CREATED.less_than(to));
    assert_eq!(
        serde_json::to_value(query).unwrap(),
        json!({"filters": {"Created": {"ge": "2031-07-01T00:00:00.000Z", "lt": "2031-08-01T00:00:00.000Z"}}}),
    );
}

#[test]
fn a_date_is_sent_with_milliseconds_and_a_literal_z() {
    let at = |millis| QueryDate::from(SystemTime::UNIX_EPOCH + Duration::from_millis(millis)).to_string();
    assert_eq!(at(0), "1970-01-01T00:00:00.000Z");
    assert_eq!(at(1_940_922_930_250), "2031-07-04T09:15:30.250Z");
    let before = QueryDate::from(SystemTime::UNIX_EPOCH - Duration::from_secs(1));
    assert_eq!(before.to_string(), "1970-01-01T00:00:00.000Z");
}

#[test]
fn three_layouts_are_taken_and_no_other() {
    for text in ["2031-07-04T09:15:30.250Z", "2031-07-04T09:15:30-0500", "Fri, 04 Jul 2031 09:15:30 -0500"] {
        assert_eq!(QueryDate::parse(text).unwrap().to_string(), text);
    }
    for text in ["2031-07-04T09:15:30Z", "2031-07-04", "Fri, 4 Jul 2031 09:15:30 -0500", "2031-07-04T09:15:30.25Z", ""]
    {
        assert!(QueryDate::parse(text).is_err(), "{text}");
    }
}

#[test]
fn an_answer_without_results_is_no_page() {
    assert!(serde_json::from_str::<OrderPage>(r#"{"message":"x"}"#).is_err());
    let empty: OrderPage = serde_json::from_str(r#"{"count":0,"results":null}"#).expect("null is as good as none");
    assert!(empty.is_last());
}

#[test]
fn a_limit_that_is_echoed_above_100_counts_as_100() {
    let row = r#"{"OrderGuid":"1"}"#;
    let page = |limit: u64, count: usize| {
        let rows = vec![row; count].join(",");
        let json = format!(r#"{{"count":{count},"limit":{limit},"nextMarker":"7","results":[{rows}]}}"#);
        serde_json::from_str::<OrderPage>(&json).expect("a page").is_last()
    };
    assert!(!page(500, 100) && page(500, 99) && page(100, 99) && !page(5, 5));
}

#[test]
fn debug_names_no_person_and_no_value_of_a_filter() {
    let mut row = OrderRow::new("1");
    row.order_summary = Some("Greta".into());
    row.owner_user_contact_mechanism = Some("Greta".into());
    row.owner_user_display_name = Some("Greta".into());
    let filter = property::ORDER_SUMMARY.equals("Greta");
    let query = OrderQuery::default().matching(filter.clone());
    assert!(!format!("{row:?} {filter:?} {query:?}").contains("Greta"));
}
