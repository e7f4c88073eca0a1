//! Arguments that are read from the headers.

use http::header::{AUTHORIZATION, COOKIE};
use http::{HeaderMap, HeaderValue};

use super::readable::ParsedValue;
use super::{Incoming, parameter};
use crate::param::header::list_items;
use crate::server::rejection::Rejection;
use crate::server::values::ValueError;
use crate::server::verify::CredentialHeader;

impl Incoming {
    /// A header.
    ///
    /// # Errors
    ///
    /// 400 if it is missing, repeated or not a `T`.
    pub fn header<T: ParsedValue>(&self, name: &'static str) -> Result<T, Rejection> {
        self.optional_header(name)?.ok_or_else(|| parameter("header", name, ValueError::Missing))
    }

    /// An optional header.
    ///
    /// # Errors
    ///
    /// 400 if it is repeated or not a `T`.
    pub fn optional_header<T: ParsedValue>(&self, name: &'static str) -> Result<Option<T>, Rejection> {
        let mut values = self.header_values(name).into_iter();
        let Some(value) = values.next() else { return Ok(None) };
        if values.next().is_some() {
            return Err(parameter("header", name, ValueError::Repeated));
        }
        let parsed = value.to_str().ok().and_then(|text| text.parse().ok());
        parsed.map(Some).ok_or_else(|| parameter("header", name, ValueError::Invalid))
    }

    fn header_values(&self, name: &'static str) -> Vec<&HeaderValue> {
        if let Some(value) = self.made_up_header(name) {
            return value.into_iter().collect();
        }
        self.parts.headers.get_all(name).into_iter().collect()
    }

    fn has_header(&self, name: &'static str) -> bool {
        if let Some(is_there) = self.is_made_up_list(name) {
            return is_there;
        }
        self.parts.headers.contains_key(name)
    }

    /// A header, for a type that is made of a `String`.
    ///
    /// # Errors
    ///
    /// 400 if it is missing, repeated or not visible ASCII.
    pub fn header_text<T: From<String>>(&self, name: &'static str) -> Result<T, Rejection> {
        self.header::<String>(name).map(T::from)
    }

    /// An optional header, for a type that is made of a `String`.
    ///
    /// # Errors
    ///
    /// 400 if it is repeated or not visible ASCII.
    pub fn optional_header_text<T: From<String>>(&self, name: &'static str) -> Result<Option<T>, Rejection> {
        Ok(self.optional_header::<String>(name)?.map(T::from))
    }

    /// The items of a header that is a list (RFC 9110, section 5.6.1); a header that was not sent is an empty list.
    ///
    /// # Errors
    ///
    /// 400 if an item is not a `T`.
    pub fn header_list<T: ParsedValue>(&self, name: &'static str) -> Result<Vec<T>, Rejection> {
        let items = self.header_texts(name)?.into_iter().map(|item| item.parse().ok());
        items.collect::<Option<_>>().ok_or_else(|| parameter("header", name, ValueError::Invalid))
    }

    /// The items of an optional list.
    ///
    /// # Errors
    ///
    /// 400 if an item is not a `T`.
    pub fn optional_header_list<T: ParsedValue>(&self, name: &'static str) -> Result<Option<Vec<T>>, Rejection> {
        self.has_header(name).then(|| self.header_list(name)).transpose()
    }

    /// As [`header_list`](Self::header_list), for items that borrow from the request.
    ///
    /// # Errors
    ///
    /// 400 if a value is not visible ASCII.
    pub fn header_texts(&self, name: &'static str) -> Result<Vec<&str>, Rejection> {
        if let Some(items) = self.made_up_items(name) {
            return Ok(items);
        }
        let mut items = Vec::new();
        for value in self.parts.headers.get_all(name) {
            let value = value.to_str().map_err(|_| parameter("header", name, ValueError::Invalid))?;
            items.extend(list_items(value));
        }
        Ok(items)
    }

    /// As [`optional_header_list`](Self::optional_header_list), for items that borrow from the request.
    ///
    /// # Errors
    ///
    /// 400 if a value is not visible ASCII.
    pub fn optional_header_texts(&self, name: &'static str) -> Result<Option<Vec<&str>>, Rejection> {
        self.has_header(name).then(|| self.header_texts(name)).transpose()
    }

    /// As [`header_list`](Self::header_list), for a fixed number of items.
    ///
    /// # Errors
    ///
    /// 400 if there are more or fewer, or one is not a `T`.
    pub fn header_array<T: ParsedValue, const N: usize>(&self, name: &'static str) -> Result<[T; N], Rejection> {
        let items: Option<Vec<T>> = self.header_texts_array::<N>(name)?.iter().map(|item| item.parse().ok()).collect();
        items.and_then(|items| items.try_into().ok()).ok_or_else(|| parameter("header", name, ValueError::Invalid))
    }

    /// As [`optional_header_list`](Self::optional_header_list), for a fixed number of items.
    ///
    /// # Errors
    ///
    /// 400 if there are more or fewer, or one is not a `T`.
    pub fn optional_header_array<T: ParsedValue, const N: usize>(
        &self,
        name: &'static str,
    ) -> Result<Option<[T; N]>, Rejection> {
        self.has_header(name).then(|| self.header_array(name)).transpose()
    }

    /// As [`header_array`](Self::header_array), for items that borrow from the request.
    ///
    /// # Errors
    ///
    /// 400 if there are more or fewer, or one is not visible ASCII.
    pub fn header_texts_array<const N: usize>(&self, name: &'static str) -> Result<[&str; N], Rejection> {
        let items = self.made_up_array(name, N).map_or_else(|| self.header_texts(name), Ok)?;
        items.try_into().map_err(|_| parameter("header", name, ValueError::Invalid))
    }

    /// As [`optional_header_array`](Self::optional_header_array), for items that borrow from the request.
    ///
    /// # Errors
    ///
    /// 400 if there are more or fewer, or one is not visible ASCII.
    pub fn optional_header_texts_array<const N: usize>(
        &self,
        name: &'static str,
    ) -> Result<Option<[&str; N]>, Rejection> {
        self.has_header(name).then(|| self.header_texts_array(name)).transpose()
    }

    /// Every header but those that frame the message. Those that prove who sent it belong to the verifier and are left
    /// out too, unless the endpoint is `auth = none`, where the client may send them as it likes.
    ///
    /// # Errors
    ///
    /// None.
    pub fn headers(&self) -> Result<HeaderMap, Rejection> {
        if let Some(headers) = self.made_up_headers() {
            return Ok(headers);
        }
        let mut headers = self.parts.headers.clone();
        for name in ["host", "content-length", "transfer-encoding", "connection", "proxy-authorization"] {
            headers.remove(name);
        }
        if !self.endpoint.is_anonymous() {
            headers.remove(AUTHORIZATION);
            headers.remove(COOKIE);
            if let Some(CredentialHeader(name)) = self.parts.extensions.get() {
                headers.remove(name);
            }
        }
        Ok(headers)
    }
}
