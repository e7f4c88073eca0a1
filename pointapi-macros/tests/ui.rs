//! What the macro says of mistakes, one fixture each.
//!
//! Every fixture uses the trait and its client as well, so that a cascade of errors would show.
//! `TRYBUILD=overwrite cargo test -p pointapi-macros --test ui` writes the messages anew; read the diff. What the
//! macro must accept is in the package `tests/accepted`.

#[test]
fn mistakes_are_reported_once_and_at_their_place() {
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}
