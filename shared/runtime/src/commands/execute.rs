//! Calls one handler, and says what came of it.

use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};

use contracts::runtime_messages::name;
use futures::FutureExt;
use messaging::{Delivery, panic_message};
use sqlx::Executor as _;
use tracing::{Instrument, Span};

use super::batch::{Batch, trouble};
use crate::{
    core::{
        ladder::{Strategy, Trouble},
        outcome::Recorded,
        text::one_line,
    },
    handler::{
        cx::Cause,
        failure::{Failure, Handled},
    },
    service::{Decoded, Reply},
    store::{dead_letters, outbox::Outgoing},
};

/// A handler that runs longer hangs: it must not hold its partition for ever. Statements have shorter limits of their own.
const HANDLED_WITHIN: Duration = Duration::from_secs(60);

impl Batch<'_> {
    /// Runs one command that the journal does not know to its outcome.
    pub(super) async fn execute(&mut self, delivery: &Arc<Delivery>) -> Result<Recorded, Trouble> {
        if delivery.command == name::REPLAY_DEAD_LETTER {
            return self.replay(delivery).await;
        }
        self.run_command(delivery).await
    }

    /// Runs one command of the service's own.
    pub(super) async fn run_command(&mut self, delivery: &Arc<Delivery>) -> Result<Recorded, Trouble> {
        let span = self.span(delivery);
        if let Strategy::GiveUp { reason, .. } = &self.strategy {
            let reason = reason.clone();
            return self.dead_letter(&span, delivery, "runtime.failed", reason).await;
        }
        let is_alone = !self.strategy.is_together();
        self.cx.begin(Cause { id: delivery.id.clone(), key: delivery.key.clone(), caller: delivery.caller() });
        let sent = self.cx.outgoing.len();
        if is_alone {
            self.savepoint("savepoint command").await?;
        }
        let handled = AssertUnwindSafe(self.handle(delivery, is_alone)).catch_unwind().instrument(span.clone()).await;
        if !matches!(handled, Ok(Ok(_))) {
            if is_alone {
                self.savepoint("rollback to savepoint command").await?;
            }
            self.cx.outgoing.truncate(sent);
            self.cx.rows.undo();
        }
        let id = delivery.id.clone();
        match handled {
            Ok(Ok(reply)) => Ok(Recorded::Done { id, reply }),
            Ok(Err(Failure::Refused { .. })) if self.cx.wrote && !is_alone => Err(Trouble::Isolate),
            Ok(Err(Failure::Refused { kind, code, message })) => {
                Ok(Recorded::Refused { id, kind, code: code.into_owned(), message })
            }
            Ok(Err(Failure::Undecodable { code, message })) => self.dead_letter(&span, delivery, code, message).await,
            Ok(Err(failure)) if is_alone => {
                telemetry::span::failed(&span, "failed", &failure.to_string());
                Err(trouble(failure))
            }
            Err(panic) if is_alone => {
                let message = panic_message(&*panic).to_owned();
                let message = format!("the handler panicked: {message}");
                self.dead_letter(&span, delivery, "runtime.panicked", message).await
            }
            Ok(Err(_)) | Err(_) => Err(Trouble::Isolate),
        }
    }

    async fn savepoint(&mut self, statement: &'static str) -> Result<(), Trouble> {
        let connection = self.cx.session.begin().await.map_err(trouble)?;
        connection.execute(statement).await.map_err(trouble)?;
        Ok(())
    }

    fn span(&mut self, delivery: &Delivery) -> Span {
        let destination = self.service.subject_name("command", &delivery.command);
        let span = telemetry::span::process(&destination, &delivery.id);
        telemetry::set_parent(&span, &delivery.headers);
        if self.service.actor.is_of_organization() {
            telemetry::live::about(&span, &delivery.key);
        }
        telemetry::span::count(&span, "messaging.message.body.size", delivery.body.len());
        span.record("messaging.destination.partition.id", self.partition);
        self.spans.push(span.clone());
        span
    }

    async fn handle(&mut self, delivery: &Delivery, is_alone: bool) -> Handled<Reply> {
        let Some(entry) = self.service.commands.get(delivery.command.as_str()) else {
            let message = format!("there is no command {}", delivery.command);
            return Err(Failure::Undecodable { code: "runtime.unknown_command", message });
        };
        let decoded = self.decode(delivery, entry.decode)?;
        let handled = tokio::time::timeout(HANDLED_WITHIN, (entry.handle)(&mut self.cx, decoded)).await;
        let reply = handled.map_err(|_| Failure::failed("the handler did not end within a minute"))??;
        // Alone, what it saves is its own to answer for.
        if is_alone {
            self.cx.flush().await?;
        }
        Ok(reply)
    }

    fn decode(
        &mut self,
        delivery: &Delivery,
        decode: fn(&[&str], &[u8]) -> Result<Decoded, String>,
    ) -> Handled<Decoded> {
        if let Some(decoded) = self.decoded.remove(&(self.partition, delivery.stream_sequence)) {
            return Ok(decoded);
        }
        let undecodable = |message| Failure::Undecodable { code: "runtime.undecodable", message };
        if let Some(reason) = &delivery.unreadable {
            return Err(undecodable(reason.clone()));
        }
        decode(&delivery.key.split('.').collect::<Vec<_>>(), &delivery.body).map_err(undecodable)
    }

    /// Puts a command that cannot be processed aside, and tells whoever listens on `dead.>`, in the trace in which it died.
    async fn dead_letter(
        &mut self,
        span: &Span,
        delivery: &Delivery,
        code: &'static str,
        message: String,
    ) -> Result<Recorded, Trouble> {
        let actor = self.service.actor;
        let subject = delivery.subject(actor);
        telemetry::span::failed(span, code, &message);
        // Somebody with the NATS CLI gives no trace; then it is the one that begins here.
        let trace_id = delivery.trace_id().map(str::to_owned).or_else(|| span.in_scope(telemetry::trace_id));
        tracing::error!(command.id = delivery.id, subject, reason = message, trace_id, "A command is dead: {message}");
        telemetry::metrics::dead_letter(actor.token(), delivery.command.clone());
        let db = self.cx.write().await.map_err(trouble)?;
        dead_letters::insert(db, self.partition, delivery, &message, trace_id.as_deref()).await.map_err(trouble)?;
        self.cx.outgoing.push(span.in_scope(|| dead_copy(&subject, delivery, code, &message)));
        Ok(Recorded::Dead { id: delivery.id.clone(), code: code.into(), message, trace_id })
    }
}

/// The copy of a dead command on `dead.<subject>`, with why.
fn dead_copy(subject: &str, delivery: &Delivery, code: &str, message: &str) -> Outgoing {
    let mut headers = async_nats::HeaderMap::new();
    headers.insert(messaging::headers::COMMAND_ID, delivery.id.as_str());
    headers.insert(messaging::headers::CALLER, delivery.caller().as_str());
    headers.insert("Foundry-Dead-Id", delivery.id.as_str());
    headers.insert("Foundry-Dead-Code", code);
    headers.insert("Foundry-Dead-Reason", one_line(message));
    telemetry::inject(&mut headers);
    Outgoing::message(format!("dead.{subject}"), headers, String::from_utf8_lossy(&delivery.body).into_owned())
}
