//! The resident memory of each process.

use std::fs;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::bench::figure::Figure;
use crate::bench::machine::{field, first_number};
use crate::bench::stage::Stage;
use crate::wait;

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
        figures.push(Figure::new(named("postgres"), family_mib(pid)?, "MiB").note(note));
    }
    if let Some(pid) = stage.fleet.github().and_then(crate::Member::pid) {
        figures.push(Figure::new(named("github-standin"), resident_mib(pid)?, "MiB"));
    }
    Ok(figures)
}

/// `VmRSS` of one process.
fn resident_mib(pid: u32) -> Result<f64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).context("this system has no /proc")?;
    Ok(first_number(&field(&status, "VmRSS")) / 1024.0)
}

/// The proportional set sizes of a process and its children, which share most of their memory.
fn family_mib(parent: u32) -> Result<f64> {
    let mut kib = proportional_kib(parent);
    for entry in fs::read_dir("/proc")? {
        let name = entry?.file_name();
        let Some(pid) = name.to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
        let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
        if first_number(&field(&status, "PPid")) == f64::from(parent) {
            kib += proportional_kib(pid);
        }
    }
    Ok(kib / 1024.0)
}

/// 0 for a process that has just ended.
fn proportional_kib(pid: u32) -> f64 {
    first_number(&field(&fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap_or_default(), "Pss"))
}
