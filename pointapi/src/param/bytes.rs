//! Bytes as a body.

use bytes::Bytes;

/// A value that is sent as bytes.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as bytes",
    label = "not bytes",
    note = "use `Bytes`, `Vec<u8>`, `&[u8]`, or another format: `#[body]`, `#[body(text)]`, `#[body(stream)]`"
)]
pub trait BytesParam {
    fn to_bytes(&self) -> Bytes;
}

impl BytesParam for Bytes {
    fn to_bytes(&self) -> Bytes {
        self.clone()
    }
}

impl BytesParam for [u8] {
    fn to_bytes(&self) -> Bytes {
        Bytes::copy_from_slice(self)
    }
}

impl BytesParam for Vec<u8> {
    fn to_bytes(&self) -> Bytes {
        self.as_slice().to_bytes()
    }
}

impl<const N: usize> BytesParam for [u8; N] {
    fn to_bytes(&self) -> Bytes {
        self.as_slice().to_bytes()
    }
}

impl<T: BytesParam + ?Sized> BytesParam for &T {
    fn to_bytes(&self) -> Bytes {
        (**self).to_bytes()
    }
}
