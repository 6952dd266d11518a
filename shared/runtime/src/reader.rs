//! What a query handler may touch: the database, for reading.

use contracts::Millis;
use sqlx::PgPool;

use crate::Caller;

/// The context of one query.
#[derive(Clone)]
pub struct Reader {
    pub now: Millis,
    pub caller: Caller,
    pub(crate) pool: PgPool,
}

impl Reader {
    pub fn db(&self) -> &PgPool {
        &self.pool
    }
}
