//! The same call by different clients: POST with a small JSON body, one path value, two query values and a bearer
//! token, over HTTP/1.1 on loopback to a server in another process. The response is decoded into types.

pub mod api;
pub mod clients;
pub mod cold;
pub mod measure;
pub mod scale;
pub mod server;
pub mod table;
pub mod tail;
