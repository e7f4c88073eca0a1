//! The client and server of the `cold` program.

use std::net::Ipv4Addr;
use std::path::Path;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::clients::Error;
use crate::clients::pointapi::Transport;
use crate::tls;

/// The client that the others are compared with.
pub const REFERENCE: &str = "reqwest-by-hand";

pub const CLIENTS: [&str; 3] = [REFERENCE, "pointapi-reqwest", "pointapi-hyper"];

/// Starts a TLS server on its own thread, writes its certificate to `authority`, and returns its URL.
pub fn serve(authority: &Path) -> Result<String, Error> {
    let acceptor = tls::server(authority, &[])?;
    let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    listener.set_nonblocking(true)?;
    let url = format!("https://localhost:{}", listener.local_addr()?.port());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    std::thread::spawn(move || {
        runtime.block_on(async {
            let listener = TcpListener::from_std(listener)?;
            loop {
                let (socket, _) = listener.accept().await?;
                let acceptor = acceptor.clone();
                tokio::spawn(async move { respond(acceptor.accept(socket).await?).await });
            }
            #[expect(unreachable_code, reason = "the type of the block")]
            Ok::<(), std::io::Error>(())
        })
    });
    Ok(url)
}

async fn respond(mut stream: impl AsyncReadExt + AsyncWriteExt + Unpin) -> std::io::Result<()> {
    let mut received = Vec::new();
    while !received.ends_with(b"\r\n\r\n") {
        if stream.read_buf(&mut received).await? == 0 {
            return Ok(());
        }
    }
    stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-type: application/json\r\n\r\n{}").await?;
    stream.shutdown().await
}

/// Builds a client that trusts the system's certificates and one more, and makes one call.
pub async fn first_call(client: &str, url: &str, authority: &[u8]) -> Result<(), Error> {
    let transport = match client {
        REFERENCE => {
            let certificate = reqwest::Certificate::from_pem(authority)?;
            let client = reqwest::Client::builder().no_proxy().tls_certs_merge([certificate]).build()?;
            client.get(url).send().await?.error_for_status()?.bytes().await?;
            return Ok(());
        }
        "pointapi-reqwest" => Transport::Reqwest,
        "pointapi-hyper" => Transport::Hyper,
        _ => return Err("unknown client".into()),
    };
    let builder = transport.choose(pointapi::Client::builder().base_url(url)).root_certificate(authority);
    let client = builder.authenticator(NoCredentials).build()?;
    client.request(pointapi::Method::GET, "/").send().await?;
    Ok(())
}

/// An authenticator that adds nothing.
struct NoCredentials;

#[pointapi::async_trait]
impl pointapi::auth::Authenticator for NoCredentials {
    async fn authorize(&self, _: &mut http::request::Parts) -> Result<(), pointapi::BoxError> {
        Ok(())
    }
}
