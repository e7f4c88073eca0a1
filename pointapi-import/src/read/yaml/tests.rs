use super::*;

#[test]
fn keys_stay_strings() {
    let node = read("responses:\n  200: {description: fine}\n  true: x\n").expect("valid YAML");
    let keys: Vec<&str> = node.get("responses").expect("present").members().map(|(key, _)| key).collect();
    assert_eq!(keys, ["200", "true"]);
}

#[test]
fn an_alias_repeats_its_anchor() {
    let node = read("a: &x {b: 1}\nc: *x\n").expect("valid YAML");
    assert_eq!(node.get("a"), node.get("c"));
}

#[test]
fn aliases_that_explode_are_an_error() {
    let mut text = String::from("a0: &a0 [1,1,1,1,1,1,1,1,1,1]\n");
    for level in 1..9 {
        let before = format!("*a{}, ", level - 1).repeat(10);
        text.push_str(&format!("a{level}: &a{level} [{}]\n", before.trim_end_matches(", ")));
    }
    assert!(read(&text).expect_err("too large").reason.contains("aliases"));
}

#[test]
fn anchors_inside_each_other_that_take_too_much_are_an_error() {
    let anchors: String = (0..200).map(|level| format!("&a{level} [")).collect();
    let text = format!("{anchors}{}{}", "1,".repeat(10_000), "]".repeat(200));
    assert!(read(&text).expect_err("too large").reason.contains("64 MiB"));
}

#[test]
fn a_long_text_that_is_repeated_too_often_is_an_error() {
    let text = format!("a: &a {}\nb: [{}]\n", "x".repeat(1 << 20), "*a,".repeat(100));
    assert!(read(&text).expect_err("too large").reason.contains("64 MiB"));
}

#[test]
fn aliases_do_not_nest_deeper() {
    let list = |inner: &str| format!("{}{inner}{}", "[".repeat(200), "]".repeat(200));
    let text = format!("a: &a {}\nb: {}\n", list("1"), list("*a"));
    assert!(read(&text).expect_err("too deep").reason.contains("deeper than 256"));
}

#[test]
fn deep_nesting_is_an_error() {
    let text = format!("{}1{}", "[".repeat(1_000), "]".repeat(1_000));
    let reason = read(&text).expect_err("too deep").reason;
    assert!(reason.contains("recursion limit"), "{reason}");
}

#[test]
fn a_second_document_is_an_error() {
    let error = read("a: 1\n---\nb: 2\n").expect_err("two documents");
    assert_eq!(error.position, Position { line: 3, column: 1 });
    assert!(error.reason.contains("a second document begins"), "{}", error.reason);
    for text in ["a: 1\n---\n", "---\na: 1\n...\n", "---\na: 1\n---\n# The end.\n"] {
        assert_eq!(read(text).expect("one document").get("a"), Some(&Node::Integer(1)), "{text}");
    }
}
