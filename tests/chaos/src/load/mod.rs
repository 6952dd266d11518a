//! What people and scripts do meanwhile: one file for each sort of work.

mod caller;
pub mod door;
mod first_acts;
mod renames;
mod sign_ins;
mod syncs;
pub mod turns;

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Result;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::ledger::Ledger;
use crate::stage::Stage;
use caller::Caller;
use door::Door;

/// Tasks that are renamed again and again. All but each fifth have a caller who waits for each outcome.
pub const TASKS: usize = 50;
const ENQUEUED_EACH: usize = 5;

/// Callers whose answers tell when everybody is answered again.
pub const WAITING: usize = TASKS - TASKS / ENQUEUED_EACH;

pub struct Load {
    over: watch::Sender<Option<Instant>>,
    callers: JoinSet<()>,
}

impl Load {
    /// `tasks` are virtual: the first [`TASKS`] are renamed again and again, in the next agents work, the
    /// others are renamed once.
    pub async fn start(stage: &Arc<Stage>, ledger: &Arc<Ledger>, tasks: Vec<String>, talks: usize) -> Result<Self> {
        let (over, is_over) = watch::channel(None);
        let gateway = stage.gateway().await?;
        let doors = [Door::Http(gateway.clone()), Door::Nats(stage.nats.clone())];
        let caller = |number: usize| Caller {
            door: doors[number % doors.len()].clone(),
            ledger: ledger.clone(),
            over: is_over.clone(),
        };

        let mut callers = JoinSet::new();
        let mut waiting = 0;
        for (number, task) in tasks.iter().take(TASKS).enumerate() {
            let (caller, task) = (caller(number), task.clone());
            if number % ENQUEUED_EACH == 0 {
                callers.spawn(async move { renames::enqueue(caller, &task).await });
            } else {
                let place = waiting;
                waiting += 1;
                callers.spawn(async move { renames::wait_for_each(caller, place, &task).await });
            }
        }
        for task in tasks.iter().skip(TASKS).take(talks) {
            // Through the gateway: an agent works for a person.
            let (caller, task, nats) = (caller(0), task.clone(), stage.nats.clone());
            callers.spawn(async move { turns::talk(caller, nats, &task).await });
        }
        for (number, tasks) in share(tasks, TASKS + talks, doors.len()).into_iter().enumerate() {
            let caller = caller(number);
            callers.spawn(async move { first_acts::act(caller, tasks).await });
        }
        callers.spawn(syncs::sync(caller(0)));
        callers.spawn(sign_ins::sign_in(caller(0), stage.clone()));
        Ok(Self { over, callers })
    }

    /// Lets each caller get the answer it is waiting for, for so long.
    pub async fn finish(mut self, limit: Duration) -> Result<()> {
        self.over.send_replace(Some(Instant::now() + limit));
        while let Some(ended) = self.callers.join_next().await {
            ended?;
        }
        Ok(())
    }
}

/// Those after the first `skipped`, dealt out to so many.
fn share(tasks: Vec<String>, skipped: usize, hands: usize) -> Vec<Vec<String>> {
    let mut shares = vec![Vec::new(); hands];
    for (number, task) in tasks.into_iter().skip(skipped).enumerate() {
        shares[number % hands].push(task);
    }
    shares
}
