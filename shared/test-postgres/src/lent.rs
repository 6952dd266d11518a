//! A database that one test has to itself. It is lent again afterwards: to make one takes longer than most tests.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicU32, Ordering},
};

use anyhow::{Context, Result};
use tokio::sync::OnceCell;

use crate::{Passwords, Postgres, PostgresSettings, Progress, TemporaryFolder, ports};

static FREE: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Given back when dropped: keep it longer than what is connected to it.
#[derive(Debug)]
pub struct LentDatabase {
    name: String,
    /// The connection string of the service's role.
    pub url: String,
}

impl LentDatabase {
    /// One of the Postgres that the tests of this process share, for `service`. What its last borrower wrote is in it.
    pub async fn for_service(service: &str) -> Result<Self> {
        let postgres = shared().await?;
        let free = FREE.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let name = match free {
            Some(name) => name,
            None => {
                static MADE: AtomicU32 = AtomicU32::new(0);
                let name = format!("lent_{}", MADE.fetch_add(1, Ordering::Relaxed));
                postgres.create_database(&name).await?;
                name
            }
        };
        let url = postgres.service_url(service, &name);
        Ok(Self { url: url.with_context(|| format!("no service {service} has a database"))?, name })
    }
}

impl Drop for LentDatabase {
    fn drop(&mut self) {
        FREE.lock().unwrap_or_else(PoisonError::into_inner).push(std::mem::take(&mut self.name));
    }
}

/// Started by the first who asks. It ends with the process, as its folder does.
async fn shared() -> Result<&'static Postgres> {
    static SHARED: OnceCell<(Postgres, TemporaryFolder)> = OnceCell::const_new();
    let (postgres, _) = SHARED
        .get_or_try_init(async || {
            let folder = TemporaryFolder::new()?;
            let settings = PostgresSettings {
                folder: folder.path().to_owned(),
                log: folder.path().join("postgres.log"),
                port: ports::free()?,
                durable: false,
                progress: Progress::Quiet,
            };
            let postgres = Postgres::prepare(&settings, &Passwords::generate())?;
            postgres.start().await?;
            anyhow::Ok((postgres, folder))
        })
        .await?;
    Ok(postgres)
}

#[cfg(test)]
mod tests {
    use sqlx::{Connection, PgConnection};

    use super::*;

    async fn schema_and_role(url: &str) -> (String, String) {
        let mut connection = PgConnection::connect(url).await.expect("a connection");
        let asked = sqlx::query_as("SELECT current_schema()::text, current_user::text");
        asked.fetch_one(&mut connection).await.expect("an answer")
    }

    #[tokio::test]
    async fn a_service_is_lent_a_database_in_its_own_schema() {
        let database = LentDatabase::for_service("user").await.expect("a database");
        assert_eq!(schema_and_role(&database.url).await, ("users".to_owned(), "foundry_users".to_owned()));
    }

    #[tokio::test]
    async fn two_tests_at_once_have_two_databases() {
        let one = LentDatabase::for_service("task").await.expect("a database");
        let other = LentDatabase::for_service("task").await.expect("a database");
        assert_ne!(one.url, other.url);
    }

    #[tokio::test]
    async fn a_service_without_a_database_is_lent_none() {
        let refused = LentDatabase::for_service("gateway").await.expect_err("refused").to_string();
        assert!(refused.contains("gateway"), "{refused}");
    }
}
