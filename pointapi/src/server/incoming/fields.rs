//! Arguments that are read from pairs: the query, cookies and the fields of a form.

use http::header::COOKIE;

use super::readable::DecodedValue;
use super::{Incoming, parameter, unreadable, unsupported};
use crate::media_type::MediaType;
use crate::param::ListFormat;
use crate::server::body::FORM;
use crate::server::pairs::{Pairs, PairsError};
use crate::server::rejection::Rejection;
use crate::server::values::{self, Source};

impl Incoming {
    /// A query parameter, or a struct or map of them.
    ///
    /// # Errors
    ///
    /// 400 if it is missing or not a `T`.
    pub fn query<'a, T: DecodedValue<'a>>(&'a self, name: &'static str, format: ListFormat) -> Result<T, Rejection> {
        values::read(self.query_source()?, name, format).map_err(|error| parameter("query", name, error))
    }

    /// An optional query parameter.
    ///
    /// # Errors
    ///
    /// 400 if it is there and not a `T`.
    pub fn optional_query<'a, T: DecodedValue<'a>>(
        &'a self,
        name: &'static str,
        format: ListFormat,
    ) -> Result<Option<T>, Rejection> {
        values::read_optional(self.query_source()?, name, format).map_err(|error| parameter("query", name, error))
    }

    /// A cookie.
    ///
    /// # Errors
    ///
    /// 400 if it is missing or not a `T`.
    pub fn cookie<'a, T: DecodedValue<'a>>(&'a self, name: &'static str) -> Result<T, Rejection> {
        values::read(self.cookie_source()?, name, ListFormat::Repeat).map_err(|error| parameter("cookie", name, error))
    }

    /// An optional cookie.
    ///
    /// # Errors
    ///
    /// 400 if it is there and not a `T`.
    pub fn optional_cookie<'a, T: DecodedValue<'a>>(&'a self, name: &'static str) -> Result<Option<T>, Rejection> {
        values::read_optional(self.cookie_source()?, name, ListFormat::Repeat)
            .map_err(|error| parameter("cookie", name, error))
    }

    /// A field of a form, or a struct or map of them.
    ///
    /// # Errors
    ///
    /// 415 if the body is not a form, 400 if the field is missing or not a `T`.
    pub fn form<'a, T: DecodedValue<'a>>(&'a self, name: &'static str, format: ListFormat) -> Result<T, Rejection> {
        values::read(self.form_source()?, name, format).map_err(|error| parameter("form", name, error))
    }

    /// An optional field of a form.
    ///
    /// # Errors
    ///
    /// 415 if the body is not a form, 400 if the field is there and not a `T`.
    pub fn optional_form<'a, T: DecodedValue<'a>>(
        &'a self,
        name: &'static str,
        format: ListFormat,
    ) -> Result<Option<T>, Rejection> {
        values::read_optional(self.form_source()?, name, format).map_err(|error| parameter("form", name, error))
    }

    fn query_source(&self) -> Result<Source<'_>, Rejection> {
        let decode = || Pairs::of_query(self.parts.uri.query().unwrap_or_default());
        let pairs = self.query.get_or_init(decode).as_ref().map_err(|error| unreadable("the query", *error))?;
        Ok(self.source("query", pairs, self.taken, &self.fixed))
    }

    fn cookie_source(&self) -> Result<Source<'_>, Rejection> {
        let decode = || {
            let pairs = self
                .parts
                .headers
                .get_all(COOKIE)
                .into_iter()
                .flat_map(|cookies| cookies.as_bytes().split(|byte| *byte == b';'));
            // A pair of another site's making may hold any byte; only ASCII is a cookie (RFC 6265, section 4.1.1).
            let pairs = pairs.filter_map(|pair| str::from_utf8(pair).ok().filter(|pair| pair.is_ascii()));
            Pairs::of_cookies(&pairs.collect::<Vec<_>>().join(";"))
        };
        let pairs =
            self.cookies.get_or_init(decode).as_ref().map_err(|error| unreadable("the cookie header", *error))?;
        Ok(self.source("cookie", pairs, &[], &[]))
    }

    fn source<'a>(
        &'a self,
        place: &'static str,
        pairs: &'a Pairs,
        taken: &'static [&'static str],
        fixed: &'a [String],
    ) -> Source<'a> {
        Source { pairs, taken, fixed, maker: self.maker.as_ref().map(|maker| (maker, place)) }
    }

    /// A client that has no field to send may send no body at all.
    fn form_source(&self) -> Result<Source<'_>, Rejection> {
        match MediaType::of(&self.parts.headers) {
            Some(media_type) if media_type.is(FORM) => {}
            None if self.body_bytes().is_empty() => {}
            _ => return Err(unsupported(FORM)),
        }
        let decode = || str::from_utf8(self.body_bytes()).map_err(|_| PairsError::NotUtf8).and_then(Pairs::of_form);
        let pairs = self.form.get_or_init(decode).as_ref().map_err(|error| unreadable("the form", *error))?;
        Ok(self.source("form", pairs, self.fields, &[]))
    }
}
