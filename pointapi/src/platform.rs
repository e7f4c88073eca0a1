//! Point Services, declared with this crate's own macro and nothing else.
//!
//! What flows in is what a user fills in, what flows out are the platform's answers as types. [`Orders`] and
//! [`UserManagement`] are its endpoints, one call each; [`Point`] joins them to flows: place an order and wait for it,
//! list orders over all pages, find an order whose answer was lost. Signing in is done by the client itself.
//!
//! No `Debug` shows a text that a caller or the platform has written, whether it be a name, a number, a label or a
//! document. What the platform's pages leave open or say in two ways is tolerated in its answers, and left to the platform
//! in what is sent.

mod client;
pub(crate) mod eastern_midnight;
mod environment;
mod ids;
mod invalid_field;
mod orders;
mod password_login;
mod point;
mod products;
mod query;
mod report;
mod user_management;
mod values;
mod webhooks;

pub use ids::{CorrelationId, OrderGuid, TransactionId};
pub use invalid_field::InvalidField;
pub use orders::{Orders, OrdersClient};
pub use point::{OrderHandle, OrderTicket, Point, PointBuilder, Reconcile, Reconciliation};
pub use products::{
    AdvOrder, AdvParticipant, AdvPerson, AdvRefresh, BljPerson, Company, ConsentToken, ContactPoint, DetailedBljOrder,
    Employer, Filing, Irs4506TOrder, Irs8821Company, Irs8821Form, Irs8821Order, Irs8821Person, Irs8821Request,
    Irs8821Subject, IrsAccount, JointTranscriptForm, License, Order, ParticipantType, Product, Signature,
    SpecialEmployer, Spouse, Ssa89Order, SsaPerson, Taxpayer, TestMode, TranscriptForm,
};
pub use query::{
    DateProperty, Filter, FlagProperty, OrderPage, OrderQuery, OrderRow, OrderSearch, QueryDate, TextProperty, property,
};
pub use report::{
    Billing, Category, Message, MessageCode, OrderFault, OrderReport, OrderState, ReportDocument, ReportError,
    UnreadableOrder, XmlReport,
};
pub use user_management::{Refresh, SignIn, Tokens, UserManagement, UserManagementClient};
pub use values::{
    Address, DateOfBirth, Document, Ein, PersonName, Phone, PostalCode, Residence, Ssn, State, TaxYears, Zip, Zip5,
};
pub use webhooks::{WebhookTest, Webhooks, WebhooksClient};
