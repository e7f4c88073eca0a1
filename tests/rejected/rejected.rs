//! The messages about mistakes with the outputs `server` and `openapi`, one fixture each; the package `pointapi-macros`
//! has those of the client. `TRYBUILD=overwrite cargo test -p pointapi-rejected` writes the messages anew; read the diff.

#[test]
fn mistakes_are_reported_once_and_at_their_place() {
    trybuild::TestCases::new().compile_fail("ui/*.rs");
}
