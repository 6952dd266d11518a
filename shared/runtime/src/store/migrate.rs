//! Migrations: the runtime's (1 to 999), then the service's own (from 1001).

use std::{borrow::Cow, str::FromStr};

use anyhow::Context;
use sqlx::{ConnectOptions, Executor, migrate::Migrator, postgres::PgConnectOptions};

/// An index on a large table takes minutes; whoever holds a lock that a migration waits for must not hold it for ever.
const SESSION: &str = "set statement_timeout = 0; set lock_timeout = '60s'";

/// Applies what is missing, on a connection of its own. What a newer version has applied is left alone: a binary that was
/// rolled back starts on a newer schema, because migrations expand before they contract.
pub async fn migrate(url: &str, service: &Migrator) -> anyhow::Result<()> {
    let options = PgConnectOptions::from_str(url).context("the address of Postgres (FOUNDRY_DATABASE_URL)")?;
    let mut connection = options.connect().await.context("Postgres cannot be reached (FOUNDRY_DATABASE_URL)")?;
    connection.execute(SESSION).await?;
    let runtime = sqlx::migrate!();
    let all = runtime.migrations.iter().chain(service.migrations.iter()).cloned().collect::<Vec<_>>();
    let mut migrator = Migrator { migrations: Cow::Owned(all), ..Migrator::DEFAULT };
    migrator.set_ignore_missing(true);
    migrator.run(&mut connection).await.context("the database could not be migrated")
}
