//! Unreachable addresses: a name that does not resolve, and a port whose backlog is full.

use std::io;
use std::net::{SocketAddr, TcpStream};

use pointapi::{Client, ClientBuilder};
use reqwest::dns::{Name, Resolve, Resolving};
use socket2::{Domain, Socket, Type};

use crate::api::without_pause;

/// A resolver that fails for every name.
pub(crate) struct NoSuchName(&'static str);

impl NoSuchName {
    /// A client whose resolver fails with this message.
    pub(crate) fn client(text: &'static str) -> ClientBuilder {
        let client = reqwest::Client::builder().dns_resolver(Self(text)).no_proxy().build().unwrap();
        Client::builder().base_url("https://api.example.com").retry(without_pause()).reqwest(client)
    }
}

impl Resolve for NoSuchName {
    fn resolve(&self, _: Name) -> Resolving {
        let error = io::Error::other(format!("failed to lookup address information: {}", self.0));
        Box::pin(async move { Err(error.into()) })
    }
}

/// A port that neither accepts nor rejects further connections.
pub(crate) struct FullBacklog {
    listener: Socket,
    _waiting: Vec<TcpStream>,
}

impl FullBacklog {
    pub(crate) fn new() -> Self {
        let listener = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
        listener.bind(&SocketAddr::from(([127, 0, 0, 1], 0)).into()).unwrap();
        listener.listen(0).unwrap();
        let address = listener.local_addr().unwrap().as_socket().unwrap();
        // A backlog of zero holds one connection; the handshake of the next one stays pending.
        let waiting = vec![TcpStream::connect(address).unwrap()];
        Self { listener, _waiting: waiting }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.listener.local_addr().unwrap().as_socket().unwrap()
    }
}
