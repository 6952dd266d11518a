//! How long somebody waits who comes back from GitHub: from its answer to the cookie, on an idle fleet and during syncs.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};
use contracts::github_data::{ClearState, GetSummary};
use contracts::organization::{AccountKind, InstallationStatus};
use fleet::{Fleet, Infrastructure, Place, wait};
use serde_json::json;

use super::sync;
use crate::callers::{Seen, Tally, Until};
use crate::figure::Figure;
use crate::options::Options;
use crate::stage::{ORGANIZATION, Stage, organization};
use crate::target::request;

/// Members of the organization, in turn: each one's search for organizations is over before they come again.
const PEOPLE: [&str; 8] = ["bob", "carol", "dave", "erin", "grace", "heidi", "ivan", "judy"];

/// Between two people. In it, what a sign-in leads to is done, so that the next one finds an idle fleet.
const PAUSE: Duration = Duration::from_millis(100);

/// Of each kind: the 99th percentile is then no single one.
const SIGN_INS: u64 = 250;

/// A sync is over after some ten sign-ins, so many follow each other; no more than these, however few that gives.
const SYNCS: usize = 40;

/// The 99th percentile may grow to this many times what it is without a sync.
const AIM_TIMES: f64 = 2.0;

pub async fn sign_in(options: &Options, infrastructure: &Arc<Infrastructure>) -> Result<Vec<Figure>> {
    let stage = Stage::start(options, infrastructure, Place::Isolated).await?;
    let figures = figures(&stage, options).await;
    stage.stop().await?;
    figures
}

async fn figures(stage: &Stage, options: &Options) -> Result<Vec<Figure>> {
    stage.needs(&["gateway", "user", "organization", "github-data"])?;
    let sign_ins = options.sized(SIGN_INS);
    raise_rate_limit(stage).await?;
    // Makes their accounts, and begins the first sync.
    sign_in_until(&stage.fleet, &Until::Commands(2 * PEOPLE.len() as u64)).await;
    stage.settled().await?;

    let began = Instant::now();
    let idle = sign_in_until(&stage.fleet, &Until::Commands(sign_ins)).await.tally(began.elapsed());
    let (busy, syncs) = while_syncing(stage, sign_ins).await?;
    Ok(compared(&idle, &busy, &syncs))
}

/// One after another, until it is over. Only the way back is timed: before it people think, on pages of GitHub's.
async fn sign_in_until(fleet: &Fleet, until: &Until) -> Seen {
    let mut seen = Seen::default();
    for (ticket, login) in (0..).zip(PEOPLE.into_iter().cycle()) {
        if until.is_over(ticket) {
            break;
        }
        seen.note(come_back(fleet, login).await.map_err(|error| format!("{error:#}")));
        wait::pause(PAUSE).await;
    }
    seen
}

async fn come_back(fleet: &Fleet, login: &str) -> Result<Duration> {
    let agreed = fleet.agree(login).await?;
    let began = Instant::now();
    agreed.come_back().await?;
    Ok(began.elapsed())
}

/// The same while full syncs run, and how long each of those took.
async fn while_syncing(stage: &Stage, sign_ins: u64) -> Result<(Tally, Vec<Duration>)> {
    let (mut all, mut syncs) = (Seen::default(), Vec::new());
    while all.count() < sign_ins && syncs.len() < SYNCS {
        stage.settled().await?;
        forget_the_organization(stage).await?;
        let over = Arc::new(AtomicBool::new(false));
        let until = Until::Told(over.clone());
        let syncing = async {
            let synced = sync::run_to_the_end(stage).await;
            over.store(true, Ordering::Relaxed);
            synced
        };
        let (seen, synced) = tokio::join!(sign_in_until(&stage.fleet, &until), syncing);
        all.add(seen);
        syncs.push(synced?);
    }
    let elapsed = syncs.iter().sum();
    Ok((all.tally(elapsed), syncs))
}

/// GitHub's 5,000 requests an hour are some fourteen syncs; then it would be the hour that is measured.
async fn raise_rate_limit(stage: &Stage) -> Result<()> {
    let faults = format!("{}/_standin/faults", stage.fleet.github_url());
    let raised = stage.http.post(faults).json(&json!({ "rate_limit": 1_000_000 })).send().await?;
    raised.error_for_status()?;
    Ok(())
}

/// As when the App is uninstalled: a sync that finds everything as it was would have little to do.
async fn forget_the_organization(stage: &Stage) -> Result<()> {
    let organization_id = organization(ORGANIZATION)?;
    let known = stage.client.query(&organization_id, &GetSummary {}, &sync::caller()).await?.github;
    let clear = ClearState {
        account_id: known.account_id,
        ended_installation_id: known.installation_id,
        connected_account: ORGANIZATION.to_owned(),
        kind: AccountKind::Organization,
        installation_status: InstallationStatus::InstallRequired,
        installation_id: None,
        label: "Benchmark".to_owned(),
    };
    request(&stage.client, &organization_id, &clear).await.map_err(|error| anyhow!(error))?;
    stage.settled().await?;
    Ok(())
}

fn compared(idle: &Tally, busy: &Tally, syncs: &[Duration]) -> Vec<Figure> {
    let noted = |tally: &Tally| format!("{} sign-ins, longest {:.1} ms", tally.spread.len(), tally.spread.longest_ms());
    let seconds = busy.elapsed.as_secs_f64() / syncs.len() as f64;
    let beside = format!("{}; beside {} syncs of {seconds:.1} s", noted(busy), syncs.len());
    let of = |which: &str, tally: &Tally| {
        [(50.0, "p50"), (99.0, "p99")].map(|(percent, name)| {
            Figure::new(format!("sign-in callback, {which}: {name}"), tally.spread.percentile_ms(percent), "ms")
        })
    };
    let ([idle_p50, idle_p99], [busy_p50, busy_p99]) = (of("idle", idle), of("while full syncs run", busy));
    let ratio = busy.spread.percentile_ms(99.0) / idle.spread.percentile_ms(99.0);
    let ratio = Figure::new("  p99 during syncs, as a multiple of p99 idle", ratio, "x").at_most(AIM_TIMES);
    vec![idle_p50.note(noted(idle)), idle_p99, busy_p50.note(beside), busy_p99, busy.judge(idle.judge(ratio))]
}
