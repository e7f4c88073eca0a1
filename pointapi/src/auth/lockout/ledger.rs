//! What was tried for one account, and what follows from it. No waiting, no clock of its own.

use std::collections::HashMap;
use std::time::Duration;

use crate::auth::api::credentials::SignInHold;
use crate::auth::api::fingerprint::CredentialId;
use crate::auth::numbers::SIGN_IN_HOLDS;
use crate::clock::Moment;

/// What somebody wants to sign in with.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct SignInKey {
    pub(crate) credentials: CredentialId,
    pub(crate) alias: Option<String>,
}

/// No sign-in until then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Held {
    pub(crate) because: HeldBecause,
    pub(crate) until: Moment,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HeldBecause {
    Rejected { attempts: u32 },
    Unanswered { attempts: u32 },
    Throttled,
}

impl HeldBecause {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Rejected { .. } => "rejected",
            Self::Unanswered { .. } => "unanswered",
            Self::Throttled => "throttled",
        }
    }

    pub(crate) fn attempts(self) -> u32 {
        match self {
            Self::Rejected { attempts } | Self::Unanswered { attempts } => attempts,
            Self::Throttled => 0,
        }
    }
}

/// What is known of a scope, to be shared with other processes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Note {
    pub(crate) scope: Scope,
    /// May be over already: the count is of interest even then.
    pub(crate) held: Held,
}

/// Whom a hold is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// The account, whatever the credentials.
    Account,
    /// All who sign in with the credentials.
    Credentials,
    /// One alias of credentials that serve others.
    Alias,
}

/// What the operator has ended here and a store may still say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum HoldReset {
    /// What was tried still counts.
    Holds,
    Everything,
}

#[derive(Default)]
pub(crate) struct Ledger {
    hold: SignInHold,
    hold_reset: Option<HoldReset>,
    blocked_until: Option<Moment>,
    credentials: HashMap<CredentialId, Record>,
    /// Aliases that were rejected with credentials which had served another.
    aliases: HashMap<SignInKey, Record>,
}

#[derive(Default)]
struct Record {
    /// The aliases that these credentials let in.
    proven: Vec<Option<String>>,
    attempts: u32,
    hold: Option<Held>,
}

impl Ledger {
    pub(crate) fn new(hold: SignInHold) -> Self {
        Self { hold, ..Self::default() }
    }

    pub(crate) fn hold(&self) -> SignInHold {
        self.hold
    }

    pub(crate) fn check(&self, key: &SignInKey, now: Moment) -> Result<(), Held> {
        let blocked = self.blocked_until.map(|until| Held { because: HeldBecause::Throttled, until });
        let credentials = self.credentials.get(&key.credentials);
        let holds =
            [blocked, credentials.and_then(|record| record.hold), self.aliases.get(key).and_then(|record| record.hold)];
        match holds.into_iter().flatten().find(|held| !held.until.is_over(now)) {
            Some(held) => Err(held),
            None => Ok(()),
        }
    }

    pub(crate) fn is_proven(&self, key: &SignInKey) -> bool {
        self.credentials.get(&key.credentials).is_some_and(|record| !record.proven.is_empty())
    }

    pub(crate) fn accepted(&mut self, key: &SignInKey) {
        // What was tried before is of no more interest: the account has these credentials now.
        self.credentials.retain(|credentials, _| *credentials == key.credentials);
        self.aliases.retain(|other, _| other.credentials == key.credentials && other != key);
        let record = self.credentials.entry(key.credentials).or_default();
        record.attempts = 0;
        record.hold = None;
        if !record.proven.contains(&key.alias) {
            record.proven.push(key.alias.clone());
        }
    }

    /// Holds the credentials; where they still serve other aliases and never served this one, this alias alone.
    pub(crate) fn rejected(&mut self, key: &SignInKey, now: Moment) -> Held {
        let credentials = self.credentials.entry(key.credentials).or_default();
        let is_about_the_alias = !credentials.proven.is_empty() && !credentials.proven.contains(&key.alias);
        let record = match is_about_the_alias {
            true => self.aliases.entry(key.clone()).or_default(),
            false => credentials,
        };
        record.proven.clear();
        record.count();
        let length = match self.hold {
            SignInHold::Escalating => hold_after(record.attempts),
            SignInHold::Forever => Duration::MAX,
        };
        let because = HeldBecause::Rejected { attempts: record.attempts };
        *record.hold.insert(Held { because, until: now.after(length) })
    }

    /// Counts for unproven credentials.
    pub(crate) fn unanswered(&mut self, key: &SignInKey, now: Moment) -> Option<Held> {
        let record = self.credentials.entry(key.credentials).or_default();
        if !record.proven.is_empty() {
            return None;
        }
        let held = record.if_unanswered(now);
        record.count();
        record.hold = (record.attempts > 1).then_some(held);
        record.hold
    }

    /// What the attempt is if nobody ever says what became of it.
    pub(crate) fn if_unanswered(&self, key: &SignInKey, now: Moment) -> Held {
        self.credentials.get(&key.credentials).unwrap_or(&Record::default()).if_unanswered(now)
    }

    pub(crate) fn blocked(&mut self, until: Moment) -> Held {
        self.blocked_until = Some(until);
        Held { because: HeldBecause::Throttled, until }
    }

    /// Takes over what another process has noted about the attempt.
    pub(crate) fn absorb(&mut self, key: &SignInKey, note: Note) {
        let record = match note.scope {
            Scope::Account => {
                let is_later = self.blocked_until.is_none_or(|until| until.monotonic < note.held.until.monotonic);
                self.blocked_until = if is_later { Some(note.held.until) } else { self.blocked_until };
                return;
            }
            Scope::Credentials => self.credentials.entry(key.credentials).or_default(),
            Scope::Alias => self.aliases.entry(key.clone()).or_default(),
        };
        record.absorb(note.held);
    }

    /// What there is to share about the attempt.
    pub(crate) fn notes(&self, key: &SignInKey, now: Moment) -> Vec<Note> {
        let note = |scope, held: Option<Held>| held.map(|held| Note { scope, held });
        let blocked = self.blocked_until.filter(|until| !until.is_over(now));
        let credentials = self.credentials.get(&key.credentials).and_then(|record| record.noted(now));
        let alias = self.aliases.get(key).and_then(|record| record.noted(now));
        [
            note(Scope::Account, blocked.map(|until| Held { because: HeldBecause::Throttled, until })),
            note(Scope::Credentials, credentials),
            note(Scope::Alias, alias),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    pub(crate) fn hold_reset(&self) -> Option<HoldReset> {
        self.hold_reset
    }

    /// The store says the same by now.
    pub(crate) fn reset_shared(&mut self) {
        self.hold_reset = None;
    }

    pub(crate) fn end_holds(&mut self) {
        self.hold_reset = self.hold_reset.max(Some(HoldReset::Holds));
        self.blocked_until = None;
        for record in self.credentials.values_mut().chain(self.aliases.values_mut()) {
            record.hold = None;
        }
    }

    pub(crate) fn forget_attempts(&mut self) {
        self.end_holds();
        self.hold_reset = Some(HoldReset::Everything);
        self.aliases.clear();
        for record in self.credentials.values_mut() {
            record.attempts = 0;
        }
    }
}

impl Record {
    fn count(&mut self) {
        self.attempts = self.attempts.saturating_add(1);
    }

    fn absorb(&mut self, held: Held) {
        let attempts = held.because.attempts();
        let is_later = self.hold.is_none_or(|own| own.until.monotonic < held.until.monotonic);
        // A count from before a success elsewhere may be higher than that of a hold which is newer.
        if attempts > self.attempts {
            self.proven.clear();
        }
        if attempts > self.attempts || is_later {
            self.hold = Some(held);
        }
        self.attempts = self.attempts.max(attempts);
    }

    /// The hold, or what was counted without one.
    fn noted(&self, now: Moment) -> Option<Held> {
        let uncounted = Held { because: HeldBecause::Unanswered { attempts: self.attempts }, until: now };
        (self.attempts > 0).then(|| self.hold.unwrap_or(uncounted))
    }

    /// One attempt alone holds nothing: a server that is starting is no lockout.
    fn if_unanswered(&self, now: Moment) -> Held {
        let attempts = self.attempts.saturating_add(1);
        let length = if attempts > 1 { hold_after(attempts) } else { Duration::ZERO };
        Held { because: HeldBecause::Unanswered { attempts }, until: now.after(length) }
    }
}

/// The more attempts, the longer; the last length repeats.
fn hold_after(attempts: u32) -> Duration {
    let step = usize::try_from(attempts.saturating_sub(1)).unwrap_or(usize::MAX);
    let [.., longest] = SIGN_IN_HOLDS;
    SIGN_IN_HOLDS.get(step).copied().unwrap_or(longest)
}

#[cfg(test)]
mod tests;
