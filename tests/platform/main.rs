//! Point Services: requests, responses and multi-call flows.

mod addresses;
mod by_the_document;
mod contradictions;
mod flows;
mod masking;
mod orders;
mod paging;
mod polling;
mod reconcile;
mod responses;
mod sample;
mod sandbox;
mod served;
mod strict_mock;
mod twin;
