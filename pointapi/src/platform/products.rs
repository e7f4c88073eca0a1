//! The orders of the five products.
//!
//! A mandatory value is an argument of the constructor, an optional one a method; an impossible combination has no
//! constructor. An order serializes to the platform's JSON.

mod adv;
mod company;
mod consent;
mod detailed_blj;
mod irs4506t;
mod irs8821;
mod json;
mod lists;
mod model;
mod order;
mod preference;
mod product;
mod ssa89;
mod term;

pub use adv::{
    AdvOrder, AdvParticipant, AdvPerson, AdvRefresh, ContactPoint, Employer, License, ParticipantType, SpecialEmployer,
};
pub use company::Company;
pub use consent::ConsentToken;
pub use detailed_blj::{BljPerson, DetailedBljOrder};
pub use irs4506t::{Filing, Irs4506TOrder, JointTranscriptForm, Spouse, Taxpayer, TranscriptForm};
pub use irs8821::{
    Irs8821Company, Irs8821Form, Irs8821Order, Irs8821Person, Irs8821Request, Irs8821Subject, IrsAccount, TestMode,
};
pub use json::JsonOrder;
pub use order::Order;
pub use product::Product;
pub use ssa89::{Signature, Ssa89Order, SsaPerson};
