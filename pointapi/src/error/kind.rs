//! The kinds of [`Error`](super::Error).

/// What went wrong.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// The client is set up wrongly.
    Config,
    /// The request could not be built from the arguments; nothing was sent.
    Request(RequestPart),
    /// The body could not be serialised; nothing was sent.
    Serialize,
    /// No token could be had, or the server refused it.
    Auth(AuthCause),
    /// No connection came about.
    Connect(ConnectStage),
    /// Time ran out.
    Timeout(TimeoutStage),
    /// The connection failed while the request or the answer was under way.
    Transport(TransportCause),
    /// The server answered with a status that is not a success.
    Status,
    /// The server answered 2xx with a failure inside.
    Fault,
    /// The answer could not be read as the type.
    Decode(DecodeCause),
    /// The answer was larger than the limit.
    TooLarge(SizeCause),
    /// The server answered 3xx; redirects are not followed.
    Redirect,
    /// A URL leads to another origin than the client's; nothing was sent.
    ForeignOrigin,
}

/// The part of a request that could not be built.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RequestPart {
    /// A path value.
    Path,
    /// A query value.
    Query,
    /// A header name or value.
    Header,
    /// The body.
    Body,
    /// The request is larger than the limit.
    TooLarge,
}

/// Why no token could be had.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AuthCause {
    /// The client has no credentials.
    Missing,
    /// The server rejected the credentials, now or during the hold that followed.
    Rejected,
    /// The server refused a token that was fresh.
    Denied,
    /// The server could not be reached, or was told to be left alone for a while.
    Unavailable,
    /// The server's token answer could not be used.
    BadAnswer,
    /// The caller signed out.
    SignedOut,
    /// The client was closed.
    Closed,
}

/// How far a connection came.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ConnectStage {
    /// The name was not resolved.
    Dns,
    /// The server could not be reached.
    Tcp,
    /// The TLS handshake failed.
    Tls,
    /// The proxy refused.
    Proxy,
}

/// Which limit of time was passed.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimeoutStage {
    /// Connecting took too long.
    Connect,
    /// One attempt took too long.
    Attempt,
    /// The whole call took too long.
    Total,
    /// No byte of the answer came for too long.
    Stall,
    /// The call waited too long for a free place.
    Queue,
}

/// How a connection failed.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TransportCause {
    /// The peer reset the connection.
    Reset,
    /// The peer closed the connection before it answered.
    Closed,
    /// The peer broke the protocol.
    Protocol,
    /// The answer ended before its announced length.
    Truncated,
    /// Anything else that a transport or a layer reported.
    Other,
}

/// Why an answer could not be read.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DecodeCause {
    /// The answer is not of the expected content type (an HTML page of a proxy, say).
    ContentType,
    /// The answer is not well-formed.
    Syntax,
    /// The answer is well-formed but not of the type's shape.
    Shape,
    /// The answer ends too early, or is empty.
    Eof,
}

/// Which limit of size was passed.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SizeCause {
    /// The announced length is over the limit.
    Wire,
    /// The decoded length is over the limit.
    Decoded,
    /// The answer unpacks to far more than its size.
    Ratio,
}
