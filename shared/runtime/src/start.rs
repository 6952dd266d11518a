//! The life of a service: connect, migrate, serve, stop gracefully.

use std::{
    borrow::Cow,
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use anyhow::{Context, bail};
use sqlx::{Connection as _, Executor, PgPool, migrate::Migrator, postgres::PgPoolOptions};
use tokio::{
    signal::unix::{SignalKind, signal},
    sync::{oneshot, watch},
};

use crate::{
    Client, Config, Connection, Probe, Readiness, Service, Tasks, clock::now, connect::connect, endpoints, journal,
    membership, owner, partition::Patience, probe::Missing, processor::Processors, streams, workflow,
};

/// Partitions of a command stream; the number in `nats/streams/*_commands.json`.
const PARTITIONS: u32 = 16;

/// From the request to stop until the process ends at the latest.
const GRACE: Duration = Duration::from_secs(9);

/// Within this, the last messages leave if there is a connection at all.
const LAST_WORDS: Duration = Duration::from_millis(500);

/// How long journal rows are kept. A command's id given again after that runs again.
const JOURNAL_KEPT: Duration = Duration::from_hours(30 * 24);

/// How often old journal rows are deleted.
const PRUNE_EVERY: Duration = Duration::from_hours(1);

/// A connection that has not been used for this long is tried before it is used again.
pub(crate) const RESTED: Duration = Duration::from_millis(500);

/// A transaction of a stalled process must not hold its locks: the next owner waits for them. And a statement prepared
/// while its table was small must not keep a plan that scans it: every statement of ours has its index. Making a plan anew for
/// each execution takes as long as executing it, and compiling one (jit) longer than any of them.
const SESSION: &str = "set idle_in_transaction_session_timeout = '10s'; set lock_timeout = '5s';
    set statement_timeout = '30s'; set enable_seqscan = off; set jit = off;
    set plan_cache_mode = force_generic_plan";

/// What every part of a running service shares.
pub(crate) struct Running {
    pub service: Service,
    pub pool: PgPool,
    pub nats: async_nats::Client,
    pub client: Client,
    pub tasks: Tasks,
    pub connected: watch::Receiver<u64>,
    pub stream_made: streams::StreamMade,
    pub processors: Processors,
    pub deliver_twice: bool,
    crash_after_step: Option<String>,
    /// Runs whose body has been told that it is cancelled.
    cancelled: Mutex<HashSet<String>>,
}

impl Running {
    pub fn patience(&self) -> Patience {
        Patience::new(self.tasks.clone())
    }

    /// Ends the process as a crash would, when a test has asked for it at this step.
    pub fn crash_if_asked(&self, step: &str) {
        if self.crash_after_step.as_deref().is_some_and(|asked| asked == step || asked == "*") {
            tracing::warn!(step, "Crashing after step {step}, as asked");
            std::process::exit(137);
        }
    }

    pub fn told_of_cancel(&self, run_id: &str) -> bool {
        self.cancelled.lock().unwrap_or_else(PoisonError::into_inner).contains(run_id)
    }

    pub fn tell_of_cancel(&self, run_id: &str) {
        self.cancelled.lock().unwrap_or_else(PoisonError::into_inner).insert(run_id.to_owned());
    }

    pub fn forget_cancel(&self, run_id: &str) {
        self.cancelled.lock().unwrap_or_else(PoisonError::into_inner).remove(run_id);
    }
}

/// Runs a service until it is asked to stop.
pub async fn run(service: Service, config: Config) -> anyhow::Result<()> {
    let name = service.actor.service();
    let connection = connect(&config, name).await?;
    let missing = Missing::default();
    missing.set(Some("starting"));
    let probe = serve_probe(&config, &connection, &missing).await?;
    tracing::info!(instance = connection.instance, probe = %probe.address, "Starting {name}");
    let started = start(service, &config, &connection).await;
    let outcome = match started {
        Ok(()) => {
            missing.set(None);
            tracing::info!("{name} is ready");
            tokio::select! {
                () = until_stopped(&config) => {}
                () = connection.tasks.stopping() => {}
            }
            Ok(())
        }
        Err(error) => Err(error),
    };
    tracing::info!("Stopping {name}");
    missing.set(Some("stopping"));
    connection.tasks.stop();
    if !connection.tasks.join(GRACE).await {
        tracing::warn!("Some work did not end in time; it is taken up by the next instance");
    }
    // Without a connection it would wait for one for ever, and the process with it.
    if !matches!(tokio::time::timeout(LAST_WORDS, connection.nats.flush()).await, Ok(Ok(()))) {
        tracing::warn!("The last messages may not have been sent");
    }
    connection.shutdown();
    if let Some(why) = connection.tasks.failure() {
        bail!("{why}");
    }
    outcome
}

async fn serve_probe(config: &Config, connection: &Connection, missing: &Missing) -> anyhow::Result<Probe> {
    let (missing, nats) = (missing.clone(), connection.nats.clone());
    let readiness = Readiness::new(move || match missing.get() {
        Some(what) => Err(what),
        None if nats.connection_state() != async_nats::connection::State::Connected => {
            Err("no connection to NATS".into())
        }
        None => Ok(()),
    });
    Probe::serve(config.probe_address, readiness, &connection.tasks).await
}

async fn start(service: Service, config: &Config, connection: &Connection) -> anyhow::Result<()> {
    let actor = service.actor;
    streams::check_server(&connection.nats).await?;
    streams::check(&connection.nats, actor).await?;
    streams::apply_consumer(&connection.nats, &actor.workflow_stream(), &streams::workflow_consumer(actor)).await?;
    let pool = open_database(&config.database_url, config.database_connections).await?;
    migrate(&service, &pool).await?;

    let (processors, start_processors) = Processors::new();
    let running = Arc::new(Running {
        service,
        pool,
        nats: connection.nats.clone(),
        client: connection.client.clone(),
        tasks: connection.tasks.clone(),
        connected: connection.connected.clone(),
        stream_made: streams::StreamMade::default(),
        processors,
        deliver_twice: config.deliver_twice,
        crash_after_step: config.crash_after_step.clone(),
        cancelled: Mutex::default(),
    });
    start_processors(&running);
    let assignment = membership::start(connection, actor, PARTITIONS).await?;
    for partition in 0..PARTITIONS {
        running.tasks.spawn("partition", owner::run(running.clone(), partition, assignment.clone()));
    }
    running.tasks.spawn("workflows", workflow::serve(running.clone(), config.workflows));
    running.tasks.spawn("prune", prune(running.clone()));
    endpoints::serve(&running).await
}

pub(crate) async fn open_database(url: &str, connections: u32) -> anyhow::Result<PgPool> {
    PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(5))
        // A ping before each use would cost a round trip; a broken connection fails its batch, which is run again. After
        // a database's restart all of them are broken, and each attempt would meet just one: so a rested one is tried.
        .test_before_acquire(false)
        .before_acquire(|connection, meta| {
            let rested = meta.idle_for > RESTED;
            Box::pin(async move { Ok(!rested || connection.ping().await.is_ok()) })
        })
        .after_connect(|connection, _| Box::pin(async move { connection.execute(SESSION).await.map(|_| ()) }))
        .connect(url)
        .await
        .context("Postgres cannot be reached (FOUNDRY_DATABASE_URL)")
}

/// Applies the runtime's migrations (1 to 999) and the service's own (from 1001).
pub(crate) async fn migrate(service: &Service, pool: &PgPool) -> anyhow::Result<()> {
    let runtime = sqlx::migrate!();
    let all = runtime.migrations.iter().chain(service.migrations.migrations.iter()).cloned().collect::<Vec<_>>();
    let migrator = Migrator { migrations: Cow::Owned(all), ..Migrator::DEFAULT };
    migrator.run(pool).await.context("the database could not be migrated")
}

async fn prune(running: Arc<Running>) {
    loop {
        let kept = i64::try_from(JOURNAL_KEPT.as_millis()).unwrap_or(i64::MAX);
        let pruned = async { journal::prune(&mut *running.pool.acquire().await?, now() - kept).await };
        match pruned.await {
            Ok(0) => {}
            Ok(rows) => tracing::info!(rows, "Deleted {rows} old journal rows"),
            Err(error) => tracing::warn!(%error, "Old journal rows could not be deleted; trying again later"),
        }
        tokio::select! {
            () = tokio::time::sleep(PRUNE_EVERY) => {}
            () = running.tasks.stopping() => return,
        }
    }
}

/// Resolves at SIGTERM, at SIGINT, or when the lifeline closes.
pub async fn until_stopped(config: &Config) {
    let lifeline = async {
        if config.lifeline.as_deref() == Some("stdin") && lifeline_closed().await.is_ok() {
            return;
        }
        std::future::pending().await
    };
    let signalled = async {
        match (signal(SignalKind::terminate()), signal(SignalKind::interrupt())) {
            (Ok(mut terminate), Ok(mut interrupt)) => {
                tokio::select! { _ = terminate.recv() => {} _ = interrupt.recv() => {} }
            }
            (Err(error), _) | (_, Err(error)) => {
                tracing::error!(%error, "Signals cannot be received");
                std::future::pending().await
            }
        }
    };
    tokio::select! { () = lifeline => {} () = signalled => {} }
}

/// Resolves when standard input closes. Read on a plain thread: a runtime would wait for its blocked reader at shutdown.
fn lifeline_closed() -> oneshot::Receiver<()> {
    let (closed, receiver) = oneshot::channel();
    std::thread::spawn(move || {
        let ended = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
        if let Err(error) = ended {
            tracing::warn!(%error, "The lifeline broke");
        }
        // Nobody waits any more when the process is stopping already.
        closed.send(()).ok();
    });
    receiver
}
