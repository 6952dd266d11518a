//! What people do with a dead letter: replay it, as it was or with another body, or drop it.

use std::sync::Arc;

use contracts::{
    Access, RefusalKind, catalog,
    runtime_messages::{DeadLetterSettled, DropDeadLetter, ReplayDeadLetter, name, of_actor},
};
use messaging::{Delivery, headers};
use serde::de::DeserializeOwned;

use super::batch::{Batch, trouble};
use crate::{
    core::{ladder::Trouble, outcome::Recorded},
    handler::{
        cx::Cx,
        failure::{Failure, Handled},
    },
    service::{CommandEntry, Decoded, HandleCommand, Reply, Schemas, Service, reply},
    store::{dead_letters, journal},
};

/// Adds the commands that every service handles to its table.
pub fn register(service: &mut Service) {
    let replay: HandleCommand =
        Box::new(|_, _| Box::pin(async { Err(Failure::failed("a replay is run by the batch")) }));
    let drop: HandleCommand = Box::new(|cx, decoded| Box::pin(drop_dead_letter(cx, decoded)));
    add(service, name::REPLAY_DEAD_LETTER, decode::<ReplayDeadLetter>, replay);
    add(service, name::DROP_DEAD_LETTER, decode::<DropDeadLetter>, drop);
}

/// Adds a command of the runtime's own, whose key is the actor's, whatever that is.
pub fn add(
    service: &mut Service,
    name: &'static str,
    decode: fn(&[&str], &[u8]) -> Result<Decoded, String>,
    handle: HandleCommand,
) {
    let Some(entry) = of_actor(service.actor).into_iter().find(|entry| entry.name == name) else { return };
    let schema = Schemas { input: entry.input, reply: entry.reply };
    let entry = CommandEntry { access: entry.access, decode, handle, loads: None, schema };
    service.commands.insert(name, entry);
}

/// Reads a message of the runtime's own, with its key as it stands in the subject.
pub fn decode<T: DeserializeOwned + Send + 'static>(key: &[&str], body: &[u8]) -> Result<Decoded, String> {
    let message = catalog::decode_body::<T>("this command", body).map_err(|error| error.to_string())?;
    Ok(Box::new((key.join("."), message)))
}

/// What was decoded.
pub fn read<T: 'static>(decoded: Decoded) -> Handled<(String, T)> {
    decoded.downcast().map(|read| *read).map_err(|_| Failure::failed("a command was decoded as another one"))
}

async fn drop_dead_letter(cx: &mut Cx, decoded: Decoded) -> Handled<Reply> {
    let (key, DropDeadLetter { id }) = read(decoded)?;
    match dead_letters::take(cx.write().await?, &key, &id).await? {
        Some(_) => reply(&DeadLetterSettled { outcome: None }),
        None => Err(no_such_letter(&id)),
    }
}

fn no_such_letter(id: &str) -> Failure {
    Failure::not_found("runtime.no_such_dead_letter", format!("this actor has no dead letter with the id {id}"))
}

impl Batch<'_> {
    /// Runs a dead letter again in this transaction, in its place in the order of its actor's commands.
    pub(super) async fn replay(&mut self, delivery: &Arc<Delivery>) -> Result<Recorded, Trouble> {
        // A replayed handler may refuse or panic; that must not undo its neighbours in the batch.
        if self.strategy.is_together() {
            return Err(Trouble::Isolate);
        }
        let id = delivery.id.clone();
        match self.replay_letter(delivery).await? {
            Ok(outcome) => {
                let settled = reply(&DeadLetterSettled { outcome: Some(outcome.into()) }).map_err(trouble)?;
                Ok(Recorded::Done { id, reply: settled })
            }
            Err(Failure::Refused { kind, code, message }) => {
                Ok(Recorded::Refused { id, kind, code: code.into_owned(), message })
            }
            Err(failure) => {
                let (kind, code) = (RefusalKind::Invalid, "runtime.undecodable".to_owned());
                Ok(Recorded::Refused { id, kind, code, message: failure.to_string() })
            }
        }
    }

    async fn replay_letter(&mut self, delivery: &Delivery) -> Result<Handled<Recorded>, Trouble> {
        let asked = match catalog::decode_body::<ReplayDeadLetter>("this command", &delivery.body) {
            Ok(asked) => asked,
            Err(error) => return Ok(Err(Failure::invalid("runtime.undecodable", error.to_string()))),
        };
        if asked.body.is_some()
            && delivery.caller().user_id().is_some()
            && self.only_services_send(&delivery.key, &asked.id).await?
        {
            let message = "only services say what is in this command; replay it as it is, or drop it";
            return Ok(Err(Failure::refused(RefusalKind::Forbidden, "runtime.only_services_say_this", message)));
        }
        let db = self.cx.write().await.map_err(trouble)?;
        let Some(mut letter) = dead_letters::take(db, &delivery.key, &asked.id).await.map_err(trouble)? else {
            return Ok(Err(no_such_letter(&asked.id)));
        };
        if let Some(body) = asked.body {
            letter.body = body.to_string().into();
            // What it says now is the word of whoever has written it.
            letter.headers.insert(headers::CALLER, delivery.caller().as_str());
        }
        let db = self.cx.write().await.map_err(trouble)?;
        journal::forget(db, &delivery.key, &asked.id).await.map_err(trouble)?;
        let letter = Arc::new(letter);
        let outcome = self.run_command(&letter).await?;
        self.record(&letter, outcome.clone());
        Ok(Ok(outcome))
    }

    /// Whether no person may send the command of this letter: a person who could give it another body could forge it.
    async fn only_services_send(&mut self, key: &str, id: &str) -> Result<bool, Trouble> {
        let db = self.cx.read().await.map_err(trouble)?;
        let command = dead_letters::command(db, key, id).await.map_err(trouble)?;
        let entry = command.and_then(|command| self.service.commands.get(command.as_str()));
        Ok(entry.is_some_and(|entry| entry.access == Access::Service))
    }
}
