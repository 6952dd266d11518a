//! What a query handler may touch: the database, for reading.

use contracts::Millis;
use messaging::Caller;
use sqlx::PgPool;

/// The context of one query.
#[derive(Clone)]
pub struct Reader {
    pub now: Millis,
    pub caller: Caller,
    pub(crate) pool: PgPool,
}

impl Reader {
    /// Connections that refuse to write.
    pub fn db(&self) -> &PgPool {
        &self.pool
    }
}
