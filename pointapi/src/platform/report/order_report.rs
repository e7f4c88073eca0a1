//! One answer of the platform about an order.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;

use super::ids::Ids;
use super::unreadable::UnreadableOrder;
use super::wire::{Notes, Object};
use super::{Billing, Message, OrderFault, ReportDocument, ReportError, XmlReport};
use crate::codec::Codec;
use crate::error::Result;
use crate::platform::TransactionId;
use crate::response::{FromResponse, RawResponse};

/// What the platform says about an order: three separate answers, and the documents.
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
/// An order can be done and yet not billable, and billable though its report tells of an error. A failed order is no
/// report but an error of kind [`ErrorKind::Fault`](crate::ErrorKind::Fault), with an [`OrderFault`] as its source.
/// `Debug` shows none of the contents.
///
/// It is read leniently: a member that is not as documented costs only itself, and [`unreadable`](Self::unreadable)
/// tells which. An answer that does not even say whether the order is done is an error of kind
/// [`ErrorKind::Decode`](crate::ErrorKind::Decode), with an [`UnreadableOrder`] as its source.
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

/// Whether an order is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OrderState {
    /// Accepted, and still being worked on.
    Pending,
    /// Done; the documents are there, if the product has any.
    Done,
}

impl OrderReport {
    /// Reads an answer that was kept as JSON, or that a fake gives in a test.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) if it does not say how the order stands,
    /// [`ErrorKind::Fault`](crate::ErrorKind::Fault) if it tells of a failed order.
    pub fn from_json(json: impl Into<Bytes>) -> Result<Self> {
        let report = Self::read(json.into()).map_err(UnreadableOrder::into_error)?;
        match report.fault() {
            Some(fault) => Err(fault.into_error()),
            None => Ok(report),
        }
    }

    fn read(body: Bytes) -> Result<Self, UnreadableOrder> {
        let text = as_text(&body);
        let json = std::str::from_utf8(&text).unwrap_or_default();
        let answer = Object::whole(json).map_err(|error| UnreadableOrder::of_text(json, &error))?;
        let mut notes = Notes::new();
        let ids = Ids::in_object(&answer, &mut notes);
        let messages = list(&answer, "Messages", "Message", &mut notes);
        let messages: Vec<_> = messages.iter().filter_map(|message| Message::of_object(message, &mut notes)).collect();
        if !messages.iter().any(Message::tells_something) {
            return Err(UnreadableOrder::new("the answer has no message that tells how the order stands", ids));
        }
        let billing = Billing::of_answer(&answer, &mut notes);
        let (mut documents, mut xml_reports) = (Vec::new(), Vec::new());
        for attachment in list(&answer, "Attachments", "Attachment", &mut notes) {
            xml_reports.extend(XmlReport::of_attachment(&attachment, &mut notes));
            documents.extend(ReportDocument::of_attachment(&attachment, &text, &documents, &mut notes));
        }
        Ok(Self {
            ids,
            correlation_id: answer.text("CorrelationID", &mut notes).map(Cow::into_owned),
            messages,
            billing,
            documents,
            xml_reports,
            unreadable: notes,
            body,
            retry_after: None,
        })
    }

    fn fault(&self) -> Option<OrderFault> {
        OrderFault::in_messages(&self.messages, &self.billing, &self.ids)
    }

    /// Whether the order is done.
    #[must_use]
    pub fn state(&self) -> OrderState {
        if self.messages.iter().any(|message| message.code().is_pending()) {
            OrderState::Pending
        } else {
            OrderState::Done
        }
    }

    /// True if the order is done.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.state() == OrderState::Done
    }

    /// How long the platform asked to wait before the order is asked for again, if it did.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// Whether the transaction costs money.
    #[must_use]
    pub fn billing(&self) -> &Billing {
        &self.billing
    }

    /// What the XML reports say went wrong: a source was down, a name did not match.
    pub fn errors(&self) -> impl Iterator<Item = ReportError> {
        self.xml_reports.iter().flat_map(XmlReport::errors)
    }

    /// Every message, those with a code that is in no table included.
    #[must_use]
    pub fn messages(&self) -> &[Message] {
        &self.messages
    }

    /// The platform's id of the transaction, which an ADV refresh aims at; every documented answer has one.
    #[must_use]
    pub fn transaction_id(&self) -> Option<&TransactionId> {
        self.ids.transaction_id.as_ref()
    }

    /// The caller's name for the order as the answer has it, which is not always as it was sent.
    #[must_use]
    pub fn correlation_id(&self) -> Option<&str> {
        self.correlation_id.as_deref()
    }

    /// By what to ask again; answers to polls have no address.
    pub(in crate::platform) fn ids(&self) -> &Ids {
        &self.ids
    }

    /// The documents of the report, one PDF or several; the form that came with the order is not among them.
    #[must_use]
    pub fn documents(&self) -> &[ReportDocument] {
        &self.documents
    }

    /// The XML reports.
    #[must_use]
    pub fn xml_reports(&self) -> &[XmlReport] {
        &self.xml_reports
    }

    /// The members of the answer that could not be read, such as `Attachments.Attachment[1].Document`: what they say
    /// is missing here and is in [`expose_body`](Self::expose_body). The paths show nothing of the answer.
    #[must_use]
    pub fn unreadable(&self) -> &[String] {
        &self.unreadable
    }

    /// The whole answer as it came, with all that it echoes: names, numbers and the form. Handle it as such.
    #[must_use]
    pub fn expose_body(&self) -> &Bytes {
        &self.body
    }
}

impl FromResponse for OrderReport {
    fn from_response<C: Codec>(answer: RawResponse) -> Result<Self> {
        let report = Self::read(answer.body().clone()).map_err(|unreadable| unreadable.of_answer(&answer))?;
        match report.fault() {
            Some(fault) => Err(fault.of_answer(&answer)),
            None => Ok(Self { retry_after: answer.retry_after(), ..report }),
        }
    }
}

/// The answer as UTF-8, without a mark in front; a byte that is none costs its character.
fn as_text(body: &Bytes) -> Bytes {
    let mark = if body.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    match String::from_utf8_lossy(&body[mark..]) {
        Cow::Borrowed(_) => body.slice(mark..),
        Cow::Owned(text) => text.into(),
    }
}

/// A list is an object with one array in it.
fn list<'a>(answer: &Object<'a>, name: &str, items: &str, notes: &mut Notes) -> Vec<Object<'a>> {
    let list = answer.object(name, notes);
    list.map(|list| list.list(items, notes)).unwrap_or_default()
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
            .field("unreadable", &self.unreadable)
            .finish_non_exhaustive()
    }
}
