//! The connection that a batch works on, and its transaction.
//!
//! A transaction begins with the first statement of a handler's own. Most batches have none: they load rows, and all that
//! they write is one statement at the end, which commits itself. `BEGIN` and `COMMIT` would be two round trips more.

use std::time::Instant;

use sqlx::{Executor, PgConnection, PgPool, Postgres, pool::PoolConnection};

use super::pool::RESTED;

pub struct Session {
    connection: PoolConnection<Postgres>,
    begun: bool,
    used_at: Instant,
}

impl Session {
    pub async fn open(pool: &PgPool) -> sqlx::Result<Self> {
        Ok(Self { connection: pool.acquire().await?, begun: false, used_at: Instant::now() })
    }

    /// The one that was kept, if it need not be tried first. The pool asks the database something whenever it gets a
    /// connection back, so whoever works without a pause keeps one.
    pub async fn reopen(kept: Option<Self>, pool: &PgPool) -> sqlx::Result<Self> {
        match kept {
            Some(session) if session.used_at.elapsed() < RESTED => Ok(session),
            Some(_) | None => Self::open(pool).await,
        }
    }

    /// For statements that read, or that commit themselves.
    pub fn connection(&mut self) -> &mut PgConnection {
        &mut self.connection
    }

    /// For statements that are committed later.
    pub async fn begin(&mut self) -> sqlx::Result<&mut PgConnection> {
        if !self.begun {
            self.begun = true;
            self.connection.execute("BEGIN").await?;
        }
        Ok(&mut self.connection)
    }

    pub async fn commit(&mut self) -> sqlx::Result<()> {
        self.end("COMMIT").await
    }

    pub async fn roll_back(&mut self) -> sqlx::Result<()> {
        self.end("ROLLBACK").await
    }

    async fn end(&mut self, how: &'static str) -> sqlx::Result<()> {
        if self.begun {
            self.connection.execute(how).await?;
            self.begun = false;
        }
        self.used_at = Instant::now();
        Ok(())
    }
}

impl Drop for Session {
    /// Nobody may get a connection from the pool with a transaction of ours in it.
    fn drop(&mut self) {
        if self.begun {
            self.connection.close_on_drop();
        }
    }
}
