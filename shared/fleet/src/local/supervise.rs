//! Looking after a running fleet: a member that dies without being asked is started again, and so is a NATS server that does not
//! get well by itself. A person sees it.

use std::time::{Duration, Instant};

use anyhow::Result;
use futures::future::join_all;
use test_postgres::{Member, Postgres, Progress};

use super::facts::Facts;
use crate::fleet::Fleet;
use crate::wait;

/// How often each member is looked at: a death is seen within this time.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// Between restarts of a member that keeps dying: at once at first, then ever slower.
const DELAYS: [Duration; 5] = [
    Duration::ZERO,
    Duration::from_millis(500),
    Duration::from_secs(2),
    Duration::from_secs(5),
    Duration::from_secs(15),
];

/// A member that lived this long has not been "dying again".
const STEADY: Duration = Duration::from_secs(60);

/// How often the NATS server is asked how it is, and how often in a row it must have said that it is ill. Once a stream could not be
/// written, on a full disk, say, the server refuses all that it is to store there, also when there is room again, until it is
/// started anew.
const HEALTH_EVERY: Duration = Duration::from_secs(5);
const ILL: u32 = 3;

/// A gateway's log grows by a line with each request.
const LOG_BYTES: u64 = 64 * 1024 * 1024;
const LOGS_EVERY: Duration = Duration::from_secs(5);

/// Lines of a log that are shown of a member that does not come back.
const TAIL_LINES: usize = 5;

/// Watches every member for as long as it is polled; all at once, so that none waits for another's recovery.
pub async fn supervise(fleet: &Fleet, progress: Progress) {
    let instances = fleet.all();
    let infrastructure = fleet.infrastructure();
    let mut watched: Vec<Watched<'_>> = instances.iter().map(|instance| Watched::Plain(&instance.member)).collect();
    watched.push(Watched::Postgres(&infrastructure.postgres));
    watched.push(Watched::Plain(infrastructure.nats.member()));
    watched.extend(fleet.github().into_iter().chain(fleet.e2b()).map(Watched::Plain));

    let watching = join_all(watched.iter().map(|member| watch(member, fleet, progress)));
    tokio::join!(watching, keep_well(fleet, progress), keep_logs_small(&watched, progress));
}

async fn keep_well(fleet: &Fleet, progress: Progress) {
    let (infrastructure, mut ill) = (fleet.infrastructure(), 0);
    let nats = &infrastructure.nats;
    loop {
        wait::pause(HEALTH_EVERY).await;
        let Some(why) = nats.illness().await else {
            ill = 0;
            continue;
        };
        ill += 1;
        if ill < ILL {
            continue;
        }
        ill = 0;
        progress.line("nats-server", "ill", &format!("{why}; starting it again"));
        let restarted = async {
            nats.stop().await?;
            nats.start().await
        };
        // One that does not come up has died, and is started again like any other.
        match restarted.await {
            Ok(after) => progress.ready("nats-server", &pid(nats.member()), after),
            Err(error) => progress.line("nats-server", "failed", &format!("{error:#}")),
        }
        write_facts(fleet, progress);
    }
}

fn write_facts(fleet: &Fleet, progress: Progress) {
    if let Err(error) = Facts::of(fleet).write(fleet.infrastructure().folder()) {
        progress.line("fleet.json", "stale", &format!("{error:#}"));
    }
}

async fn keep_logs_small(watched: &[Watched<'_>], progress: Progress) {
    loop {
        wait::pause(LOGS_EVERY).await;
        for member in watched.iter().map(Watched::member) {
            if let Err(error) = member.rotate_log(LOG_BYTES) {
                progress.line(member.name(), "log", &format!("cannot be cut: {error:#}"));
            }
        }
    }
}

enum Watched<'a> {
    Plain(&'a Member),
    /// Waits for its killed predecessor's children.
    Postgres(&'a Postgres),
}

async fn watch(watched: &Watched<'_>, fleet: &Fleet, progress: Progress) {
    let name = watched.member().name();
    let mut started = Instant::now();
    let mut deaths = 0;
    loop {
        wait::pause(LOOK_EVERY).await;
        match watched.member().died() {
            Ok(None) => continue,
            Ok(Some(status)) => progress.line(name, "died", &format!("({status}); starting it again")),
            Err(error) => progress.line(name, "unknown", &format!("its state cannot be read: {error:#}")),
        }
        deaths = if started.elapsed() > STEADY { 1 } else { deaths + 1 };
        wait::pause(DELAYS[(deaths - 1).min(DELAYS.len() - 1)]).await;

        match watched.start().await {
            Ok(after) => progress.ready(name, &pid(watched.member()), after),
            Err(error) => {
                progress.line(name, "failed", &format!("{error:#}\n{}", watched.member().log_tail(TAIL_LINES)))
            }
        }
        started = Instant::now();
        write_facts(fleet, progress);
    }
}

impl Watched<'_> {
    fn member(&self) -> &Member {
        match self {
            Self::Plain(member) => member,
            Self::Postgres(postgres) => postgres.member(),
        }
    }

    async fn start(&self) -> Result<Duration> {
        match self {
            Self::Plain(member) => member.start().await,
            Self::Postgres(postgres) => postgres.start().await,
        }
    }
}

fn pid(member: &Member) -> String {
    member.pid().map_or_else(String::new, |pid| format!("pid {pid}"))
}
