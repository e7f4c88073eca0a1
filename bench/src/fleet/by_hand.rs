//! The calls by hand on hyper's HTTP/2 connections, with a fixed number of streams on each.

use std::path::Path;

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt, Empty};
use hyper::body::Incoming;
use hyper::client::conn::http2::{SendRequest, handshake};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::TcpStream;
use tokio_rustls::rustls::pki_types::ServerName;

use super::{Flooded, STREAMS_PER_CONNECTION, is_poll};
use crate::clients::Error;
use crate::tls;

pub struct Client {
    authority: String,
    connections: Vec<SendRequest<Empty<Bytes>>>,
}

impl Client {
    pub async fn new(port: u16, authority: &Path, connections: usize) -> Result<Self, Error> {
        let connector = tls::http2_client(authority)?;
        let mut client = Self { authority: format!("localhost:{port}"), connections: Vec::new() };
        for _ in 0..connections {
            let socket = TcpStream::connect(("127.0.0.1", port)).await?;
            socket.set_nodelay(true)?;
            let stream = connector.connect(ServerName::try_from("localhost")?, socket).await?;
            let (sender, connection) = handshake(TokioExecutor::new(), TokioIo::new(stream)).await?;
            tokio::spawn(connection);
            client.connections.push(sender);
        }
        Ok(client)
    }

    /// Makes a call on the connection of this number.
    async fn call(&self, number: usize, path: &str) -> Result<Response<Incoming>, Error> {
        let mut sender = self.connections[number / STREAMS_PER_CONNECTION].clone();
        let request = Request::get(format!("https://{}{path}", self.authority)).body(Empty::new())?;
        let response = sender.send_request(request).await?;
        if response.status().is_success() { Ok(response) } else { Err("the call failed".into()) }
    }

    pub(super) async fn wait(&self, number: usize) -> Result<(), Error> {
        if is_poll(number) {
            self.call(number, "/poll").await?.into_body().collect().await?;
            return Ok(());
        }
        let mut events = self.call(number, "/events").await?.into_body();
        events.frame().await.ok_or("no event")??;
        events.frame().await.ok_or("no second event")??;
        Ok(())
    }

    pub(super) async fn flood(&self, flooded: &Flooded) -> Result<(), Error> {
        let mut body = self.call(0, "/flood").await?.into_body();
        while let Some(frame) = body.frame().await {
            flooded.add(frame?.data_ref().map_or(0, Bytes::len));
        }
        Err("the large body ended".into())
    }

    /// Makes a call whose response is a number.
    pub async fn number(&self, path: &str) -> Result<usize, Error> {
        let body = self.call(0, path).await?.into_body().collect().await?.to_bytes();
        Ok(serde_json::from_slice(&body)?)
    }
}
