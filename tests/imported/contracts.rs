//! Client and server agree on every value: for the platform's own traits, and for those of imported documents.

use pointapi::contract::{Contract, Report};
use pointapi::platform::{Orders, PointServices, UserManagement, Webhooks};
use pointapi_built::library::Library;
use pointapi_built::point::Point;

/// The endpoints that are not checked as a whole, with the reason.
fn unchecked(report: &Report) -> Vec<(&str, &str)> {
    report.unchecked().iter().map(|part| (part.endpoint(), part.reason())).collect()
}

macro_rules! agree {
    ($(dyn $api:ident: $count:literal, $unchecked:expr;)*) => {
        $(
            let report = Contract::new().cases(4).check::<dyn $api>().await.unwrap();
            assert_eq!((report.checked(), unchecked(&report)), ($count, $unchecked.to_vec()), "{}", stringify!($api));
        )*
    };
}

#[tokio::test]
async fn both_sides_of_every_platform_trait_agree() {
    const CLIENT_ONLY: &str = "only the client has it";
    let urls = ["place_at", "refresh_adv_at", "report_at"].map(|endpoint| (endpoint, CLIENT_ONLY));
    agree! {
        dyn UserManagement: 2, [];
        dyn Orders: 8, urls;
        dyn Webhooks: 1, [];
        dyn PointServices: 11, urls;
    }
}

#[tokio::test]
async fn both_sides_of_every_imported_document_agree() {
    agree! {
        dyn Library: 11, [];
        dyn Point: 11, [];
    }
}
