//! Somebody who wants one thing done, and asks until they know that it is.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::sync::watch;

use super::door::{Answer, Command, Door};
use crate::ledger::{Ledger, Notes};

/// Between two tries.
const AGAIN: Duration = Duration::from_millis(200);

#[derive(Clone)]
pub struct Caller {
    pub door: Door,
    pub ledger: Arc<Ledger>,
    /// Once it is over: until when an answer is still waited for.
    pub over: watch::Receiver<Option<Instant>>,
}

impl Caller {
    pub fn is_over(&self) -> bool {
        self.over.borrow().is_some()
    }

    /// Lets time go by, until it is over at most.
    pub async fn pause(&self, duration: Duration) {
        let mut over = self.over.clone();
        // It being over and the time having gone by are the same to us.
        tokio::time::timeout(duration, over.wait_for(Option::is_some)).await.ok();
    }

    /// Sends the command, under the same id each time, until it is acknowledged; then `acknowledged` notes it. False when
    /// it was refused, or is not known when everything is over.
    pub async fn insist(&self, command: Command, acknowledged: impl FnOnce(&mut Notes, &Value)) -> bool {
        let began = Instant::now();
        loop {
            let reply = match self.door.send(&command).await {
                Answer::Done(reply) => reply,
                Answer::Stored => Value::Null,
                Answer::Refused(why) => {
                    self.ledger.notes().refuse(&command.subject, &why);
                    return false;
                }
                Answer::NotYet(kind) => {
                    self.ledger.error(&kind);
                    if self.over.borrow().is_some_and(|until| Instant::now() > until) {
                        self.ledger.error("given up at the end");
                        return false;
                    }
                    tokio::time::sleep(AGAIN).await;
                    continue;
                }
            };
            let mut notes = self.ledger.notes();
            notes.waited(began.elapsed(), &command.subject);
            acknowledged(&mut notes, &reply);
            return true;
        }
    }
}
