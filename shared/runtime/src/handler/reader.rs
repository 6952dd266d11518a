//! What a query handler may touch: the database, for reading.

use contracts::Millis;
use messaging::{Caller, Client};
use sqlx::PgPool;

use super::failure::{Failure, Handled};

/// The context of one query.
#[derive(Clone)]
pub struct Reader {
    pub now: Millis,
    pub caller: Caller,
    pub(crate) pool: PgPool,
    /// Only a query's.
    pub(crate) client: Option<Client>,
}

impl Reader {
    /// Connections that refuse to write.
    pub fn db(&self) -> &PgPool {
        &self.pool
    }

    /// Asks other services. Only for a query about what no service keeps, such as what GitHub says just now: what is kept is
    /// pushed to whoever shows it.
    pub fn client(&self) -> Handled<&Client> {
        self.client.as_ref().ok_or_else(|| Failure::failed("only a query may ask other services"))
    }
}
