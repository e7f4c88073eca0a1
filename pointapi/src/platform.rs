//! Point Services, declared with this crate's macro.
//!
//! [`Orders`] and [`UserManagement`] are its endpoints, one call each. [`Point`] has the flows: place an order and poll it,
//! list orders over all pages, search for an order whose response was lost. The client signs in by itself.
//!
//! `Debug` shows no string of the caller or the platform: no name, number, label or document. Where the platform's
//! documentation is open or contradicts itself, responses are read leniently, and requests are left for the platform to
//! validate.

mod api;
mod client;
mod eastern_midnight;
mod environment;
mod ids;
mod invalid_field;
mod orders;
mod password_login;
mod point;
#[cfg(any(feature = "openapi", feature = "server"))]
mod point_services;
mod products;
mod query;
mod report;
mod schema;
mod user_management;
mod values;
mod webhooks;

pub use ids::{CorrelationId, OrderGuid, TransactionId};
pub use invalid_field::InvalidField;
#[cfg(feature = "server")]
pub use orders::OrdersServer;
pub use orders::{Orders, OrdersClient};
pub use point::{OrderHandle, OrderTicket, Point, PointBuilder, Reconcile, Reconciliation};
#[cfg(any(feature = "openapi", feature = "server"))]
pub use point_services::PointServices;
#[cfg(feature = "server")]
pub use point_services::PointServicesServer;
pub use products::{
    AdvOrder, AdvParticipant, AdvPerson, AdvRefresh, BljPerson, Company, ConsentToken, ContactPoint, DetailedBljOrder,
    Employer, Filing, Irs4506TOrder, Irs8821Company, Irs8821Form, Irs8821Order, Irs8821Person, Irs8821Request,
    Irs8821Subject, IrsAccount, JointTranscriptForm, JsonOrder, License, Order, ParticipantType, Product, Signature,
    SpecialEmployer, Spouse, Ssa89Order, SsaPerson, Taxpayer, TestMode, TranscriptForm,
};
pub use query::{
    DateProperty, Filter, FlagProperty, OrderPage, OrderQuery, OrderRow, OrderSearch, QueryDate, TextProperty, property,
};
pub use report::{
    Billing, Category, Message, MessageCode, OrderFault, OrderReport, OrderState, ReportDocument, ReportError,
    UnreadableOrder, XmlReport,
};
#[cfg(feature = "server")]
pub use user_management::UserManagementServer;
pub use user_management::{Refresh, SignIn, Tokens, UserManagement, UserManagementClient};
pub use values::{
    Address, DateOfBirth, Document, Ein, PersonName, Phone, PostalCode, Residence, Ssn, State, TaxYears, Zip, Zip5,
};
#[cfg(feature = "server")]
pub use webhooks::WebhooksServer;
pub use webhooks::{WebhookTest, Webhooks, WebhooksClient};
