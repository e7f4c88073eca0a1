//! The names of records, which are their Redis keys. With sealing keys they are keyed, so that a reader of the database
//! cannot test a guessed account.
//!
//! The key of the names is random and stored in Redis, sealed. It outlives a change of the sealing key, so that the
//! processes of a rolling change still share one record and one lease.

use std::sync::LazyLock;
use std::time::Duration;

use aws_lc_rs::hmac::{self, HMAC_SHA256};
use aws_lc_rs::rand;
use redis::Script;
use zeroize::Zeroizing;

use super::super::SealingKeys;
use super::super::opened::Opened;
use super::connection::{Connection, milliseconds, warn};
use crate::box_error::BoxError;
use crate::encode::{SEGMENT, hex};
use crate::store::StoreKey;

/// An unused record expires after this time, or with its last hold; the key of its name expires no earlier.
pub(super) const RECORD_TIME: Duration = Duration::from_secs(30 * 24 * 3600);
const KEY_LEN: usize = 32;

/// The Redis keys under which one record is kept. The braces keep them on one node of a cluster.
pub(super) struct Names {
    pub(super) record: String,
    pub(super) corrupt: String,
    pub(super) lease: String,
}

/// Keys: the key of the names. Arguments: its time to live, which each use starts again. A longer one stays: a record that
/// holds its account may need it.
static LOAD: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
        if redis.call('TYPE', KEYS[1]).ok ~= 'string' then return false end
        if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[1]) then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
        return redis.call('GET', KEYS[1])
        ",
    )
});

/// Keys: the key of the names. Arguments: what it must be, or nothing; its next value; its time to live. Returns the
/// value that is kept then.
static REPLACE: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
        local kept = redis.call('TYPE', KEYS[1]).ok == 'string' and redis.call('GET', KEYS[1]) or ''
        if kept ~= ARGV[1] then return kept end
        redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
        return ARGV[2]
        ",
    )
});

impl Names {
    /// Returns the names of a record that `lasts` as long. They are read again each time: after Redis lost its data, all
    /// processes must agree on new ones.
    pub(super) async fn of(
        key: &StoreKey,
        connection: &Connection,
        namespace: &str,
        keys: Option<&SealingKeys>,
        lasts: Duration,
    ) -> Result<Self, BoxError> {
        let Some(keys) = keys else { return Ok(Self::under(namespace, &key.digest())) };
        let name_key = hmac::Key::new(HMAC_SHA256, &name_key(connection, namespace, keys, milliseconds(lasts)).await?);
        Ok(Self::under(namespace, &hex(hmac::sign(&name_key, key.as_str().as_bytes()).as_ref())))
    }

    /// The mark of a holder that has released its lease.
    pub(super) fn released(&self, holder: &str) -> String {
        format!("{}:{holder}", self.lease)
    }

    pub(super) fn under(namespace: &str, digest: &str) -> Self {
        let name = |what: &str| format!("pointapi:{namespace}{{{digest}}}:{what}");
        Self { record: name("record"), corrupt: name("corrupt"), lease: name("lease") }
    }
}

/// Returns the key of the names, which is made with the first record. Each sealing key has a place for it.
async fn name_key(
    connection: &Connection,
    namespace: &str,
    keys: &SealingKeys,
    lasts: u64,
) -> Result<Zeroizing<Vec<u8>>, BoxError> {
    let places: Vec<_> = keys.ids().map(|id| format!("pointapi:{namespace}{{{}}}:names", hex(&id))).collect();
    let [place, older @ ..] = &*places else { return Err("no sealing key".into()) };
    let kept = load(connection, place, lasts).await?;
    if let Some(key) = opened(keys, place, &kept) {
        return Ok(key);
    }
    let mut key = None;
    for place in older {
        key = key.or(opened(keys, place, &load(connection, place, lasts).await?));
    }
    let key = match key {
        Some(key) => key,
        None => new_key()?,
    };
    let mut replace = REPLACE.key(place);
    replace.arg(kept).arg(keys.seal(place, &key)?).arg(lasts);
    let kept: Vec<u8> = connection.run(&replace).await?;
    opened(keys, place, &kept).ok_or_else(|| "the key of the names changes faster than it can be read".into())
}

/// Returns the value in a place; empty if the place is empty.
async fn load(connection: &Connection, place: &str, lasts: u64) -> Result<Vec<u8>, BoxError> {
    let kept: Option<Vec<u8>> = connection.run(LOAD.key(place).arg(lasts)).await?;
    Ok(kept.unwrap_or_default())
}

/// Returns the key that is sealed in this place; a value that anyone else wrote counts as absent.
fn opened(keys: &SealingKeys, place: &str, value: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    match keys.open(place, value) {
        Opened::Text(key) if key.len() == KEY_LEN => Some(key),
        _ if value.is_empty() => None,
        _ => {
            warn("replacing a value that is not the key of the record names");
            None
        }
    }
}

fn new_key() -> Result<Zeroizing<Vec<u8>>, BoxError> {
    let mut key = Zeroizing::new(vec![0; KEY_LEN]);
    rand::fill(&mut key).map_err(|_| "the system has no randomness")?;
    Ok(key)
}

/// Returns the prefix of a tenant's names, without the braces that choose the node of a cluster.
pub(crate) fn prefix(namespace: &str) -> String {
    let mut prefix = String::new();
    SEGMENT.encode_into(namespace, &mut prefix);
    if !prefix.is_empty() {
        prefix.push(':');
    }
    prefix
}
