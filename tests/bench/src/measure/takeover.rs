//! What callers notice when one of two instances of a service crashes, and when it is stopped as planned.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context, Result};
use fleet::wait;

use crate::callers::{self, Load, Tally, Until};
use crate::figure::Figure;
use crate::options::Options;
use crate::stage::Stage;
use crate::target::Target;

/// A steady stream that leaves the machine room: what a caller waits is then the change of owner, not a queue.
const CALLERS: usize = 32;
const PAUSE: Duration = Duration::from_millis(50);

/// Before each event, and after it.
const BEFORE: Duration = Duration::from_secs(2);
const AFTER: Duration = Duration::from_secs(6);

const TAKEOVER_AIM_MS: f64 = 2_000.0;
const PLANNED_AIM_MS: f64 = 100.0;

pub async fn takeover(stage: &Stage, _options: &Options) -> Result<Vec<Figure>> {
    let target = stage.renames(stage.nats_door())?;
    let first = stage.fleet.instances_of("task").into_iter().next().context("no instance of task")?;

    let mut second = String::new();
    let joined = around(&target, async {
        second = stage.fleet.start_instance("task").await?;
        Ok(())
    });
    let joined = joined.await?;
    let killed = around(&target, async { stage.fleet.kill(&first) }).await?;
    stage.fleet.restart(&first).await?;
    stage.settled().await?;
    let mut was_clean = false;
    let stopped = around(&target, async {
        was_clean = stage.fleet.terminate(&first).await?;
        Ok(())
    });
    let stopped = stopped.await?;
    stage.fleet.restart(&first).await?;
    stage.fleet.terminate(&second).await?;

    let unclean = (!was_clean).then_some("it had to be killed");
    Ok(vec![
        figure("kill -9 of one of two task instances: longest wait", &killed).at_most(TAKEOVER_AIM_MS),
        figure("planned stop of one of two task instances: longest wait", &stopped)
            .at_most(PLANNED_AIM_MS)
            .errors(u64::from(!was_clean), unclean),
        figure("a second task instance joins: longest wait", &joined),
    ])
}

fn figure(name: &str, seen: &Tally) -> Figure {
    let note = format!(
        "{} commands by {CALLERS} callers; p50 {:.1} ms, p99 {:.1} ms",
        seen.spread.len(),
        seen.spread.percentile_ms(50.0),
        seen.spread.percentile_ms(99.0)
    );
    seen.judge(Figure::new(name, seen.spread.longest_ms(), "ms").note(note))
}

/// The callers before, during and after something happens.
async fn around(target: &Target, happens: impl Future<Output = Result<()>>) -> Result<Tally> {
    let over = Arc::new(AtomicBool::new(false));
    let load = Load { callers: CALLERS, pause: PAUSE, until: Until::Told(over.clone()) };
    let event = async {
        wait::pause(BEFORE).await;
        let happened = happens.await;
        wait::pause(AFTER).await;
        over.store(true, Ordering::Relaxed);
        happened
    };
    let (seen, happened) = tokio::join!(callers::run(target, &load), event);
    happened?;
    seen
}
