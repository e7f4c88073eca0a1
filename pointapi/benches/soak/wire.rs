//! The wire between the two sides: it hands bytes on, and fails as a network does and a server that speaks HTTP cannot.

use std::{
    collections::VecDeque,
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use socket2::SockRef;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// What a request meets before it is at the server.
#[derive(Clone, Copy)]
pub(crate) enum WireFault {
    /// A reset in place of being read.
    ResetUnread,
    /// A reset after it was read.
    ResetRead,
    /// An answer that is no HTTP.
    Garbage,
}

pub(crate) struct Wire {
    port: u16,
    trouble: Arc<Trouble>,
}

#[derive(Default)]
struct Trouble {
    pending: Mutex<VecDeque<WireFault>>,
    resets_unread: AtomicU64,
    resets_read: AtomicU64,
    garbage: AtomicU64,
}

impl Wire {
    /// A wire to the server at this URL.
    pub(crate) async fn to(base_url: &str) -> Self {
        let port =
            base_url.trim_end_matches('/').rsplit(':').next().and_then(|port| port.parse().ok()).expect("a port");
        let server = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a free port");
        let wire = Self { port: listener.local_addr().expect("bound").port(), trouble: Arc::default() };
        let trouble = Arc::clone(&wire.trouble);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let trouble = Arc::clone(&trouble);
                // Its error is one side that has gone, which the other then sees.
                tokio::spawn(async move { hand_on(client, server, &trouble).await });
            }
        });
        wire
    }

    pub(crate) fn base_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub(crate) fn fail_next(&self, count: usize, fault: WireFault) {
        self.trouble.pending().extend(std::iter::repeat_n(fault, count));
    }

    pub(crate) fn is_at_fault(&self) -> bool {
        !self.trouble.pending().is_empty()
    }

    pub(crate) fn calm_down(&self) {
        self.trouble.pending().clear();
    }

    /// How often a request met what.
    pub(crate) fn met(&self) -> String {
        let count = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        let Trouble { resets_unread, resets_read, garbage, .. } = &*self.trouble;
        let (unread, read) = (count(resets_unread), count(resets_read));
        format!("resets before and after reading {unread} {read}, garbage {}", count(garbage))
    }
}

impl Trouble {
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

/// Hands bytes on until one side ends or a request meets a fault.
async fn hand_on(mut client: TcpStream, server: SocketAddr, trouble: &Trouble) -> io::Result<()> {
    let mut server = TcpStream::connect(server).await?;
    let (mut request, mut answer) = (vec![0; 16 * 1024], vec![0; 16 * 1024]);
    let mut first = [0];
    loop {
        tokio::select! {
            waiting = client.peek(&mut first) => {
                if waiting? == 0 {
                    return Ok(());
                }
                let fault = trouble.next();
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
            length = server.read(&mut answer) => {
                match length? {
                    0 => return Ok(()),
                    length => client.write_all(&answer[..length]).await?,
                }
            }
        }
    }
}

/// Closed without a farewell: the other side sees RST and no end of the stream.
fn reset(client: TcpStream) -> io::Result<()> {
    SockRef::from(&client).set_linger(Some(Duration::ZERO))
}
