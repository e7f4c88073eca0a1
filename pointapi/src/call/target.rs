//! The target of a call: path and query.

use http::Method;

use super::Call;
use crate::base_url::{has_scheme, in_normal_form};
use crate::client::{Client, DefaultQuery};
use crate::encode::{has_name, name_of};
use crate::endpoint::Endpoint;
use crate::error::{RequestPart, Result};
use crate::param::{ListFormat, PathParam, QueryParam, path, query};

/// Appends a path value to the target, or says what is wrong with it.
type PushPath = fn(&mut String, &dyn PathParam) -> Result<(), &'static str>;

impl<'a> Call<'a> {
    /// Creates a call without a descriptor. A `path` that begins with `/`, or is empty, comes after the base URL's path; any
    /// other URL is resolved against the base URL.
    pub(crate) fn by_hand(client: &'a Client, method: Method, path: &str) -> Self {
        let mut call = Self::new(client, Endpoint::for_method(&method), None);
        call.method = method;
        if path.is_empty() {
            call.target.push_str(if call.target.is_empty() { "/" } else { "" });
            return call;
        }
        if !path.starts_with('/') || path.starts_with("//") {
            call.url(path);
            return call;
        }
        match path::check_target(path) {
            Ok(()) => call.target.push_str(&in_normal_form(path)),
            Err(fault) => call.fail(RequestPart::Path, fault),
        }
        call
    }

    /// Fills the next placeholder.
    pub fn path<T: PathParam + Send + ?Sized>(&mut self, value: &T) {
        self.path_value(&value, path::push_segment);
    }

    fn path_value(&mut self, value: &dyn PathParam, push: PushPath) {
        let start = self.target.len();
        let pushed = push(&mut self.target, value);
        let literal = self.endpoint.pieces.get(self.next_piece).copied().unwrap_or_default();
        let is_doubled = self.target.ends_with('/') && literal.starts_with('/');
        let doubled = is_doubled.then_some("ends with `/` before another one");
        let has_next = self.next_piece + 1 < self.endpoint.pieces.len();
        let separated = if has_next { path::separate(&mut self.target, start, literal) } else { Ok(()) };
        if let Some(fault) = pushed.err().or(doubled).or(separated.err()) {
            let name = self.endpoint.placeholder(self.next_piece - 1);
            self.fail(RequestPart::Path, format!("the value of `{name}` in the path {fault}"));
        }
        self.target.push_str(literal);
        self.next_piece += 1;
    }

    /// Fills the next placeholder with several segments.
    pub fn path_segments<T: PathParam + Send + ?Sized>(&mut self, value: &T) {
        self.path_value(&value, path::push_segments);
    }

    /// Adds a query value; the fields of a struct or map become pairs.
    pub fn query<T: QueryParam + Send + ?Sized>(&mut self, name: &str, value: &T) {
        self.write_query(name, ListFormat::Repeat, value);
    }

    /// Adds the fields of a struct or map, or a list of pairs.
    pub(crate) fn query_pairs<T: QueryParam + ?Sized>(&mut self, value: &T) {
        self.write_query("", ListFormat::Repeat, value);
    }

    /// Adds a query value whose lists are written in `format`.
    pub fn query_list<T: QueryParam + Send + ?Sized>(&mut self, name: &str, format: ListFormat, value: &T) {
        self.write_query(name, format, value);
    }

    fn write_query<T: QueryParam + ?Sized>(&mut self, name: &str, format: ListFormat, value: &T) {
        let written = query::write(&mut query::Pairs::of_target(&mut self.target), name, format, value);
        if let Err(fault) = written {
            self.fail(RequestPart::Query, format!("query value `{name}` {fault}"));
        }
    }

    /// Sets the target to a URL at the client's origin, which replaces the template. A relative reference is resolved
    /// against the base URL and the template. One that does not begin with `/` is an error if the template has placeholders,
    /// which have no values here.
    pub fn url<T: AsRef<str> + Send + ?Sized>(&mut self, value: &T) {
        let url = value.as_ref();
        if self.next_piece < self.endpoint.pieces.len() && !url.starts_with('/') && !has_scheme(url) {
            let text = "the URL is relative, and the placeholders of the prefix have no values to resolve it with";
            return self.fail(RequestPart::Path, text);
        }
        match self.client.resolve(&self.target, url) {
            Ok(target) => {
                let before = std::mem::replace(&mut self.target, target);
                let (_, query) = before.split_once('?').unwrap_or_default();
                let (_, fixed) =
                    self.endpoint.pieces.last().and_then(|piece| piece.split_once('?')).unwrap_or_default();
                for pair in fixed.split('&') {
                    // A link that the server made of an earlier query has the pairs of the trait already.
                    if !self.has_pair_named_as(pair) {
                        self.push_pair(pair);
                    }
                }
                query.strip_prefix(fixed).unwrap_or(query).split('&').for_each(|pair| self.push_pair(pair));
            }
            Err(error) => self.fail_with(error),
        }
    }

    fn has_pair_named_as(&self, pair: &str) -> bool {
        let (_, query) = self.target.split_once('?').unwrap_or_default();
        has_name(query, name_of(pair))
    }

    fn push_pair(&mut self, pair: &str) {
        if pair.is_empty() {
            return;
        }
        self.target.push(if self.target.contains('?') { '&' } else { '?' });
        self.target.push_str(pair);
    }

    /// Adds the client's query pairs whose names the query does not have.
    pub(super) fn add_default_query(&mut self) {
        for DefaultQuery { name, pair } in self.client.default_query(self.endpoint) {
            let query = self.target.split_once('?').map(|(_, query)| query);
            if query.is_some_and(|query| has_name(query, name)) {
                continue;
            }
            self.target.push(if query.is_some() { '&' } else { '?' });
            self.target.push_str(pair);
        }
    }
}
