//! The kinds of [`Error`](super::Error).

/// The kind of an error.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// The client is configured wrongly.
    Config,
    /// The request could not be built from the arguments; nothing was sent.
    Request(RequestPart),
    /// The body could not be serialized; nothing was sent.
    Serialize,
    /// Could not obtain an access token, or the server rejected it.
    Auth(AuthCause),
    /// Could not connect.
    Connect(ConnectStage),
    /// A time limit was exceeded.
    Timeout(TimeoutStage),
    /// The connection failed while the request or the response was in transit.
    Transport(TransportCause),
    /// The server responded with a status that is not a success.
    Status,
    /// The server responded with a 2xx that reports a failure.
    Fault,
    /// The response could not be decoded as the type.
    Decode(DecodeCause),
    /// The response was larger than the limit.
    TooLarge(SizeCause),
    /// The server responded with a 3xx other than 304; redirects are not followed.
    Redirect,
    /// The server responded with 304: the copy that the conditional request names is current.
    NotModified,
    /// A URL has another origin than the client's; nothing was sent.
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

/// Why there is no access token.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AuthCause {
    /// The client has no credentials.
    Missing,
    /// The server rejected the credentials, now or during the hold that followed.
    Rejected,
    /// The server rejected a fresh token.
    Denied,
    /// The server could not be reached, or asked to wait, or a sign-out could not be stored.
    Unavailable,
    /// The token response could not be used.
    BadAnswer,
    /// The caller signed out.
    SignedOut,
    /// The client was closed.
    Closed,
}

/// The stage at which a connection failed.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ConnectStage {
    /// The name was not resolved.
    Dns,
    /// The server could not be reached.
    Tcp,
    /// The TLS handshake failed.
    Tls,
    /// The proxy rejected the connection.
    Proxy,
}

/// The time limit that was exceeded.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimeoutStage {
    /// Connecting took too long.
    Connect,
    /// One attempt took too long.
    Attempt,
    /// The whole call took too long.
    Total,
    /// No byte of the response arrived for too long.
    Stall,
    /// The call waited too long for a request slot (`max_in_flight`).
    Queue,
}

/// The way a connection failed.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TransportCause {
    /// The peer reset the connection.
    Reset,
    /// The peer closed the connection before it responded.
    Closed,
    /// The peer violated the protocol.
    Protocol,
    /// The response ended before its end was reached.
    Truncated,
    /// Another error of a transport or a layer.
    Other,
}

/// Why a response could not be decoded.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DecodeCause {
    /// The response has another content type than expected, such as an HTML page of a proxy.
    ContentType,
    /// The response is compressed in a way that this client does not support.
    ContentEncoding,
    /// The response is malformed.
    Syntax,
    /// The response is well-formed, but does not fit the type.
    Shape,
    /// The response ends too early, or is empty.
    Eof,
}

/// The size limit that was exceeded.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SizeCause {
    /// The announced length is over the limit.
    Wire,
    /// The decoded length is over the limit.
    Decoded,
    /// The response decompresses to far more than its size.
    Ratio,
}
