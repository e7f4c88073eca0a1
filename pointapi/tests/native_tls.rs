//! The operating system's TLS: handshakes with a server whose certificate a test authority signed.
//!
//! With the feature `rustls` as well, rustls is tested instead.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread;

use native_tls::{Identity, TlsAcceptor};
use pointapi::{Client, ConnectStage, ErrorKind, Result, Text, point_api};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};

#[point_api(auth = none, attempts = 1)]
trait Greetings {
    #[point_endpoint(GET "/greeting")]
    async fn greeting(&self) -> Result<Text>;
}

type Authority = CertifiedIssuer<'static, KeyPair>;

fn authority() -> Authority {
    let mut params = CertificateParams::new(Vec::<String>::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    // A name other than the server certificate's; with the same name that certificate would count as self-signed.
    params.distinguished_name.push(DnType::CommonName, "an authority");
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

/// Starts a server at `localhost` with a certificate of this authority and returns its URL.
fn server(authority: &Authority) -> String {
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new(vec!["localhost".to_owned()]).unwrap().signed_by(&key, authority).unwrap();
    let identity = Identity::from_pkcs8(certificate.pem().as_bytes(), key.serialize_pem().as_bytes()).unwrap();
    let acceptor = TlsAcceptor::new(identity).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    thread::spawn(move || {
        for socket in listener.incoming() {
            let Ok(mut stream) = acceptor.accept(socket.unwrap()) else { continue };
            let mut request = [0; 4096];
            if stream.read(&mut request).is_ok_and(|read| request[..read].starts_with(b"GET /greeting ")) {
                stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\nconnection: close\r\n\r\nhello").unwrap();
            }
        }
    });
    url
}

fn client(url: &str, trusted: &Authority) -> GreetingsClient {
    GreetingsClient::new(Client::builder().base_url(url).root_certificate(trusted.pem()).build().unwrap())
}

#[tokio::test]
async fn a_root_certificate_is_trusted_only_for_what_it_signed() {
    let (authority, other) = (authority(), authority());
    let url = server(&authority);
    assert_eq!(&*client(&url, &authority).greeting().await.unwrap(), "hello");
    let error = client(&url, &other).greeting().await.unwrap_err();
    assert_eq!((error.kind(), error.was_sent()), (ErrorKind::Connect(ConnectStage::Tls), false), "{error:?}");
}

#[tokio::test]
async fn a_certificate_of_another_name_is_rejected() {
    let authority = authority();
    let url = server(&authority).replace("localhost", "127.0.0.1");
    let error = client(&url, &authority).greeting().await.unwrap_err();
    assert_eq!((error.kind(), error.was_sent()), (ErrorKind::Connect(ConnectStage::Tls), false), "{error:?}");
}
