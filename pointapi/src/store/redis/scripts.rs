//! The scripts that Redis runs, each in one step. Times are of the clock of Redis.

use std::{sync::LazyLock, time::Duration};

use redis::{FromRedisValue, ParsingError, Script, Value};

/// A record, when it was written, and what time it is now.
pub(super) struct Kept {
    pub(super) record: Option<Vec<u8>>,
    pub(super) written_at: Duration,
    pub(super) now: Duration,
}

pub(super) static LOAD: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
        local kept = redis.call('HMGET', KEYS[1], 'record', 'seconds', 'microseconds')
        local now = redis.call('TIME')
        return {kept[1], kept[2], kept[3], now[1], now[2]}
        ",
    )
});

/// Keys: the record. Arguments: the epoch that it must have, its next one, the record, its time to live.
pub(super) static COMMIT: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
        local epoch = redis.call('HGET', KEYS[1], 'epoch') or '0'
        if epoch ~= ARGV[1] then return 0 end
        local now = redis.call('TIME')
        redis.call('HSET', KEYS[1], 'epoch', ARGV[2], 'record', ARGV[3], 'seconds', now[1], 'microseconds', now[2])
        redis.call('PEXPIRE', KEYS[1], ARGV[4])
        return 1
        ",
    )
});

/// Keys: the record, and where it goes. Arguments: what it must hold, its time to live.
pub(super) static SET_ASIDE: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
        if redis.call('HGET', KEYS[1], 'record') == ARGV[1] then
            redis.call('RENAME', KEYS[1], KEYS[2])
            redis.call('PEXPIRE', KEYS[2], ARGV[2])
        end
        ",
    )
});

/// Keys: the lease, the fence. Arguments: the times to live of both. Returns the fence of this holder, which is unique.
/// A lease that no holder wrote, without an end or with one too far ahead, must not stop the sign-ins of an account.
pub(super) static LEASE: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
        local left = redis.call('PTTL', KEYS[1])
        if left >= 0 and left <= tonumber(ARGV[1]) then return false end
        local fence = redis.call('INCR', KEYS[2])
        redis.call('PEXPIRE', KEYS[2], ARGV[2])
        redis.call('SET', KEYS[1], fence, 'PX', ARGV[1])
        return fence
        ",
    )
});

/// Keys: the work. Arguments: the claim, its lifetime, the longest of a result. Returns the stored value unless it is
/// this claim: one that is repeated after a lost response is granted. A value without an end, or with one too far ahead,
/// is no claim.
pub(super) static CLAIM: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
        local kept = redis.call('GET', KEYS[1])
        local left = redis.call('PTTL', KEYS[1])
        if kept and kept ~= ARGV[1] and left >= 0 and left <= tonumber(ARGV[3]) then return kept end
        redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
        return false
        ",
    )
});

/// Keys: the work. Arguments: its result, the result's lifetime.
pub(super) static FINISH: LazyLock<Script> =
    LazyLock::new(|| Script::new("redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])"));

/// Keys: the lease or the work. Arguments: the value of the holder that gives it back.
pub(super) static RELEASE: LazyLock<Script> =
    LazyLock::new(|| Script::new("if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end"));

impl FromRedisValue for Kept {
    fn from_redis_value(value: Value) -> Result<Self, ParsingError> {
        type Row = (Option<Vec<u8>>, Option<u64>, Option<u64>, u64, u64);

        let (record, seconds, microseconds, now_seconds, now_microseconds) = Row::from_redis_value(value)?;
        let time =
            |seconds, microseconds| Duration::from_secs(seconds).saturating_add(Duration::from_micros(microseconds));
        Ok(Self {
            record,
            written_at: time(seconds.unwrap_or_default(), microseconds.unwrap_or_default()),
            now: time(now_seconds, now_microseconds),
        })
    }
}
