//! Every number of the token manager, in one place. L is the lifetime of an access token.

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

/// A longer lifetime is not believed.
pub(crate) const MAX_LIFETIME: Duration = hours(24);
/// The lifetime of a token without a stated one.
pub(crate) const ASSUMED_LIFETIME: Duration = seconds(3600);
/// The lifetime of a token with an unreadable one.
pub(crate) const UNREADABLE_LIFETIME: Duration = seconds(300);

/// The advisory window before expiry: this, or a quarter of L.
pub(crate) const ADVISORY_WINDOW: Duration = seconds(300);
pub(crate) const ADVISORY_DIVISOR: u32 = 4;
/// The mandatory window: the minute that the platform documents, or a tenth of L.
pub(crate) const MANDATORY_WINDOW: Duration = seconds(60);
pub(crate) const MANDATORY_DIVISOR: u32 = 10;
/// A token is not used in its last moments: this, or a twentieth of L.
pub(crate) const HARD_SKEW: Duration = seconds(10);
pub(crate) const HARD_SKEW_DIVISOR: u32 = 20;
/// Spreads the refreshes of many clients: up to this, or a twentieth of L.
pub(crate) const ADVISORY_JITTER: Duration = seconds(60);
pub(crate) const ADVISORY_JITTER_DIVISOR: u32 = 20;

/// One attempt to refresh or to sign in, unless the source has another limit.
pub(crate) const ATTEMPT_LIMIT: Duration = seconds(10);
/// One question to a credentials provider.
pub(crate) const PROVIDER_LIMIT: Duration = seconds(10);
/// One token fetch, all attempts together.
pub(crate) const FETCH_LIMIT: Duration = seconds(25);
/// The time of a token fetch beside one attempt of a slow login.
pub(crate) const FETCH_MARGIN: Duration = seconds(5);
/// The wait of a caller without a usable token.
pub(crate) const CALLER_WAIT: Duration = seconds(30);
/// The wait of a caller whose token is in its last minute.
pub(crate) const MANDATORY_WAIT: Duration = seconds(2);
/// Writing a token to the store, before it is published.
pub(crate) const PERSIST_LIMIT: Duration = seconds(1);
/// Attempts to write it once more in the background.
pub(crate) const PERSIST_RETRIES: u32 = 3;
/// Waiting for the store's lease before going on alone.
pub(crate) const LEASE_LIMIT: Duration = seconds(5);
/// The pause between two loads of a record that another process holds: this to four times this.
pub(crate) const LEASE_POLL: Duration = Duration::from_millis(50);

pub(crate) const REFRESH_ATTEMPTS: u32 = 3;
/// The second only if the first provably never arrived, or the credentials are proven.
pub(crate) const SIGN_IN_ATTEMPTS: u32 = 2;
/// Token fetches in a row that may bring no token before one signs in.
pub(crate) const FETCHES_BEFORE_SIGN_IN: u32 = 3;
/// Further decisions of a waiter whose token fetch was lost.
pub(crate) const DECISIONS_AGAIN: u32 = 2;

pub(crate) const BACKOFF_BASE: Duration = seconds(1);
/// A failure is shared for at least this time; full jitter alone could make it zero.
pub(crate) const BACKOFF_FLOOR: Duration = Duration::from_millis(500);
pub(crate) const BACKOFF_CAP_WITH_TOKEN: Duration = seconds(30);
pub(crate) const BACKOFF_CAP_WITHOUT_TOKEN: Duration = seconds(15);
/// After a token that was dead when it came.
pub(crate) const DEAD_ON_ARRIVAL_PAUSE: Duration = seconds(5);
/// The bounds of a server's `Retry-After`.
pub(crate) const RETRY_AFTER_LEAST: Duration = seconds(1);
pub(crate) const RETRY_AFTER_MOST: Duration = hours(1);
/// The pause after a 429 without `Retry-After`.
pub(crate) const UNSTATED_THROTTLE: Duration = seconds(30);
/// The longest backoff after a response that is not one of a login: a wrong path, or a deployment.
pub(crate) const PROTOCOL_CAP: Duration = seconds(60);
/// After a token of an unknown type.
pub(crate) const UNSUPPORTED_PAUSE: Duration = minutes(15);
/// After a certificate that is not valid.
pub(crate) const TLS_HOLD: Duration = seconds(60);
/// Between two token fetches in the background.
pub(crate) const PROACTIVE_INTERVAL: Duration = seconds(1);

/// A refresh token is not used in its last moments.
pub(crate) const REFRESH_DEADLINE_GUARD: Duration = seconds(30);

/// 401s are returned as they are for this long after a replay was rejected too; doubles up to the cap.
pub(crate) const SUPPRESSION: Duration = seconds(30);
pub(crate) const SUPPRESSION_CAP: Duration = seconds(300);
/// Token fetches that 401 responses may force within the window.
pub(crate) const FORCED_FETCHES: usize = 10;
pub(crate) const FORCED_FETCHES_WINDOW: Duration = seconds(100);
/// Between two sign-ins because a refresh brought the rejected token again.
pub(crate) const ESCALATION_INTERVAL: Duration = hours(1);

/// Between two attempts with the same rejected credentials; the last repeats.
pub(crate) const SIGN_IN_HOLDS: [Duration; 3] = [minutes(15), hours(1), hours(6)];
/// After sign-ins that brought no token, from the second in a row on; the last repeats.
pub(crate) const UNPROVEN_HOLDS: [Duration; 3] = [minutes(1), minutes(5), hours(1)];
/// Sign-ins of one account within the window that may bring no token, whatever the responses.
pub(crate) const CEILING: usize = 4;
pub(crate) const CEILING_WINDOW: Duration = hours(1);
/// Attempts and proven aliases are forgotten after this time.
pub(crate) const ATTEMPT_MEMORY: Duration = hours(7 * 24);
/// Proven aliases of one account that are remembered.
pub(crate) const MAX_PROVEN: usize = 1024;
/// Proven credentials sign in this many at a time.
pub(crate) const PARALLEL_SIGN_INS: usize = 4;
/// During a hold the provider is asked this often whether the credentials have changed.
pub(crate) const CREDENTIAL_LOOK_INTERVAL: Duration = seconds(30);

/// The clocks may differ by this much before an event says so.
pub(crate) const CLOCK_JUMP: Duration = seconds(30);
/// A record may come from this far in the future.
pub(crate) const RECORD_SKEW: Duration = minutes(5);
/// The keeper stops when nothing was called for this long.
pub(crate) const KEEP_WARM_IDLE_LIMIT: Duration = hours(2);
/// The keeper looks at the clocks at least this often.
pub(crate) const KEEP_WARM_NAP: Duration = minutes(5);

/// A longer token is rejected.
pub(crate) const MAX_TOKEN_BYTES: usize = 16 * 1024;
/// A longer response is not parsed.
#[cfg(feature = "json")]
pub(crate) const MAX_RESPONSE_BYTES: usize = 64 * 1024;
