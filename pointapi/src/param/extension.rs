//! Values for layers, which are not sent.

/// A value that a layer can read from the extensions of a request.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an extension of a request",
    label = "not `Clone + Send + Sync + 'static`",
    note = "a request may be sent from another thread and more than once; use `Arc` instead of `Rc`, and own the data"
)]
pub trait ExtensionParam: Clone + Send + Sync + 'static {}

#[diagnostic::do_not_recommend]
impl<T: Clone + Send + Sync + 'static> ExtensionParam for T {}
