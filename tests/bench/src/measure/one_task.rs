//! Many callers of one task, whose commands run one after another.

use anyhow::Result;

use super::throughput;
use crate::figure::Figure;
use crate::options::Options;
use crate::stage::Stage;
use crate::target::{Target, Work};

const CALLERS: usize = 64;

const AIM: f64 = 6_000.0;

pub async fn one_task(stage: &Stage, options: &Options) -> Result<Vec<Figure>> {
    let Target { door, work } = stage.renames(stage.nats_door())?;
    let Work::Rename(tasks) = work else { return Ok(Vec::new()) };
    let target = Target { door, work: Work::Rename(tasks.into_iter().take(1).collect()) };

    let renames = throughput::measure(stage, options, &target, CALLERS).await?;
    let appends = throughput::measure(stage, options, &stage.appends(1)?, CALLERS).await?;
    Ok(vec![
        renames.figure(format!("one task, rename: {CALLERS} callers, NATS")).at_least(AIM),
        appends.figure(format!("one organization, append: {CALLERS} callers, NATS")).at_least(AIM),
    ])
}
