//! Every role and return shape decodes what the other side encodes, for any value, inherent and as a trait object.

mod api;
pub(crate) mod decimals;
mod mirror;
mod strategies;

use std::sync::Arc;

use futures_util::TryStreamExt;
use pointapi::Bytes;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

pub(crate) use api::Echo;
use api::{EchoClient, Item, Note, Scalars};
use mirror::echo;
use strategies::{flat, item, items, level, nested, number, text};

/// Runs `check` for any value of `strategy`.
fn for_any<S: Strategy>(strategy: S, check: impl AsyncFn(&EchoClient, &Arc<dyn Echo>, S::Value)) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let client = echo();
    let object: Arc<dyn Echo> = Arc::new(client.clone());
    let cases = ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() };
    let run = |value| {
        runtime.block_on(check(&client, &object, value));
        Ok(())
    };
    proptest::test_runner::TestRunner::new(cases).run(&strategy, run).unwrap();
}

#[test]
fn path_values_arrive() {
    let text = || text().prop_map(|text| format!("a{}", text.replace(char::is_control, "")));
    let rest = vec(text().prop_map(|text| text.replace('/', "_")), 1..4).prop_map(|segments| segments.join("/"));
    for_any((text(), any::<i64>(), rest), async |client, object, (text, number, rest)| {
        let expected = (text.replace('-', "_"), number, rest.clone());
        assert_eq!(client.path(&expected.0, number, &rest).await.unwrap(), expected);
        assert_eq!(object.path(&expected.0, number, &rest).await.unwrap(), expected);
    });
}

#[test]
fn query_scalars_arrive() {
    let values = (text(), any::<bool>(), any::<char>(), number(), option::of(any::<u32>()), level(), any::<i128>());
    for_any(values, async |client, object, (text, flag, letter, float, page, level, large)| {
        let expected = Scalars { text: text.clone(), flag, letter, float, page, level, large };
        assert_eq!(client.scalars(&text, flag, letter, float, page, level, large).await.unwrap(), expected);
        assert_eq!(object.scalars(&text, flag, letter, float, page, level, large).await.unwrap(), expected);
    });
}

#[test]
fn lists_arrive_in_every_format() {
    let lists = (vec(text(), 0..4), items(), items(), items(), vec(text(), 0..4), vec(text(), 0..4));
    for_any(lists, async |client, object, lists| {
        let (repeat, csv, pipes, spaces, brackets, deep) = &lists;
        let [repeat, brackets]: [Vec<&str>; 2] =
            [repeat, brackets].map(|list| list.iter().map(String::as_str).collect());
        assert_eq!(client.lists(&repeat, csv, pipes, spaces, &brackets, deep).await.unwrap(), lists);
        assert_eq!(object.lists(&repeat, csv, pipes, spaces, &brackets, deep).await.unwrap(), lists);
    });
}

#[test]
fn structs_of_scalars_and_lists_arrive_as_query_and_form() {
    for_any(flat(), async |client, object, flat| {
        assert_eq!(client.flat(&flat).await.unwrap(), flat);
        assert_eq!(client.brackets(&flat).await.unwrap(), flat);
        assert_eq!(client.form(&flat).await.unwrap(), flat);
        assert_eq!(object.flat(&flat).await.unwrap(), flat);
        assert_eq!(object.brackets(&flat).await.unwrap(), flat);
        assert_eq!(object.form(&flat).await.unwrap(), flat);
    });
}

#[test]
fn nested_structs_arrive_as_query_and_form() {
    for_any((nested(), option::of(nested()), vec(item(), 0..3)), async |client, object, (nested, more, items)| {
        let expected = (nested.clone(), more.clone(), items.clone());
        assert_eq!(client.deep(&nested, more.as_ref(), &items).await.unwrap(), expected);
        assert_eq!(object.deep(&nested, more.as_ref(), &items).await.unwrap(), expected);
        assert_eq!(client.deep_form(&nested).await.unwrap(), nested);
        assert_eq!(object.deep_form(&nested).await.unwrap(), nested);
    });
}

#[test]
fn fields_of_a_form_arrive() {
    for_any((text(), option::of(any::<u32>()), items(), nested()), async |client, object, expected| {
        let (name, size, tags, nested) = &expected;
        assert_eq!(client.fields(name, *size, tags, nested).await.unwrap(), expected);
        assert_eq!(object.fields(name, *size, tags, nested).await.unwrap(), expected);
    });
}

#[test]
fn headers_and_cookies_arrive() {
    let visible = || "([!-~]([ -~]{0,6}[!-~])?)?";
    // A quote begins a string, which may hold the comma.
    let items = vec("[!#-+.-~]{1,6}", 0..4);
    let cookie = "[!#-+\\--:<-\\[\\]-~]{0,8}";
    let values = (visible(), option::of(any::<i32>()), items, cookie, option::of(any::<u16>()));
    for_any(values, async |client, object, expected| {
        let (one, maybe, list, session, visits) = &expected;
        assert_eq!(client.headers(one, *maybe, list, session, *visits).await.unwrap(), expected);
        assert_eq!(object.headers(one, *maybe, list, session, *visits).await.unwrap(), expected);
    });
}

#[test]
fn bodies_arrive_in_every_format() {
    let note = ("[a-z<&>\"]{1,8}", any::<u16>()).prop_map(|(to, size)| Note { to, size });
    let text = text().prop_filter("a byte order mark is not part of a text", |text| !text.starts_with('\u{feff}'));
    for_any((option::of(nested()), note, text, vec(any::<u8>(), 0..64)), async |client, object, values| {
        let (nested, note, text, bytes) = values;
        let bytes = Bytes::from(bytes);
        assert_eq!(client.json(nested.as_ref()).await.unwrap(), nested);
        assert_eq!(object.json(nested.as_ref()).await.unwrap(), nested);
        assert_eq!(client.xml(&note).await.unwrap().into_inner(), note);
        assert_eq!(object.xml(&note).await.unwrap().into_inner(), note);
        assert_eq!(client.text(&text).await.unwrap().into_inner(), text);
        assert_eq!(object.text(&text).await.unwrap().into_inner(), text);
        assert_eq!(client.bytes(bytes.clone()).await.unwrap(), bytes);
        assert_eq!(object.bytes(bytes.clone()).await.unwrap(), bytes);
    });
}

#[test]
fn streamed_values_arrive() {
    // A carriage return in an event is a line break like any other.
    let texts = vec(text().prop_map(|text| text.replace('\r', "")), 0..4);
    for_any((vec(item(), 0..4), texts), async |client, object, (items, texts)| {
        let lines: Vec<Item> = client.lines(items.clone()).await.unwrap().try_collect().await.unwrap();
        assert_eq!(lines, items);
        let lines: Vec<Item> = object.lines(items.clone()).await.unwrap().try_collect().await.unwrap();
        assert_eq!(lines, items);
        for events in [client.events(texts.clone()).await.unwrap(), object.events(texts.clone()).await.unwrap()] {
            let events: Vec<String> = events.map_ok(|event| event.data).try_collect().await.unwrap();
            assert_eq!(events, texts);
        }
    });
}
