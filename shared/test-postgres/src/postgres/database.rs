//! Roles, databases and schemas: each service owns one schema under its own role, and reaches nothing else.

use anyhow::{Context, Result};
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use super::server::{Postgres, socket_folder, url};
use crate::role::{role, schema, with_database};

/// A stalled owner must not hold its rows for longer than others can wait for them.
const IDLE_IN_TRANSACTION: &str = "10s";

/// Waiting longer than this for a lock is a failure to be tried again, not a queue.
const LOCK_TIMEOUT: &str = "5s";

impl Postgres {
    /// The connection string of a service's role, or `None` when it has no database. By the Unix socket, if there is one.
    pub fn service_url(&self, service: &str, database: &str) -> Option<String> {
        let password = self.passwords.service(service)?;
        let url = url(self.port, &role(service), password, database);
        Some(match socket_folder(&self.data) {
            Some(folder) => format!("{url}?host={}", folder.display()),
            None => url,
        })
    }

    /// Makes `name` with a schema for each service. A database that exists keeps its data and gets what is missing.
    pub async fn create_database(&self, name: &str) -> Result<()> {
        let mut admin = self.admin("postgres").await?;
        let exists: Option<i32> = sqlx::query_scalar("SELECT 1 FROM pg_database WHERE datname = $1")
            .bind(name)
            .fetch_optional(&mut admin)
            .await?;
        if exists.is_none() {
            execute(&mut admin, format!("CREATE DATABASE {name}")).await?;
        }
        admin.close().await?;

        let mut admin = self.admin(name).await?;
        execute(&mut admin, rights(name)).await.with_context(|| format!("cannot set up the database {name}"))?;
        Ok(admin.close().await?)
    }

    /// Drops `name` with whoever is still connected to it.
    pub async fn drop_database(&self, name: &str) -> Result<()> {
        let mut admin = self.admin("postgres").await?;
        execute(&mut admin, format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await?;
        Ok(admin.close().await?)
    }

    pub(super) async fn create_roles(&self) -> Result<()> {
        let mut admin = self.admin("postgres").await?;
        for service in with_database() {
            let role = role(service);
            let password = self.passwords.service(service).context("each service with a database has a password")?;
            let exists: Option<i32> = sqlx::query_scalar("SELECT 1 FROM pg_roles WHERE rolname = $1")
                .bind(&role)
                .fetch_optional(&mut admin)
                .await?;
            let verb = if exists.is_some() { "ALTER" } else { "CREATE" };
            let limits = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS";
            execute(&mut admin, format!("{verb} ROLE {role} {limits} PASSWORD '{password}'")).await?;
        }
        Ok(admin.close().await?)
    }

    async fn admin(&self, database: &str) -> Result<PgConnection> {
        PgConnection::connect(&self.admin_url(database)).await.context("cannot connect to Postgres")
    }
}

/// What may be done in `database`: everything in one's own schema, nothing anywhere else.
fn rights(database: &str) -> String {
    let mut statements = vec![
        "BEGIN".to_owned(),
        format!("REVOKE ALL ON DATABASE {database} FROM PUBLIC"),
        "REVOKE ALL ON SCHEMA public FROM PUBLIC".to_owned(),
    ];
    for service in with_database() {
        let (role, schema) = (role(service), schema(service));
        let in_database = format!("ALTER ROLE {role} IN DATABASE {database} SET");
        statements.extend([
            format!("GRANT CONNECT ON DATABASE {database} TO {role}"),
            format!("CREATE SCHEMA IF NOT EXISTS {schema} AUTHORIZATION {role}"),
            format!("{in_database} search_path = {schema}"),
            format!("{in_database} idle_in_transaction_session_timeout = '{IDLE_IN_TRANSACTION}'"),
            format!("{in_database} lock_timeout = '{LOCK_TIMEOUT}'"),
        ]);
    }
    statements.push("COMMIT".to_owned());
    statements.join(";\n")
}

/// Runs statements made of our own names and generated words only.
async fn execute(connection: &mut PgConnection, statements: String) -> Result<()> {
    sqlx::raw_sql(AssertSqlSafe(statements)).execute(connection).await?;
    Ok(())
}
