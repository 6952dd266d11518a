//! Commands a second with nothing behind them: what the runtime itself costs.

use anyhow::Result;

use super::throughput;
use crate::figure::Figure;
use crate::options::Options;
use crate::stage::Stage;

/// Organizations, each an actor with its own order.
const ACTORS: usize = 1_000;

/// Waiting callers, and what we aim at.
const LOADS: [(usize, f64); 3] = [(64, 12_000.0), (256, 16_000.0), (1_024, 18_000.0)];

pub async fn append(stage: &Stage, options: &Options) -> Result<Vec<Figure>> {
    let target = stage.appends(ACTORS)?;
    let mut figures = Vec::new();
    for (callers, aim) in LOADS {
        let measured = throughput::measure(stage, options, &target, callers).await?;
        let name = format!("auditLog append, nothing behind it: {callers} callers, NATS");
        figures.push(measured.figure(name).at_least(aim));
    }
    Ok(figures)
}
