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
    assert!(!page(5, 5, Some(""), 5).is_last());
    assert!(page(1, 5, Some("7"), 1).is_last());
    assert!(page(0, 0, Some("7"), 0).is_last());
    assert!(!page(5, 5, Some("7"), 5).is_last());
}

#[test]
fn the_default_query_is_an_empty_object() {
    assert_eq!(serde_json::to_string(&OrderQuery::default()).unwrap(), "{}");
}

#[test]
fn a_row_needs_its_id_alone_and_ignores_unknown_members() {
    let row: OrderRow = serde_json::from_str(r#"{"OrderGuid": "0000000000000888001", "New": 1}"#).unwrap();
    assert_eq!(row.order_guid, "0000000000000888001");
    assert!(serde_json::from_str::<OrderRow>("{}").is_err());
}

#[test]
fn an_invalid_member_affects_neither_the_page_nor_the_order() {
    let page: OrderPage = serde_json::from_value(json!({
        "count": "2", "limit": "2", "nextMarker": 77,
        "results": [
            {"OrderGuid": 9_999_999_999_999_999_999_u64, "ReferenceNumber": 7731, "Deleted": "false", "Status": ["x"]},
            {"OrderGuid": "0007", "ReportAvailable": "TRUE", "Deleted": "perhaps", "Created": null, "Completed": 1.5},
        ],
    }))
    .unwrap();
    assert_eq!((page.count, page.limit, page.next_marker.as_deref(), page.is_last()), (2, 2, Some("77"), false));
    let mut first = OrderRow::new("9999999999999999999");
    (first.reference_number, first.deleted) = (Some("7731".into()), Some(false));
    let mut second = OrderRow::new("0007");
    second.report_available = Some(true);
    assert_eq!(page.results, [first, second]);
}

#[test]
fn an_order_without_an_id_and_a_marker_that_cannot_be_read_are_errors_for_nothing_is_lost_in_silence() {
    for id in [json!(null), json!(1.5), json!(1e30), json!({"canary": 1}), json!(true)] {
        let error = serde_json::from_value::<OrderRow>(json!({"OrderGuid": id})).unwrap_err();
        assert!(!error.to_string().contains("canary"));
    }
    for (marker, is_good) in [(json!(null), true), (json!([7]), false), (json!(1e30), false), (json!(true), false)] {
        let page = serde_json::from_value::<OrderPage>(json!({"nextMarker": marker, "results": []}));
        assert_eq!(page.is_ok(), is_good, "{marker}");
    }
}

#[test]
fn operators_have_the_platforms_names() {
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
fn several_values_are_a_list_and_flags_are_strings() {
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
fn a_second_value_for_an_operator_is_an_error() {
    let twice = |query: OrderQuery| (query.check().unwrap_err(), serde_json::to_string(&query).unwrap_err());
    let typed = OrderQuery::default()
        .matching(property::STATUS.differs_from("canary"))
        .matching(property::STATUS.differs_from("complete"));
    let raw = OrderQuery::default().filter("Status", "ne", "canary").filter("Status", "ne", "complete");
    for query in [typed, raw] {
        let (early, late) = twice(query.clone());
        assert_eq!(early.kind(), ErrorKind::Request(RequestPart::Body));
        for text in [early.to_string(), late.to_string()] {
            assert!(
                text.contains("`Status` is compared by `ne` with two values") && !text.contains("canary"),
                "{text}"
            );
        }
        assert!(query.matching(property::PRODUCT_TYPE.equals("ADV")).check().is_err(), "a later filter mends nothing");
    }
    let same = || property::STATUS.equals("complete");
    assert!(OrderQuery::default().matching(same()).matching(same()).check().is_ok(), "nothing is lost");
}

#[test]
fn one_of_without_values_is_an_error() {
    for filter in [
        property::STATUS.one_of([""; 0]),
        property::CREATED.one_of([SystemTime::UNIX_EPOCH; 0]),
        property::REPORT_AVAILABLE.one_of([true; 0]),
    ] {
        let query = OrderQuery::default().matching(filter);
        assert!(query.check().unwrap_err().to_string().contains("no values"));
        assert!(serde_json::to_string(&query).is_err());
    }
}

#[test]
fn a_limit_that_the_platform_takes_as_100_is_sent_as_100() {
    let sent = |limit| serde_json::to_value(OrderQuery::default().limit(limit)).unwrap()["limit"].clone();
    assert_eq!([0, 1, 100, 101, u32::MAX].map(sent), [100, 1, 100, 100, 100]);
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
fn three_date_layouts_are_sent_unchanged() {
    for text in [
        "2031-07-04T09:15:30.250Z",
        "2031-07-04T09:15:30-0500",
        "2031-07-04T09:15:30-0000",
        "2032-02-29T00:00:00+0545",
        "Fri, 04 Jul 2031 09:15:30 -0500",
        "Fri, 04 Jul 2031 09:15:30 -0000",
    ] {
        assert_eq!(QueryDate::parse(text).unwrap().to_string(), text);
    }
}

#[test]
fn a_date_in_another_layout_is_rejected() {
    for text in [
        "",
        "2031-07-04",
        "2031-07-04T09:15:30Z",
        "2031-07-04T09:15:30.25Z",
        "2031-07-04T09:15:30.2500Z",
        "2031-07-04T09:15:30.+50Z",
        " 2031-7-04T09:15:30.250Z",
        "2031-07-04T09:15:60.250Z",
        "2031-07-04T24:00:00.000Z",
        "2031-02-29T09:15:30.250Z",
        "2031-13-04T09:15:30.250Z",
        "-031-07-04T09:15:30.250Z",
        "2031-07-04t09:15:30.250Z",
        "2031-07-04T09:15:30.250z",
        "2031-07-04T09:15:60-0500",
        "2031-07-04T09:15:30-2500",
        "2031-07-04T09:15:30-0560",
        "2031-07-04T9:15:30-05:00",
        "2031-07-04T09:15:3-05:00",
        "2031-07-04T9:5:30-050000",
        "Fri, 4 Jul 2031 09:15:30 -0500",
        "Fri,  4 Jul 2031 09:15:30 -0500",
        "fri, 04 Jul 2031 09:15:30 -0500",
        "Fri, 04 JUL 2031 09:15:30 -0500",
        "Mon, 04 Jul 2031 09:15:30 -0500",
        "Fri, 04 Jul 2031 9:15:30 -05:00",
        "Fri, 04 Jul 2031 9:15:30  -0500",
    ] {
        assert!(QueryDate::parse(text).is_err(), "{text}");
    }
}

#[test]
fn equal_dates_in_three_layouts_are_equal_times() {
    let moment = date::instant("2031-07-04T14:15:30.000Z");
    assert!(moment.is_some());
    assert_eq!(date::instant("2031-07-04T09:15:30-0500"), moment);
    assert_eq!(date::instant("Fri, 04 Jul 2031 16:15:30 +0200"), moment);
}

#[test]
fn a_response_without_results_is_an_error() {
    assert!(serde_json::from_str::<OrderPage>(r#"{"message":"x"}"#).is_err());
    let empty: OrderPage =
        serde_json::from_str(r#"{"count":null,"limit":null,"results":null}"#).expect("null is as good as none");
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
fn a_page_of_over_1000_orders_is_an_error() {
    let page = |count: usize| {
        let rows = vec![r#"{"OrderGuid":"1"}"#; count].join(",");
        serde_json::from_str::<OrderPage>(&format!(r#"{{"results":[{rows}]}}"#))
    };
    assert_eq!(page(1000).unwrap().results.len(), 1000);
    assert!(page(1001).is_err());
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
