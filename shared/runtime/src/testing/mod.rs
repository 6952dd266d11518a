//! For handler tests: commands through a real batch on a real Postgres, without NATS. The row changed, these messages were
//! sent.

mod actor;
mod handling;
mod ran;
mod views;
mod workflow;

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use async_nats::HeaderMap;
use contracts::{Command, Key, Millis, Query};
use messaging::{Caller, Delivery, headers, now};
use serde_json::Value;
use sqlx::{AssertSqlSafe, PgPool};

pub use self::{
    actor::Actor,
    handling::{Handling, Shown},
    ran::Ran,
    views::Views,
    workflow::TestWorkflow,
};
use crate::{
    commands::batch::{Executor, Settled, Work},
    core::{
        ladder::{Strategy, Trouble},
        outcome::Recorded,
    },
    handler::{
        failure::{Failure, Handled},
        preload::Facts,
        reader::Reader,
    },
    outbox::lanes::Lanes,
    service::{CommandEntry, Service, reply},
    start::with_runtime_messages,
    store::{floors, migrate, pool},
};

const RUNTIMES_TABLES: [&str; 7] =
    ["journal", "outbox", "dead_letters", "workflows", "workflow_steps", "partitions", "service_facts"];

/// A command that does nothing, which every service under test handles: the neighbours of a refused one.
const NEIGHBOUR: &str = "testNeighbour";

/// A service's handlers on a database of their own.
pub struct TestService {
    executor: Executor,
    lanes: Lanes,
    sequence: AtomicU64,
    /// The service's own: without the runtime's.
    tables: Vec<String>,
}

impl TestService {
    /// Migrates and empties the database at `url` (the service's own role), and opens it.
    pub async fn new(service: Service, url: &str) -> anyhow::Result<Self> {
        migrate::migrate(url, &service.migrations).await?;
        let pool = pool::open(url, 4).await?.writing;
        let tables = "select tablename::text from pg_tables
                      where schemaname = current_schema() and tablename <> '_sqlx_migrations' order by tablename";
        let mut tables: Vec<String> = sqlx::query_scalar(tables).fetch_all(&pool).await?;
        let empty = AssertSqlSafe(format!("truncate {}", tables.join(", ")));
        sqlx::raw_sql(empty).execute(&pool).await?;
        tables.retain(|table| !RUNTIMES_TABLES.contains(&table.as_str()));
        floors::prepare(&pool).await?;
        let mut service = with_runtime_messages(service);
        service.commands.insert(NEIGHBOUR, neighbour()?);
        let executor = Executor { service: Arc::new(service), pool };
        Ok(Self { executor, lanes: Lanes::default(), sequence: AtomicU64::new(1), tables })
    }

    /// Leaves a table out of [`TestService::rows`]: one that only remembers what was heard.
    #[must_use]
    pub fn ignoring(mut self, table: &str) -> Self {
        self.tables.retain(|each| each != table);
        self
    }

    pub fn pool(&self) -> &PgPool {
        &self.executor.pool
    }

    /// Handles one command sent by a person called `tester`.
    pub async fn command<C: Command>(&self, key: &C::Key, command: &C) -> Handling<C::Reply> {
        self.handle(tester(), key, command, Facts::default()).await
    }

    /// Handles one command sent by somebody else.
    pub async fn command_from<C: Command>(&self, caller: Caller, key: &C::Key, command: &C) -> Handling<C::Reply> {
        self.handle(caller, key, command, Facts::default()).await
    }

    /// Handles one command for which the service's preload would have found `fact`.
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
        let delivery = match serde_json::to_vec(command) {
            Ok(body) => self.delivery(C::NAME, key.tokens(), body, &caller),
            Err(error) => return Handling::new(Err(error.into()), Vec::new()),
        };
        self.deliver(vec![delivery], facts).await.pop().map_or_else(
            || Handling::new(Err(Failure::failed("the batch has no outcome")), Vec::new()),
            |(recorded, outgoing)| Handling::new(outcome(recorded), outgoing),
        )
    }

    /// Handles a command between two others that do nothing, in one batch: what a refused one leaves would be committed
    /// with them. All that the batch sent is given with the command's outcome.
    pub(crate) async fn command_between_others<C: Command>(&self, key: &C::Key, command: &C) -> Handling<C::Reply> {
        let body = match serde_json::to_vec(command) {
            Ok(body) => body,
            Err(error) => return Handling::new(Err(error.into()), Vec::new()),
        };
        let other = || self.delivery(NEIGHBOUR, key.tokens(), b"{}".to_vec(), &tester());
        let deliveries = vec![other(), self.delivery(C::NAME, key.tokens(), body, &tester()), other()];
        let mut handled = self.deliver(deliveries, Facts::default()).await;
        let sent = handled.iter_mut().flat_map(|(_, outgoing)| std::mem::take(outgoing)).collect();
        let [_, (recorded, _), _] = match <[_; 3]>::try_from(handled) {
            Ok(handled) => handled,
            Err(_) => return Handling::new(Err(Failure::failed("the batch has no outcome")), Vec::new()),
        };
        Handling::new(outcome(recorded), sent)
    }

    fn delivery(&self, command: &str, key: String, body: Vec<u8>, caller: &Caller) -> Arc<Delivery> {
        let mut headers = HeaderMap::new();
        headers.insert(headers::CALLER, caller.as_str());
        Arc::new(Delivery {
            id: uuid::Uuid::new_v4().to_string(),
            command: command.to_owned(),
            key,
            body: body.into(),
            headers,
            stream_sequence: self.sequence.fetch_add(1, Ordering::Relaxed),
            consumer_sequence: 0,
            received_at: now(),
            unreadable: None,
        })
    }

    /// Runs commands as a partition's owner does: together, and if there is trouble each alone. Of each, its outcome and
    /// what was sent; of a batch, the last has all that was sent.
    async fn deliver(
        &self,
        deliveries: Vec<Arc<Delivery>>,
        facts: Facts,
    ) -> Vec<(Result<Recorded, Trouble>, Vec<crate::store::outbox::Outgoing>)> {
        let facts = Arc::new(facts);
        match self.run(deliveries.clone(), &facts, Strategy::Together).await {
            Ok(settled) => {
                let mut outcomes: Vec<_> =
                    settled.outcomes.into_iter().map(|outcome| (Ok(outcome), Vec::new())).collect();
                if let Some(last) = outcomes.last_mut() {
                    last.1 = settled.outgoing;
                }
                outcomes
            }
            Err(_) => {
                let mut outcomes = Vec::new();
                for delivery in deliveries {
                    outcomes.push(match self.run(vec![delivery], &facts, Strategy::ALONE).await {
                        Ok(mut settled) => match settled.outcomes.pop() {
                            Some(outcome) => (Ok(outcome), settled.outgoing),
                            None => (Err(Trouble::Isolate), Vec::new()),
                        },
                        Err(trouble) => (Err(trouble), Vec::new()),
                    });
                }
                outcomes
            }
        }
    }

    async fn run(
        &self,
        deliveries: Vec<Arc<Delivery>>,
        facts: &Arc<Facts>,
        strategy: Strategy,
    ) -> Result<Settled, Trouble> {
        let mut connection = self.executor.pool.acquire().await.map_err(crate::commands::batch::trouble)?;
        let standing = floors::read(&mut connection, 0).await.map_err(crate::commands::batch::trouble)?;
        drop(connection);
        let work = [Work {
            partition: 0,
            lane: self.lanes.of(0),
            standing,
            stream: "test".into(),
            server: "test".into(),
            deliveries,
            facts: facts.clone(),
        }];
        let mut settled = self.executor.run(&mut None, &work, strategy).await?;
        settled.pop().ok_or(Trouble::Isolate)
    }

    /// Answers one query.
    pub async fn query<Q: Query>(&self, key: &Q::Key, query: &Q) -> Handled<Q::Reply> {
        let entry = self.executor.service.queries.get(Q::NAME);
        let entry = entry.ok_or_else(|| Failure::not_found("test.no_such_query", "no such query"))?;
        let reader = Reader { now: now(), caller: tester(), pool: self.executor.pool.clone(), client: None };
        let tokens = key.tokens().split('.').map(str::to_owned).collect();
        let reply = (entry.handle)(reader, tokens, serde_json::to_vec(query)?.into()).await?;
        Ok(serde_json::from_str(reply.get())?)
    }

    /// Every row of the service's own tables.
    pub async fn rows(&self) -> Value {
        let rows = |table| format!("(select jsonb_agg(to_jsonb(t) order by to_jsonb(t)) from {table} t)");
        let all = self.tables.iter().map(rows).collect::<Vec<_>>().join(", ");
        let all = AssertSqlSafe(format!("select jsonb_build_array({all})"));
        sqlx::query_scalar(all).fetch_one(&self.executor.pool).await.expect("the tables can be read")
    }

    /// The time the handlers see.
    pub fn now(&self) -> Millis {
        now()
    }
}

fn neighbour() -> anyhow::Result<CommandEntry> {
    Ok(CommandEntry {
        access: contracts::Access::Service,
        decode: |_, _| Ok(Box::new(())),
        handle: Box::new(|_, _| Box::pin(async { reply(&()) })),
        loads: None,
        schema: crate::service::Schemas { input: schemars::schema_for!(()), reply: schemars::schema_for!(()) },
    })
}

/// What a caller would get to know, as a handler's result.
fn outcome<R: serde::de::DeserializeOwned>(recorded: Result<Recorded, Trouble>) -> Handled<R> {
    match recorded {
        Ok(Recorded::Done { reply, .. }) => Ok(serde_json::from_str(reply.get())?),
        Ok(Recorded::Refused { kind, code, message, .. }) => Err(Failure::refused(kind, code, message)),
        Ok(Recorded::Dead { message, .. }) => Err(Failure::failed(message)),
        Err(Trouble::Failed(_, message)) => Err(Failure::failed(message)),
        Err(trouble) => Err(Failure::failed(format!("{trouble:?}"))),
    }
}

fn tester() -> Caller {
    Caller::token("tester")
}
