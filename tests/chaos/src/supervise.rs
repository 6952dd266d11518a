//! Instances that end without being killed by us: they are counted, and started again as any supervisor would.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use fleet::{running_program, wait};
use futures::future::join_all;

use crate::report::line;
use crate::stage::Stage;

/// A death is seen within this time.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// Lines of its log that are shown.
const TAIL_LINES: usize = 3;

/// How often each has ended by itself.
#[derive(Debug, Default)]
pub struct Deaths(Mutex<BTreeMap<String, u64>>);

impl Deaths {
    pub fn counts(&self) -> BTreeMap<String, u64> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn count(&self, instance: &str) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(instance.to_owned()).or_default() += 1;
    }
}

/// Watches for as long as it is polled.
pub async fn supervise(stage: &Stage, deaths: &Deaths, began: Instant) {
    join_all(stage.instances.iter().map(|(_, instance)| watch(stage, instance, deaths, began))).await;
}

async fn watch(stage: &Stage, instance: &str, deaths: &Deaths, began: Instant) {
    loop {
        wait::pause(LOOK_EVERY).await;
        let pid = stage.fleet.pid(instance).ok().flatten();
        if stage.is_away(instance) || pid.is_none_or(|pid| running_program(pid).is_some()) {
            continue;
        }
        deaths.count(instance);
        let log = stage.fleet.log_tail(instance, TAIL_LINES).unwrap_or_default();
        line(began, &format!("{instance} has ended by itself; {log}"));
        stage.goes_away(instance);
        while let Err(error) = stage.start_again(instance).await {
            line(began, &format!("{instance} does not start: {:#}", error.root_cause()));
            wait::pause(LOOK_EVERY).await;
        }
        stage.is_back(instance);
    }
}
