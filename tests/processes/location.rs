//! The token store of a test: files or Redis.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::path::PathBuf;

use pointapi::store::{FileStore, RedisStore, TokenStore};

use crate::redis_server::RedisServer;

pub(crate) enum Location {
    Files(tempfile::TempDir),
    Redis(RedisServer),
}

/// The address by which a child process opens the store.
#[derive(Clone, serde::Serialize, serde::Deserialize)]
pub(crate) enum Address {
    Files(PathBuf),
    Redis(String),
}

impl Location {
    pub(crate) fn files() -> Self {
        Self::Files(tempfile::tempdir().unwrap())
    }

    /// Returns `None` without `redis-server`.
    pub(crate) fn redis() -> Option<Self> {
        RedisServer::start().map(Self::Redis)
    }

    pub(crate) fn address(&self) -> Address {
        match self {
            Self::Files(directory) => Address::Files(directory.path().join("tokens")),
            Self::Redis(server) => Address::Redis(server.url()),
        }
    }

    /// Ends all leases, as their expiry does. File locks end with their process.
    pub(crate) fn end_leases(&self) {
        let Self::Redis(server) = self else { return };
        let mut connection = TcpStream::connect(server.url().trim_start_matches("redis://")).unwrap();
        let script =
            "for _, name in ipairs(redis.call('KEYS', '*:lease')) do redis.call('DEL', name) end return 'done'";
        write!(connection, "EVAL \"{script}\" 0\r\n").unwrap();
        let mut response = String::new();
        BufReader::new(connection).lines().take(2).for_each(|line| response += &line.unwrap());
        assert_eq!(response, "$4done");
    }
}

impl Address {
    pub(crate) fn open(&self) -> Box<dyn TokenStore> {
        match self {
            Self::Files(directory) => Box::new(FileStore::new(directory)),
            Self::Redis(url) => Box::new(RedisStore::connect(url).unwrap()),
        }
    }
}
