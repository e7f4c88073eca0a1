//! One answer of the platform about an order.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;

use super::fault::{self, OrderFault};
use super::{Billing, Message, ReportDocument, ReportError, XmlReport, wire};
use crate::codec::Codec;
use crate::decode::{Answer, FromResponse};
use crate::error::{DecodeCause, Error, ErrorKind, Result};
use crate::platform::TransactionId;

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
/// report but an error of kind [`ErrorKind::Fault`], with an [`OrderFault`] as its source. `Debug` shows none of the
/// contents.
#[derive(Clone)]
pub struct OrderReport {
    transaction_id: TransactionId,
    correlation_id: Option<String>,
    reference: Option<String>,
    messages: Vec<Message>,
    billing: Billing,
    documents: Vec<ReportDocument>,
    xml_reports: Vec<XmlReport>,
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
    /// [`ErrorKind::Decode`] if it is no such answer, [`ErrorKind::Fault`] if it tells of a failed order.
    pub fn from_json(json: impl Into<Bytes>) -> Result<Self> {
        let report = Self::read(json.into())
            .map_err(|error| Error::new(ErrorKind::Decode(DecodeCause::Shape), unreadable(&error)))?;
        match OrderFault::of_report(&report) {
            Some(fault) => Err(Error::new(ErrorKind::Fault, fault::text(&fault)).with_source(fault)),
            None => Ok(report),
        }
    }

    fn read(body: Bytes) -> serde_json::Result<Self> {
        let json = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&body);
        let wire: wire::Report<'_> = serde_json::from_slice(json)?;
        if wire.messages.items.is_empty() {
            return Err(serde::de::Error::custom("no message tells the state"));
        }
        let (mut documents, mut xml_reports) = (Vec::new(), Vec::new());
        for attachment in wire.attachments.and_then(|list| list.items).into_iter().flatten() {
            if let Some(text) = attachment.extension.as_ref().and_then(|extension| extension.any.as_deref()) {
                xml_reports.push(XmlReport::new(text));
            }
            let document = ReportDocument::of_attachment(&attachment, &body, &documents);
            documents.extend(document);
        }
        Ok(Self {
            transaction_id: wire.transaction_id,
            correlation_id: wire.correlation_id,
            reference: wire.reference.filter(|reference| !reference.is_empty()),
            messages: wire.messages.items,
            billing: Billing::of_code(&wire.status.code),
            documents,
            xml_reports,
            body,
            retry_after: None,
        })
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

    /// The platform's id of the transaction, which an ADV refresh aims at.
    #[must_use]
    pub fn transaction_id(&self) -> &TransactionId {
        &self.transaction_id
    }

    /// The caller's name for the order as the answer has it, which is not always as it was sent.
    #[must_use]
    pub fn correlation_id(&self) -> Option<&str> {
        self.correlation_id.as_deref()
    }

    /// The address to ask again at; answers to polls have none.
    pub(crate) fn reference(&self) -> Option<&str> {
        self.reference.as_deref()
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

    /// The whole answer as it came, with all that it echoes: names, numbers and the form. Handle it as such.
    #[must_use]
    pub fn expose_body(&self) -> &Bytes {
        &self.body
    }
}

impl FromResponse for OrderReport {
    fn from_response<C: Codec>(answer: Answer) -> Result<Self> {
        let report =
            Self::read(answer.body().clone()).map_err(|error| answer.error(DecodeCause::Shape, unreadable(&error)))?;
        match OrderFault::of_report(&report) {
            Some(fault) => Err(fault::of_answer(&answer, fault)),
            None => Ok(Self { retry_after: answer.retry_after(), ..report }),
        }
    }
}

/// Where it is broken, and nothing of what it says.
fn unreadable(error: &serde_json::Error) -> String {
    let (line, column) = (error.line(), error.column());
    format!("the answer could not be read as an order's at line {line} column {column}")
}

impl fmt::Debug for OrderReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OrderReport")
            .field("transaction_id", &self.transaction_id)
            .field("state", &self.state())
            .field("billing", &self.billing)
            .field("messages", &self.messages)
            .field("documents", &self.documents)
            .field("xml_reports", &self.xml_reports)
            .finish_non_exhaustive()
    }
}
