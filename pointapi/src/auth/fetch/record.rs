//! The store calls of a token fetch: load, adopt, lease, save. A store that fails never fails a token fetch, except the
//! sign-in of a login that accepts each refresh token once.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::sync::oneshot;
use tokio::time::{Instant, sleep};

use super::context::{Fetch, LeaseState, Obtained, Unsaved};
use crate::auth::api::access_token::AccessToken;
use crate::auth::api::failure::{AuthFailure, AuthFailureKind};
use crate::auth::state::fetch_handle::Outcome;
use crate::auth::state::fetched::{FetchFailure, RefreshChange};
use crate::auth::state::lifespan::Lifespan;
use crate::auth::state::session::{RefreshGrant, Version};
use crate::auth::state::shared::Shared;
use crate::auth::state::snapshot::LiveToken;
use crate::auth::store_calls::ask;
use crate::auth::{numbers as n, telemetry};
use crate::box_error::BoxError;
use crate::clock::Moment;
use crate::store::{Commit, StoreKey, StoredRecord, StoredToken, TokenRecord};

impl Fetch {
    /// Takes the lease; adopts tokens that another process has fetched before or meanwhile.
    pub(crate) async fn secure(&mut self) -> Result<Option<Obtained>, FetchFailure> {
        if !matches!(self.lease, LeaseState::NotRequested) {
            return Ok(None);
        }
        if let Some(adopted) = self.look().await? {
            return Ok(Some(adopted));
        }
        let key = self.shared.store_key();
        let patience = Instant::now() + n::LEASE_LIMIT;
        while let Some(lease) = ask("lease", || self.shared.store.lease(&key)).await {
            if let Some(lease) = lease {
                self.lease = LeaseState::Held(lease);
                return self.look().await;
            }
            if Instant::now() >= patience && !self.shared.source.rotates_refresh_tokens() {
                let waited = format!("another holder kept the lease for {} s", n::LEASE_LIMIT.as_secs());
                telemetry::store_degraded("lease", &waited);
                break;
            }
            sleep(n::LEASE_POLL + self.shared.jitter.up_to(n::LEASE_POLL * 3)).await;
            if let Some(adopted) = self.look().await? {
                return Ok(Some(adopted));
            }
        }
        self.lease = LeaseState::Alone;
        Ok(None)
    }

    /// Adopts a newer record of the store.
    pub(crate) async fn look(&mut self) -> Result<Option<Obtained>, FetchFailure> {
        let key = self.shared.store_key();
        let loaded = ask("load", || self.shared.store.load(&key)).await;
        self.has_read_store |= loaded.is_some();
        match loaded.flatten() {
            Some(stored) => self.adopt(key, &stored),
            None => Ok(None),
        }
    }

    /// Returns the access token if it is usable; otherwise only the refresh token enters the state.
    fn adopt(&self, key: StoreKey, stored: &StoredRecord) -> Result<Option<Obtained>, FetchFailure> {
        let record = stored.record();
        let now = self.shared.now();
        let stored_now = stored.time_base(now.wall);
        let mut session = self.shared.lock();
        let seen = session.seen(key);
        let is_newer = record.is_readable() && seen.version.is_before(Version::of(record));
        if !is_newer || !session.is_current(&self.handle) {
            return Ok(None);
        }
        // A sign-out written before this process used the record does not end the session of this process, and neither
        // does its own sign-out from an earlier session.
        let is_ours = seen.version != Version::default() && !session.sign_out.has_left(record);
        session.saw(Version::of(record));
        if record.is_signed_out() {
            return if is_ours { Err(FetchFailure::signed_out()) } else { Ok(None) };
        }
        let grant = record.refresh().map(|stored| refresh_grant(stored, stored_now, now));
        let access = self.live_access(record, stored_now, now);
        match access.filter(|access| session.rejected.as_ref() != Some(&access.token)) {
            Some(access) => Ok(Some(Obtained::Adopted { access, refresh: RefreshChange::Replace(grant) })),
            None => {
                if grant.is_some() {
                    session.refresh = grant;
                }
                Ok(None)
            }
        }
    }

    /// A stored token has only wall times: one from the future, or with an absurd lifetime, is ignored.
    fn live_access(&self, record: &TokenRecord, stored_now: SystemTime, now: Moment) -> Option<LiveToken> {
        let stored = record.access()?;
        let is_from_the_future =
            record.issued_at().duration_since(stored_now).is_ok_and(|ahead| ahead > n::RECORD_SKEW);
        let life = match stored.expires_at() {
            None => Lifespan::until_rejected(now),
            Some(expires_at) => {
                let longest = self.longest_stored_life(record);
                let remaining = expires_at.duration_since(stored_now).ok().filter(|left| *left <= longest)?;
                let lifetime = expires_at.duration_since(record.issued_at()).unwrap_or(remaining);
                Lifespan::new(now, lifetime.min(longest), remaining, &self.shared.jitter)
            }
        };
        if is_from_the_future || !life.is_usable(now) {
            return None;
        }
        let token = AccessToken::new(stored.token.clone(), &*self.shared.source).ok()?;
        Some(LiveToken { token, life, is_suspect: false })
    }

    /// A token that only a person can replace has the lifetime that its login stated, however long.
    fn longest_stored_life(&self, record: &TokenRecord) -> Duration {
        match self.shared.source.is_interactive() && record.refresh().is_none() {
            true => Duration::MAX,
            false => n::MAX_LIFETIME,
        }
    }
}

fn refresh_grant(stored: &StoredToken, stored_now: SystemTime, now: Moment) -> RefreshGrant {
    let deadline = stored.expires_at().map(|deadline| {
        let left = deadline.duration_since(stored_now).unwrap_or_default();
        now.after(left).wall
    });
    RefreshGrant::new(stored.token.clone(), deadline, now)
}

/// Attempts of a commit that meets conflicts.
const COMMIT_ATTEMPTS: u32 = 3;

/// Returns true if the store has the record, or a newer one, in time.
pub(super) async fn save(shared: &Shared, unsaved: &Unsaved) -> bool {
    let is_saved = ask("commit", || commit(shared, unsaved)).await.is_some();
    if is_saved {
        let mut session = shared.lock();
        if session.sign_out.has_left(&unsaved.record) {
            session.sign_out.settle();
        }
    }
    is_saved
}

/// Retries in the background until a newer token is published or the caller signs out.
pub(super) async fn save_later(shared: &Shared, unsaved: &Unsaved) {
    let generation = shared.snapshot.load().generation;
    for attempt in 1..=n::PERSIST_RETRIES {
        sleep(n::BACKOFF_BASE * 2_u32.saturating_pow(attempt)).await;
        let is_wanted = shared.lock().is_session_of(&unsaved.seen) && shared.snapshot.load().generation == generation;
        if !is_wanted || save(shared, unsaved).await {
            return;
        }
    }
}

/// Marks the record as signed out for all processes that share it.
///
/// # Errors
///
/// If the store did not take the mark; it is tried again in the background.
pub(crate) async fn bury(shared: &Arc<Shared>, record: TokenRecord) -> Outcome {
    let key = shared.store_key();
    let tombstone = Unsaved { record, seen: shared.lock().seen(key) };
    let (report, first_outcome) = oneshot::channel();
    // In its own task, so that the tokens are removed even if the caller drops this future.
    let task = tokio::spawn({
        let shared = Arc::clone(shared);
        async move {
            let is_saved = save(&shared, &tombstone).await;
            let _ = report.send(is_saved);
            if !is_saved {
                save_later(&shared, &tombstone).await;
            }
        }
    });
    shared.lock().add_sign_out_task(task);
    match first_outcome.await {
        Ok(true) => Ok(()),
        _ => Err(AuthFailure::of(AuthFailureKind::SignOutUnsaved)),
    }
}

/// Compares and sets, until the newer of two records is kept.
async fn commit(shared: &Shared, unsaved: &Unsaved) -> Result<(), BoxError> {
    let Unsaved { record, seen } = unsaved;
    let key = &seen.key;
    let mut expected = seen.version.epoch;
    for _ in 0..COMMIT_ATTEMPTS {
        if record.is_signed_out() && shared.lock().sign_out.pending().is_none() {
            // Signed in again, or saved by another call, meanwhile.
            return Ok(());
        }
        let next = record.clone().stamped(expected.saturating_add(1), shared.now().wall);
        if shared.store.commit(key, &next, expected).await? == Commit::Stored {
            shared.lock().wrote(Version::of(&next), seen);
            return Ok(());
        }
        expected = match shared.store.load(key).await? {
            Some(other) if record.is_signed_out() && !other.record().is_readable() => {
                return Err("the stored record cannot be read, so the sign-out must not replace it".into());
            }
            Some(other) if !may_replace(shared, unsaved, &other) => return Ok(()),
            Some(other) => other.record().epoch(),
            None => 0,
        };
    }
    Err("the record changes faster than it can be written".into())
}

/// The tokens of this session replace the sign-out that began it, although a sign-out is otherwise final.
fn may_replace(shared: &Shared, Unsaved { record, seen }: &Unsaved, kept: &StoredRecord) -> bool {
    let session = shared.lock();
    let is_after_own_sign_out = session.is_session_of(seen) && session.sign_out.has_left(kept.record());
    drop(session);
    is_after_own_sign_out || record.may_replace(kept, shared.now().wall)
}
