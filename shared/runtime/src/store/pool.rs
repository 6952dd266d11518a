//! Connections to Postgres: one pool for what writes, one for queries, so that a flood of questions leaves commands theirs.

use std::{str::FromStr, time::Duration};

use anyhow::Context;
use sqlx::{
    Connection as _, Executor, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};

/// A connection that has not been used for this long is tried before it is used again.
pub const RESTED: Duration = Duration::from_millis(500);

/// How long a caller waits for a connection. A database that gives none by then is not there.
const ACQUIRED_WITHIN: Duration = Duration::from_secs(5);

/// A transaction of a stalled process must not hold its locks: the next owner waits for them. And a statement prepared
/// while its table was small must not keep a plan that scans it: every statement of ours has its index. Making a plan anew for
/// each execution takes as long as executing it, and compiling one (jit) longer than any of them.
const SESSION: &str = "set idle_in_transaction_session_timeout = '10s'; set lock_timeout = '5s';
    set statement_timeout = '30s'; set enable_seqscan = off; set jit = off;
    set plan_cache_mode = force_generic_plan";

/// What a query's connection refuses besides: a query changes nothing.
const READ_ONLY: &str = "set default_transaction_read_only = on";

/// The two pools of a service.
#[derive(Clone)]
pub struct Database {
    /// For commands and workflows.
    pub writing: PgPool,
    /// For queries.
    pub reading: PgPool,
}

/// Connects, with at most `connections` for what writes and half as many for queries.
pub async fn open(url: &str, connections: u32) -> anyhow::Result<Database> {
    let options = PgConnectOptions::from_str(url).context("the address of Postgres (FOUNDRY_DATABASE_URL)")?;
    let writing = pool(connections, "").connect_with(options.clone()).await;
    let writing = writing.context("Postgres cannot be reached (FOUNDRY_DATABASE_URL)")?;
    let reading = pool((connections / 2).max(2), READ_ONLY).connect_lazy_with(options);
    Ok(Database { writing, reading })
}

fn pool(connections: u32, further: &'static str) -> PgPoolOptions {
    PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(ACQUIRED_WITHIN)
        // A ping before each use would cost a round trip; a broken connection fails its batch, which is run again. After
        // a database's restart all of them are broken, and each attempt would meet just one: so a rested one is tried.
        .test_before_acquire(false)
        .before_acquire(|connection, meta| {
            let rested = meta.idle_for > RESTED;
            Box::pin(async move { Ok(!rested || connection.ping().await.is_ok()) })
        })
        .after_connect(move |connection, _| {
            Box::pin(async move {
                connection.execute(SESSION).await?;
                if !further.is_empty() {
                    connection.execute(further).await?;
                }
                Ok(())
            })
        })
}
