//! Variations: each choice of a value must reach the wire, since two values that are sent alike cannot arrive as two.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use super::exchange::{Draw, Outcome, Pinned, Scene};
use super::form::Form;
use super::report::Difference;
use crate::made_up::{Kind, Subject, Visit, joined, texts, twins};

/// The side whose values are varied.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Arguments,
    Response,
}

/// Varies each choice of a call, one at a time, unless its place was varied before.
pub(super) struct Variation<'a> {
    pub(super) scene: &'a Scene,
    pub(super) seed: u64,
    pub(super) side: Side,
}

impl Variation<'_> {
    /// The places whose values are not sent, or are sent alike.
    pub(super) async fn differences(&self, visits: &[Visit], tested: &mut HashSet<Subject>) -> Vec<Difference> {
        let (mut differences, mut own) = (Vec::new(), None);
        for (index, visit) in visits.iter().enumerate() {
            let (mut place, kind) = visit.outermost_subject();
            let is_empty_list = kind == Kind::Option && is_empty_list(visits, index);
            if is_empty_list {
                place.push_str("[]");
            }
            let subject = (place, kind);
            if !is_varied(visits, index) || !tested.insert(subject.clone()) {
                continue;
            }
            if own.is_none() {
                own = self.form(&[]).await;
            }
            let Some(own) = &own else { break };
            if is_empty_list && own.omits_empty_lists() {
                continue;
            }
            let difference = self.difference(own, index, visit).await;
            // `None` was perhaps compared with empty lists alone. Another draw has a value, and decides.
            if difference.is_some() && visit.kind == Kind::Option && visit.choice == 0 && own.omits_empty_lists() {
                tested.remove(&subject);
                continue;
            }
            differences.extend(difference);
            differences.extend(self.joined(index, visits).await);
        }
        differences
    }

    async fn difference(&self, own: &Form, index: usize, visit: &Visit) -> Option<Difference> {
        let mut has_other = false;
        let is_other = |choice: &usize| match visit.kind {
            Kind::Option => (*choice == 0) != (visit.choice == 0),
            _ => *choice != visit.choice,
        };
        for choice in (0..visit.count).filter(is_other) {
            match self.form(&[(index, choice)]).await {
                None => {}
                Some(other) if other == *own => has_other = true,
                Some(_) => return self.twin(index, visit).await,
            }
        }
        let text = match self.side {
            Side::Arguments => "the server reads it, but the client does not send it: every value is sent alike",
            Side::Response => "the client reads it, but the server does not send it: every value is sent alike",
        };
        has_other.then(|| self.at(visit, text.to_owned()))
    }

    /// Two texts that one side takes for one another.
    async fn twin(&self, index: usize, visit: &Visit) -> Option<Difference> {
        if visit.kind != Kind::Text || visit.count != texts().len() {
            return None;
        }
        let mut forms: HashMap<usize, Option<Form>> = HashMap::new();
        for (one, other) in twins() {
            for choice in [one, other] {
                if let Entry::Vacant(entry) = forms.entry(choice) {
                    entry.insert(self.form(&[(index, choice)]).await);
                }
            }
            if let (Some(Some(first)), Some(Some(second))) = (forms.get(&one), forms.get(&other))
                && first == second
            {
                let (one, other) = (texts()[one], texts()[other]);
                let sent = first.excerpt(&visit.place());
                return Some(self.at(visit, format!("`{one}` and `{other}` are sent alike, as `{sent}`")));
            }
        }
        None
    }

    /// Two items of a list that are sent as one text is.
    async fn joined(&self, index: usize, visits: &[Visit]) -> Option<Difference> {
        let is_item = |visit: &Visit| visit.kind == Kind::Text && visit.count == texts().len();
        let (list, item) = (&visits[index], visits.get(index + 1)?);
        if list.kind != Kind::Length || !is_item(item) || item.root != list.root {
            return None;
        }
        for (whole, [one, other]) in joined() {
            let one_item = self.form(&[(index, 1), (index + 1, whole)]).await;
            let two_items = self.form(&[(index, 2), (index + 1, one), (index + 2, other)]).await;
            if one_item.is_some() && one_item == two_items {
                let (whole, one, other) = (texts()[whole], texts()[one], texts()[other]);
                return Some(self.at(list, format!("`{one}` and `{other}` are sent as `{whole}` is")));
            }
        }
        None
    }

    fn at(&self, visit: &Visit, text: String) -> Difference {
        Difference { endpoint: self.scene.rehearsal.endpoint(), place: visit.place(), text }
    }

    /// The message with some choices given; `None` if the value is rejected.
    async fn form(&self, pinned: Pinned<'_>) -> Option<Form> {
        let draw = Draw { seed: self.seed, ..Draw::default() };
        match self.side {
            Side::Arguments => match self.scene.call(Draw { argument: pinned, is_request_only: true, ..draw }).await {
                Outcome::Sent(form) => Some(form),
                _ => None,
            },
            Side::Response => match self.scene.call(Draw { response: pinned, ..draw }).await {
                Outcome::Exchanged(exchanged) => Some(exchanged.response),
                _ => None,
            },
        }
    }
}

/// True for a list without items behind an option.
fn is_empty_list(visits: &[Visit], index: usize) -> bool {
    visits.get(index + 1).is_some_and(|next| next.kind == Kind::Length && next.choice == 0)
}

/// True for a choice that must reach the wire. An empty list of a parameter is as absent as `None`, which is
/// documented.
fn is_varied(visits: &[Visit], index: usize) -> bool {
    let visit = &visits[index];
    match visit.kind {
        Kind::Text | Kind::Scalar | Kind::Variant | Kind::Length => visit.count > 1,
        Kind::Option => visit.count > 1 && (!is_empty_list(visits, index) || !visit.root.contains("parameter")),
        Kind::Omission | Kind::Unknown | Kind::Free => false,
    }
}
