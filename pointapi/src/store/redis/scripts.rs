//! The scripts that Redis runs, each in one step. Times are of the clock of Redis.

use std::{sync::LazyLock, time::Duration};

use redis::{FromRedisValue, ParsingError, Script, Value};
use zeroize::Zeroizing;

/// The contents of a record's Redis key, and the time now.
pub(super) struct Kept {
    /// There is no such key.
    pub(super) is_absent: bool,
    /// Empty if the key has no record.
    pub(super) record: Zeroizing<Vec<u8>>,
    pub(super) epoch: Option<u64>,
    pub(super) written_at: Option<Duration>,
    pub(super) now: Duration,
}

/// Keys: the record.
pub(super) static LOAD: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
        local kind = redis.call('TYPE', KEYS[1]).ok
        local kept = {false, false, false, false}
        if kind == 'hash' then
            kept = redis.call('HMGET', KEYS[1], 'record', 'epoch', 'seconds', 'microseconds')
        end
        local now = redis.call('TIME')
        return {kind, kept[1], kept[2], kept[3], kept[4], now[1], now[2]}
        ",
    )
});

/// Keys: the record. Arguments: the epoch that it must have, its next one, the record, its time to live. A commit that
/// is repeated after a lost response is stored.
pub(super) static COMMIT: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
        local kept = redis.call('HMGET', KEYS[1], 'epoch', 'record')
        if kept[1] == ARGV[2] and kept[2] == ARGV[3] then return 1 end
        if (kept[1] or '0') ~= ARGV[1] then return 0 end
        local now = redis.call('TIME')
        redis.call('HSET', KEYS[1], 'epoch', ARGV[2], 'record', ARGV[3], 'seconds', now[1], 'microseconds', now[2])
        redis.call('PEXPIRE', KEYS[1], ARGV[4])
        return 1
        ",
    )
});

/// Keys: the record, and where it goes. Arguments: what it must hold, or nothing; its time to live.
pub(super) static SET_ASIDE: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
        local kind = redis.call('TYPE', KEYS[1]).ok
        local record = kind == 'hash' and redis.call('HGET', KEYS[1], 'record') or ''
        if kind ~= 'none' and record == ARGV[1] then
            redis.call('RENAME', KEYS[1], KEYS[2])
            redis.call('PEXPIRE', KEYS[2], ARGV[2])
        end
        ",
    )
});

/// Keys: the lease, the mark of a released holder. Arguments: a value of the holder's own, the time to live. Returns 1 if
/// it is granted; one that is repeated after a lost response is, one that arrives after its holder's release is not. A
/// lease that no holder wrote, without an end or with one too far ahead, must not stop the sign-ins of an account.
pub(super) static LEASE: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
        local left = redis.call('PTTL', KEYS[1])
        local is_held = left >= 0 and left <= tonumber(ARGV[2])
        if is_held and redis.pcall('GET', KEYS[1]) ~= ARGV[1] then return 0 end
        if redis.call('EXISTS', KEYS[2]) == 1 then return 0 end
        redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
        return 1
        ",
    )
});

/// Keys: the work, the mark of a released claim. Arguments: the claim, its lifetime, the longest of a result. Returns the
/// stored value unless it is this claim: one that is repeated after a lost response is granted, one that arrives after its
/// release is not. A value without an end, with one too far ahead, or of another type is no claim.
pub(super) static CLAIM: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
        local kept = redis.pcall('GET', KEYS[1])
        local left = redis.call('PTTL', KEYS[1])
        if type(kept) == 'string' and kept ~= ARGV[1] and left >= 0 and left <= tonumber(ARGV[3]) then return kept end
        if redis.call('EXISTS', KEYS[2]) == 1 then return ARGV[1] end
        redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
        return false
        ",
    )
});

/// Keys: the work. Arguments: its result, the result's lifetime.
pub(super) static FINISH: LazyLock<Script> =
    LazyLock::new(|| Script::new("redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])"));

/// Keys: the lease or the work, the mark of a released holder. Arguments: the value of that holder, the time to live of the
/// mark. The request for a lease or claim that the holder does not have may still be on its way, over a connection that
/// has broken.
pub(super) static RELEASE: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
        if redis.call('GET', KEYS[1]) == ARGV[1] then
            redis.call('DEL', KEYS[1])
        else
            redis.call('SET', KEYS[2], '', 'PX', ARGV[2])
        end
        ",
    )
});

impl FromRedisValue for Kept {
    fn from_redis_value(value: Value) -> Result<Self, ParsingError> {
        type Field = Option<Vec<u8>>;
        type Row = (String, Field, Field, Field, Field, u64, u64);

        let (kind, record, epoch, seconds, microseconds, now_seconds, now_microseconds) = Row::from_redis_value(value)?;
        let number = |field: Field| std::str::from_utf8(&field?).ok()?.parse().ok();
        let time =
            |seconds, microseconds| Duration::from_secs(seconds).saturating_add(Duration::from_micros(microseconds));
        Ok(Self {
            is_absent: kind == "none",
            record: Zeroizing::new(record.unwrap_or_default()),
            epoch: number(epoch),
            written_at: number(seconds).zip(number(microseconds)).map(|(seconds, micros)| time(seconds, micros)),
            now: time(now_seconds, now_microseconds),
        })
    }
}
