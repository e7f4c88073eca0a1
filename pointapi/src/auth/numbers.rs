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

/// No access token is believed to live longer.
pub(crate) const MAX_LIFETIME: Duration = hours(24);
/// The lifetime of a token whose answer names none.
pub(crate) const ASSUMED_LIFETIME: Duration = seconds(3600);
/// The lifetime of a token whose answer names one that cannot be read.
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

/// One attempt to refresh or to sign in.
pub(crate) const ATTEMPT_LIMIT: Duration = seconds(10);
/// One question to a credentials provider.
pub(crate) const PROVIDER_LIMIT: Duration = seconds(10);
/// One token fetch, all attempts together.
pub(crate) const FETCH_LIMIT: Duration = seconds(25);
/// How long a caller without a usable token waits.
pub(crate) const CALLER_WAIT: Duration = seconds(30);
/// How long a caller waits whose token is in its last minute.
pub(crate) const MANDATORY_WAIT: Duration = seconds(2);
/// Writing a token to the store, before it is published.
pub(crate) const PERSIST_LIMIT: Duration = seconds(1);
/// Attempts to write it once more in the background.
pub(crate) const PERSIST_RETRIES: u32 = 3;
/// Waiting for the store's lease before going on alone.
pub(crate) const LEASE_LIMIT: Duration = seconds(5);
/// Between two looks at a record that somebody else holds: at least this, at most four times it.
pub(crate) const LEASE_POLL: Duration = Duration::from_millis(50);

pub(crate) const REFRESH_ATTEMPTS: u32 = 3;
/// The second only if the first provably never arrived, or the credentials are proven.
pub(crate) const SIGN_IN_ATTEMPTS: u32 = 2;
/// Refusals without a readable error, token fetches in a row, until the refresh token is given up.
pub(crate) const BARE_REJECTIONS: u32 = 3;
/// How often a waiter starts again when its token fetch is lost.
pub(crate) const DECISIONS_AGAIN: u32 = 2;

pub(crate) const BACKOFF_BASE: Duration = seconds(1);
/// A failure is shared at least this long, or full jitter could share it with nobody.
pub(crate) const BACKOFF_FLOOR: Duration = Duration::from_millis(500);
pub(crate) const BACKOFF_CAP_WITH_TOKEN: Duration = seconds(30);
pub(crate) const BACKOFF_CAP_WITHOUT_TOKEN: Duration = seconds(15);
/// After a token that was dead when it came.
pub(crate) const DEAD_ON_ARRIVAL_PAUSE: Duration = seconds(5);
/// A server's `Retry-After` counts up to here.
pub(crate) const RETRY_AFTER_CAP: Duration = seconds(300);
/// A throttled sign-in waits at least this long.
pub(crate) const THROTTLED_SIGN_IN: Duration = seconds(60);
/// After an answer that only a human can mend: a wrong path, an unknown token type.
pub(crate) const PROTOCOL_HOLD: Duration = minutes(15);
/// After a certificate that is not valid.
pub(crate) const TLS_HOLD: Duration = seconds(60);
/// Between two token fetches that nobody waits for.
pub(crate) const PROACTIVE_INTERVAL: Duration = seconds(1);

/// A refresh token is not used in its last moments.
pub(crate) const REFRESH_DEADLINE_GUARD: Duration = seconds(30);

/// 401s are returned as they are for this long after a replay was rejected too; doubles up to the cap.
pub(crate) const SUPPRESSION: Duration = seconds(30);
pub(crate) const SUPPRESSION_CAP: Duration = seconds(300);
/// Between two sign-ins because a refresh brought the rejected token again.
pub(crate) const ESCALATION_INTERVAL: Duration = hours(1);

/// Between two attempts with the same rejected credentials; the last repeats.
pub(crate) const SIGN_IN_HOLDS: [Duration; 3] = [minutes(15), hours(1), hours(6)];
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

/// A token longer than this is none.
pub(crate) const MAX_TOKEN_BYTES: usize = 16 * 1024;
/// An answer longer than this is not read.
#[cfg(feature = "json")]
pub(crate) const MAX_RESPONSE_BYTES: usize = 64 * 1024;
/// The error code of an answer, longer than which it is dropped.
pub(crate) const MAX_ERROR_CODE: usize = 64;
