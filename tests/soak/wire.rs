//! A TCP proxy between client and server that injects faults below HTTP.

use std::collections::VecDeque;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use socket2::SockRef;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A fault that affects one request.
#[derive(Clone, Copy)]
pub(crate) enum WireFault {
    /// The connection is reset before the request is read.
    ResetUnread,
    /// The connection is reset after the request was read.
    ResetRead,
    /// The response is not HTTP.
    Garbage,
}

pub(crate) struct Wire {
    port: u16,
    faults: Arc<Faults>,
}

#[derive(Default)]
struct Faults {
    pending: Mutex<VecDeque<WireFault>>,
    resets_unread: AtomicU64,
    resets_read: AtomicU64,
    garbage: AtomicU64,
}

impl Wire {
    /// Starts a proxy to the server at this URL.
    pub(crate) async fn to(base_url: &str) -> Self {
        let port =
            base_url.trim_end_matches('/').rsplit(':').next().and_then(|port| port.parse().ok()).expect("a port");
        let server = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a free port");
        let wire = Self { port: listener.local_addr().expect("bound").port(), faults: Arc::default() };
        let faults = Arc::clone(&wire.faults);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let faults = Arc::clone(&faults);
                // An error means that one side has closed; the other side sees that too.
                tokio::spawn(async move { forward(client, server, &faults).await });
            }
        });
        wire
    }

    pub(crate) fn base_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub(crate) fn fail_next(&self, count: usize, fault: WireFault) {
        self.faults.pending().extend(std::iter::repeat_n(fault, count));
    }

    pub(crate) fn is_at_fault(&self) -> bool {
        !self.faults.pending().is_empty()
    }

    pub(crate) fn end_faults(&self) {
        self.faults.pending().clear();
    }

    /// Returns how often each fault occurred.
    pub(crate) fn counts(&self) -> String {
        let count = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        let Faults { resets_unread, resets_read, garbage, .. } = &*self.faults;
        let (unread, read) = (count(resets_unread), count(resets_read));
        format!("resets before and after reading {unread} {read}, garbage {}", count(garbage))
    }
}

impl Faults {
    fn pending(&self) -> std::sync::MutexGuard<'_, VecDeque<WireFault>> {
        self.pending.lock().expect("no panic")
    }

    fn next(&self) -> Option<WireFault> {
        let fault = self.pending().pop_front()?;
        let counter = match fault {
            WireFault::ResetUnread => &self.resets_unread,
            WireFault::ResetRead => &self.resets_read,
            WireFault::Garbage => &self.garbage,
        };
        counter.fetch_add(1, Ordering::Relaxed);
        Some(fault)
    }
}

/// Forwards bytes until one side closes or a fault ends the connection.
async fn forward(mut client: TcpStream, server: SocketAddr, faults: &Faults) -> io::Result<()> {
    let mut server = TcpStream::connect(server).await?;
    let (mut request, mut response) = (vec![0; 16 * 1024], vec![0; 16 * 1024]);
    let mut first = [0];
    loop {
        tokio::select! {
            waiting = client.peek(&mut first) => {
                if waiting? == 0 {
                    return Ok(());
                }
                let fault = faults.next();
                if matches!(fault, Some(WireFault::ResetUnread)) {
                    return reset(client);
                }
                let length = client.read(&mut request).await?;
                match fault {
                    Some(WireFault::ResetRead) => return reset(client),
                    Some(WireFault::Garbage) => return client.write_all(b"\x16\x03\x00\xff no HTTP\r\n\r\n").await,
                    _ => server.write_all(&request[..length]).await?,
                }
            }
            length = server.read(&mut response) => {
                match length? {
                    0 => return Ok(()),
                    length => client.write_all(&response[..length]).await?,
                }
            }
        }
    }
}

/// Closes the connection with RST instead of FIN.
fn reset(client: TcpStream) -> io::Result<()> {
    SockRef::from(&client).set_linger(Some(Duration::ZERO))
}
