//! For handler tests: one command on a real Postgres, without NATS. The row changed, these messages were sent.

mod actor;
mod handling;

use std::sync::Arc;

use contracts::{Command, Key, Millis, Query};
use serde_json::{Value, value::RawValue};
use sqlx::{AssertSqlSafe, PgPool};

pub use self::{
    actor::Actor,
    handling::{Handling, Shown},
};
use crate::{
    Caller, Cx, Failure, Handled, Reader, Service,
    clock::now,
    cx::{Cause, Facts},
    outbox::Outgoing,
    session::Session,
    start,
};

const RUNTIMES_TABLES: [&str; 6] = ["journal", "outbox", "dead_letters", "workflows", "workflow_steps", "partitions"];

/// A service's handlers on a database of their own.
pub struct Desk {
    service: Service,
    pool: PgPool,
    /// The service's own: without the runtime's.
    tables: Vec<String>,
}

impl Desk {
    /// Migrates and empties the database at `url` (the service's own role), and sits down at it.
    pub async fn new(service: Service, url: &str) -> anyhow::Result<Self> {
        let pool = start::open_database(url, 4).await?;
        start::migrate(&service, &pool).await?;
        let tables = "SELECT tablename::text FROM pg_tables
                      WHERE schemaname = current_schema() AND tablename <> '_sqlx_migrations' ORDER BY tablename";
        let mut tables: Vec<String> = sqlx::query_scalar(tables).fetch_all(&pool).await?;
        let empty = AssertSqlSafe(format!("TRUNCATE {}", tables.join(", ")));
        sqlx::raw_sql(empty).execute(&pool).await?;
        tables.retain(|table| !RUNTIMES_TABLES.contains(&table.as_str()));
        Ok(Self { service, pool, tables })
    }

    /// Leaves a table out of [`Desk::rows`]: one that only remembers what was heard.
    #[must_use]
    pub fn ignoring(mut self, table: &str) -> Self {
        self.tables.retain(|each| each != table);
        self
    }

    pub fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// Handles one command sent by a person called `tester`.
    pub async fn command<C: Command>(&self, key: &C::Key, command: &C) -> Handling<C::Reply> {
        self.handle(tester(), key, command, Facts::default()).await
    }

    /// Handles one command sent by somebody else.
    pub async fn command_from<C: Command>(&self, caller: Caller, key: &C::Key, command: &C) -> Handling<C::Reply> {
        self.handle(caller, key, command, Facts::default()).await
    }

    /// Handles one command for which `prepare` would have found `fact`.
    pub async fn command_knowing<C: Command, T: Send + Sync + 'static>(
        &self,
        key: &C::Key,
        command: &C,
        fact: T,
    ) -> Handling<C::Reply> {
        let facts = Facts::from([(key.tokens(), Box::new(fact) as _)]);
        self.handle(tester(), key, command, facts).await
    }

    async fn handle<C: Command>(&self, caller: Caller, key: &C::Key, command: &C, facts: Facts) -> Handling<C::Reply> {
        let mut outgoing = Vec::new();
        let outcome = self.transact(caller, key, command, facts, &mut outgoing).await;
        Handling::new(outcome, outgoing)
    }

    async fn transact<C: Command>(
        &self,
        caller: Caller,
        key: &C::Key,
        command: &C,
        facts: Facts,
        outgoing: &mut Vec<Outgoing>,
    ) -> Handled<C::Reply> {
        let entry = self.service.commands.get(C::NAME).ok_or_else(|| Failure::not_found("test", "no such command"))?;
        let (body, tokens) = (serde_json::to_vec(command)?, key.tokens());
        let tokens: Vec<_> = tokens.split('.').collect();
        let cause = Cause { id: uuid::Uuid::new_v4().to_string(), caller };
        let session = Session::open(&self.pool).await?;
        let actor = self.service.actor;
        let facts = Arc::new(facts);
        let mut cx = Cx::new(actor, session, cause);
        cx.facts = facts;
        let reply = (entry.handle)(&mut cx, &tokens, &body).await?;
        cx.flush().await?;
        cx.session.commit().await?;
        *outgoing = cx.outgoing;
        Ok(serde_json::from_str(reply.get())?)
    }

    /// Answers one query.
    pub async fn query<Q: Query>(&self, key: &Q::Key, query: &Q) -> Handled<Q::Reply> {
        let entry = self.service.queries.get(Q::NAME).ok_or_else(|| Failure::not_found("test", "no such query"))?;
        let reader = Reader { now: now(), caller: tester(), pool: self.pool.clone() };
        let tokens = key.tokens().split('.').map(str::to_owned).collect();
        let reply: Box<RawValue> = (entry.handle)(reader, tokens, serde_json::to_vec(query)?.into()).await?;
        Ok(serde_json::from_str(reply.get())?)
    }

    /// Every row of the service's own tables.
    pub async fn rows(&self) -> Value {
        let rows = |table| format!("(SELECT jsonb_agg(to_jsonb(t) ORDER BY to_jsonb(t)) FROM {table} t)");
        let all = self.tables.iter().map(rows).collect::<Vec<_>>().join(", ");
        let all = AssertSqlSafe(format!("SELECT jsonb_build_array({all})"));
        sqlx::query_scalar(all).fetch_one(&self.pool).await.expect("the tables can be read")
    }

    /// The time the handlers see.
    pub fn now(&self) -> Millis {
        now()
    }
}

fn tester() -> Caller {
    Caller::token("tester")
}
