//! One run: what is measured, in an order in which each finds what it needs.

use std::future::Future;
use std::sync::Arc;

use anyhow::Result;
use fleet::{Infrastructure, InfrastructureSettings, Place, Progress, ports, say};
use tokio::task::spawn_blocking;

use crate::figure::Figure;
use crate::machine::Machine;
use crate::measure::{self, Group};
use crate::options::Options;
use crate::report::Report;
use crate::stage::Stage;

/// Disk syncs that tell what one costs here.
const SYNCS: u64 = 2_000;

pub async fn run(options: Options) -> Result<()> {
    let _telemetry = telemetry::init(telemetry::Settings {
        service: "bench".to_owned(),
        instance: "bench".to_owned(),
        otlp_endpoint: None,
        json_logs: false,
        default_filter: "warn".to_owned(),
    })?;
    let infrastructure = infrastructure(&options).await?;
    let (folder, syncs) = (infrastructure.folder().to_owned(), options.sized(SYNCS) as usize);
    let machine = spawn_blocking(move || Machine::measure(&folder, syncs)).await??;
    say(&format!("\n{}\n", machine.lines()));

    let mut report = Report::default();
    main_stage(&options, &infrastructure, &mut report).await?;
    if options.wants(Group::DuringSync) {
        measured(&mut report, &options, Group::DuringSync, measure::during_sync(&options, &infrastructure)).await;
    }
    if options.wants(Group::Flood) {
        measured(&mut report, &options, Group::Flood, measure::flood(&options, &infrastructure)).await;
    }
    if options.wants(Group::SignIn) {
        measured(&mut report, &options, Group::SignIn, measure::sign_in(&options, &infrastructure)).await;
    }
    report.print(&machine);
    options.json.as_ref().map_or(Ok(()), |file| report.write_json(file, &machine))
}

/// NATS and Postgres of our own, with every acknowledgement and every commit on disk.
async fn infrastructure(options: &Options) -> Result<Arc<Infrastructure>> {
    let settings = InfrastructureSettings {
        folder: options.data.clone(),
        durable: true,
        // For the fleets whose first sync is disturbed, one after the other; the first one lives in the main account.
        test_accounts: 1,
        nats_port: ports::free()?,
        nats_monitor_port: ports::free()?,
        postgres_port: ports::free()?,
        progress: Progress::Terminal,
    };
    if let Some(folder) = &settings.folder {
        std::fs::create_dir_all(folder)?;
    }
    Infrastructure::start(settings).await
}

async fn main_stage(options: &Options, infrastructure: &Arc<Infrastructure>, report: &mut Report) -> Result<()> {
    let mut stage = Stage::start(options, infrastructure, Place::Main).await?;
    say("");
    measured(report, options, Group::Memory, measure::memory::after_start(&stage)).await;
    measured(report, options, Group::Baselines, measure::baselines(&stage, options)).await;
    if Group::NEED_TASKS.iter().any(|group| options.wants(*group)) {
        measured(report, options, Group::Sync, measure::sync(&stage)).await;
        measured(report, options, Group::Materialise, measure::materialise(&mut stage)).await;
        if let Err(error) = measure::ensure_tasks(&mut stage).await {
            say(&format!("No tasks to rename: {error:#}"));
        }
    }
    measured(report, options, Group::RoundTrip, measure::round_trip(&stage, options)).await;
    measured(report, options, Group::Append, measure::append(&stage, options)).await;
    measured(report, options, Group::Rename, measure::rename(&stage, options)).await;
    measured(report, options, Group::OneTask, measure::one_task(&stage, options)).await;
    measured(report, options, Group::Turns, measure::turns(&stage, options)).await;
    measured(report, options, Group::Takeover, measure::takeover(&stage, options)).await;
    measured(report, options, Group::Memory, measure::memory::after_the_run(&stage)).await;
    stage.stop().await
}

/// Adds a group's figures, or why there are none.
async fn measured(
    report: &mut Report,
    options: &Options,
    group: Group,
    figures: impl Future<Output = Result<Vec<Figure>>>,
) {
    let makes_ready = matches!(group, Group::Sync | Group::Materialise);
    if !options.wants(group) && !makes_ready {
        return;
    }
    let figures = figures.await.unwrap_or_else(|error| vec![Figure::missing(group.name(), &format!("{error:#}"))]);
    if options.wants(group) {
        report.extend(figures);
    }
}
