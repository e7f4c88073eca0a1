//! The error of a call whose transport or attempt layer failed.

use crate::box_error::BoxError;
use crate::error::{Delivery, Error, ErrorKind, TransportCause};
use crate::transport::TransportFailure;

/// Converts the error of a transport or a layer into an error of the call.
///
/// An [`Error`] may belong to another call, which a layer made; what is known of that call does not apply to this one.
pub(super) fn transport_error(error: BoxError) -> Error {
    let error = match error.downcast::<Error>() {
        Ok(error) if !error.is_of_a_call() => return *error,
        Ok(error) => error,
        Err(error) => error,
    };
    match error.downcast::<TransportFailure>() {
        Ok(failure) => failure.into_error(),
        Err(error) => Error::new(ErrorKind::Transport(TransportCause::Other), "the transport or a layer failed")
            .delivered(Delivery::MaybeSent)
            .with_foreign_source(error),
    }
}
