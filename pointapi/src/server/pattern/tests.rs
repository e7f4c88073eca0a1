use http::Method;

use super::*;

/// A path of a size.
type PathOf = fn(usize) -> String;

fn pattern(template: &'static str, pieces: &'static [&'static str]) -> Pattern {
    Pattern::of(&Endpoint::new("e", Method::GET, template, pieces))
}

fn values(pattern: &Pattern, path: &str) -> Option<Vec<String>> {
    pattern.values(path)?.ok()
}

#[test]
fn a_value_never_spans_segments() {
    let pattern = pattern("/orders/{id}", &["/orders/", ""]);
    assert_eq!(values(&pattern, "/orders/7"), Some(vec!["7".into()]));
    assert_eq!(values(&pattern, "/orders/a%2Fb"), Some(vec!["a/b".into()]));
    assert_eq!(values(&pattern, "/orders/"), None);
    assert_eq!(values(&pattern, "/orders/7/items"), None);
}

#[test]
fn several_segments_may_stand_in_the_middle() {
    let pattern = pattern("/v2/{name*}/manifests/{reference}", &["/v2/", "/manifests/", ""]);
    assert_eq!(values(&pattern, "/v2/a/b/manifests/latest"), Some(vec!["a/b".into(), "latest".into()]));
    assert_eq!(pattern.shape(), "/v2/{*rest}");
}

#[test]
fn several_segments_may_end_with_a_separator_at_the_end_alone() {
    let (all, two) = (pattern("/f/{a*}", &["/f/", ""]), pattern("/{a*}/to/{b*}", &["/", "/to/", ""]));
    let inner = pattern("/{a*}/tags", &["/", "/tags"]);
    for (pattern, path, expected) in [
        (&all, "/f/a/b/", Some(vec!["a/b/"])),
        (&all, "/f/a//", None),
        (&all, "/f//", None),
        (&all, "/f/", None),
        (&two, "/x/to/y/", Some(vec!["x", "y/"])),
        (&two, "/a/to/b/to/", Some(vec!["a", "b/to/"])),
        (&two, "/x//to/y", None),
        (&inner, "/x//tags", None),
        (&inner, "/x/tags/", None),
    ] {
        let expected = expected.map(|values| values.into_iter().map(str::to_owned).collect());
        assert_eq!(values(pattern, path), expected, "{path}");
    }
}

#[test]
fn pieces_of_a_segment_are_separated() {
    let pattern = pattern("/{name}.{ext}?kind=full", &["/", ".", "?kind=full"]);
    assert_eq!(values(&pattern, "/a.json"), Some(vec!["a".into(), "json".into()]));
    assert_eq!(pattern.shape(), "/{p}");
    assert!(pattern.has_query("x=1&kind=full") && !pattern.has_query("kind=fuller"));
}

#[test]
fn order_and_encoding_of_fixed_pairs_do_not_count() {
    let fixed = pattern("/a?q='b c'&draft=", &["/a?q='b%20c'&draft="]);
    assert!(fixed.has_query("draft&q=%27b+c%27") && !fixed.has_query("draft=1&q=%27b+c%27"));
    assert!(fixed.is_equal(&pattern("/a?draft&q='b c'", &["/a?draft&q=%27b%20c%27"])));
    assert!(!fixed.is_equal(&pattern("/a?draft", &["/a?draft"])));
}

#[test]
fn values_that_the_client_never_sends_are_errors() {
    let one = pattern("/{kind}/{id}", &["/", "/", ""]);
    for path in ["/a/%FF", "/a/.", "/a/..", "/a/%2e%2E", "/a/.%2E", "/a/%00", "/a/b%0D", "/a/%7F"] {
        assert_eq!(one.values(path), Some(Err(1)), "{path}");
    }
    let many = pattern("/{path*}", &["/", ""]);
    for path in ["/a%2Fb", "/a/../b", "/a/%2E%2e", "/%2fetc/x", "/a/%0A"] {
        assert_eq!(many.values(path), Some(Err(0)), "{path}");
    }
    assert_eq!(values(&one, "/a%2Fb/..."), Some(vec!["a/b".into(), "...".into()]));
}

#[test]
fn a_value_ends_at_the_first_piece_behind_it_and_the_last_piece_at_the_end() {
    let pattern = pattern("/{a}-{b}.json", &["/", "-", ".json"]);
    assert_eq!(values(&pattern, "/x-y-z.json.json"), Some(vec!["x".into(), "y-z.json".into()]));
    assert_eq!(values(&pattern, "/--b.json"), Some(vec!["-".into(), "b".into()]));
    for other in ["/-b.json", "/a-.json", "/a-b", "/a.json", "/a-b.json/"] {
        assert_eq!(values(&pattern, other), None, "{other}");
    }
}

#[test]
fn a_literal_is_compared_as_it_was_sent() {
    let admin = pattern("/admin/{path*}", &["/admin/", ""]);
    let space = pattern("/a%20b", &["/a%20b"]);
    for (pattern, path, is_match) in [
        (&admin, "/admin/users", true),
        (&admin, "/%61dmin/users", false),
        (&space, "/a%20b", true),
        (&space, "/%61%20b", false),
    ] {
        assert_eq!(pattern.values(path).is_some(), is_match, "{path}");
    }
}

#[test]
fn two_lists_of_segments_share_a_path() {
    let pattern = pattern("/{a*}/to/{b*}/end", &["/", "/to/", "/end"]);
    assert_eq!(values(&pattern, "/x/to/y/to/z/end"), Some(vec!["x/to/y".into(), "z".into()]));
    assert_eq!(values(&pattern, "/to/to/to/end"), Some(vec!["to".into(), "to".into()]));
    for other in ["/to/z/end", "/x/to/end", "/x/y/z/end", "/x//to/z/end"] {
        assert_eq!(values(&pattern, other), None, "{other}");
    }
}

#[test]
fn a_long_path_is_matched_in_linear_time() {
    let cost = |pattern: &Pattern, path: &str| {
        let used = allocation_counter::measure(|| assert_eq!(pattern.values(path), None));
        used.bytes_total + used.count_total
    };
    let rows: [(Pattern, PathOf); 4] = [
        (pattern("/{a}-{b}.json", &["/", "-", ".json"]), |n| format!("/{}", "-".repeat(n))),
        (pattern("/{a*}/to/{b}", &["/", "/to/", ""]), |n| "/a".repeat(n)),
        (pattern("/{a*}/to/{b*}/end", &["/", "/to/", "/end"]), |n| format!("{}/end", "/a".repeat(n))),
        (pattern("/{a*}/{b}-/{c*}/end", &["/", "/", "-/", "/end"]), |n| format!("{}/end", "/a".repeat(n))),
    ];
    for (pattern, path) in rows {
        let (one, two) = (cost(&pattern, &path(1000)), cost(&pattern, &path(2000)));
        assert!(two <= 3 * one, "{pattern:?}: {one} and {two}");
    }
}

#[test]
fn segments_behind_a_list_of_segments_come_before_none() {
    let (all, versions) = (pattern("/{path*}", &["/", ""]), pattern("/{path*}/versions", &["/", "/versions"]));
    assert!(versions.rank() < all.rank());
}

#[test]
fn literals_come_before_values() {
    let (me, id) = (pattern("/users/me", &["/users/me"]), pattern("/users/{id}", &["/users/", ""]));
    assert!(me.rank() < id.rank() && me.overlaps(&id));
}
