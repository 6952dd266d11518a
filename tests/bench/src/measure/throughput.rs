//! Commands a second under a number of callers, and of everything that those commands lead to.

use std::time::{Duration, Instant};

use anyhow::Result;

use crate::callers::{self, Load, Tally, Until};
use crate::cpu::Cpu;
use crate::disk::Disk;
use crate::figure::Figure;
use crate::options::Options;
use crate::settled;
use crate::stage::Stage;
use crate::target::Target;

/// Of one measurement: long enough for a checkpoint of Postgres's log and for garbage to be collected.
const SECONDS: f64 = 6.0;
const QUICK_SECONDS: f64 = 2.0;

/// Commands whose outcome was waited for, and all that followed.
pub struct Throughput {
    pub callers: Tally,
    /// Commands of every service, until the last was done.
    pub all_commands: u64,
    pub all_elapsed: Duration,
    /// Who used the processors, until then.
    pub cpu: String,
    /// What is on disk before, and then.
    disk: (Disk, Disk),
}

impl Throughput {
    /// The callers' own rate, and how long they waited.
    pub fn figure(&self, name: String) -> Figure {
        let tally = &self.callers;
        let note = format!(
            "{} commands; p50 {:.1} ms, {}; {}",
            tally.spread.len(),
            tally.spread.percentile_ms(50.0),
            tally.spread.tail(),
            self.cpu
        );
        tally.judge(Figure::new(name, tally.per_second(), "/s").note(note))
    }

    /// What each of the callers' commands has left on disk.
    pub fn disk_figure(&self) -> Figure {
        let (before, after) = &self.disk;
        after.figure(before, self.callers.spread.len() as u64)
    }

    /// The rate of all commands.
    pub fn all_figure(&self, name: String) -> Figure {
        let seconds = self.all_elapsed.as_secs_f64();
        let late = seconds - self.callers.elapsed.as_secs_f64();
        let note = format!("{} commands, the last {late:.1} s after the callers' last", self.all_commands);
        Figure::new(name, self.all_commands as f64 / seconds, "/s").note(note)
    }
}

/// Warms up, lets that settle, and sends a number of commands that takes some seconds.
pub async fn measure(stage: &Stage, options: &Options, target: &Target, count: usize) -> Result<Throughput> {
    let seconds = if options.quick { QUICK_SECONDS } else { SECONDS };
    let load = |until| Load { callers: count, pause: Duration::ZERO, until };
    let warm_up = Until::Time(Instant::now() + Duration::from_secs_f64(seconds / 3.0));
    let warmed = callers::run(target, &load(warm_up)).await?;
    stage.settled().await?;

    let commands = (warmed.per_second() * seconds).max(count as f64) as u64;
    let before = stage.fleet.queues(&stage.nats).await?.taken;
    let disk = Disk::now(stage)?;
    let (cpu, began) = (Cpu::now(stage), Instant::now());
    let mut tally = callers::run(target, &load(Until::Commands(commands))).await?;
    let all_elapsed = stage.settled().await?.max(began + tally.elapsed) - began;
    let cpu = Cpu::now(stage).since(&cpu, commands);
    let disk = (disk, Disk::now(stage)?);
    let all_commands = settled::between(&before, &stage.fleet.queues(&stage.nats).await?.taken);

    tally.errors += warmed.errors;
    tally.first_error = warmed.first_error.or(tally.first_error);
    Ok(Throughput { callers: tally, all_commands, all_elapsed, cpu, disk })
}
