//! What people notice of a member who sends far more than one person may.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Result;
use fleet::{Infrastructure, Place};

use super::{materialise, sync};
use crate::callers::{self, Load, Tally, Until};
use crate::figure::Figure;
use crate::options::Options;
use crate::stage::{PERSON, Stage};

/// A few people at work, through HTTP as the page does it.
const PEOPLE: usize = 2;
const PAUSE: Duration = Duration::from_millis(10);

/// Some fifteen times what the door lets a person send. Its callers run on the same processors, so more would measure them.
const FLOOD_CALLERS: usize = 64;
const FLOOD_PAUSE: Duration = Duration::from_millis(20);
const FLOODER: &str = "bob";

const SECONDS: u64 = 10;

/// The 99th percentile may grow to this many times what it is without.
const AIM_TIMES: f64 = 2.0;

pub async fn flood(options: &Options, infrastructure: &Arc<Infrastructure>) -> Result<Vec<Figure>> {
    let mut stage = Stage::with_limits(options, infrastructure, Place::Isolated).await?;
    let figures = measure(&mut stage, options).await;
    stage.stop().await?;
    figures
}

async fn measure(stage: &mut Stage, options: &Options) -> Result<Vec<Figure>> {
    stage.needs(&["github-data"])?;
    sync::run_to_the_end(stage).await?;
    materialise::materialise(stage).await?;
    let people = stage.renames(stage.http_door(PERSON).await?)?;
    let flooder = stage.renames(stage.http_door(FLOODER).await?)?;
    let seconds = Duration::from_secs(options.sized(SECONDS));
    let load = |until| Load { callers: PEOPLE, pause: PAUSE, until };
    let during = || load(Until::Time(Instant::now() + seconds));

    callers::run(&people, &during()).await?;
    let without = callers::run(&people, &during()).await?;
    let flooding = |until| Load { callers: FLOOD_CALLERS, pause: FLOOD_PAUSE, until };
    let with = during();
    let (flood, with) = callers::run_beside(&flooder, flooding, callers::run(&people, &with)).await?;
    stage.settled().await?;
    Ok(figures(&without, &with?, &flood))
}

fn figures(without: &Tally, with: &Tally, flood: &Tally) -> Vec<Figure> {
    let of = |tally: &Tally, percent| tally.spread.percentile_ms(percent);
    let a_second = |count: f64| count / flood.elapsed.as_secs_f64();
    let note = format!(
        "{:.0} of theirs a second are done, {:.0} refused: {}; p50 without it {:.2} ms",
        flood.per_second(),
        a_second(flood.errors as f64),
        flood.first_error.as_deref().and_then(|error| error.split(' ').next()).unwrap_or("none"),
        of(without, 50.0)
    );
    let name = "task rename, two people, HTTP, while another one floods";
    vec![
        with.judge(Figure::new(format!("{name}: p50"), of(with, 50.0), "ms").note(note)),
        Figure::new(format!("{name}: p99"), of(with, 99.0), "ms").note(format!(
            "longest {:.1} ms; without it {:.2} ms",
            with.spread.longest_ms(),
            of(without, 99.0)
        )),
        without.judge(
            Figure::new("  p99 with a flood, as a multiple of p99 without", of(with, 99.0) / of(without, 99.0), "x")
                .at_most(AIM_TIMES),
        ),
    ]
}
