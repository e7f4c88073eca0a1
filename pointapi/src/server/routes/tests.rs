use std::fmt::Debug;

use super::*;

const SEGMENTS: [&str; 9] = ["", "a", ":1", "*", "*b", "{}", "{}.json", "{*}", "p0"];

/// Every path of up to three of the segments.
fn templates() -> Vec<String> {
    let more = |paths: &[String]| -> Vec<String> {
        paths.iter().flat_map(|path| SEGMENTS.map(|segment| format!("{path}/{segment}"))).collect()
    };
    let one = more(&[String::new()]);
    let two = more(&one);
    let three = more(&two);
    [one, two, three].concat()
}

/// The route of a template, with `{}` and `{*}` for its placeholders.
fn route(template: &str) -> Arc<Route> {
    let (mut text, mut pieces) = (String::new(), vec![String::new()]);
    for (index, part) in template.split('{').enumerate() {
        let (placeholder, literal) =
            if index == 0 { (None, part) } else { part.split_once('}').map(|(p, l)| (Some(p), l)).unwrap() };
        if let Some(kind) = placeholder {
            text.push_str(&format!("{{v{index}{kind}}}"));
            pieces.push(String::new());
        }
        text.push_str(literal);
        pieces.last_mut().unwrap().push_str(literal);
    }
    let pieces: Vec<&'static str> = pieces.into_iter().map(|piece| &*piece.leak()).collect();
    let endpoint: &'static Endpoint = Box::leak(Box::new(Endpoint::new("e", Method::GET, text.leak(), pieces.leak())));
    let handler: Box<Handler> = Box::new(|_| unreachable!("no request is served"));
    let (api, pattern) = (TypeId::of::<()>(), Pattern::of(endpoint));
    Arc::new(Route {
        api,
        endpoint,
        reads: Reads::Nothing,
        taken: &[],
        head: &[],
        fixed: Arc::new([]),
        pattern,
        server: 0,
        handler,
    })
}

fn build(routes: &[Arc<Route>]) {
    let mut router = axum::Router::<()>::new();
    for ShapeRoute { route, .. } in shapes(routes) {
        router = router.route(&route, axum::routing::any(|| async {}));
    }
    drop(axum::Router::<()>::new().merge(router));
}

fn assert_builds(what: impl Debug, routes: &[Arc<Route>]) {
    assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| build(routes))).is_ok(), "{what:?}");
}

#[test]
fn no_template_and_no_two_of_them_make_the_router_panic() {
    let templates = templates();
    let routes: Vec<Arc<Route>> = templates.iter().map(|template| route(template)).collect();
    for (template, route) in templates.iter().zip(&routes) {
        assert_builds(template, &[Arc::clone(route)]);
    }
    // Two of three segments are too many for a test: those of up to two with each other and with a few of three.
    let few: Vec<usize> = (0..routes.len()).filter(|index| *index < 90 || index % 13 == 0).collect();
    for one in &few {
        for other in &few {
            let pair = [Arc::clone(&routes[*one]), Arc::clone(&routes[*other])];
            assert_builds((&templates[*one], &templates[*other]), &pair);
        }
    }
    let without_lists: Vec<_> =
        routes.iter().filter(|route| !route.endpoint.template.contains("*}")).cloned().collect();
    assert_builds("all without lists of segments", &without_lists);
    assert_builds("all", &routes);
}
