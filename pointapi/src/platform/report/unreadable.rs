//! A response without a readable state of the order. Its ids are recovered, since the order may cost money.

use std::fmt;

use super::ids::Ids;
use crate::error::{DecodeCause, Error, ErrorKind};
use crate::platform::OrderTicket;
use crate::response::RawResponse;

/// A response without a readable state of the order; it is in an error of kind [`ErrorKind::Decode`].
///
/// ```
/// use pointapi::platform::{OrderHandle, Point, UnreadableOrder};
///
/// /// Returns the handle of an order with such a response, if it can be polled.
/// fn recovered(point: &Point, error: &pointapi::Error) -> Option<OrderHandle> {
///     let ticket = UnreadableOrder::of(error)?.ticket()?;
///     Some(point.resume(ticket.clone()))
/// }
/// # let _ = recovered;
/// ```
///
/// The platform has processed the order, so it must not be placed again. A single invalid member does not cause this
/// error, see [`OrderReport::unreadable`](super::OrderReport::unreadable). `Display` and `Debug` show nothing of the
/// response; it is in [`Error::expose_body`].
#[derive(Clone)]
pub struct UnreadableOrder {
    reason: String,
    ids: Ids,
    ticket: Option<Box<OrderTicket>>,
}

impl UnreadableOrder {
    /// Returns the value in an error, if it has one of this type.
    #[must_use]
    pub fn of(error: &Error) -> Option<&Self> {
        error.value()
    }

    /// Returns the ticket of the order: present in an error of [`Point::place`](crate::platform::Point::place) and
    /// [`Point::refresh_adv`](crate::platform::Point::refresh_adv), if the response has an id or an address.
    #[must_use]
    pub fn ticket(&self) -> Option<&OrderTicket> {
        self.ticket.as_deref()
    }

    pub(super) fn new(reason: impl Into<String>, ids: Ids) -> Self {
        Self { reason: reason.into(), ids, ticket: None }
    }

    /// The error of a response that is not JSON.
    pub(super) fn not_json(text: &str, error: &serde_json::Error) -> Self {
        let (line, column) = (error.line(), error.column());
        Self::new(
            format!("the response is not that of an order: invalid JSON at line {line} column {column}"),
            Ids::in_text(text),
        )
    }

    pub(super) fn into_error(self) -> Error {
        Error::new(ErrorKind::Decode(DecodeCause::Shape), self.reason.clone()).with_foreign_source(self.into())
    }

    pub(super) fn of_response(self, response: &RawResponse) -> Error {
        response.error(DecodeCause::Shape, self.reason.clone()).with_foreign_source(self.into())
    }

    /// Adds the ticket to the error of an order that was sent; the caller makes it of the ids.
    pub(in crate::platform) fn with_ticket(error: Error, ticket: impl FnOnce(&Ids) -> OrderTicket) -> Error {
        match Self::of(&error).cloned() {
            Some(unreadable) if unreadable.ids.is_any() => {
                let ticket = Some(Box::new(ticket(&unreadable.ids)));
                error.with_foreign_source(Self { ticket, ..unreadable }.into())
            }
            _ => error,
        }
    }
}

impl fmt::Display for UnreadableOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl fmt::Debug for UnreadableOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnreadableOrder")
            .field("reason", &self.reason)
            .field("ticket", &self.ticket)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for UnreadableOrder {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::{CorrelationId, OrderReport, Product};

    const REF: &str = "https://api.pointservices.com/riskinsight-services-ws/resources/v1/sami/0007";

    /// The ticket of an order with this response.
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
    fn ids_are_recovered_without_a_readable_message() {
        assert_eq!(ids(&format!(r#"{{"TransactionID": "0007", "Messages": "Ostrander", "Ref": "{REF}"}}"#)), both());
        assert_eq!(ids(&format!(r#"{{"TransactionID": null, "Messages": {{}}, "Ref": "{REF}"}}"#)), (None, both().1));
        assert_eq!(ids(r#"{"TransactionID": 12345678901234567890123}"#).0.unwrap(), "12345678901234567890123");
        assert!(ticket(r#"{"TransactionID": " ", "Ref": ""}"#).is_none());
    }

    #[test]
    fn ids_are_recovered_from_invalid_json() {
        let broken = format!(r#"{{"TransactionID": "0007", "Terms": {{"Term": [Ostrander]}}, "Ref" : "{REF}"}}"#);
        assert_eq!(ids(&broken), both());
        assert_eq!(ids(r#"{"TransactionID": "0007", "Messages": {"Mess"#), (both().0, None));
        assert_eq!(ids(&broken.replace("TransactionID", "\u{1}")), (None, both().1));
    }

    #[test]
    fn other_strings_are_not_taken_for_ids() {
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
