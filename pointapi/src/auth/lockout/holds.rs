//! The sign-in attempts of one account and the holds that follow from them. Pure state: no waiting, no clock.

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use super::hold::{Hold, HoldReason, HoldReset, Scope};
use crate::auth::api::credentials::SignInHold;
use crate::auth::api::fingerprint::CredentialId;
use crate::auth::numbers::{
    ATTEMPT_MEMORY, BACKOFF_CAP_WITHOUT_TOKEN, CEILING, CEILING_WINDOW, LAST_SIGN_IN_PAUSE, MAX_PROVEN, SIGN_IN_HOLDS,
    UNPROVEN_HOLDS,
};
use crate::clock::Moment;

/// The credentials and alias of a sign-in.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct SignInKey {
    pub(crate) credentials: CredentialId,
    pub(crate) alias: Option<String>,
}

/// A sign-in without a token that the store is not known to have.
pub(crate) struct UnsharedAttempt {
    /// When it no longer counts.
    pub(crate) end: Moment,
    /// The acknowledgement of a commit that had it was lost.
    pub(crate) may_be_stored: bool,
}

/// The attempts and holds of one account.
#[derive(Default)]
pub(crate) struct AccountHolds {
    policy: SignInHold,
    reset: Option<HoldReset>,
    /// Suspends all sign-ins of the account.
    pause: Option<Hold>,
    /// The last sign-ins that yielded no token and may have counted towards a lockout: when each of them no longer counts,
    /// oldest first.
    unproven: VecDeque<Moment>,
    /// Those of them that the store does not have yet.
    unshared: Vec<UnsharedAttempt>,
    credentials: HashMap<CredentialId, Attempts>,
    /// Aliases that were rejected with credentials that other aliases use with success.
    aliases: HashMap<SignInKey, Attempts>,
}

/// The attempts in one scope.
#[derive(Default)]
struct Attempts {
    /// The aliases that signed in with these credentials, and when.
    proven: HashMap<Option<String>, Moment>,
    count: u32,
    hold: Option<Hold>,
    last: Option<Moment>,
}

impl AccountHolds {
    pub(crate) fn new(policy: SignInHold) -> Self {
        Self { policy, ..Self::default() }
    }

    pub(crate) fn policy(&self) -> SignInHold {
        self.policy
    }

    /// Fails with the active hold that ends last.
    pub(crate) fn check(&self, key: &SignInKey, now: Moment) -> Result<(), Hold> {
        let credentials = self.credentials.get(&key.credentials);
        let holds = [
            self.pause,
            self.ceiling(now),
            credentials.and_then(|attempts| attempts.hold),
            self.aliases.get(key).and_then(|attempts| attempts.hold),
        ];
        let active = holds.into_iter().flatten().filter(|hold| !hold.until.is_over(now));
        match active.max_by_key(|hold| hold.until.monotonic) {
            Some(hold) => Err(hold),
            None => Ok(()),
        }
    }

    pub(crate) fn is_proven(&self, key: &SignInKey) -> bool {
        self.credentials.get(&key.credentials).is_some_and(|attempts| !attempts.proven.is_empty())
    }

    /// Records a success. Attempts with other credentials no longer matter: these are now the account's credentials.
    pub(crate) fn accepted(&mut self, key: &SignInKey, now: Moment) {
        self.credentials.retain(|credentials, _| *credentials == key.credentials);
        self.aliases.retain(|other, _| other.credentials == key.credentials && other != key);
        let attempts = self.credentials.entry(key.credentials).or_default();
        attempts.count = 0;
        attempts.hold = None;
        attempts.prove(key.alias.clone(), now);
    }

    /// Holds the credentials; or this alias alone, if it never signed in with credentials that work for others.
    pub(crate) fn rejected(&mut self, key: &SignInKey, now: Moment) -> Hold {
        self.count_unproven(now);
        let policy = self.policy;
        let credentials = self.credentials.entry(key.credentials).or_default();
        let is_about_the_alias = !credentials.proven.is_empty() && !credentials.proven.contains_key(&key.alias);
        let attempts = if is_about_the_alias { self.aliases.entry(key.clone()).or_default() } else { credentials };
        attempts.proven.clear();
        attempts.count(now);
        let length = match policy {
            SignInHold::Escalating => nth(&SIGN_IN_HOLDS, attempts.count),
            SignInHold::Forever => Duration::MAX,
        };
        let hold = Hold { reason: HoldReason::Rejected, attempts: attempts.count, until: now.after(length) };
        *attempts.hold.insert(hold)
    }

    /// Records a sign-in without a response. It holds credentials that never succeeded, from the second time on.
    pub(crate) fn unanswered(&mut self, key: &SignInKey, now: Moment) -> Option<Hold> {
        if self.is_proven(key) {
            self.inconclusive(now, BACKOFF_CAP_WITHOUT_TOKEN);
            return None;
        }
        self.without_token(key, now)
    }

    /// Records a sign-in that may have counted, but says nothing about the credentials. Returns the pause of the
    /// account from the second on: without it, a login that is down for seconds would use up the ceiling and be held
    /// for an hour.
    pub(crate) fn inconclusive(&mut self, now: Moment, longest_backoff: Duration) -> Option<Duration> {
        self.count_unproven(now);
        let counted = self.counted(now);
        let length = match counted {
            ..=1 => return None,
            2 => longest_backoff,
            _ => LAST_SIGN_IN_PAUSE,
        };
        let attempts = u32::try_from(counted).unwrap_or(u32::MAX);
        self.pause(Hold { reason: HoldReason::Unproven, attempts, until: now.after(length) });
        Some(length)
    }

    /// Returns the number of sign-ins without a token that count now.
    pub(crate) fn counted(&self, now: Moment) -> usize {
        self.unproven.iter().filter(|end| !end.is_over(now)).count()
    }

    /// Records a response without a usable token. It holds the credentials from the second time in a row on.
    pub(crate) fn without_token(&mut self, key: &SignInKey, now: Moment) -> Option<Hold> {
        self.count_unproven(now);
        let attempts = self.credentials.entry(key.credentials).or_default();
        let hold = attempts.if_unproven(now);
        attempts.count(now);
        // A sign-in that ran in parallel may have been rejected, which holds for longer.
        attempts.hold = if attempts.count > 1 { Some(later(attempts.hold, hold)) } else { attempts.hold };
        attempts.hold
    }

    /// Records a sign-in that may have counted towards a lockout, whatever it says about the credentials.
    pub(crate) fn count_unproven(&mut self, now: Moment) {
        self.forget_old(now);
        if self.unproven.len() >= CEILING {
            self.unproven.pop_front();
        }
        let end = now.after(CEILING_WINDOW);
        self.unproven.push_back(end);
        self.add_unshared(vec![UnsharedAttempt { end, may_be_stored: false }]);
    }

    /// Takes those of the sign-ins without a token that the store does not have yet.
    pub(crate) fn take_unshared(&mut self) -> Vec<UnsharedAttempt> {
        std::mem::take(&mut self.unshared)
    }

    /// Adds sign-ins without a token for the next write to the store; the last ones are kept.
    pub(crate) fn add_unshared(&mut self, attempts: Vec<UnsharedAttempt>) {
        self.unshared.extend(attempts);
        self.unshared.sort_by_key(|attempt| attempt.end.monotonic);
        self.unshared.drain(..self.unshared.len().saturating_sub(CEILING));
    }

    /// Adopts the sign-ins without a token that the store knows. Both lists may have the same ones, so of two at the same
    /// place from the end the later counts.
    pub(crate) fn absorb_unproven(&mut self, mut known: Vec<Moment>) {
        let mut own = std::mem::take(&mut self.unproven);
        while self.unproven.len() < CEILING {
            let end = match (own.pop_back(), known.pop()) {
                (Some(own), Some(known)) => later_of(own, known),
                (Some(end), None) | (None, Some(end)) => end,
                (None, None) => break,
            };
            self.unproven.push_front(end);
        }
    }

    /// Returns the hold that follows if the attempt ends without a token.
    pub(crate) fn if_unproven(&self, key: &SignInKey, now: Moment) -> Hold {
        self.credentials.get(&key.credentials).unwrap_or(&Attempts::default()).if_unproven(now)
    }

    pub(crate) fn throttled(&mut self, until: Moment) -> Hold {
        self.pause(Hold { reason: HoldReason::Throttled, attempts: 0, until })
    }

    /// Adopts a hold of another process.
    pub(crate) fn absorb(&mut self, key: &SignInKey, scope: Scope, hold: Hold) {
        let attempts = match scope {
            Scope::Account => {
                self.pause(hold);
                return;
            }
            Scope::Credentials => self.credentials.entry(key.credentials).or_default(),
            Scope::Alias => self.aliases.entry(key.clone()).or_default(),
        };
        attempts.absorb(hold);
    }

    /// Returns the holds and counts of this sign-in, for other processes.
    pub(crate) fn shareable(&self, key: &SignInKey, now: Moment) -> Vec<(Scope, Hold)> {
        let of = |attempts: Option<&Attempts>| attempts.and_then(|attempts| attempts.shareable(now));
        [
            (Scope::Account, self.pause.filter(|hold| !hold.until.is_over(now))),
            (Scope::Credentials, of(self.credentials.get(&key.credentials))),
            (Scope::Alias, of(self.aliases.get(key))),
        ]
        .into_iter()
        .filter_map(|(scope, hold)| Some((scope, hold?)))
        .collect()
    }

    pub(crate) fn pending_reset(&self) -> Option<HoldReset> {
        self.reset
    }

    /// Records that the store reflects the reset.
    pub(crate) fn mark_reset_shared(&mut self) {
        self.reset = None;
    }

    pub(crate) fn end_holds(&mut self) {
        self.reset = self.reset.max(Some(HoldReset::Holds));
        self.pause = None;
        self.unproven.clear();
        self.unshared.clear();
        for attempts in self.credentials.values_mut().chain(self.aliases.values_mut()) {
            attempts.hold = None;
        }
    }

    pub(crate) fn forget_attempts(&mut self) {
        self.end_holds();
        self.reset = Some(HoldReset::Everything);
        self.aliases.clear();
        for attempts in self.credentials.values_mut() {
            attempts.count = 0;
        }
    }

    /// True if nothing here outlasts `now`, so that the account may be forgotten.
    pub(crate) fn is_forgettable(&self, now: Moment) -> bool {
        let mut all = self.credentials.values().chain(self.aliases.values());
        let last = self.unproven.back().copied();
        let is_held = [self.pause.map(|hold| hold.until), last].into_iter().flatten().any(|until| !until.is_over(now));
        !is_held && self.reset.is_none() && all.all(|attempts| attempts.is_old(now))
    }

    /// Suspends all sign-ins of the account; of two pauses the one that ends last counts.
    fn pause(&mut self, hold: Hold) -> Hold {
        *self.pause.insert(later(self.pause, hold))
    }

    /// The ceiling of sign-ins without a token in one window, whatever the responses.
    fn ceiling(&self, now: Moment) -> Option<Hold> {
        let until = *self.unproven.front().filter(|_| self.unproven.len() >= CEILING)?;
        let attempts = u32::try_from(CEILING).unwrap_or(u32::MAX);
        (!until.is_over(now)).then_some(Hold { reason: HoldReason::Unproven, attempts, until })
    }

    /// Without this, a service whose password changes daily would keep an entry for each password.
    fn forget_old(&mut self, now: Moment) {
        self.credentials.retain(|_, attempts| !attempts.is_old(now));
        self.aliases.retain(|_, attempts| !attempts.is_old(now));
    }
}

impl Attempts {
    fn count(&mut self, now: Moment) {
        self.count = self.count.saturating_add(1);
        self.last = Some(now);
    }

    fn prove(&mut self, alias: Option<String>, now: Moment) {
        self.last = Some(now);
        self.proven.retain(|_, proven| !proven.after(ATTEMPT_MEMORY).is_over(now));
        if self.proven.len() >= MAX_PROVEN
            && let Some(oldest) = self.proven.iter().min_by_key(|(_, proven)| proven.monotonic)
        {
            let oldest = oldest.0.clone();
            self.proven.remove(&oldest);
        }
        self.proven.insert(alias, now);
    }

    fn absorb(&mut self, hold: Hold) {
        if hold.attempts > self.count {
            // Another process failed since our last success, so that success no longer proves the credentials.
            self.proven.clear();
            self.hold = Some(hold);
        } else {
            // Our count may predate a success elsewhere, after which theirs began anew.
            self.hold = Some(later(self.hold, hold));
        }
        self.count = self.count.max(hold.attempts);
        if self.last.is_none_or(|last| last.monotonic < hold.until.monotonic) {
            self.last = Some(hold.until);
        }
    }

    /// The hold, or the count without one.
    fn shareable(&self, now: Moment) -> Option<Hold> {
        let counted = Hold { reason: HoldReason::Unproven, attempts: self.count, until: now };
        (self.count > 0).then(|| self.hold.unwrap_or(counted))
    }

    /// One failure causes no hold: the server may be starting.
    fn if_unproven(&self, now: Moment) -> Hold {
        let attempts = self.count.saturating_add(1);
        let length = if attempts > 1 { nth(&UNPROVEN_HOLDS, attempts - 1) } else { Duration::ZERO };
        Hold { reason: HoldReason::Unproven, attempts, until: now.after(length) }
    }

    fn is_old(&self, now: Moment) -> bool {
        let is_held = self.hold.is_some_and(|hold| !hold.until.is_over(now));
        !is_held && self.last.is_some_and(|last| last.after(ATTEMPT_MEMORY).is_over(now))
    }
}

fn later_of(one: Moment, other: Moment) -> Moment {
    if one.monotonic > other.monotonic { one } else { other }
}

/// The hold that ends last.
fn later(old: Option<Hold>, new: Hold) -> Hold {
    old.filter(|old| old.until.monotonic > new.until.monotonic).unwrap_or(new)
}

/// The length for the `number`th time, from 1; the last length repeats.
fn nth(lengths: &[Duration; 3], number: u32) -> Duration {
    let [.., longest] = *lengths;
    let index = usize::try_from(number.saturating_sub(1)).unwrap_or(usize::MAX);
    lengths.get(index).copied().unwrap_or(longest)
}

#[cfg(test)]
mod tests;
