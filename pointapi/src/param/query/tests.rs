use std::collections::BTreeMap;

use serde::Serialize;

use super::*;

fn query<T: Serialize + ?Sized>(value: &T) -> String {
    formatted(ListFormat::Repeat, value).unwrap()
}

fn formatted<T: Serialize + ?Sized>(format: ListFormat, value: &T) -> Result<String, &'static str> {
    let mut target = String::from("/x");
    write(&mut Pairs::of_target(&mut target), "n", format, value).map_err(|error| error.0)?;
    Ok(target.split_off(2))
}

#[derive(Serialize)]
struct Page {
    limit: u32,
    marker: Option<&'static str>,
    ids: Vec<u8>,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Order {
    Up,
    Named(u8),
}

#[test]
fn a_scalar_is_one_pair() {
    assert_eq!(query(&7), "?n=7");
    assert_eq!(query("a b&c=d"), "?n=a%20b%26c%3Dd");
    assert_eq!(query(&true), "?n=true");
    assert_eq!(query(&1.5), "?n=1.5");
    assert_eq!(query(&Order::Up), "?n=up");
}

#[test]
fn none_and_an_empty_list_send_nothing() {
    assert_eq!(query(&None::<u8>), "");
    assert_eq!(query::<[u8]>(&[]), "");
    assert_eq!(formatted(ListFormat::Csv, &[None::<u8>]), Ok(String::new()));
}

#[test]
fn a_list_repeats_its_key_unless_a_format_is_given() {
    assert_eq!(query(&["a", "b"]), "?n=a&n=b");
    assert_eq!(formatted(ListFormat::Csv, &["a", "b,c"]), Ok("?n=a,b%2Cc".into()));
    assert_eq!(formatted(ListFormat::Pipes, &[1, 2]), Ok("?n=1%7C2".into()));
    assert_eq!(formatted(ListFormat::Spaces, &(1, Some(2), None::<u8>)), Ok("?n=1%202".into()));
}

#[test]
fn an_item_that_holds_the_separator_is_sent_apart_from_it_or_rejected() {
    assert_eq!(formatted(ListFormat::Csv, &["a,b", "c"]), Ok("?n=a%2Cb,c".into()));
    assert_eq!(formatted(ListFormat::Pipes, &["a,b c", "d"]), Ok("?n=a%2Cb%20c%7Cd".into()));
    for (format, items) in [(ListFormat::Pipes, ["a|b", "c"]), (ListFormat::Spaces, ["c", "a b"])] {
        let rejected = formatted(format, &items).unwrap_err();
        assert!(rejected.contains("separator") && rejected.contains("remove `format`"), "{rejected}");
    }
    assert_eq!(formatted(ListFormat::Repeat, &["a|b c"]), Ok("?n=a%7Cb%20c".into()));
}

#[test]
fn the_fields_of_a_struct_become_pairs() {
    assert_eq!(query(&Page { limit: 5, marker: None, ids: vec![1, 2] }), "?limit=5&ids=1&ids=2");
    assert_eq!(query(&Some(Page { limit: 5, marker: Some("x"), ids: vec![] })), "?limit=5&marker=x");
}

#[test]
fn the_entries_of_a_map_become_pairs() {
    assert_eq!(query(&BTreeMap::from([("a b", "1"), ("c", "2")])), "?a%20b=1&c=2");
    assert_eq!(query(&BTreeMap::from([(3, vec![1, 2])])), "?3=1&3=2");
}

#[test]
fn a_list_of_pairs_needs_no_name() {
    let mut target = String::from("/x");
    write(&mut Pairs::of_target(&mut target), "", ListFormat::Repeat, &[("a", 1), ("b", 2)]).unwrap();
    assert_eq!(target, "/x?a=1&b=2");
    assert!(write(&mut Pairs::of_target(&mut target), "", ListFormat::Repeat, &[1]).is_err());
    assert!(write(&mut Pairs::of_target(&mut target), "", ListFormat::Repeat, "x").is_err());
}

#[test]
fn pairs_go_on_after_a_query_in_the_template() {
    let mut target = String::from("/x?fixed=1");
    write(&mut Pairs::of_target(&mut target), "n", ListFormat::Repeat, &2).unwrap();
    assert_eq!(target, "/x?fixed=1&n=2");
}

#[cfg(feature = "form")]
#[test]
fn a_form_body_begins_without_a_separator() {
    let mut body = String::new();
    write(&mut Pairs::of_form(&mut body), "", ListFormat::Repeat, &Page { limit: 1, marker: Some("a b"), ids: vec![] })
        .unwrap();
    assert_eq!(body, "limit=1&marker=a+b");
}

#[test]
fn a_shape_that_cannot_be_a_query_is_an_error() {
    let nested = BTreeMap::from([("a", BTreeMap::from([("b", 1)]))]);
    assert!(formatted(ListFormat::Repeat, &nested).unwrap_err().contains("nested"));
    assert!(formatted(ListFormat::Repeat, &[[1]]).unwrap_err().contains("nested"));
    assert!(formatted(ListFormat::Repeat, &()).unwrap_err().contains("no text"));
    assert!(formatted(ListFormat::Repeat, &f64::NAN).unwrap_err().contains("finite"));
    assert!(formatted(ListFormat::Repeat, &Order::Named(1)).unwrap_err().contains("variant"));
    assert!(formatted(ListFormat::Repeat, &BTreeMap::from([((1, 2), 3)])).unwrap_err().contains("key"));
}

#[derive(Serialize)]
struct Filter {
    state: &'static str,
    sizes: Vec<u8>,
    owner: Option<Owner>,
    lines: Vec<Owner>,
}

#[derive(Serialize)]
struct Owner {
    name: &'static str,
}

fn decoded(query: &str) -> String {
    query.replace("%5B", "[").replace("%5D", "]")
}

#[test]
fn brackets_follow_the_key_of_each_item() {
    assert_eq!(formatted(ListFormat::Brackets, &[1, 2]), Ok("?n%5B%5D=1&n%5B%5D=2".into()));
    let page = Page { limit: 5, marker: None, ids: vec![1] };
    assert_eq!(decoded(&formatted(ListFormat::Brackets, &page).unwrap()), "?limit=5&ids[]=1");
    assert_eq!(formatted(ListFormat::Brackets, &7), Ok("?n=7".into()));
}

#[test]
fn deep_nests_structs_maps_and_lists_in_brackets() {
    let owner = || Owner { name: "a" };
    let filter = Filter { state: "open", sizes: vec![1, 2], owner: Some(owner()), lines: vec![owner(), owner()] };
    assert_eq!(
        decoded(&formatted(ListFormat::Deep, &filter).unwrap()),
        "?n[state]=open&n[sizes][]=1&n[sizes][]=2&n[owner][name]=a&n[lines][0][name]=a&n[lines][1][name]=a",
    );
    let map = BTreeMap::from([("a", BTreeMap::from([("b", 1)]))]);
    assert_eq!(decoded(&formatted(ListFormat::Deep, &map).unwrap()), "?n[a][b]=1");
    assert_eq!(
        decoded(&formatted(ListFormat::Deep, &[[1, 2], [3, 4]]).unwrap()),
        "?n[0][]=1&n[0][]=2&n[1][]=3&n[1][]=4"
    );
    let mut form = String::from("?");
    write(&mut Pairs::of_target(&mut form), "", ListFormat::Deep, &BTreeMap::from([("a", map)])).unwrap();
    assert_eq!(decoded(&form), "?&a[a][b]=1");
}

#[test]
fn one_empty_item_alone_is_rejected_where_it_would_be_an_empty_list() {
    for format in [ListFormat::Csv, ListFormat::Pipes, ListFormat::Spaces] {
        assert!(formatted(format, &[""]).is_err(), "{format:?}");
        assert!(formatted(format, &["", ""]).is_ok(), "{format:?}");
    }
    assert_eq!(query(&[""]), "?n=");
}

#[test]
fn a_bracket_in_a_key_of_a_nested_map_is_rejected() {
    let map = |key| BTreeMap::from([(key, 1)]);
    assert!(formatted(ListFormat::Deep, &map("a[b]")).is_err());
    assert_eq!(formatted(ListFormat::Repeat, &map("a[b]")), Ok("?a%5Bb%5D=1".into()));
}
