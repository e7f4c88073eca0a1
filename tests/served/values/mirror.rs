//! The server that returns what it is given.

use http::{HeaderMap, StatusCode};
use pointapi::{Bytes, Client, Event, Events, Lines, Response, Result, Text};

use super::api::{Echo, EchoClient, EchoServer, Flat, Item, Level, Lists, Nested, Note, Scalars};

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

pub(super) fn echo() -> EchoClient {
    let router = EchoServer::new(Mirror).unprotected().router();
    EchoClient::new(Client::builder().in_process(router).build().unwrap())
}
