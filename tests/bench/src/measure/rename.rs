//! Commands a second with a real handler: `task.command.rename` sends its organization a new line, the audit log an
//! event, and shows two views.

use anyhow::Result;

use super::throughput;
use crate::figure::Figure;
use crate::options::Options;
use crate::stage::{PERSON, Stage};

/// Waiting callers, and what we aim at.
const LOADS: [(usize, Option<f64>); 3] = [(64, Some(4_000.0)), (256, None), (1_024, Some(6_000.0))];

/// Callers of the gateway.
const HTTP_CALLERS: [usize; 2] = [64, 256];

pub async fn rename(stage: &Stage, options: &Options) -> Result<Vec<Figure>> {
    let mut figures = Vec::new();
    for (callers, aim) in LOADS {
        let measured = throughput::measure(stage, options, &stage.renames(stage.nats_door())?, callers).await?;
        let figure = measured.figure(format!("task rename: {callers} callers, NATS"));
        figures.push(match aim {
            Some(aim) => figure.at_least(aim),
            None => figure,
        });
        figures.push(measured.all_figure(format!("  with all it leads to: {callers} callers, NATS")));
        figures.push(measured.disk_figure());
    }
    for callers in HTTP_CALLERS {
        let measured =
            throughput::measure(stage, options, &stage.renames(stage.http_door(PERSON).await?)?, callers).await?;
        figures.push(measured.figure(format!("task rename: {callers} callers, HTTP")));
        figures.push(measured.all_figure(format!("  with all it leads to: {callers} callers, HTTP")));
    }
    Ok(figures)
}
