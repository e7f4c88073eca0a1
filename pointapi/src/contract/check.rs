//! The calls of each endpoint, and the differences that they show.

use std::collections::HashSet;

use bytes::Bytes;
use http::Response;

use super::exchange::{Draw, Exchanged, Outcome, Scene, detail};
use super::form::Form;
use super::influence::{Side, Variation};
use super::report::{Difference, Differences, Report, Unchecked};
use crate::endpoint::Endpoint;

/// The calls that distinguish the order of a set from that of a list. Two sets of two items have the same order in half of
/// all cases.
const REPEATS: usize = 24;

/// A check in progress.
pub(super) struct Check {
    pub(super) cases: u64,
    pub(super) report: Report,
    pub(super) differences: Vec<Difference>,
}

impl Check {
    pub(super) fn finish(self) -> Result<Report, Differences> {
        let Self { report, differences, .. } = self;
        if differences.is_empty() { Ok(report) } else { Err(Differences { setup: None, list: differences }) }
    }

    /// Notes that an endpoint was not checked.
    pub(super) fn skip(&mut self, endpoint: &'static Endpoint, reason: String) {
        self.report.unchecked.push(Unchecked { endpoint, reason });
    }

    /// Calls an endpoint, and compares what arrives.
    pub(super) async fn endpoint(&mut self, scene: &Scene) {
        scene.forget();
        let endpoint = scene.rehearsal.endpoint();
        let (mut settled, mut found) = (0, Vec::new());
        let (mut unsent, mut unreturned) = (None, None);
        let mut tested = [HashSet::new(), HashSet::new()];
        for seed in 0..self.cases {
            let draw = Draw { seed, ..Draw::default() };
            let mut outcome = match scene.settle(draw).await {
                Ok(outcome) => outcome,
                Err(reason) => {
                    unsent.get_or_insert(reason);
                    continue;
                }
            };
            let visits = scene.visits();
            if let Outcome::ResponseRejected { reason, .. } = &outcome {
                unreturned.get_or_insert_with(|| format!("its response: {reason}"));
            }
            if outcome.is_reordered() {
                for _ in 0..REPEATS {
                    outcome.note_order(&scene.call(draw).await);
                }
            }
            let is_exchanged = matches!(outcome, Outcome::Exchanged(_));
            let differences = differences(endpoint, outcome);
            settled += usize::from(differences.is_empty());
            found.extend(differences);
            if found.is_empty() {
                let [arguments, response] = &mut tested;
                let vary = |side| Variation { scene, seed, side };
                found.extend(vary(Side::Arguments).differences(&visits.0, arguments).await);
                if is_exchanged {
                    found.extend(vary(Side::Response).differences(&visits.1, response).await);
                }
            }
        }
        self.report.endpoints += usize::from(settled > 0);
        self.report.exchanges += settled;
        unsent.into_iter().chain(unreturned).for_each(|reason| self.skip(endpoint, reason));
        // The same difference shows in many calls, with other values.
        let mut places = HashSet::new();
        self.differences.extend(found.into_iter().filter(|difference| places.insert(difference.place.clone())));
    }
}

/// The differences that one call shows.
fn differences(endpoint: &'static Endpoint, outcome: Outcome) -> Vec<Difference> {
    let at = |place: String, text: String| Difference { endpoint, place, text };
    match outcome {
        Outcome::Unserved { request, response } => {
            let (place, text) = unserved(&request, &response);
            vec![at(place, text)]
        }
        Outcome::ResponseRejected { request, repeated, .. } => {
            changed(&request, &repeated).map(|(place, text)| at(place, text)).into_iter().collect()
        }
        Outcome::Exchanged(exchanged) => {
            let Exchanged { request, repeated, response, returned } = *exchanged;
            let differences = changed(&request, &repeated).into_iter().chain(unread(endpoint, &response, &returned));
            differences.map(|(place, text)| at(place, text)).collect()
        }
        _ => Vec::new(),
    }
}

/// The place of a request that arrived as another, and both.
fn changed(request: &Form, repeated: &Form) -> Option<(String, String)> {
    let (place, sent, read) = request.difference(repeated)?;
    Some((place, format!("the client sends {sent}, and what the server reads from it is sent as {read}")))
}

/// The place of a response that the client read as another, or did not read.
fn unread(endpoint: &'static Endpoint, response: &Form, returned: &Result<Form, String>) -> Option<(String, String)> {
    match returned {
        // An empty body is as absent as `None`, which is documented.
        Ok(returned) if response.is_empty() && returned.is_absent(endpoint) => None,
        Err(reason) => {
            let sent = response.excerpt("");
            let text = format!("the client cannot read what the server sends: {reason}; the server sent `{sent}`");
            Some(("the response".to_owned(), text))
        }
        Ok(returned) => response.difference(returned).map(|(place, sent, read)| {
            let text = format!("the server sends {sent}, and what the client reads from it is sent as {read}");
            (format!("{place} of the response"), text)
        }),
    }
}

/// The rejection of a request: the parameter that it names, and what the client sent.
fn unserved(request: &Form, response: &Response<Bytes>) -> (String, String) {
    let detail = detail(response).unwrap_or_else(|| "without a reason".to_owned());
    let status = response.status().as_u16();
    let sent = request.excerpt(&detail);
    let place = detail.split_once('`').and_then(|(kind, rest)| {
        let (name, _) = rest.split_once('`')?;
        kind.ends_with("parameter ").then(|| format!("{kind}`{name}`"))
    });
    let is_body = |part: &&&str| detail.starts_with(**part);
    let part = ["the body", "the form"].iter().find(is_body).map_or("the request", |_| "the body");
    let place = place.unwrap_or_else(|| part.to_owned());
    (place, format!("the server rejects what the client sends: {status}, {detail}; the client sent `{sent}`"))
}
