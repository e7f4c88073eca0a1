//! The roles whose feature is off: they say which one to switch on.
//!
//! Each stands in for the method of [`Call`] that the macro writes, and asks of the argument what no type is. So the
//! compiler refuses the argument in these words, and does not miss a method that no user has heard of.

use super::Call;

macro_rules! needs_feature {
    ($feature:literal, $needed:ident, $message:literal, $note:literal, $($method:ident($($name:ident: $kind:ty),*)),*) => {
        #[cfg(not(feature = $feature))]
        #[diagnostic::on_unimplemented(message = $message, label = "its feature is off", note = $note)]
        pub trait $needed {}

        #[cfg(not(feature = $feature))]
        #[doc(hidden)]
        impl Call<'_> {$(
            pub fn $method<T: $needed>(&mut self, $($name: $kind,)* _: T) {}
        )*}
    };
}

needs_feature!(
    "json",
    NeedsJson,
    "a JSON body needs the feature `json` of `pointapi`",
    "it is on by default; add `\"json\"` to the `features` of `pointapi` in Cargo.toml",
    json(),
    json_as(_media_type: &str)
);

needs_feature!(
    "form",
    NeedsForm,
    "`#[body(form)]` and `#[form]` need the feature `form` of `pointapi`",
    "add `\"form\"` to the `features` of `pointapi` in Cargo.toml",
    form(),
    form_field(_name: &str),
    form_list(_name: &str, _format: crate::param::ListFormat)
);

needs_feature!(
    "multipart",
    NeedsMultipart,
    "`#[part]` needs the feature `multipart` of `pointapi`",
    "add `\"multipart\"` to the `features` of `pointapi` in Cargo.toml",
    part(_name: &str)
);

needs_feature!(
    "xml",
    NeedsXml,
    "`#[body(xml)]` needs the feature `xml` of `pointapi`",
    "add `\"xml\"` to the `features` of `pointapi` in Cargo.toml",
    xml()
);

needs_feature!(
    "stream",
    NeedsStream,
    "`#[body(stream)]` needs the feature `stream` of `pointapi`",
    "add `\"stream\"` to the `features` of `pointapi` in Cargo.toml",
    stream()
);
