use proc_macro2::Span;

use super::*;
use crate::model::path_template::QueryPair;

fn template(text: &str) -> PathTemplate {
    parse_template(&LitStr::new(text, Span::call_site())).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn error_message(text: &str) -> String {
    match parse_template(&LitStr::new(text, Span::call_site())) {
        Ok(_) => panic!("{text:?} was accepted"),
        Err(error) => error.to_string(),
    }
}

fn names(template: &PathTemplate) -> Vec<&str> {
    template.placeholders.iter().map(|placeholder| placeholder.name.as_str()).collect()
}

#[test]
fn a_template_splits_into_pieces_and_placeholders() {
    let template = template("/orders/{id}/items/{r#type}");
    assert_eq!(template.pieces, ["/orders/", "/items/", ""]);
    assert_eq!(names(&template), ["id", "type"]);
}

#[test]
fn a_placeholder_need_not_be_a_name_in_rust() {
    let template = template("/orders/{order-id}/items/{item.id}/{2nd}");
    assert_eq!(names(&template), ["order-id", "item.id", "2nd"]);
    assert_eq!(path_argument("order-id"), "`#[path(\"order-id\")] order_id: ...`");
    assert_eq!(path_argument("2nd"), "`#[path(\"2nd\")] _2nd: ...`");
    assert_eq!(path_argument("id"), "`id: ...`");
}

#[test]
fn literal_pieces_are_encoded_once() {
    assert_eq!(template("/a|b/%20/{{x}}").pieces, ["/a%7Cb/%20/%7Bx%7D"]);
    assert_eq!(template("/v1/items:batchGet").pieces, ["/v1/items:batchGet"]);
    assert_eq!(template("/it's?q='a'").pieces, ["/it's?q=%27a%27"]);
    assert_eq!(template("/go?to=https://x").pieces, ["/go?to=https://x"]);
}

#[test]
fn a_fixed_query_is_kept_and_its_names_are_listed() {
    let fixed = template("/orders/{id}?kind=full&draft");
    assert_eq!(fixed.pieces, ["/orders/", "?kind=full&draft"]);
    assert_eq!(fixed.fixed_query, ["kind", "draft"]);
    let encoded = template("/orders?%24top=5&page[size]=1&100%25%C3%A9");
    assert_eq!(encoded.fixed_query, ["$top", "page[size]", "100%é"]);
}

#[test]
fn a_query_alone_is_that_of_the_prefix() {
    let prefix = template("/items");
    assert_eq!(template("?fields=all").behind(&prefix).pieces, ["/items?fields=all"]);
}

#[test]
fn invalid_templates_are_rejected_with_their_reason() {
    for (text, message) in [
        ("orders", "the path must start with `/`"),
        ("https://host/orders", "the host is set by the client"),
        ("/users/{id", "unclosed `{`"),
        ("/users/{id/x}", "unclosed `{`"),
        ("/users/id}", "stray `}`"),
        ("/users/{}", "`{}` is not a placeholder"),
        ("/users/{id:?}", "is not a placeholder"),
        ("/users/{id?}", "is not a placeholder"),
        ("/users/{-id}", "is not a placeholder"),
        ("/users/{a b}", "is not a placeholder"),
        ("/users?q={the-q}", "write `#[query] the_q: ...`"),
        ("/users/{id}/{id}", "`{id}` appears twice"),
        ("/users/:id", "write `{id}`"),
        ("/users/<id>", "write `{id}`"),
        ("/users?q={q}", "write `#[query] q: ...`"),
        ("/users#top", "a fragment is never sent"),
        ("/users\\a", "`\\` is not a separator"),
        ("/us ers", "write `%20`"),
        ("/users\t", "`\\t` (index 6)"),
        ("/größe", "write `%C3%B6`"),
        ("/a//b", "`//` makes an empty segment"),
        ("/a/./b", "a `.` segment"),
        ("/a/%2e%2E", "a `%2e%2E` segment"),
        ("/a%2", "write `%25`"),
    ] {
        let found = error_message(text);
        assert!(found.contains(message), "{text}: {found}");
    }
}

#[test]
fn the_caret_points_at_the_offending_character() {
    assert!(error_message("/users/{id").ends_with("\n\n\"/users/{id\"\n        ^"));
}

#[test]
fn a_prefix_ends_before_the_slash() {
    let prefix = |text| parse_prefix(&LitStr::new(text, Span::call_site()));
    assert!(prefix("/v1/").is_err());
    assert!(prefix("").is_ok());
    let whole = template("/orders/{id}").behind(&template("/v1/{tenant}"));
    assert_eq!(whole.text, "/v1/{tenant}/orders/{id}");
    assert_eq!(whole.pieces, ["/v1/", "/orders/", ""]);
    assert_eq!(names(&whole), ["tenant", "id"]);
}

#[test]
fn a_star_takes_several_segments() {
    let template = template("/v2/{name*}/manifests/{reference}");
    assert_eq!(names(&template), ["name", "reference"]);
    assert!(template.placeholders[0].takes_segments);
    assert!(!template.placeholders[1].takes_segments);
}

#[test]
fn the_query_of_the_trait_follows_that_of_the_template() {
    let pair = |name: &str, value: &str| QueryPair { name: name.to_owned(), value: value.to_owned() };
    let query = [pair("api-version", "2024 01"), pair("kind", "other")];
    assert_eq!(template("/orders").with_query(&query).pieces, ["/orders?api-version=2024%2001&kind=other"]);
    assert_eq!(template("/orders?kind=full").with_query(&query).pieces, ["/orders?kind=full&api-version=2024%2001"]);
    assert_eq!(template("/orders?k%69nd=full").with_query(&query[1..]).pieces, ["/orders?k%69nd=full"]);
    assert_eq!(template("/orders?").with_query(&query).pieces, ["/orders?api-version=2024%2001&kind=other"]);
}

#[test]
fn an_endpoint_by_url_takes_the_pieces_of_a_prefix() {
    let by_url = || PathTemplate::empty(Span::call_site());
    assert_eq!(by_url().resolved_against(&template("/v1")).pieces, ["/v1"]);
    let behind_a_tenant = by_url().resolved_against(&template("/v1/{tenant}"));
    assert_eq!(
        (behind_a_tenant.pieces, behind_a_tenant.placeholders.len()),
        (vec!["/v1/".to_owned(), String::new()], 0)
    );
}
