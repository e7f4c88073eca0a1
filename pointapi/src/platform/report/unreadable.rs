//! An answer that does not say how an order stands, and what can be saved of it: the order may cost money.

use std::fmt;

use super::ids::Ids;
use crate::error::{DecodeCause, Error, ErrorKind};
use crate::platform::OrderTicket;
use crate::response::RawResponse;

/// What can be saved of an answer that does not say how an order stands; found in an error of kind
/// [`ErrorKind::Decode`].
///
/// ```
/// use pointapi::platform::{OrderHandle, Point, UnreadableOrder};
///
/// /// The order whose placing failed so, if it can be asked for.
/// fn placed_after_all(point: &Point, error: &pointapi::Error) -> Option<OrderHandle> {
///     let ticket = UnreadableOrder::of(error)?.ticket()?;
///     Some(point.resume(ticket.clone()))
/// }
/// # let _ = placed_after_all;
/// ```
///
/// The platform has processed the order, so it must not be placed again. One member that is off does not lead here: it
/// costs only itself, see [`OrderReport::unreadable`](super::OrderReport::unreadable). `Display` and `Debug` show
/// nothing of the answer; it is in [`Error::expose_body`].
#[derive(Clone)]
pub struct UnreadableOrder {
    why: String,
    ids: Ids,
    ticket: Option<Box<OrderTicket>>,
}

impl UnreadableOrder {
    /// What could be saved of the answer behind an error, if it is one of this kind.
    #[must_use]
    pub fn of(error: &Error) -> Option<&Self> {
        std::error::Error::source(error)?.downcast_ref()
    }

    /// What is needed to go on with the order: in an error of [`Point::place`](crate::platform::Point::place) and
    /// [`Point::refresh_adv`](crate::platform::Point::refresh_adv), if the answer still gave an id or an address.
    #[must_use]
    pub fn ticket(&self) -> Option<&OrderTicket> {
        self.ticket.as_deref()
    }

    pub(super) fn new(why: impl Into<String>, ids: Ids) -> Self {
        Self { why: why.into(), ids, ticket: None }
    }

    /// Of an answer that is broken as JSON.
    pub(super) fn of_text(text: &str, error: &serde_json::Error) -> Self {
        let (line, column) = (error.line(), error.column());
        Self::new(
            format!("the answer could not be read as an order's at line {line} column {column}"),
            Ids::in_text(text),
        )
    }

    pub(super) fn into_error(self) -> Error {
        Error::new(ErrorKind::Decode(DecodeCause::Shape), self.why.clone()).with_source(self)
    }

    pub(super) fn of_answer(self, answer: &RawResponse) -> Error {
        answer.error(DecodeCause::Shape, self.why.clone()).with_source(self)
    }

    /// The error of an order that was just sent, with the ticket that the caller can make of its ids.
    pub(in crate::platform) fn with_ticket(error: Error, ticket: impl FnOnce(&Ids) -> OrderTicket) -> Error {
        match Self::of(&error).cloned() {
            Some(unreadable) if unreadable.ids.is_any() => {
                let ticket = Some(Box::new(ticket(&unreadable.ids)));
                error.with_source(Self { ticket, ..unreadable })
            }
            _ => error,
        }
    }
}

impl fmt::Display for UnreadableOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.why)
    }
}

impl fmt::Debug for UnreadableOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnreadableOrder").field("why", &self.why).field("ticket", &self.ticket).finish_non_exhaustive()
    }
}

impl std::error::Error for UnreadableOrder {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::{CorrelationId, OrderReport, Product};

    const REF: &str = "https://api.pointservices.com/riskinsight-services-ws/resources/v1/sami/0007";

    /// The ticket of an order that was answered so.
    fn ticket(json: &str) -> Option<OrderTicket> {
        let error = OrderReport::from_json(json.to_owned()).unwrap_err();
        assert!(error.is_decode());
        let label = CorrelationId::new("loan-7731").unwrap();
        let error = UnreadableOrder::with_ticket(error, |ids| OrderTicket::new(Product::ADV, label, ids.clone()));
        let shown = format!("{error} {error:?} {}", UnreadableOrder::of(&error).unwrap());
        assert!(!shown.contains("Ostrander") && !shown.contains("https"), "{shown}");
        UnreadableOrder::of(&error).unwrap().ticket().cloned()
    }

    fn ids(json: &str) -> (Option<String>, Option<String>) {
        let Some(ticket) = ticket(json) else { return (None, None) };
        (ticket.transaction_id().map(ToString::to_string), ticket.reference().map(ToOwned::to_owned))
    }

    fn both() -> (Option<String>, Option<String>) {
        (Some("0007".into()), Some(REF.into()))
    }

    #[test]
    fn an_answer_without_a_readable_message_still_has_its_ids() {
        assert_eq!(ids(&format!(r#"{{"TransactionID": "0007", "Messages": "Ostrander", "Ref": "{REF}"}}"#)), both());
        assert_eq!(ids(&format!(r#"{{"TransactionID": null, "Messages": {{}}, "Ref": "{REF}"}}"#)), (None, both().1));
        assert_eq!(ids(r#"{"TransactionID": 12345678901234567890123}"#).0.unwrap(), "12345678901234567890123");
        assert!(ticket(r#"{"TransactionID": " ", "Ref": ""}"#).is_none());
    }

    #[test]
    fn an_answer_that_is_broken_as_json_still_has_its_ids() {
        let broken = format!(r#"{{"TransactionID": "0007", "Terms": {{"Term": [Ostrander]}}, "Ref" : "{REF}"}}"#);
        assert_eq!(ids(&broken), both());
        assert_eq!(ids(r#"{"TransactionID": "0007", "Messages": {"Mess"#), (both().0, None));
        assert_eq!(ids(&broken.replace("TransactionID", "\u{1}")), (None, both().1));
    }

    #[test]
    fn nothing_is_taken_for_an_id_that_is_none() {
        for broken in [
            "<html>",
            r#"{"TransactionID": "Ostrander", "Ref": "Ostrander""#,
            r#"{"Description": "\"TransactionID\": \"0007\"", "Ref": "https://x\u002fOstrander" "#,
            r#"{"TransactionID" "0007", "Ref": 7 "#,
        ] {
            assert!(ticket(broken).is_none(), "{broken}");
        }
    }
}
