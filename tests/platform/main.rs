//! Point Services: what is sent, what is understood, and the flows that take more than one call.

mod addresses;
mod answers;
mod contradictions;
mod flows;
mod masking;
mod orders;
mod paging;
mod polling;
mod reconcile;
mod sample;
mod sandbox;
mod strict_mock;
mod twin;
