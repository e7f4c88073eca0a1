//! Messages in a form that leaves out what one side may change: the order of names and members, `1.0` for `1`, and the
//! boundary of parts.

mod pieces;

use std::collections::BTreeSet;

use bytes::Bytes;
use http::{Request, Response, StatusCode};

use self::pieces::{Order, Piece, Pieces};
use crate::endpoint::Endpoint;
use crate::server::rehearsal::Rehearsal;

/// The pieces of a message, each with the name of its place.
#[derive(Debug, Clone, Default)]
pub(super) struct Form {
    /// Sorted, so that two messages with the same values are equal.
    pieces: Vec<Piece>,
    /// In the order of the message.
    sent: Vec<Piece>,
    /// The places whose order is not the same in each message with these values.
    unordered: BTreeSet<String>,
    /// Path and query of a request.
    target: String,
    body: String,
}

impl PartialEq for Form {
    fn eq(&self, other: &Self) -> bool {
        self.pieces == other.pieces
    }
}

impl Form {
    pub(super) fn of_request(request: &Request<Bytes>, rehearsal: &Rehearsal) -> Self {
        let pieces = |order| Pieces::of_request(request, rehearsal, order);
        Self {
            target: request.uri().to_string(),
            ..Self::of(pieces(Order::Sorted), pieces(Order::AsSent), request.body())
        }
    }

    pub(super) fn of_response(response: &Response<Bytes>, rehearsal: &Rehearsal) -> Self {
        let pieces = |order| Pieces::of_response(response, rehearsal, order);
        Self::of(pieces(Order::Sorted), pieces(Order::AsSent), response.body())
    }

    fn of(pieces: Vec<Piece>, sent: Vec<Piece>, body: &Bytes) -> Self {
        let body = String::from_utf8_lossy(body).into_owned();
        Self { pieces, sent, unordered: BTreeSet::new(), target: String::new(), body }
    }

    /// The first place whose texts are not the same in `other`, with both texts: those that differ in themselves, then
    /// those in another order.
    pub(super) fn difference(&self, other: &Self) -> Option<(String, String, String)> {
        let place = changed(&self.pieces, &other.pieces).next();
        let shown = |pieces: [&[Piece]; 2], place: &str| {
            let [own, other] = pieces.map(|pieces| shown(pieces, place));
            (place.to_owned(), own, other)
        };
        if let Some(place) = place {
            return Some(shown([&self.pieces, &other.pieces], place));
        }
        let place = changed(&self.sent, &other.sent).find(|place| !self.unordered.contains(*place))?;
        Some(shown([&self.sent, &other.sent], place))
    }

    /// True if `other` has the same values in another order.
    pub(super) fn is_reordered(&self, other: &Self) -> bool {
        self == other && self.sent != other.sent
    }

    /// Notes the places that have another order in `again`, a message with the same values: the order of a set is not that
    /// of another set with the same items.
    pub(super) fn note_order(&mut self, again: &Self) {
        self.unordered.extend(changed(&self.sent, &again.sent).map(str::to_owned));
    }

    /// True for a message without a body.
    pub(super) fn is_empty(&self) -> bool {
        !self.pieces.iter().any(|piece| piece.place.starts_with("the body") && !piece.text.is_empty())
    }

    /// True for the response of an absent value.
    pub(super) fn is_absent(&self, endpoint: &Endpoint) -> bool {
        let status = self.pieces.first().and_then(|piece| piece.text.parse::<StatusCode>().ok());
        let is_absence = |status| status == StatusCode::NO_CONTENT || endpoint.is_absent_on(status);
        self.is_empty() && status.is_some_and(is_absence)
    }

    /// True for a body whose format has no empty list: one is as absent as `None`.
    pub(super) fn omits_empty_lists(&self) -> bool {
        let is_such = |text: &str| text == "application/x-www-form-urlencoded" || text.ends_with("xml");
        at(&self.pieces, "the header `content-type`").any(is_such)
    }

    /// The texts of the places that `names` mentions in backticks; without any, the body, or the target of a message
    /// without a body.
    pub(super) fn excerpt(&self, names: &str) -> String {
        let is_named = |name: &str| !name.is_empty() && names.contains(&format!("`{name}`"));
        let named = self.pieces.iter().filter(|piece| piece.place.split('`').nth(1).is_some_and(is_named));
        let named: Vec<&str> = named.map(|piece| piece.text.as_str()).collect();
        let text = match named.is_empty() {
            false => named.join(" "),
            true if self.body.is_empty() => self.target.clone(),
            true => self.body.clone(),
        };
        shortened(&text)
    }
}

/// The places whose texts differ, in order or by number too.
fn changed<'a>(own: &'a [Piece], other: &'a [Piece]) -> impl Iterator<Item = &'a str> {
    // The filter is quadratic, and nearly all messages are equal.
    let differing = if own == other { [&[][..]; 2] } else { [own, other] };
    let places = differing.into_iter().flatten().map(|piece| piece.place.as_str());
    places.filter(move |place| !at(own, place).eq(at(other, place)))
}

fn at<'a>(pieces: &'a [Piece], place: &str) -> impl Iterator<Item = &'a str> {
    pieces.iter().filter(move |piece| piece.place == place).map(|piece| piece.text.as_str())
}

fn shown(pieces: &[Piece], place: &str) -> String {
    let texts: Vec<_> = at(pieces, place).map(|text| format!("`{text}`")).collect();
    if texts.is_empty() { "nothing".to_owned() } else { shortened(&texts.join(" and ")) }
}

fn shortened(text: &str) -> String {
    const LONGEST: usize = 300;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_owned(),
    }
}
