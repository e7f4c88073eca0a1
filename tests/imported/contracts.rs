//! Client and server of imported traits agree on every value.

use pointapi::contract::{self, Contract};
use pointapi_built::library::Library;
use pointapi_built::point::Point;

#[tokio::test]
async fn both_sides_of_the_library_agree() {
    let report = contract::check::<dyn Library>().await.unwrap();
    assert_eq!(report.checked(), 11, "{report}");
}

#[tokio::test]
async fn both_sides_of_point_services_agree() {
    let report = Contract::new().cases(4).check::<dyn Point>().await.unwrap();
    assert_eq!(report.checked(), 11, "{report}");
}
