//! The resident memory of each process.

use std::time::Duration;

use anyhow::Result;
use fleet::wait;

use crate::figure::Figure;
use crate::process::{family_mib, resident_mib};
use crate::stage::Stage;

const SERVICE_AIM_MIB: f64 = 30.0;

/// In which a process that has just started or just worked becomes idle.
const REST: Duration = Duration::from_secs(3);

pub async fn after_start(stage: &Stage) -> Result<Vec<Figure>> {
    figures(stage, "after the start").await
}

pub async fn after_the_run(stage: &Stage) -> Result<Vec<Figure>> {
    figures(stage, "after the run").await
}

async fn figures(stage: &Stage, when: &str) -> Result<Vec<Figure>> {
    wait::pause(REST).await;
    let named = |name: &str| format!("memory, idle {when}: {name}");
    let mut figures = Vec::new();
    for instance in stage.fleet.instances() {
        let Some(pid) = instance.pid else { continue };
        figures.push(Figure::new(named(&instance.instance), resident_mib(pid)?, "MiB").at_most(SERVICE_AIM_MIB));
    }
    let infrastructure = stage.fleet.infrastructure();
    if let Some(pid) = infrastructure.nats.pid() {
        figures.push(Figure::new(named("nats-server"), resident_mib(pid)?, "MiB"));
    }
    if let Some(pid) = infrastructure.postgres.pid() {
        let note = "all its processes, what they share counted once";
        figures.push(Figure::new(named("postgres"), family_mib(pid), "MiB").note(note));
    }
    if let Some(pid) = stage.fleet.github().and_then(fleet::Member::pid) {
        figures.push(Figure::new(named("github-standin"), resident_mib(pid)?, "MiB"));
    }
    Ok(figures)
}
