//! Each operation of the imported library, against a mock of its document that rejects what the document does not allow.

use pointapi::auth::Secret;
use pointapi::{Body, Client, Part};

use crate::prism::Prism;
use pointapi_built::library::LibraryClient;
use pointapi_built::library::books::{Books, BooksAddResponse};
use pointapi_built::library::members::{GetMembersKind, GetMembersQuery, LogInRequest, Members};
use pointapi_built::library::types::{BookChange, Genre, NewBook, Range};

const ISBN: &str = "978-0-306-40615-7";

fn library(prism: &Prism) -> LibraryClient {
    let builder = Client::builder().base_url(prism.base_url()).allow_insecure_loopback();
    LibraryClient::new(builder.bearer_token("made-up-token").build().unwrap())
}

macro_rules! accepted {
    ($call:expr, $prism:expr) => {
        match $call.await {
            Ok(value) => value,
            Err(error) => panic!("{error:?}\n{}", $prism.log()),
        }
    };
}

#[tokio::test]
async fn every_operation_on_books_is_accepted() {
    let Some(prism) = Prism::mock("imported/library.yaml") else {
        return;
    };
    let library = library(&prism);
    let books: &dyn Books = &library;
    let genres = [Genre::Fiction, Genre::History];
    assert_eq!(accepted!(books.list_books(Some(true), Some(&genres), Some(2)), prism).len(), 1);
    let book = NewBook { authors: vec!["A. Ostrander".into()], genre: Some(Genre::Science), title: "Larches".into() };
    let added = accepted!(books.add(7, &book), prism);
    assert!(matches!(added, BooksAddResponse::Created(book) if book.title == "Larches"));
    accepted!(books.remove_book(ISBN), prism);
    assert!(accepted!(books.get_book(ISBN), prism).is_some());
    let change = BookChange { subtitle: Some(None), title: Some("Firs".into()), ..BookChange::default() };
    #[expect(deprecated, reason = "every operation is called")]
    let changed = books.change_book(ISBN, &change);
    accepted!(changed, prism);
    accepted!(books.get_cover(ISBN), prism);
    // The mock cannot parse a part with a file name and without a media type.
    let scan = Part::bytes("a scan").file_name("scan.png").content_type("image/png");
    assert_eq!(&*accepted!(books.add_scan(ISBN, scan, Some("page 1")), prism), "string");
    // The last one: the mock closes a connection whose request it did not read.
    accepted!(books.set_cover(ISBN, Body::from("not a picture")), prism);
}

#[tokio::test]
async fn every_operation_on_members_is_accepted() {
    let Some(prism) = Prism::mock("imported/library.yaml") else {
        return;
    };
    let library = library(&prism);
    let members: &dyn Members = &library;
    assert_eq!(accepted!(members.events(), prism).len(), 1);
    let login = LogInRequest { name: "greta".into(), password: Secret::new("not-a-real-one"), remember: Some(true) };
    assert!(!accepted!(members.log_in(&login), prism).token.expose().is_empty());
    let query = GetMembersQuery {
        debt: Some(0.5),
        kind: Some(GetMembersKind::Adult),
        limit: Some(5),
        name: "Ostrander & Co".into(),
        ..GetMembersQuery::default()
    };
    let joined = Range { from: Some("2031-07-04".into()), to: None };
    assert_eq!(accepted!(members.get_members(&query, Some(&joined)), prism).members.len(), 1);
}

/// Without it a mock that accepts anything would do.
#[tokio::test]
async fn the_mock_rejects_a_value_that_the_document_does_not_list() {
    let Some(prism) = Prism::mock("imported/library.yaml") else {
        return;
    };
    let genres = [Genre::Unknown("cookery".into())];
    let error = library(&prism).list_books(None, Some(&genres), None).await.unwrap_err();
    assert!(error.is_status(422) || error.is_status(400), "{error}");
}
