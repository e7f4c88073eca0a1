//! Statuses that no response has unless the enum names them.

use http::{HeaderMap, StatusCode};
use pointapi::server::{IntoServed, Rejection, Served};
use pointapi::{Codec, FromResponse, Response, Result, Text, point_api};

#[derive(FromResponse)]
pub(crate) enum Stored {
    #[status(226)]
    Merged(Text),
    #[status(2XX)]
    Whole(u32),
    #[status(default)]
    Ignored,
}

/// The server forgets the status of one variant.
impl IntoServed for Stored {
    fn into_served<C: Codec>(self) -> Result<Served, Rejection> {
        match self {
            Self::Merged(text) => text.into_served::<C>(),
            Self::Whole(number) => Response::new(StatusCode::OK, HeaderMap::new(), number).into_served::<C>(),
            Self::Ignored => ().into_served::<C>(),
        }
    }
}

#[point_api(server)]
pub(crate) trait Store {
    #[point_endpoint(PUT "/store")]
    async fn store(&self) -> Result<Stored>;
}
