//! The limits, windows and pauses of the token manager. L is the lifetime of an access token.

use std::time::Duration;

const fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

const fn minutes(count: u64) -> Duration {
    seconds(count * 60)
}

const fn hours(count: u64) -> Duration {
    minutes(count * 60)
}

/// The longest lifetime; a longer one that a server states is reduced to it.
pub(crate) const MAX_LIFETIME: Duration = hours(24);
/// The lifetime of a token if the response states none.
pub(crate) const ASSUMED_LIFETIME: Duration = seconds(3600);
/// The lifetime of a token if the response states an unreadable one.
pub(crate) const UNREADABLE_LIFETIME: Duration = seconds(300);

/// The advisory window before expiry: this or a quarter of L, the shorter.
pub(crate) const ADVISORY_WINDOW: Duration = seconds(300);
pub(crate) const ADVISORY_DIVISOR: u32 = 4;
/// The mandatory window before expiry: this or a tenth of L, the shorter.
pub(crate) const MANDATORY_WINDOW: Duration = seconds(60);
pub(crate) const MANDATORY_DIVISOR: u32 = 10;
/// A token is not used this long before expiry, or a twentieth of L, the shorter.
pub(crate) const HARD_SKEW: Duration = seconds(10);
pub(crate) const HARD_SKEW_DIVISOR: u32 = 20;
/// The most jitter, which spreads the refreshes of many clients: this or a twentieth of L, the shorter.
pub(crate) const ADVISORY_JITTER: Duration = seconds(60);
pub(crate) const ADVISORY_JITTER_DIVISOR: u32 = 20;

/// The limit of one attempt to refresh or to sign in, unless the source has its own.
pub(crate) const ATTEMPT_LIMIT: Duration = seconds(10);
/// The limit of one call to a credentials provider.
pub(crate) const PROVIDER_LIMIT: Duration = seconds(10);
/// The limit of one token fetch with all its attempts.
pub(crate) const FETCH_LIMIT: Duration = seconds(25);
/// The time that a token fetch has in addition to one attempt of a slow login.
pub(crate) const FETCH_MARGIN: Duration = seconds(5);
/// The longest wait of a caller without a usable token.
pub(crate) const CALLER_WAIT: Duration = seconds(30);
/// Stands for a wait without a limit.
pub(crate) const NO_LIMIT: Duration = seconds(365 * 24 * 3600);
/// The longest wait of a caller whose token is in the mandatory window.
pub(crate) const MANDATORY_WAIT: Duration = seconds(2);
/// The limit of one call to the store; a new token is written before it is published.
pub(crate) const PERSIST_LIMIT: Duration = seconds(1);
/// The further attempts, in the background, to write a token to the store.
pub(crate) const PERSIST_RETRIES: u32 = 3;
/// The longest wait for the store's lease; after it the token fetch goes on without one.
pub(crate) const LEASE_LIMIT: Duration = seconds(5);
/// The pause between two loads of a record that another process has leased: one to four times this.
pub(crate) const LEASE_POLL: Duration = Duration::from_millis(50);

pub(crate) const REFRESH_ATTEMPTS: u32 = 3;
/// The second is made only if the first was provably not delivered, or the credentials are proven.
pub(crate) const SIGN_IN_ATTEMPTS: u32 = 2;
/// The consecutive token fetches with a failed refresh after which a sign-in is due.
pub(crate) const FETCHES_BEFORE_SIGN_IN: u32 = 3;
/// The number of times that a waiter decides again after its token fetch was lost.
pub(crate) const DECISIONS_AGAIN: u32 = 2;

pub(crate) const BACKOFF_BASE: Duration = seconds(1);
/// The shortest time that a failure is shared; full jitter alone could make it zero.
pub(crate) const BACKOFF_FLOOR: Duration = Duration::from_millis(500);
pub(crate) const BACKOFF_CAP_WITH_TOKEN: Duration = seconds(30);
pub(crate) const BACKOFF_CAP_WITHOUT_TOKEN: Duration = seconds(15);
/// The pause after a token that had expired on arrival.
pub(crate) const DEAD_ON_ARRIVAL_PAUSE: Duration = seconds(5);
/// The bounds of a `Retry-After` that a server sends.
pub(crate) const RETRY_AFTER_LEAST: Duration = seconds(1);
pub(crate) const RETRY_AFTER_MOST: Duration = hours(1);
/// The pause after a 429 without `Retry-After`.
pub(crate) const UNSTATED_THROTTLE: Duration = seconds(30);
/// The longest backoff after a response that no login sends, as from a wrong path or during a deployment.
pub(crate) const PROTOCOL_CAP: Duration = seconds(60);
/// The pause after a token of an unknown type.
pub(crate) const UNSUPPORTED_PAUSE: Duration = minutes(15);
/// The pause after an invalid certificate.
pub(crate) const TLS_HOLD: Duration = seconds(60);
/// The shortest interval between two token fetches in the background.
pub(crate) const PROACTIVE_INTERVAL: Duration = seconds(1);

/// A refresh token is not used this long before its expiry.
pub(crate) const REFRESH_DEADLINE_GUARD: Duration = seconds(30);

/// After a rejected replay, the time in which a 401 is returned without another token fetch; doubles up to the cap.
pub(crate) const SUPPRESSION: Duration = seconds(30);
pub(crate) const SUPPRESSION_CAP: Duration = seconds(300);
/// The most endpoints whose suppressions are remembered.
pub(crate) const MAX_SUPPRESSIONS: usize = 1024;
/// The most token fetches that 401 responses may force within the window.
pub(crate) const FORCED_FETCHES: usize = 10;
pub(crate) const FORCED_FETCHES_WINDOW: Duration = seconds(100);
/// Of the forced fetches in the window, the most that no longer count after they proved to be about an endpoint.
pub(crate) const FORGIVEN_FETCHES: usize = 50;
/// The shortest interval between two sign-ins made because a refresh returned the rejected token again.
pub(crate) const ESCALATION_INTERVAL: Duration = hours(1);

/// The holds after consecutive rejections of the same credentials; the last repeats.
pub(crate) const SIGN_IN_HOLDS: [Duration; 3] = [minutes(15), hours(1), hours(6)];
/// The holds after consecutive sign-ins without a token, from the second on; the last repeats.
pub(crate) const UNPROVEN_HOLDS: [Duration; 3] = [minutes(1), minutes(5), hours(1)];
/// The most sign-ins of one account without a token within the window, whatever the responses.
pub(crate) const CEILING: usize = 4;
pub(crate) const CEILING_WINDOW: Duration = hours(1);
/// The pause of an account before the last sign-in that the ceiling allows, if the previous one said nothing about the
/// credentials.
pub(crate) const LAST_SIGN_IN_PAUSE: Duration = minutes(1);
/// The time after which attempts and proven aliases are forgotten.
pub(crate) const ATTEMPT_MEMORY: Duration = hours(7 * 24);
/// The most proven aliases that are remembered for one account.
pub(crate) const MAX_PROVEN: usize = 1024;
/// The most concurrent sign-ins with proven credentials: all of them may bring no token.
pub(crate) const PARALLEL_SIGN_INS: usize = CEILING;
/// The interval at which the provider is asked for changed credentials during a hold.
pub(crate) const CREDENTIAL_LOOK_INTERVAL: Duration = seconds(30);

/// The divergence of the two clocks above which an event is logged.
pub(crate) const CLOCK_JUMP: Duration = seconds(30);
/// The most that a stored record may be dated in the future.
pub(crate) const RECORD_SKEW: Duration = minutes(5);
/// The time without a call after which the keep-warm task stops.
pub(crate) const KEEP_WARM_IDLE_LIMIT: Duration = hours(2);
/// The longest sleep of the keep-warm task between two looks at the clocks.
pub(crate) const KEEP_WARM_NAP: Duration = minutes(5);

/// The longest token that is accepted.
pub(crate) const MAX_TOKEN_BYTES: usize = 16 * 1024;
/// The longest response of a login that is parsed.
#[cfg(feature = "json")]
pub(crate) const MAX_RESPONSE_BYTES: usize = 64 * 1024;
