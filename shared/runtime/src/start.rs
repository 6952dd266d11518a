//! The life of a service: connect, migrate, serve, stop gracefully.

use std::{sync::Arc, time::Duration};

use anyhow::bail;
use contracts::{Millis, PARTITIONS};
use messaging::{
    Connection, Missing, Probe, Readiness, check_server, connect, jetstream, start_membership, streams, until_stopped,
};
use tokio::sync::watch;

use crate::{
    Config,
    commands::{self, batch::Executor, dead_letters, owner, processors::Processors, stream::StreamWatch},
    maintenance::Maintenance,
    outbox::lanes::Lanes,
    queries::{direct, endpoints, history},
    run::{self, Hooks},
    service::Service,
    store::{floors, health, migrate, pool},
    workflows::{cancel, worker::Workers},
};

/// From the request to stop until the process ends at the latest.
const GRACE: Duration = Duration::from_secs(9);

/// Within this, the last messages leave if there is a connection at all.
const LAST_FLUSH: Duration = Duration::from_millis(500);

/// Runs a service until it is asked to stop.
pub async fn run(service: Service, config: Config) -> anyhow::Result<()> {
    let name = service.actor.service();
    let connection = connect(&config.messaging, name).await?;
    let missing = Missing::default();
    missing.set(Some("starting"));
    let (able_sender, able) = watch::channel(true);
    let probe = serve_probe(&config, &connection, &missing, able).await?;
    tracing::info!(instance = connection.instance, probe = %probe.address, "Starting {name}");
    let outcome = match start(service, &config, &connection, able_sender).await {
        Ok(()) => {
            missing.set(None);
            tracing::info!("{name} is ready");
            tokio::select! {
                () = until_stopped(&config.messaging) => {}
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
    if !matches!(tokio::time::timeout(LAST_FLUSH, connection.nats.flush()).await, Ok(Ok(()))) {
        tracing::warn!("The last messages may not have been sent");
    }
    connection.shutdown();
    if let Some(why) = connection.tasks.failure() {
        bail!("{why}");
    }
    outcome
}

async fn serve_probe(
    config: &Config,
    connection: &Connection,
    missing: &Missing,
    able: watch::Receiver<bool>,
) -> anyhow::Result<Probe> {
    let (missing, nats) = (missing.clone(), connection.nats.clone());
    let readiness = Readiness::new(move || match missing.get() {
        Some(what) => Err(what),
        None if nats.connection_state() != async_nats::connection::State::Connected => {
            Err("no connection to NATS".into())
        }
        None if !*able.borrow() => Err("the database does not answer".into()),
        None => Ok(()),
    });
    Probe::serve(config.messaging.probe_address, readiness, &connection.tasks).await
}

/// Adds what every service handles to its table.
pub(crate) fn with_runtime_messages(mut service: Service) -> Service {
    dead_letters::register(&mut service);
    cancel::register(&mut service);
    history::register(&mut service);
    service
}

async fn start(
    service: Service,
    config: &Config,
    connection: &Connection,
    able_sender: watch::Sender<bool>,
) -> anyhow::Result<()> {
    let actor = service.actor;
    let Connection { nats, client, tasks, server, .. } = connection;
    check_server(nats).await?;
    streams::check(nats, actor).await?;
    let runs = jetstream::stream(nats, &actor.workflow_stream()).await?;
    jetstream::apply_consumer(&runs, jetstream::workflow_consumer(actor)).await?;
    migrate::migrate(&config.database_url, &service.migrations).await?;
    let database = pool::open(&config.database_url, config.database_connections).await?;
    floors::prepare(&database.writing).await?;

    let service = Arc::new(with_runtime_messages(service));
    let able = health::watch(database.writing.clone(), tasks, able_sender);
    let (lanes, retain) = (Lanes::default(), retain(config));
    let executor = Executor { service: service.clone(), pool: database.writing.clone() };
    let commands = Arc::new(commands::Resources {
        service: service.clone(),
        pool: database.writing.clone(),
        reading: database.reading.clone(),
        client: client.clone(),
        tasks: tasks.clone(),
        server: server.clone(),
        able: able.clone(),
        processors: Processors::start(&executor, nats, tasks),
        lanes: lanes.clone(),
        stream: StreamWatch::new(nats.clone(), &actor.command_stream()),
        retain,
        deliver_twice: config.deliver_twice,
    });
    let assignment = start_membership(connection, actor, PARTITIONS, able).await?;
    for partition in 0..PARTITIONS {
        tasks.spawn("partition", owner::run(commands.clone(), partition, assignment.clone()));
    }
    let resources = run::Resources {
        actor,
        pool: database.writing.clone(),
        reading: database.reading.clone(),
        client: client.clone(),
        tasks: tasks.clone(),
        hooks: config.crash_after_step.clone().map(|step| Arc::new(CrashAfter(step)) as Arc<dyn Hooks>),
    };
    let workers = Workers {
        service: service.clone(),
        resources,
        deliver_twice: config.deliver_twice,
        tenants: Default::default(),
    };
    tasks.spawn("workflows", Arc::new(workers).serve(config.workflows));
    let maintenance = Maintenance {
        service: service.clone(),
        pool: database.writing.clone(),
        reading: database.reading.clone(),
        client: client.clone(),
        tasks: tasks.clone(),
        server: server.clone(),
        lanes,
        retain,
        deliver_twice: config.deliver_twice,
    };
    tasks.spawn("maintenance", maintenance.run());
    let endpoints =
        endpoints::Resources { service, reading: database.reading, client: client.clone(), tasks: tasks.clone() };
    let endpoints = Arc::new(endpoints);
    direct::serve(&endpoints).await?;
    endpoints::serve(&endpoints).await
}

fn retain(config: &Config) -> Millis {
    Millis::from(config.retain_seconds) * 1000
}

/// Testing: ends the process as a crash would, right after a step of this name (`*`: any) is recorded.
struct CrashAfter(String);

impl Hooks for CrashAfter {
    fn before_commit(&self, _: i32, _: &str) -> bool {
        true
    }

    fn after_commit(&self, _: i32, step: &str) -> bool {
        if self.0 == step || self.0 == "*" {
            tracing::warn!(step, "Crashing after step {step}, as asked");
            std::process::exit(137);
        }
        true
    }
}
