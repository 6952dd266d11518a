//! What follows a commit, and the commands that settle dead letters.

use std::sync::Arc;

use contracts::{
    Access, Outcome, RefusalKind, catalog,
    runtime_messages::{DeadLetterSettled, DropDeadLetter, ReplayDeadLetter, name},
};
use serde::Deserialize;

use crate::{
    Running,
    batch::{Batch, Settled, Trouble, Work},
    cx::Cause,
    dead, journal,
    message::Delivery,
    outbox::Outgoing,
};

/// Replies go to inboxes only: whoever chose the address must not make us speak on a subject of the fleet.
const REPLY_PREFIX: &str = "_INBOX.";

/// Tells the callers what came of their commands.
pub(crate) async fn answer(running: &Running, works: &[Work], settled: &[Settled]) {
    for (work, settled) in works.iter().zip(settled) {
        for (delivery, outcome) in work.deliveries.iter().zip(&settled.outcomes) {
            if let (Some(reply_to), Some(outcome)) = (delivery.reply_to(), outcome) {
                reply(running, reply_to, outcome).await;
            }
        }
    }
}

/// Tells the caller. One who misses it asks again with the same id.
async fn reply(running: &Running, reply_to: &str, outcome: &Outcome) {
    if !reply_to.starts_with(REPLY_PREFIX) {
        tracing::warn!(reply_to, "A reply address that is no inbox is ignored");
        return;
    }
    let body = serde_json::to_vec(outcome).unwrap_or_default();
    if let Err(error) = running.nats.publish(reply_to.to_owned(), body.into()).await {
        tracing::warn!(%error, "An outcome could not be sent; its caller will ask again");
    }
}

/// The copy of a dead command on `dead.<subject>`, with why.
pub(crate) fn dead_letter(subject: &str, delivery: &Delivery, code: &str, message: &str) -> Outgoing {
    let cause = Cause { id: delivery.id.clone(), caller: delivery.caller() };
    let body = String::from_utf8_lossy(&delivery.body).into_owned();
    let mut letter = Outgoing::message(format!("dead.{subject}"), body, &cause);
    letter.headers.insert("Foundry-Dead-Id", delivery.id.as_str());
    letter.headers.insert("Foundry-Dead-Code", code);
    letter.headers.insert("Foundry-Dead-Reason", one_line(message));
    letter
}

/// A header's value has one line.
pub(crate) fn one_line(text: &str) -> String {
    text.chars().map(|char| if char.is_control() { ' ' } else { char }).take(500).collect()
}

/// The commands that settle a dead letter.
pub(crate) enum DeadLetterCommand {
    Replay,
    Drop,
}

impl DeadLetterCommand {
    pub fn of(delivery: &Delivery) -> Option<Self> {
        match delivery.command.as_str() {
            name::REPLAY_DEAD_LETTER => Some(Self::Replay),
            name::DROP_DEAD_LETTER => Some(Self::Drop),
            _ => None,
        }
    }
}

fn decode<T: for<'a> Deserialize<'a>>(delivery: &Delivery) -> Result<T, String> {
    serde_json::from_slice(&delivery.body).map_err(|error| error.to_string())
}

impl Batch<'_> {
    /// Replays or drops a dead letter; what waited behind a parked one follows at once, so that no newer command can
    /// slip in between.
    pub(crate) async fn settle_dead_letter(
        &mut self,
        delivery: &Arc<Delivery>,
        command: DeadLetterCommand,
    ) -> Result<Outcome, Trouble> {
        // A replayed handler may refuse or panic; that must not undo its neighbours in the batch.
        if self.mode.is_together() {
            return Err(Trouble::Isolate);
        }
        let wanted = match command {
            DeadLetterCommand::Replay => {
                decode::<ReplayDeadLetter>(delivery).map(|replay| (replay.id, Some(replay.body)))
            }
            DeadLetterCommand::Drop => decode::<DropDeadLetter>(delivery).map(|drop| (drop.id, None)),
        };
        let outcome = match wanted {
            Ok((id, replay)) => self.settle_letter(delivery, &id, replay).await?,
            Err(reason) => refused(delivery, "runtime.undecodable", reason),
        };
        self.record(delivery, outcome.clone());
        Ok(outcome)
    }

    async fn settle_letter(
        &mut self,
        delivery: &Delivery,
        id: &str,
        replay: Option<Option<serde_json::Value>>,
    ) -> Result<Outcome, Trouble> {
        if let Some(Some(_)) = replay
            && delivery.caller().user_id().is_some()
            && self.only_services_send(&delivery.key, id).await?
        {
            let message = "only services say what is in this command; replay it as it is, or drop it";
            return Ok(refused(delivery, "runtime.only_services_say_this", message.to_owned()));
        }
        let Some((mut letter, was_parked)) = dead::take(self.cx.write().await?, &delivery.key, id).await? else {
            let message = format!("this actor has no dead letter with the id {id}");
            return Ok(refused(delivery, "runtime.no_such_dead_letter", message));
        };
        self.parked.remove(&delivery.key);
        let mut outcome = None;
        if let Some(body) = replay {
            if let Some(body) = body {
                letter.body = body.to_string().into();
            }
            journal::forget(self.cx.write().await?, &delivery.key, id).await?;
            outcome = Some(self.run_letter(&Arc::new(letter)).await?);
        }
        let followed = if was_parked { self.follow(&delivery.key).await? } else { 0 };
        let reply = serde_json::to_value(DeadLetterSettled { outcome, followed })?;
        Ok(Outcome::Done { id: delivery.id.clone(), reply })
    }

    /// Whether no person may send the command of this letter: a person who could give it another body could forge it.
    async fn only_services_send(&mut self, key: &str, id: &str) -> Result<bool, Trouble> {
        let command = dead::command(self.cx.read().await?, key, id).await?;
        let entry = command.and_then(|command| self.running.service.commands.get(command.as_str()));
        Ok(entry.is_some_and(|entry| entry.access == Access::Service))
    }

    /// Runs what was held, in order, until nothing is left or one of them is parked in its turn.
    async fn follow(&mut self, key: &str) -> Result<u32, Trouble> {
        let mut followed = 0;
        while !self.parked.contains(key) {
            let Some(held) = dead::take_held(self.cx.write().await?, key).await? else { break };
            self.run_letter(&Arc::new(held)).await?;
            followed += 1;
        }
        Ok(followed)
    }
}

fn refused(delivery: &Delivery, code: &str, message: String) -> Outcome {
    Outcome::Refused { id: delivery.id.clone(), kind: RefusalKind::Conflict, code: code.to_owned(), message }
}

/// Whether a body is a settling command's, for the door.
pub(crate) fn check(command: &str, body: &[u8]) -> Option<Result<(), String>> {
    let entry =
        catalog::all().iter().find(|entry| entry.name == command && crate::inspect::is_runtime_command(command))?;
    Some(entry.check(body).map_err(|error| error.to_string()))
}
