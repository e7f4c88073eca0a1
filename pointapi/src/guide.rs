//! Everything that can be declared, and what each declaration sends.
//!
//! | declaration | sends |
//! | --- | --- |
//! | `id: u64`, with `{id}` in the path | one segment, percent-encoded |
//! | `#[path("order-id")] id: u64` | the same for `{order-id}`, a name of letters, digits, `_`, `-` and `.` |
//! | `#[query] page: u32` | `?page=2` |
//! | `#[query("per-page")] size: Option<u32>` | `?per-page=5`, or nothing |
//! | `#[query] tag: &[&str]` | `?tag=a&tag=b` |
//! | `#[query(format = csv)] ids: &[u32]` | `?ids=1,2`; `pipes`: `?ids=1%7C2`; `spaces`: `?ids=1%202`; `brackets`: `?ids%5B%5D=1` |
//! | `#[query(format = deep)] filter: &Filter` | `?filter%5Bstate%5D=open`, nested structs and maps |
//! | `#[query] filter: &Filter` | one pair for each field of a struct or entry of a map |
//! | `#[header("X-Trace")] trace: Option<&str>` | `x-trace: 7`, or nothing |
//! | `#[headers] more: &HeaderMap` | each header of the map |
//! | `#[cookie("session")] id: &str` | `cookie: session=7` |
//! | `#[body] order: &Order` | JSON |
//! | `#[body(text)]`, `#[body(bytes)]` | the string or the bytes unchanged |
//! | `#[body(form)] login: &Login` | `user=a&remember=true`, urlencoded |
//! | `#[body(xml)] order: &Order` | XML |
//! | `#[body(stream)] file: Body` | a body that is not held in memory |
//! | `#[body(codec = Cbor)] order: &Order` | the output of your [`Codec`](crate::Codec) |
//! | `#[form("user")] user: &str` | one field of a urlencoded body |
//! | `#[part("file")] file: Part` | one part of a multipart body |
//! | `#[url] next: &str`, with the path `""` | a request to that URL, which must be of the client's own origin |
//! | `#[options] options: &CallOptions` | nothing: it sets [options of this call](calls) |
//! | `#[extension] label: Label` | nothing: layers find it in the request's extensions |
//! | `#[sensitive]`, beside a role | the same value, which no span, error or `Debug` shows |
//!
//! # One rule for each
//!
//! - **`None` sends nothing**, in any role but the path, whose values are mandatory.
//! - **An empty list sends nothing.** An item that is `None` is left out.
//! - **A list repeats its key**, unless a format is given; in a cookie or a form too. An item may contain a comma in any
//!   list; a `|` in a list of `pipes` or a space in a list of `spaces` fails the call, and so does a comma in a header's
//!   list, and one empty item alone where a format is given, which would be read as an empty list.
//! - **Names are sent as they are written.** An argument's own name is used unless the role gives another; the fields
//!   of a struct are named by serde.
//! - **A value that cannot be sent is an error before anything is sent**: a map of maps in a query, a header with a line
//!   break, a path value that is empty, `.` or `..`. The kind is [`ErrorKind::Request`](crate::ErrorKind::Request).
//!
//! # Encoding
//!
//! Everything but letters, digits and `-._~` is percent-encoded as UTF-8, in a segment and in the query; `a/b` as a path
//! value stays in its segment. In a form a space becomes `+`. Header values and cookies are not encoded: the call fails if a
//! header is not visible ASCII, or a cookie has a character outside RFC 6265, such as a space or a semicolon.

#[doc = include_str!("guide/traits.md")]
pub mod traits {}

#[cfg_attr(
    all(feature = "form", feature = "multipart", feature = "stream", feature = "xml"),
    doc = include_str!("guide/arguments.md")
)]
pub mod arguments {}

#[doc = include_str!("guide/endpoints.md")]
pub mod endpoints {}

#[cfg_attr(all(feature = "stream", feature = "xml"), doc = include_str!("guide/responses.md"))]
pub mod responses {}

#[doc = include_str!("guide/calls.md")]
pub mod calls {}

#[doc = include_str!("guide/another_platform.md")]
pub mod another_platform {}

#[doc = include_str!("guide/tokens.md")]
pub mod tokens {}

#[doc = include_str!("guide/errors.md")]
pub mod errors {}

#[doc = include_str!("guide/testing.md")]
pub mod testing {}

#[cfg_attr(all(feature = "openapi", feature = "server"), doc = include_str!("guide/serving.md"))]
pub mod serving {}

#[cfg_attr(all(feature = "openapi", feature = "server"), doc = include_str!("guide/point_services.md"))]
pub mod point_services {}

#[cfg_attr(feature = "tracing", doc = include_str!("guide/observability.md"))]
pub mod observability {}

#[doc = include_str!("guide/command_line.md")]
pub mod command_line {}

#[cfg_attr(feature = "openapi", doc = include_str!("guide/importing.md"))]
pub mod importing {}

#[doc = include_str!("guide/cost.md")]
pub mod cost {}

#[doc = include_str!("guide/performance.md")]
pub mod performance {}
