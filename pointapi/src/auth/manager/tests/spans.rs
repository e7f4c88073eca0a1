//! The fields of a token fetch's span, and the links from its waiters.

use std::collections::HashMap;
use std::fmt::Debug;
use std::sync::{Mutex, MutexGuard};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Record};
use tracing::{Id, Instrument, Subscriber};
use tracing_subscriber::layer::Context;
use tracing_subscriber::prelude::*;
use tracing_subscriber::{Layer, Registry};

use super::super::*;
use super::script::*;
use crate::auth::TokenError;
use crate::metrics::subscriber::subscribe;

/// Records the fields of each span, and the pairs of spans that follow from each other.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<Seen>>);

#[derive(Default)]
struct Seen {
    spans: HashMap<u64, HashMap<&'static str, String>>,
    links: Vec<(u64, u64)>,
}

impl Recorder {
    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.0.lock().expect("no panic")
    }

    fn fetches(&self) -> Vec<(u64, HashMap<&'static str, String>)> {
        let seen = self.seen();
        let mut fetches: Vec<_> =
            seen.spans.clone().into_iter().filter(|(_, span)| span["name"] == "auth.token_fetch").collect();
        fetches.sort_by_key(|(_, span)| span["fetch_id"].clone());
        fetches
    }
}

struct Fields<'a>(&'a mut HashMap<&'static str, String>);

impl Visit for Fields<'_> {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }
}

impl<S: Subscriber> Layer<S> for Recorder {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, _: Context<'_, S>) {
        let mut seen = self.seen();
        let span = seen.spans.entry(id.into_u64()).or_default();
        span.insert("name", attributes.metadata().name().to_owned());
        attributes.record(&mut Fields(span));
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, _: Context<'_, S>) {
        values.record(&mut Fields(self.seen().spans.entry(id.into_u64()).or_default()));
    }

    fn on_follows_from(&self, span: &Id, follows: &Id, _: Context<'_, S>) {
        self.seen().links.push((span.into_u64(), follows.into_u64()));
    }
}

#[tokio::test(start_paused = true)]
async fn a_fetch_has_a_span_with_all_its_fields_and_waiters_link_to_it() {
    let recorder = Recorder::default();
    let _subscribed = subscribe(Registry::default().with(recorder.clone()));
    let (world, login) = (World::new(), Arc::new(Login::of("greta-canary")));
    let manager = world.manager(&login, Some("branch-7"), 1);
    let waiters = [tracing::info_span!("one"), tracing::info_span!("other")];
    for outcome in waiters.each_ref().map(|span| tokio::spawn(authorize(manager.clone()).instrument(span.clone()))) {
        outcome.await.expect("no panic");
    }
    world.clock.advance(HOUR);
    login.on_refresh([Reply::Error(TokenError::transient("500")), Reply::Error(TokenError::rejected("canary"))]);
    login.on_sign_in([Reply::Error(TokenError::transient("500"))]);
    let _ = manager.authorize(None).await;

    let [(first, cold), (_, failed)] = &recorder.fetches()[..] else { panic!("two fetches") };
    for (field, value) in [("kind", "sign_in"), ("trigger", "Empty"), ("identity", "branch-7"), ("attempt", "1")] {
        assert_eq!(cold[field], value);
    }
    assert_eq!((&*cold["gen_from"], &*cold["gen_to"], &*cold["outcome"]), ("0", "1", "published"));
    assert_eq!((&*failed["kind"], &*failed["trigger"], &*failed["outcome"]), ("refresh", "Expired", "unavailable"));
    assert!(!failed.contains_key("gen_to"));
    for waiter in waiters.iter().filter_map(tracing::Span::id) {
        assert!(recorder.seen().links.contains(&(waiter.into_u64(), *first)));
    }
    assert!(!format!("{:?}", recorder.seen().spans).contains("canary"));
}

async fn authorize(manager: TokenManager) {
    manager.authorize(None).await.expect("a token");
}
