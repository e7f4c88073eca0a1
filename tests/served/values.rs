//! Every role and return shape decodes what the other side encodes, for any value, inherent and as a trait object.

pub(crate) mod decimals;
mod strategies;

use std::collections::BTreeMap;
use std::sync::Arc;

use futures_util::TryStreamExt;
use http::{HeaderMap, StatusCode};
use pointapi::{Bytes, Client, Event, Events, Lines, Response, Result, Text, Xml, point_api};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use strategies::{flat, item, items, level, nested, number, text};

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Level {
    Low,
    VeryHigh,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Scalars {
    text: String,
    flag: bool,
    letter: char,
    float: f64,
    page: Option<u32>,
    level: Level,
    large: i128,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Flat {
    name: String,
    size: Option<u32>,
    tags: Vec<String>,
    level: Level,
    ratio: f32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Nested {
    name: String,
    inner: Inner,
    items: Vec<Item>,
    counts: BTreeMap<String, u32>,
    pair: (u8, String),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Inner {
    ids: Vec<u8>,
    note: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Item {
    size: i32,
    tags: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Note {
    to: String,
    size: u16,
}

pub(crate) type Lists = (Vec<String>, Vec<String>, Vec<String>, Vec<String>, Vec<String>, Vec<String>);

#[point_api(prefix = "/echo", server)]
pub(crate) trait Echo {
    #[point_endpoint(GET "/path/{text}-{number}/{rest*}/end")]
    async fn path(&self, text: &str, number: i64, rest: &str) -> Result<(String, i64, String)>;

    #[point_endpoint(GET "/scalars")]
    async fn scalars(
        &self,
        #[query] text: &str,
        #[query] flag: bool,
        #[query] letter: char,
        #[query] float: f64,
        #[query] page: Option<u32>,
        #[query] level: Level,
        #[query] large: i128,
    ) -> Result<Scalars>;

    #[point_endpoint(GET "/lists")]
    async fn lists(
        &self,
        #[query(format = repeat)] repeat: &[&str],
        #[query(format = csv)] csv: &[String],
        #[query(format = pipes)] pipes: &[String],
        #[query(format = spaces)] spaces: &[String],
        #[query(format = brackets)] brackets: &[&str],
        #[query(format = deep)] deep: &[String],
    ) -> Result<Lists>;

    #[point_endpoint(GET "/flat")]
    async fn flat(&self, #[query] flat: &Flat) -> Result<Flat>;

    #[point_endpoint(GET "/brackets")]
    async fn brackets(&self, #[query(format = brackets)] flat: &Flat) -> Result<Flat>;

    #[point_endpoint(GET "/deep")]
    async fn deep(
        &self,
        #[query(format = deep)] nested: &Nested,
        #[query(format = deep)] more: Option<&Nested>,
        #[query(format = deep)] items: &[Item],
    ) -> Result<(Nested, Option<Nested>, Vec<Item>)>;

    #[point_endpoint(POST "/form")]
    async fn form(&self, #[body(form)] flat: &Flat) -> Result<Flat>;

    #[point_endpoint(POST "/form/deep")]
    async fn deep_form(&self, #[body(form, format = deep)] nested: &Nested) -> Result<Nested>;

    #[point_endpoint(POST "/form/fields")]
    async fn fields(
        &self,
        #[form] name: &str,
        #[form] size: Option<u32>,
        #[form(format = csv)] tags: &[String],
        #[form(format = deep)] nested: &Nested,
    ) -> Result<(String, Option<u32>, Vec<String>, Nested)>;

    #[point_endpoint(GET "/headers")]
    async fn headers(
        &self,
        #[header("X-One")] one: &str,
        #[header("X-Maybe")] maybe: Option<i32>,
        #[header("X-List")] list: &[String],
        #[cookie] session: &str,
        #[cookie] visits: Option<u16>,
    ) -> Result<(String, Option<i32>, Vec<String>, String, Option<u16>)>;

    #[point_endpoint(POST "/json")]
    async fn json(&self, #[body] nested: Option<&Nested>) -> Result<Option<Nested>>;

    #[point_endpoint(POST "/xml", codec = Xml)]
    async fn xml(&self, #[body(xml)] note: &Note) -> Result<Response<Note>>;

    #[point_endpoint(POST "/text")]
    async fn text(&self, #[body(text)] text: &str) -> Result<Text>;

    #[point_endpoint(POST "/bytes")]
    async fn bytes(&self, #[body(bytes)] bytes: Bytes) -> Result<Bytes>;

    #[point_endpoint(POST "/lines")]
    async fn lines(&self, #[body] items: Vec<Item>) -> Result<Lines<Item>>;

    #[point_endpoint(POST "/events")]
    async fn events(&self, #[body] texts: Vec<String>) -> Result<Events<String>>;
}

/// Returns what it is given.
struct Mirror;

#[pointapi::async_trait]
impl Echo for Mirror {
    async fn path(&self, text: &str, number: i64, rest: &str) -> Result<(String, i64, String)> {
        Ok((text.to_owned(), number, rest.to_owned()))
    }

    async fn scalars(
        &self,
        text: &str,
        flag: bool,
        letter: char,
        float: f64,
        page: Option<u32>,
        level: Level,
        large: i128,
    ) -> Result<Scalars> {
        Ok(Scalars { text: text.to_owned(), flag, letter, float, page, level, large })
    }

    async fn lists(
        &self,
        repeat: &[&str],
        csv: &[String],
        pipes: &[String],
        spaces: &[String],
        brackets: &[&str],
        deep: &[String],
    ) -> Result<Lists> {
        let owned = |list: &[&str]| list.iter().map(|item| (*item).to_owned()).collect();
        Ok((owned(repeat), csv.to_vec(), pipes.to_vec(), spaces.to_vec(), owned(brackets), deep.to_vec()))
    }

    async fn flat(&self, flat: &Flat) -> Result<Flat> {
        Ok(flat.clone())
    }

    async fn brackets(&self, flat: &Flat) -> Result<Flat> {
        Ok(flat.clone())
    }

    async fn deep(
        &self,
        nested: &Nested,
        more: Option<&Nested>,
        items: &[Item],
    ) -> Result<(Nested, Option<Nested>, Vec<Item>)> {
        Ok((nested.clone(), more.cloned(), items.to_vec()))
    }

    async fn form(&self, flat: &Flat) -> Result<Flat> {
        Ok(flat.clone())
    }

    async fn deep_form(&self, nested: &Nested) -> Result<Nested> {
        Ok(nested.clone())
    }

    async fn fields(
        &self,
        name: &str,
        size: Option<u32>,
        tags: &[String],
        nested: &Nested,
    ) -> Result<(String, Option<u32>, Vec<String>, Nested)> {
        Ok((name.to_owned(), size, tags.to_vec(), nested.clone()))
    }

    async fn headers(
        &self,
        one: &str,
        maybe: Option<i32>,
        list: &[String],
        session: &str,
        visits: Option<u16>,
    ) -> Result<(String, Option<i32>, Vec<String>, String, Option<u16>)> {
        Ok((one.to_owned(), maybe, list.to_vec(), session.to_owned(), visits))
    }

    async fn json(&self, nested: Option<&Nested>) -> Result<Option<Nested>> {
        Ok(nested.cloned())
    }

    async fn xml(&self, note: &Note) -> Result<Response<Note>> {
        Ok(Response::new(StatusCode::CREATED, HeaderMap::new(), note.clone()))
    }

    async fn text(&self, text: &str) -> Result<Text> {
        Ok(Text::new(text))
    }

    async fn bytes(&self, bytes: Bytes) -> Result<Bytes> {
        Ok(bytes)
    }

    async fn lines(&self, items: Vec<Item>) -> Result<Lines<Item>> {
        Ok(Lines::from_stream(futures_util::stream::iter(items.into_iter().map(Ok))))
    }

    async fn events(&self, texts: Vec<String>) -> Result<Events<String>> {
        Ok(Events::from_stream(futures_util::stream::iter(texts.into_iter().map(Event::new).map(Ok))))
    }
}

fn echo() -> EchoClient {
    let router = EchoServer::new(Mirror).unprotected().router();
    EchoClient::new(Client::builder().in_process(router).build().unwrap())
}

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
