//! A response about an order.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;
use std::str::Utf8Chunk;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
#[cfg(feature = "server")]
use http::{HeaderValue, header::RETRY_AFTER};

use super::examples::examples;
use super::file_name::FileNames;
use super::ids::Ids;
#[cfg(feature = "openapi")]
use super::schema::OrderResponse;
use super::unreadable::UnreadableOrder;
use super::wire::{Notes, Object};
use super::{Billing, Message, OrderFault, ReportDocument, ReportError, XmlReport};
use crate::codec::Codec;
use crate::error::Result;
#[cfg(feature = "openapi")]
use crate::openapi::{DescribeResponse, Responses};
use crate::platform::TransactionId;
use crate::response::{Example, FromResponse, RawResponse};
#[cfg(feature = "server")]
use crate::server::{IntoServed, Rejection, Served};

/// The messages that are kept; a response has a few.
const MAX_MESSAGES: usize = 1000;
/// The documents and XML reports that are kept; a response has one for each year and form.
const MAX_ATTACHMENTS: usize = 10_000;

/// A response about an order: the state, the billing status, the errors of its reports, and the documents.
///
/// ```
/// use pointapi::platform::{Billing, OrderReport, OrderState};
///
/// # fn main() -> pointapi::Result<()> {
/// let report = OrderReport::from_json(
///     r#"{"TransactionID": "0000000000000777201",
///         "Messages": {"Message": [{"Category": "Info", "Code": "I004", "Description": "Evaluation was delayed."}]},
///         "Status": {"Code": "U001"}}"#,
/// )?;
/// assert_eq!(report.state(), OrderState::Pending);
/// assert_eq!(*report.billing(), Billing::NotBillable);
/// assert_eq!(report.errors().count(), 0);
/// # Ok(())
/// # }
/// ```
///
/// An order can be done and not billable, or billable although its report lists an error. A failed order is an error of
/// kind [`ErrorKind::Fault`](crate::ErrorKind::Fault), with an [`OrderFault`] in it. `Debug` shows none of the
/// contents.
///
/// It is read leniently: an invalid member affects only itself, and [`unreadable`](Self::unreadable) lists it. A response
/// without a readable state is an error of kind [`ErrorKind::Decode`](crate::ErrorKind::Decode), with an
/// [`UnreadableOrder`] in it. At most 1000 messages and 10 000 documents are kept.
#[derive(Clone)]
pub struct OrderReport {
    ids: Ids,
    correlation_id: Option<String>,
    messages: Vec<Message>,
    billing: Billing,
    documents: Vec<ReportDocument>,
    xml_reports: Vec<XmlReport>,
    unreadable: Notes,
    body: Bytes,
    retry_after: Option<Duration>,
}

/// The state of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OrderState {
    /// Accepted, and in progress.
    Pending,
    /// Done; the documents are present, if the product has any.
    Done,
}

impl OrderReport {
    /// Reads a response from JSON, such as a saved one, or one of a fake in a test.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) if it has no readable state,
    /// [`ErrorKind::Fault`](crate::ErrorKind::Fault) if the order failed.
    pub fn from_json(json: impl Into<Bytes>) -> Result<Self> {
        Self::read(json.into()).map_err(UnreadableOrder::into_error)?.or_fault().map_err(OrderFault::into_error)
    }

    fn read(body: Bytes) -> Result<Self, UnreadableOrder> {
        let text = as_text(&body);
        let json = std::str::from_utf8(&text).unwrap_or_default();
        let response = Object::whole(json).map_err(|error| UnreadableOrder::not_json(json, &error))?;
        let mut notes = Notes::default();
        let ids = Ids::in_object(&response, &mut notes);
        let messages = messages(&response, &mut notes);
        if !messages.iter().any(Message::has_state) {
            return Err(UnreadableOrder::new("the response has no message with the state of the order", ids));
        }
        let billing = Billing::from_response(&response, &mut notes);
        let (documents, xml_reports) = attachments(&response, &text, &mut notes);
        Ok(Self {
            ids,
            correlation_id: response.text("CorrelationID", &mut notes).map(Cow::into_owned),
            messages,
            billing,
            documents,
            xml_reports,
            unreadable: notes,
            body,
            retry_after: None,
        })
    }

    /// Returns the fault if a message reports a failure.
    fn or_fault(self) -> Result<Self, OrderFault> {
        let is_failure = OrderFault::test(&self.messages);
        let Some(first) = self.messages.iter().find(|message| is_failure(message)).cloned() else { return Ok(self) };
        let failures = self.messages.into_iter().filter(is_failure).collect();
        Err(OrderFault::new(first, failures, self.billing, self.ids))
    }

    /// Returns the state of the order.
    #[must_use]
    pub fn state(&self) -> OrderState {
        if self.messages.iter().any(|message| message.code().is_pending()) {
            OrderState::Pending
        } else {
            OrderState::Done
        }
    }

    /// Returns true if the order is done.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.state() == OrderState::Done
    }

    /// Returns the pause that the platform requested before the next poll, if any.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// Returns the billing status.
    #[must_use]
    pub fn billing(&self) -> &Billing {
        &self.billing
    }

    /// Returns the errors that the XML reports list, such as an unavailable source or a name that does not match.
    pub fn errors(&self) -> impl Iterator<Item = ReportError> {
        self.xml_reports.iter().flat_map(XmlReport::errors)
    }

    /// Returns every message, also those with an unknown code.
    #[must_use]
    pub fn messages(&self) -> &[Message] {
        &self.messages
    }

    /// Returns the platform's id of the transaction, which an ADV refresh needs; every documented response has one.
    #[must_use]
    pub fn transaction_id(&self) -> Option<&TransactionId> {
        self.ids.transaction_id.as_ref()
    }

    /// Returns the caller's label as the response echoes it, which may differ from the label as sent.
    #[must_use]
    pub fn correlation_id(&self) -> Option<&str> {
        self.correlation_id.as_deref()
    }

    /// Returns the ids to poll with; responses to polls have no address.
    pub(in crate::platform) fn ids(&self) -> &Ids {
        &self.ids
    }

    /// Returns the documents of the report, one PDF or several, without the echoed form of the order.
    #[must_use]
    pub fn documents(&self) -> &[ReportDocument] {
        &self.documents
    }

    /// Returns the XML reports.
    #[must_use]
    pub fn xml_reports(&self) -> &[XmlReport] {
        &self.xml_reports
    }

    /// Returns the paths of up to 100 unreadable members, such as `Attachments.Attachment[1].Document`. Their content is
    /// missing here, and is in [`expose_body`](Self::expose_body). The paths show nothing of the response.
    #[must_use]
    pub fn unreadable(&self) -> &[String] {
        self.unreadable.as_slice()
    }

    /// Returns the response as received, with the names, numbers and the form that it echoes. Do not log it.
    #[must_use]
    pub fn expose_body(&self) -> &Bytes {
        &self.body
    }
}

impl FromResponse for OrderReport {
    fn needs_body(_: StatusCode) -> bool {
        true
    }

    fn from_response<C: Codec>(response: RawResponse) -> Result<Self> {
        let report = Self::read(response.body().clone()).map_err(|unreadable| unreadable.of_response(&response))?;
        let report = report.or_fault().map_err(|fault| fault.of_response(&response))?;
        Ok(Self { retry_after: response.retry_after(), ..report })
    }

    fn examples() -> Vec<Example> {
        examples()
    }
}

/// The report as it was received, with its `Retry-After`, or as the JSON that it was read from.
#[cfg(feature = "server")]
impl IntoServed for OrderReport {
    fn into_served<C: Codec>(self) -> Result<Served, Rejection> {
        let served = Served::body(HeaderValue::from_static("application/json"), self.body);
        Ok(match self.retry_after {
            Some(pause) => served.header(RETRY_AFTER, pause.as_secs().into()),
            None => served,
        })
    }
}

#[cfg(feature = "openapi")]
impl DescribeResponse for OrderReport {
    fn describe(responses: &mut Responses<'_>) {
        responses.value::<OrderResponse>();
    }
}

/// Reads the messages, at most [`MAX_MESSAGES`]. Beyond that only those are kept that may change the state of the order.
fn messages(response: &Object<'_, '_>, notes: &mut Notes) -> Vec<Message> {
    let kind = |message: &Message| (message.is_failure(), message.code().is_pending(), message.code().is_failure());
    let (mut messages, mut kinds) = (Vec::new(), HashSet::new());
    response.for_each_item("Messages", "Message", notes, |item, notes| {
        let Some(message) = Message::of_object(item, notes) else { return };
        let is_first_of_its_kind = kinds.insert(kind(&message));
        if is_first_of_its_kind || messages.len() < MAX_MESSAGES {
            messages.push(message);
        }
    });
    messages
}

/// Reads the documents and XML reports, at most [`MAX_ATTACHMENTS`] in all.
fn attachments(response: &Object<'_, '_>, text: &Bytes, notes: &mut Notes) -> (Vec<ReportDocument>, Vec<XmlReport>) {
    let (mut documents, mut xml_reports, mut names) = (Vec::new(), Vec::new(), FileNames::default());
    response.for_each_item("Attachments", "Attachment", notes, |attachment, notes| {
        if documents.len() + xml_reports.len() >= MAX_ATTACHMENTS {
            return notes.push("Attachments");
        }
        xml_reports.extend(XmlReport::from_attachment(attachment, notes));
        documents.extend(ReportDocument::from_attachment(attachment, text, &mut names, notes));
    });
    (documents, xml_reports)
}

/// Returns the response as UTF-8, without a byte order mark; an invalid byte becomes U+FFFD.
fn as_text(body: &Bytes) -> Bytes {
    let mark = if body.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    let bytes = body.slice(mark..);
    if std::str::from_utf8(&bytes).is_ok() {
        return bytes;
    }
    // The exact capacity, since a string that grows may take twice its length.
    let length = bytes.utf8_chunks().map(|chunk| chunk.valid().len() + replacement(&chunk).len()).sum();
    let mut text = String::with_capacity(length);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.push_str(replacement(&chunk));
    }
    text.into()
}

fn replacement(chunk: &Utf8Chunk<'_>) -> &'static str {
    if chunk.invalid().is_empty() { "" } else { "\u{fffd}" }
}

impl fmt::Debug for OrderReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OrderReport")
            .field("transaction_id", &self.ids.transaction_id)
            .field("state", &self.state())
            .field("billing", &self.billing)
            .field("messages", &self.messages)
            .field("documents", &self.documents)
            .field("xml_reports", &self.xml_reports)
            .field("unreadable", &self.unreadable())
            .finish_non_exhaustive()
    }
}
