//! `pointapi call`: one request to any API, with the stored login.

mod body;
mod rows;

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::time::Duration;

use clap::Args;
use pointapi::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use pointapi::http::{HeaderMap, StatusCode};
use pointapi::{CallOptions, Method};
use serde_json::value::RawValue;

use crate::context::Context;
use crate::failure::{Failure, Result, unless_gone};
use crate::output::{Output, printable, to_stderr};
use crate::session::Session;
use crate::size::size;
use crate::time::duration;

/// The most that the client keeps of an error response's body.
const MAX_ERROR_BODY: usize = 64 * 1024;

/// Send one request to any API with the stored login, and print the response body.
///
/// A GET, HEAD, OPTIONS, TRACE, PUT or DELETE may be sent again after a failure, anything else is sent once. With
/// `--output` the response is read as JSON; a list can be printed as a table, as CSV, or one element a line.
#[derive(Debug, Args)]
#[command(after_help = r#"Examples:
  pointapi call GET /api/v1/summary
  pointapi call GET /api/v1/crates --query q=http --query per_page=5
  pointapi call POST /riskinsight-services-ws/resources/v1/orders/query \
    --data '{"limit": 5}'
  pointapi call PUT /documents/7 --data @form.pdf \
    --header 'Content-Type: application/pdf'
  pointapi call GET /orders --output csv

Exit codes: 0 a status below 300, 1 another status, 3 not logged in, 6 the server is unavailable."#)]
pub(crate) struct Arguments {
    /// The method; a standard one in any case.
    #[arg(value_parser = method)]
    method: Method,
    /// The path after the base URL of the profile; it begins with `/` and may have a query.
    #[arg(value_parser = path)]
    path: String,
    /// Add a pair to the query.
    #[arg(long, short, value_name = "NAME=VALUE", value_parser = pair::<'='>)]
    query: Vec<(String, String)>,
    /// Add a header; each name once. `Authorization` comes from the login alone.
    #[arg(long, short = 'H', value_name = "NAME: VALUE", value_parser = pair::<':'>)]
    header: Vec<(String, String)>,
    /// Send this body: a string, `@FILE`, or `@-` for stdin; JSON unless `--header` says otherwise.
    #[arg(long, short, value_name = "BODY")]
    data: Option<String>,
    /// Print status and headers to stderr, also with `--quiet`.
    #[arg(long, short)]
    include: bool,
    /// End the call after this time, such as `30s` or `5m`.
    #[arg(long, value_name = "TIME", value_parser = timeout)]
    timeout: Option<Duration>,
    /// Accept a response body of up to this size, such as `64MiB`; default: 16MiB. Of an error response the first 64
    /// KiB are printed.
    #[arg(long, value_name = "SIZE", value_parser = size)]
    max_size: Option<u64>,
}

/// Methods are case-sensitive (RFC 9110, section 9.1), and no server has `get`.
fn method(text: &str) -> Result<Method, String> {
    const STANDARD: [Method; 9] = [
        Method::GET,
        Method::HEAD,
        Method::POST,
        Method::PUT,
        Method::PATCH,
        Method::DELETE,
        Method::OPTIONS,
        Method::TRACE,
        Method::CONNECT,
    ];
    let standard = STANDARD.into_iter().find(|method| method.as_str().eq_ignore_ascii_case(text));
    standard.map_or_else(|| text.parse().map_err(|_| "not a method".to_owned()), Ok)
}

fn path(text: &str) -> Result<String, String> {
    if text.starts_with('/') { Ok(text.to_owned()) } else { Err("a path begins with `/`".into()) }
}

fn timeout(text: &str) -> Result<Duration, String> {
    duration(text)
        .and_then(|time| if time.is_zero() { Err("the timeout must be longer than zero".to_owned()) } else { Ok(time) })
}

/// Blanks around the value of a header mean nothing (RFC 9110, section 5.5); those of a query are part of it.
fn pair<const SEPARATOR: char>(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once(SEPARATOR).ok_or_else(|| format!("there is no `{SEPARATOR}`"))?;
    let value = if SEPARATOR == ':' { value.trim() } else { value };
    Ok((name.trim().to_owned(), value.to_owned()))
}

pub(crate) async fn run(context: &Context, arguments: &Arguments) -> Result<()> {
    let session = Session::open(&context.profile)?;
    let client = match arguments.max_size {
        Some(bytes) => session.client_up_to(bytes)?,
        None => session.client()?,
    };
    let options = match arguments.timeout {
        Some(timeout) => CallOptions::new().timeout(timeout),
        None => CallOptions::new(),
    };
    let mut request = client.request(arguments.method.clone(), &arguments.path).options(&options);
    if !arguments.query.is_empty() {
        request = request.query(&arguments.query);
    }
    if let Some(data) = &arguments.data {
        let is_typed = arguments.header.iter().any(|(name, _)| name.eq_ignore_ascii_case(CONTENT_TYPE.as_str()));
        let body = body::read(data)?;
        request = if is_typed { request } else { request.header(CONTENT_TYPE, "application/json") }.body(body);
    }
    let mut names = BTreeSet::new();
    for (name, value) in &arguments.header {
        if !names.insert(name.to_ascii_lowercase()) {
            return Err(Failure::usage(format!("the header `{name}` is given twice"))
                .advise("write several values in one header, such as `--header 'X-A: 1, 2'`"));
        }
        request = request.header(name.as_str(), value.as_str());
    }
    match request.send().await {
        Ok(response) => {
            if arguments.include {
                include(response.status(), response.headers());
            }
            print(&context.output, &response.into_inner())
        }
        Err(error) => {
            if let (true, Some(status), Some(headers)) = (arguments.include, error.status(), error.headers()) {
                include(status, headers);
            }
            // The body of an error response often says what is wrong.
            let body = error.expose_body().unwrap_or_default();
            unless_gone(print_as_it_is(&context.output, body))?;
            // Their `Content-Length` is that of a body that is not sent (RFC 9110, section 8.6).
            let has_content = arguments.method != Method::HEAD && error.status() != Some(StatusCode::NOT_MODIFIED);
            if has_content && error.headers().is_some_and(|headers| is_cut(body, headers)) {
                let size = body.len();
                context.output.note(format!("only the first {size} bytes of the response body are printed"));
            }
            Err(error.into())
        }
    }
}

fn include(status: StatusCode, headers: &HeaderMap) {
    to_stderr(format_args!("HTTP {status}"));
    for (name, value) in headers {
        to_stderr(format_args!("{name}: {}", printable(&String::from_utf8_lossy(value.as_bytes()))));
    }
}

/// Returns true if the body of an error response is longer than what the client has kept of it.
fn is_cut(body: &[u8], headers: &HeaderMap) -> bool {
    let announced = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    announced.map_or(body.len() >= MAX_ERROR_BODY, |length| length > body.len())
}

/// Prints a body: as it is, or in the format that the user chose.
fn print(output: &Output, body: &[u8]) -> Result<()> {
    match output.chosen() {
        // A 204 has none.
        Some(_) if body.is_empty() => Ok(()),
        Some(format) => {
            let not_json = |error| Failure::new(crate::exit::FAILED, format!("the response is not JSON: {error}"));
            rows::print(output, format, json_of(body).map_err(not_json)?)
        }
        None => print_as_it_is(output, body),
    }
}

/// Returns the JSON of a body, which may begin with a byte order mark.
fn json_of(body: &[u8]) -> serde_json::Result<&RawValue> {
    serde_json::from_slice(body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body))
}

/// Prints a body for a person on a terminal, and its bytes elsewhere.
fn print_as_it_is(output: &Output, body: &[u8]) -> Result<()> {
    let mut out = io::stdout().lock();
    if !output.is_terminal() {
        out.write_all(body)?;
        return Ok(out.flush()?);
    }
    match json_of(body) {
        Ok(json) => {
            drop(out);
            output.json(&json)
        }
        Err(_) => {
            out.write_all(printable(&String::from_utf8_lossy(body)).as_bytes())?;
            if !body.is_empty() && !body.ends_with(b"\n") {
                writeln!(out)?;
            }
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_standard_method_is_sent_in_upper_case() {
        for (text, sent) in [("get", "GET"), ("Patch", "PATCH"), ("search", "search"), ("SEARCH", "SEARCH")] {
            assert_eq!(method(text).unwrap().as_str(), sent);
        }
        assert!(method("a b").is_err());
    }

    #[test]
    fn the_blanks_of_a_query_value_are_sent() {
        assert_eq!(pair::<'='>("q= a b "), Ok(("q".to_owned(), " a b ".to_owned())));
        assert_eq!(pair::<':'>("X-A:  b "), Ok(("X-A".to_owned(), "b".to_owned())));
    }
}
