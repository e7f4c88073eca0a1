//! Addresses that lead nowhere: a name that does not resolve, a port whose backlog is full.

use std::io;
use std::net::{SocketAddr, TcpStream};

use pointapi::{Client, ClientBuilder};
use reqwest::dns::{Name, Resolve, Resolving};
use socket2::{Domain, Socket, Type};

use crate::api::without_pause;

/// A resolver that knows no name and says why.
pub(crate) struct NoSuchName(&'static str);

impl NoSuchName {
    /// A client whose every name fails to resolve with this text of the system's resolver.
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

/// A port that takes no further connection and refuses none.
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
        // A backlog of zero has room for one, and whoever comes next is left without an answer.
        let waiting = vec![TcpStream::connect(address).unwrap()];
        Self { listener, _waiting: waiting }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.listener.local_addr().unwrap().as_socket().unwrap()
    }
}
