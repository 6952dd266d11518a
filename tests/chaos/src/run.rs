//! One run: a fleet, load, faults, rest, and the verdict.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use fleet::wait;

use crate::breaking::break_things;
use crate::judge::{Verdict, judge, turns::judge_turns};
use crate::ledger::Ledger;
use crate::load::{Load, TASKS, door};
use crate::options::Options;
use crate::plan::{Fault, plan};
use crate::recovery::Broken;
use crate::report::{self, line, say};
use crate::settle::settle;
use crate::stage::{ORGANIZATION, Stage};
use crate::supervise::{Deaths, supervise};
use crate::world;

const PROGRESS_EVERY: Duration = Duration::from_secs(10);

/// After the last fault: for callers to get their last answer, for everything to be worked off, and for what is still
/// wrong then to become right.
const ANSWER_LIMIT: Duration = Duration::from_secs(60);
const SETTLE_LIMIT: Duration = Duration::from_secs(120);
const VERDICT_LIMIT: Duration = Duration::from_secs(60);

/// Between two verdicts.
const JUDGE_EVERY: Duration = Duration::from_secs(2);

/// Fails when anything is lost, twice, out of order, not told of, shown wrongly, or refused without reason.
pub async fn run(options: Options) -> Result<()> {
    let seed = options.seed.unwrap_or_else(|| u64::from(rand::random::<u32>()));
    let stage = Arc::new(Stage::start(&options).await?);
    let length = Duration::from_secs_f64(options.minutes * 60.0);
    let plan = plan(seed, length, &options.faults, &stage.instances);
    let (ledger, deaths, began) = (Arc::new(Ledger::default()), Deaths::default(), Instant::now());
    say(&format!("\n{} faults in {} minutes, --seed {seed}", plan.len(), options.minutes));

    let disturbed = tokio::select! {
        disturbed = disturb(&stage, plan, &ledger, (began, length), options.talks) => disturbed,
        () = supervise(&stage, &deaths, began) => unreachable!("it watches for as long as it is polled"),
        () = tell(&ledger, began) => unreachable!("it tells for as long as it is polled"),
    };
    let (broken, verdict, settled) = disturbed?;
    report::print(&verdict, &ledger.notes(), &broken, deaths.counts().values().sum());
    let refused = ledger.notes().refused;
    stage.fleet.stop().await?;

    settled?;
    ensure!(verdict.is_clean() && refused == 0, "the fleet did not keep its word (--seed {seed})");
    Ok(())
}

async fn disturb(
    stage: &Arc<Stage>,
    plan: Vec<Fault>,
    ledger: &Arc<Ledger>,
    (began, length): (Instant, Duration),
    talks: usize,
) -> Result<(Vec<Broken>, Verdict, Result<Duration>)> {
    let lines = door::lines(&stage.nats, ORGANIZATION).await?;
    let is_virtual = |line: &&serde_json::Value| line["materialised"] == false;
    let ids = lines.iter().filter(is_virtual).filter_map(|line| line["taskId"].as_str().map(str::to_owned));
    let tasks: Vec<String> = ids.collect();
    ensure!(tasks.len() > TASKS, "the sync gave only {} virtual tasks", tasks.len());

    let load = Load::start(stage, ledger, tasks, talks).await?;
    let broken = break_things(stage, plan, began).await?;
    wait::pause((began + length).saturating_duration_since(Instant::now())).await;
    line(began, "everything is healed; the callers get their last answers");
    load.finish(ANSWER_LIMIT).await?;
    let settled = settle(stage, SETTLE_LIMIT).await;
    line(began, "counting");
    Ok((broken, verdict(stage, ledger).await?, settled))
}

/// The first that is clean, or the last within the limit.
async fn verdict(stage: &Stage, ledger: &Ledger) -> Result<Verdict> {
    let began = Instant::now();
    loop {
        let (numbers, runs, sign_ins, turns, answered) = {
            let notes = ledger.notes();
            let sign_ins: Vec<_> = notes.sign_ins.values().flatten().cloned().collect();
            let talked = (notes.turns.clone(), notes.answered.clone());
            (notes.numbers.clone(), notes.runs.clone(), sign_ins, talked.0, talked.1)
        };
        let world = world::read(stage, &sign_ins).await?;
        let mut verdict = judge(&numbers, &runs, &world);
        judge_turns(&mut verdict, &turns, &answered, &world.turns);
        if verdict.is_clean() || began.elapsed() > VERDICT_LIMIT {
            return Ok(verdict);
        }
        wait::pause(JUDGE_EVERY).await;
    }
}

async fn tell(ledger: &Ledger, began: Instant) {
    loop {
        wait::pause(PROGRESS_EVERY).await;
        report::progress(began, &ledger.notes());
    }
}
