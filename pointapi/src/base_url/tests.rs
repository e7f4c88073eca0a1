use super::*;

fn rejection(text: &str) -> String {
    BaseUrl::parse(text, PlainHttp::Loopback).unwrap_err().to_string()
}

#[test]
fn https_and_loopback_http_are_accepted() {
    for text in ["https://api.pointservices.com", "http://127.0.0.1:8080", "http://[::1]:1", "http://LOCALHOST"] {
        assert!(BaseUrl::parse(text, PlainHttp::Loopback).is_ok(), "{text}");
    }
}

#[test]
fn other_http_is_rejected() {
    assert!(rejection("http://example.com").contains("https"));
    assert!(rejection("http://127.0.0.1.example.com").contains("https"));
    assert!(BaseUrl::parse("http://127.0.0.1", PlainHttp::Never).is_err());
}

#[test]
fn ambiguous_base_url_is_rejected() {
    assert!(rejection("https://user:secret@example.com").contains("user name"));
    assert!(!rejection("https://user:secret@example.com").contains("secret"));
    assert!(rejection("https://example.com?x=1").contains("query"));
    assert!(rejection("https://example.com#x").contains("fragment"));
    assert!(rejection("https://example.com.").contains("dot"));
    assert!(rejection("https://example.com/a/../b").contains("path"));
    for path in ["%2e%2e", ".%2E", "a%2Fb", "a%2fb", "a%5cb", "100%", "%zz", "%2", "a//b"] {
        assert!(rejection(&format!("https://example.com/{path}/x")).contains("path"), "{path}");
    }
    assert!(rejection("https:\\\\example.com").contains("backslash"));
    assert!(rejection("https://example.com:443x").contains("port"));
    assert!(rejection("https://example.com:65536").contains("port"));
    assert!(rejection("ftp://example.com").contains("https://"));
    assert!(rejection("example.com").contains("absolute"));
    assert!(rejection("").contains("URL"));
}

#[test]
fn path_precedes_every_template() {
    let base = BaseUrl::parse("https://example.com/v1/", PlainHttp::Never).unwrap();
    assert_eq!(base.path(), "/v1");
    assert_eq!(base.uri("/v1/x?y=1".into()).unwrap(), "https://example.com/v1/x?y=1");
    let project = BaseUrl::parse("https://example.com/greta%40example.com/My%20Project", PlainHttp::Never).unwrap();
    assert_eq!(project.path(), "/greta%40example.com/My%20Project");
    assert_eq!(BaseUrl::parse("https://example.com/{v1}", PlainHttp::Never).unwrap().path(), "/%7Bv1%7D");
}

#[test]
fn host_is_normalized() {
    for (text, uri) in [
        ("https://API.Example.com:443", "https://api.example.com/"),
        ("https://api.example.com:80", "https://api.example.com:80/"),
        ("http://[0:0:0:0:0:0:0:1]:080", "http://[::1]/"),
        ("http://LOCALHOST:8080", "http://localhost:8080/"),
    ] {
        let base = BaseUrl::parse(text, PlainHttp::Loopback).unwrap();
        assert_eq!(base.uri("/".into()).unwrap().to_string(), uri);
    }
}

#[test]
fn url_of_own_origin_yields_its_target() {
    let base = BaseUrl::parse("https://api.example.com/v1", PlainHttp::Never).unwrap();
    for (url, target) in [
        ("https://api.example.com/v1/sami/7", "/v1/sami/7"),
        ("https://API.example.com:443/x?y=/../z", "/x?y=/../z"),
        ("https://api.example.com", "/"),
        ("https://api.example.com?x=1", "/?x=1"),
        ("https://api.example.com/{x}?y='z'", "/%7Bx%7D?y=%27z%27"),
    ] {
        assert_eq!(base.own_target(url).unwrap(), target);
    }
}

#[test]
fn other_url_is_foreign() {
    let base = BaseUrl::parse("https://api.example.com", PlainHttp::Never).unwrap();
    for url in [
        "http://api.example.com/",
        "https://api.example.com:444/",
        "https://api.example.com./",
        "https://api.example.com:443PI.7",
        "https://api.example.com:/",
        "https://evil.example/",
        "https://api.example.com@evil.example/",
        "https://user@api.example.com/",
        "https:\\\\api.example.com/",
        "//api.example.com/",
        "/sami/7",
        "https://api.example.com/#x",
        "https://api.example.com/ x",
        "https://api.example.com/a/../b",
        "https://api.example.com/%2E%2e/b",
        "https://api.example.com//evil.example/",
        "https://api\u{ff0e}example.com/",
        "https://api.example.com\t/",
        "",
    ] {
        let error = base.own_target(url).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ForeignOrigin, "{url}");
    }
}

#[test]
fn origin_includes_the_port() {
    assert_eq!(
        BaseUrl::parse("https://API.example.com/v1", PlainHttp::Never).unwrap().origin(),
        "https://api.example.com:443"
    );
}

#[test]
fn http_to_any_host_needs_permission() {
    assert!(rejection("http://registry.internal:5000").contains("allow_insecure_http"));
    assert!(BaseUrl::parse("http://registry.internal:5000", PlainHttp::Anywhere).is_ok());
}

#[test]
fn relative_reference_is_resolved_as_rfc_3986_says() {
    let base = BaseUrl::parse("https://api.example.com/v1", PlainHttp::Never).unwrap();
    for (reference, target) in [
        ("?page=2", "/v1/orders?page=2"),
        ("next", "/v1/next"),
        ("next?page=2", "/v1/next?page=2"),
        ("./next", "/v1/next"),
        ("../v2/orders", "/v2/orders"),
        ("../../../orders", "/orders"),
        ("a/..", "/v1/"),
        ("/v2/orders?x=..", "/v2/orders?x=.."),
        ("//api.example.com/v2", "/v2"),
        ("//API.example.com:443/v2", "/v2"),
        ("https://api.example.com/v2", "/v2"),
        ("{x}", "/v1/%7Bx%7D"),
    ] {
        assert_eq!(base.resolve("/v1/orders?page=1", reference).unwrap(), target, "{reference}");
    }
    assert_eq!(base.resolve("", "orders").unwrap(), "/orders");
}

#[test]
fn reference_resolves_below_a_base_url_that_ends_with_a_slash() {
    let folder = BaseUrl::parse("https://api.example.com/odata/", PlainHttp::Never).unwrap();
    let file = BaseUrl::parse("https://api.example.com/odata", PlainHttp::Never).unwrap();
    for (target, reference, below, beside) in [
        ("/odata", "Products?$skip=5", "/odata/Products?$skip=5", "/Products?$skip=5"),
        ("/odata?x=1", "../other", "/other", "/other"),
        ("/odata", "?$skip=5", "/odata?$skip=5", "/odata?$skip=5"),
        ("/odata/v4", "Products", "/odata/Products", "/odata/Products"),
        ("/odata", "/Products", "/Products", "/Products"),
    ] {
        assert_eq!(folder.resolve(target, reference).unwrap(), below, "{reference}");
        assert_eq!(file.resolve(target, reference).unwrap(), beside, "{reference}");
    }
}

#[test]
fn reference_to_another_origin_is_foreign() {
    let base = BaseUrl::parse("https://api.example.com/v1", PlainHttp::Never).unwrap();
    for reference in ["//evil.example/", "https://evil.example/", "http://api.example.com/", "mailto:greta", "//"] {
        let error = base.resolve("/v1/orders", reference).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ForeignOrigin, "{reference}");
    }
}

#[test]
fn ambiguous_reference_is_foreign() {
    let base = BaseUrl::parse("https://api.example.com/v1", PlainHttp::Never).unwrap();
    for reference in ["", "a b", "a\\b", "a#b", "%2e%2e/b", "a/%2E/b", "/..//evil.example", "./\t"] {
        let error = base.resolve("/v1/orders", reference).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ForeignOrigin, "{reference}");
    }
}

#[test]
fn origin_is_compared_in_one_form() {
    let base = |url: &str| BaseUrl::parse(url, PlainHttp::Anywhere).unwrap();
    let is_own = |base: &BaseUrl, uri: &str| base.is_origin_of(&uri.parse().unwrap());
    assert!(is_own(&base("http://[::1]:80"), "http://[0:0:0:0:0:0:0:1]/a"));
    assert!(is_own(&base("https://api.example"), "https://API.example:443/a"));
    assert!(!is_own(&base("https://api.example"), "https://api.example:99999/a"));
}
