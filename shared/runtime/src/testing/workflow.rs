//! Runs a workflow on a real Postgres, without NATS: plainly, with a crash before and after each step, and with a cancel at
//! each step. Whatever happens, what it records and sends must be the same.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicI32, Ordering},
};

use bytes::Bytes;
use contracts::{Key, Workflow};
use messaging::{Caller, Client, QueryError, Tasks, now};
use serde_json::Value;
use sqlx::{AssertSqlSafe, PgPool, Row};
use tokio::sync::mpsc;

use super::ran::{NUMBERS, Ran};
use crate::{
    handler::cx::{Cause, Cx},
    run::{Halt, Hooks, Resources},
    service::Service,
    start::with_runtime_messages,
    store::{floors, migrate, pool, runs, session::Session},
    workflows::worker::{begin, body, diverged, finish},
};

/// Times that a run may be taken up. A workflow that needs more does not end.
const ROUNDS: usize = 500;

/// The one announcement of the run.
const DELIVERY: u64 = 1;

/// A workflow of a service, with what it is about.
pub struct TestWorkflow<W: Workflow> {
    service: Arc<Service>,
    pool: PgPool,
    client: Client,
    key: W::Key,
    input: W,
    tables: Vec<String>,
    ignored: Vec<&'static str>,
}

/// What happens to the worker, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    None,
    /// It dies when the step is done and not recorded yet: the step is done again.
    CrashBefore(i32),
    /// It dies when the step is recorded and nothing of it sent yet.
    CrashAfter(i32),
    /// The run is cancelled before this step.
    CancelAt(i32),
}

struct Interrupt {
    fault: Fault,
    happened: AtomicBool,
    /// The newest step that was recorded.
    newest: AtomicI32,
}

impl Interrupt {
    fn strikes(&self, fault: Fault) -> bool {
        self.fault == fault && !self.happened.swap(true, Ordering::Relaxed)
    }
}

impl Hooks for Interrupt {
    fn before_commit(&self, position: i32, _: &str) -> bool {
        !self.strikes(Fault::CrashBefore(position))
    }

    fn after_commit(&self, position: i32, _: &str) -> bool {
        self.newest.fetch_max(position, Ordering::Relaxed);
        !(self.strikes(Fault::CrashAfter(position)) || self.strikes(Fault::CancelAt(position + 1)))
    }
}

impl<W: Workflow + Clone> TestWorkflow<W> {
    /// The workflow for one actor, on the database at `url` (the service's own role). `answers` stands in for the other
    /// services that it asks.
    pub async fn new(
        service: Service,
        url: &str,
        key: W::Key,
        input: W,
        answers: impl Fn(&str, &[u8]) -> Result<Bytes, QueryError> + Send + Sync + 'static,
    ) -> anyhow::Result<Self> {
        migrate::migrate(url, &service.migrations).await?;
        let pool = pool::open(url, 4).await?.writing;
        let tables = "select tablename::text from pg_tables
                      where schemaname = current_schema() and tablename <> '_sqlx_migrations' order by tablename";
        let tables = sqlx::query_scalar(tables).fetch_all(&pool).await?;
        let (service, client) = (Arc::new(with_runtime_messages(service)), Client::answering(answers).await?);
        Ok(Self { service, pool, client, key, input, tables, ignored: Vec::new() })
    }

    /// Leaves out fields of this name: what an outside system says of how often it was asked, which a repeat changes.
    #[must_use]
    pub fn ignoring(mut self, field: &'static str) -> Self {
        self.ignored.push(field);
        self
    }

    pub fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// Runs it plainly, after `arrange` has put rows into the empty database.
    pub async fn run(&self, arrange: impl AsyncFn(&PgPool)) -> Ran {
        self.run_with(Fault::None, &arrange).await.0
    }

    /// Runs it plainly, then with a crash before and after each of its steps, which must leave the same; then with a cancel
    /// at each step, after which the outside system must not be asked again. `asked` counts what it was asked so far.
    /// Panics as an assertion does; gives what the plain run has left.
    pub async fn withstands_faults(&self, arrange: impl AsyncFn(&PgPool), asked: impl Fn() -> usize) -> Ran {
        let (plain, steps) = self.run_with(Fault::None, &arrange).await;
        for position in 0..steps {
            for fault in [Fault::CrashBefore(position), Fault::CrashAfter(position)] {
                let (ran, _) = self.run_with(fault, &arrange).await;
                assert_eq!(ran.normal(&self.ignored), plain.normal(&self.ignored), "after {fault:?}");
            }
        }
        for position in 0..steps {
            let (cancelled, asked_after) = self.cancel_at(position, &arrange, &asked).await;
            let status = cancelled.status.as_str();
            assert!(status == "cancelled" || status == "failed", "cancelled at step {position}, it is {status}");
            assert_eq!(asked_after, 0, "cancelled at step {position}, it asked the outside system again");
        }
        plain
    }

    async fn cancel_at(
        &self,
        position: i32,
        arrange: &impl AsyncFn(&PgPool),
        asked: &impl Fn() -> usize,
    ) -> (Ran, usize) {
        let interrupt = self.begin(Fault::CancelAt(position), arrange).await;
        if position > 0 {
            while !interrupt.happened.load(Ordering::Relaxed) {
                assert!(!self.take_up(&interrupt).await, "it ended before step {position}");
            }
        }
        sqlx::query("update workflows set cancel_requested = true").execute(&self.pool).await.expect("a run");
        let before = asked();
        let ran = self.finish(&interrupt).await;
        (ran, asked() - before)
    }

    /// Runs it to its end; with how many steps it had.
    async fn run_with(&self, fault: Fault, arrange: &impl AsyncFn(&PgPool)) -> (Ran, i32) {
        let interrupt = self.begin(fault, arrange).await;
        let ran = self.finish(&interrupt).await;
        let steps = interrupt.newest.load(Ordering::Relaxed) + 1;
        (ran, steps)
    }

    /// An empty database with what `arrange` puts there and the run, which waits.
    async fn begin(&self, fault: Fault, arrange: &impl AsyncFn(&PgPool)) -> Arc<Interrupt> {
        let empty = AssertSqlSafe(format!("truncate {}", self.tables.join(", ")));
        sqlx::raw_sql(empty).execute(&self.pool).await.expect("the tables can be emptied");
        let begin = "select setval(format('%I.%I', schemaname, sequencename)::regclass, $1) from pg_sequences
                     where schemaname = current_schema()";
        sqlx::query(begin).bind(NUMBERS).execute(&self.pool).await.expect("the sequences can be set");
        floors::prepare(&self.pool).await.expect("the floors can be made");
        arrange(&self.pool).await;
        let mut session = Session::open(&self.pool).await.expect("a connection");
        session.begin().await.expect("a transaction");
        let cause = Cause { id: "test".into(), key: self.key.tokens(), caller: Caller::token("tester") };
        let mut cx = Cx::new(self.service.actor, session, cause);
        let run = runs::NewRun {
            run_id: "run".into(),
            workflow: W::NAME.into(),
            workflow_id: "run".into(),
            actor_key: self.key.tokens(),
            input: serde_json::to_value(&self.input).expect("an input is JSON"),
        };
        cx.start_run(&run).await.expect("the run starts");
        cx.session.commit().await.expect("the run is stored");
        Arc::new(Interrupt { fault, happened: AtomicBool::new(false), newest: AtomicI32::new(-1) })
    }

    async fn finish(&self, interrupt: &Arc<Interrupt>) -> Ran {
        for _ in 0..ROUNDS {
            if self.take_up(interrupt).await {
                return self.left().await;
            }
        }
        panic!("{} does not end: {:#?}", W::NAME, self.left().await);
    }

    /// Works on the run until it ends (`true`), sleeps, or its worker dies.
    async fn take_up(&self, interrupt: &Arc<Interrupt>) -> bool {
        // Time passes while it sleeps.
        sqlx::query("update workflows set wakes_at = 0 where status = 'sleeping'")
            .execute(&self.pool)
            .await
            .expect("the run can be woken");
        let claimed = runs::claim(&self.pool, "run", DELIVERY, now()).await.expect("the run can be claimed");
        let runs::Claim::Taken(claimed) = claimed else { return true };
        let resources = Resources {
            actor: self.service.actor,
            pool: self.pool.clone(),
            reading: self.pool.clone(),
            client: self.client.clone(),
            tasks: Tasks::default(),
            hooks: Some(interrupt.clone()),
        };
        let (halt, mut halted) = mpsc::unbounded_channel();
        let run = begin(resources, "run".into(), &claimed, halt, None);
        let ended = tokio::select! {
            ended = body(&self.service, &run, &claimed) => ended,
            Some(why) = halted.recv() => match why {
                Halt::Sleeping | Halt::Lost => return false,
                Halt::Diverged { message } => Err(diverged(message)),
            },
        };
        finish(&run, &claimed, ended).await.expect("the end can be recorded")
    }

    /// What the run has left.
    async fn left(&self) -> Ran {
        let run = sqlx::query("select status, result from workflows where run_id = 'run'").fetch_one(&self.pool).await;
        let run = run.expect("a run");
        let steps = sqlx::query("select step, result from workflow_steps where run_id = 'run' order by position");
        let steps = steps.fetch_all(&self.pool).await.expect("steps");
        let sent = sqlx::query("select subject, body from outbox order by position").fetch_all(&self.pool).await;
        let body = |text: String| serde_json::from_str(&text).unwrap_or(Value::String(text));
        Ran {
            status: run.get("status"),
            result: run.get::<Option<Value>, _>("result").unwrap_or_default(),
            steps: steps.iter().map(|row| (row.get("step"), row.get("result"))).collect(),
            sent: sent.expect("an outbox").iter().map(|row| (row.get("subject"), body(row.get("body")))).collect(),
            rows: self.rows().await,
        }
    }

    async fn rows(&self) -> Value {
        let own = self.tables.iter().filter(|table| !super::RUNTIMES_TABLES.contains(&table.as_str()));
        let rows = |table| format!("(select jsonb_agg(to_jsonb(t) order by to_jsonb(t)) from {table} t)");
        let all = own.map(rows).collect::<Vec<_>>().join(", ");
        let all = AssertSqlSafe(format!("select jsonb_build_array({all})"));
        sqlx::query_scalar(all).fetch_one(&self.pool).await.expect("the tables can be read")
    }
}
