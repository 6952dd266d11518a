//! How long one caller waits for an outcome when nothing else happens.

use std::time::Duration;

use anyhow::Result;

use crate::callers::{self, Load, Until};
use crate::figure::Figure;
use crate::options::Options;
use crate::stage::{PERSON, Stage};
use crate::target::Target;

const NATS_AIM_MS: f64 = 1.2;
const HTTP_AIM_MS: f64 = 2.0;

/// Connections are open and statements prepared after so many.
const WARM_UP: u64 = 300;

const COMMANDS: u64 = 1_000;

/// In which everything behind a rename is done, so that the next one finds an idle fleet.
const PAUSE: Duration = Duration::from_millis(10);

pub async fn round_trip(stage: &Stage, options: &Options) -> Result<Vec<Figure>> {
    let mut figures = Vec::new();
    let name = "auditLog append, idle: round trip over NATS";
    figures.extend(measure(options, stage.appends(1_000), Duration::ZERO, name, Some(NATS_AIM_MS)).await?);
    // An idle machine's processors sleep: this is what waking them adds.
    let name = "auditLog append, idle, 10 ms apart: round trip over NATS";
    figures.extend(measure(options, stage.appends(1_000), PAUSE, name, None).await?);
    let name = "task rename, one right after another: round trip over NATS";
    figures.extend(measure(options, stage.renames(stage.nats_door()), Duration::ZERO, name, None).await?);
    let name = "task rename, idle: round trip over NATS";
    figures.extend(measure(options, stage.renames(stage.nats_door()), PAUSE, name, Some(NATS_AIM_MS)).await?);
    let name = "task rename, idle: round trip through HTTP";
    let target = stage.http_door(PERSON).await.and_then(|door| stage.renames(door));
    figures.extend(measure(options, target, PAUSE, name, Some(HTTP_AIM_MS)).await?);
    Ok(figures)
}

async fn measure(
    options: &Options,
    target: Result<Target>,
    pause: Duration,
    name: &str,
    aim_ms: Option<f64>,
) -> Result<[Figure; 2]> {
    let target = match target {
        Ok(target) => target,
        Err(why) => {
            return Ok([", p50", ", p99"].map(|which| Figure::missing(format!("{name}{which}"), &why.to_string())));
        }
    };
    let load = |commands| Load { callers: 1, pause, until: Until::Commands(commands) };
    callers::run(&target, &load(options.sized(WARM_UP))).await?;
    let seen = callers::run(&target, &load(options.sized(COMMANDS))).await?;

    let note = format!("{} commands, longest {:.2} ms", seen.spread.len(), seen.spread.longest_ms());
    let p50 = Figure::new(format!("{name}, p50"), seen.spread.percentile_ms(50.0), "ms").note(note);
    let p50 = match aim_ms {
        Some(aim) => p50.at_most(aim),
        None => p50,
    };
    Ok([seen.judge(p50), Figure::new(format!("{name}, p99"), seen.spread.percentile_ms(99.0), "ms")])
}
