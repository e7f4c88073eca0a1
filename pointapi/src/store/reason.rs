//! The reason of a store's error, for the log.

use crate::box_error::BoxError;

/// Returns the reason of a store's error, for the log. A store of the program may fail with any text.
pub(crate) fn reason(error: &BoxError) -> String {
    #[cfg(feature = "store-file")]
    if let Some(trouble) = error.downcast_ref::<super::file::Trouble>() {
        return trouble.to_string();
    }
    #[cfg(feature = "store-redis")]
    if let Some(trouble) = error.downcast_ref::<super::redis::connection::Trouble>() {
        return trouble.to_string();
    }
    #[cfg(not(any(feature = "store-file", feature = "store-redis")))]
    let _ = error;
    "it returned an error".to_owned()
}
