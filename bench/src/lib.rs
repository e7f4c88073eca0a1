//! The same call by different clients: POST with a small JSON body, one path value, two query values and a bearer
//! token, over HTTP/1.1 on loopback to a server in another process. The response is decoded into types.

pub mod api;
#[cfg(feature = "bodies")]
pub mod bodies;
pub mod clients;
pub mod cold;
pub mod figure;
pub mod fleet;
pub mod heap;
pub mod measure;
pub mod scale;
#[cfg(feature = "served")]
pub mod served;
pub mod server;
pub mod table;
pub mod tail;
pub mod tls;
