//! The pools of a client: one for its origin, and one for each other origin to which a layer sends requests.

use std::sync::{Arc, Mutex, PoisonError};

use http::Uri;

use super::connector::Connector;
use super::pool::Pool;
use crate::box_error::BoxError;
use crate::transport::connections::{Connections, Reuse};

pub(super) struct Origins {
    own: Arc<Pool>,
    others: Mutex<Vec<Arc<Pool>>>,
    connector: Connector,
    max_idle: usize,
}

impl Origins {
    pub(super) fn new(connections: &Connections, reuse: Reuse) -> Result<Self, BoxError> {
        let connector = Connector::new(connections, reuse)?;
        let max_idle = match reuse {
            Reuse::Pooled => connections.max_idle,
            Reuse::Fresh => 0,
        };
        let own = Pool::new(&connections.origin, connector.clone(), max_idle)?;
        Ok(Self { own, others: Mutex::default(), connector, max_idle })
    }

    /// Returns the pool for an address.
    pub(super) fn pool(&self, uri: &Uri) -> Result<Arc<Pool>, BoxError> {
        if self.own.is_of(uri) { Ok(Arc::clone(&self.own)) } else { self.other(uri) }
    }

    fn other(&self, uri: &Uri) -> Result<Arc<Pool>, BoxError> {
        let mut others = self.others.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(pool) = others.iter().find(|pool| pool.is_of(uri)) {
            return Ok(Arc::clone(pool));
        }
        // Pools without a connection and without a call are no longer used.
        others.retain(|pool| !pool.is_empty() || Arc::strong_count(pool) > 1);
        let pool = Pool::new(uri, self.connector.clone(), self.max_idle)?;
        others.push(Arc::clone(&pool));
        Ok(pool)
    }
}
