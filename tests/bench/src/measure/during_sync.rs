//! What callers notice of a sync: a fleet of its own, whose organization is synced for the first time meanwhile.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Result;
use fleet::{Infrastructure, Place};

use super::{materialise, sync};
use crate::callers::{self, Load, Tally, Until};
use crate::figure::Figure;
use crate::options::Options;
use crate::stage::Stage;
use crate::target::Target;

/// A few people at work.
const PEOPLE: usize = 2;
const PAUSE: Duration = Duration::from_millis(10);

/// Callers that want all they can get.
const CALLERS: usize = 64;

const SECONDS: u64 = 5;

/// The 99th percentile may grow to this many times what it is without a sync.
const AIM_TIMES: f64 = 2.0;

pub async fn during_sync(options: &Options, infrastructure: &Arc<Infrastructure>) -> Result<Vec<Figure>> {
    let mut stage = Stage::start(options, infrastructure, Place::Isolated).await?;
    let figures = figures(&mut stage, options).await;
    stage.stop().await?;
    figures
}

async fn figures(stage: &mut Stage, options: &Options) -> Result<Vec<Figure>> {
    stage.needs(&["github-data"])?;
    materialise::ensure_tasks(stage).await?;
    let target = stage.renames(stage.nats_door())?;
    let people = |until| Load { callers: PEOPLE, pause: PAUSE, until };
    let crowd = |until| Load { callers: CALLERS, pause: Duration::ZERO, until };
    let seconds = Duration::from_secs(options.sized(SECONDS));

    callers::run(&target, &people(Until::Time(Instant::now() + seconds))).await?;
    let without = callers::run(&target, &people(Until::Time(Instant::now() + seconds))).await?;
    let (with, first) = while_syncing(stage, &target, people).await?;
    let alone = callers::run(&target, &crowd(Until::Time(Instant::now() + seconds))).await?;
    stage.settled().await?;
    let (crowded, second) = while_syncing(stage, &target, crowd).await?;

    let mut figures = interactive(&without, &with, first);
    let note = format!("a sync of {second:.1} s that finds nothing new; {:.0}/s without it", alone.per_second());
    let name = format!("task rename: {CALLERS} callers, NATS, while a sync runs");
    figures.push(crowded.judge(Figure::new(name, crowded.per_second(), "/s").note(note)));
    Ok(figures)
}

fn interactive(without: &Tally, with: &Tally, sync_seconds: f64) -> Vec<Figure> {
    let of = |tally: &Tally, percent| tally.spread.percentile_ms(percent);
    let name = "task rename, two people, while the first sync runs";
    let note = format!(
        "{} commands in a sync of {sync_seconds:.1} s; without it {:.2} ms",
        with.spread.len(),
        of(without, 50.0)
    );
    let ratio = of(with, 99.0) / of(without, 99.0);
    vec![
        with.judge(Figure::new(format!("{name}: p50"), of(with, 50.0), "ms").note(note)),
        Figure::new(format!("{name}: p99"), of(with, 99.0), "ms").note(format!(
            "longest {:.1} ms; without it {:.2} ms",
            with.spread.longest_ms(),
            of(without, 99.0)
        )),
        without.judge(Figure::new("  p99 with a sync, as a multiple of p99 without", ratio, "x").at_most(AIM_TIMES)),
    ]
}

/// The callers for as long as a sync takes, and how many seconds that was.
async fn while_syncing(stage: &Stage, target: &Target, load: impl Fn(Until) -> Load) -> Result<(Tally, f64)> {
    let (seen, synced) = callers::run_beside(target, load, sync::run_to_the_end(stage)).await?;
    let elapsed = synced?;
    stage.settled().await?;
    Ok((seen, elapsed.as_secs_f64()))
}
