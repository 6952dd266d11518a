//! What a batch of an agent's envelopes comes to: events for the log, and what follows from them.

use contracts::{MessageId, PermissionId, sandbox::Permission, task::TurnEnd};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    beside::Beside,
    following::Following,
    listen::Heard,
    said::{self, Said},
};
use crate::store::events::NewEvent;

/// What a batch of envelopes comes to.
#[derive(Default)]
pub struct Batch {
    pub events: Vec<NewEvent>,
    pub questions: Vec<(Permission, String)>,
    pub answers: Vec<Value>,
    pub steered: Vec<(MessageId, bool)>,
    /// The number of the event by which something of the agent was set.
    pub set_by: Option<u64>,
    /// Something in it shows that the agent has got the message.
    pub is_work: bool,
    /// How the turn ended.
    pub ended: Option<TurnEnd>,
    /// The agent's process is gone, and the turn with it.
    pub exited: Option<Exited>,
}

/// What a process has left behind.
pub struct Exited {
    pub source: String,
    pub message: String,
    pub body: Value,
}

impl Batch {
    /// Takes one thing that was heard.
    pub fn take(&mut self, following: &Following<'_>, beside: &mut Beside<'_>, heard: Heard) {
        let (number, envelope) = match heard {
            Heard::Said { number, envelope } => (number, envelope),
            Heard::Missed { from, to } => {
                let body = json!({ "about": "lost", "text": format!("{} events were lost", to + 1 - from) });
                self.events.push(following.event("notice", body, following.source(to)));
                return;
            }
        };
        let source = following.source(number);
        let said = said::read(&envelope, &following.turn.message_id);
        self.is_work |= said.is_work();
        let (kind, body) = match said {
            Said::Event { kind, body } => (kind, body),
            Said::Unasked { answer, body } => {
                self.answers.push(answer);
                ("notice", body)
            }
            Said::Asks { request_id, title, tool_call, options } => {
                let permission = permission(following, &source, title, tool_call, options);
                let body = json!({ "permissionId": permission.permission_id, "toolCall": permission.tool_call });
                self.questions.push((permission, request_id));
                ("permission", body)
            }
            Said::Set { update } => {
                if beside.hears_of_options(&update) {
                    self.set_by = Some(number);
                }
                ("update", update)
            }
            Said::SetAnswered { request_id, result, body } => match beside.is_answered(&request_id, result) {
                Some(notice) => {
                    self.set_by = Some(number);
                    ("notice", notice)
                }
                None => ("answered", body),
            },
            Said::Steered { steered_id, is_taken, body } => match beside.has_steered(&steered_id, is_taken) {
                Some((steered_id, event)) => {
                    self.steered.push((steered_id, is_taken));
                    ("steer", event)
                }
                None => ("answered", body),
            },
            Said::Ended { end, body } => {
                self.ended = Some(end.clone());
                ("ended", json!({ "end": end, "answer": body }))
            }
            Said::Exited { message, body } => {
                self.exited = Some(Exited { source, message, body });
                return;
            }
        };
        self.events.push(following.event(kind, body, source));
    }
}

/// Its id follows from where it was heard, so that one that is heard again is the same.
fn permission(
    following: &Following<'_>,
    source: &str,
    title: String,
    tool_call: Value,
    options: Vec<contracts::sandbox::PermissionOption>,
) -> Permission {
    let Following { log, turn, clocks, .. } = following;
    let (name, asked_at) = (following.name(source), (log.now)());
    Permission {
        permission_id: PermissionId::from(Uuid::new_v5(&Uuid::NAMESPACE_OID, name.as_bytes())),
        session_id: turn.session_id.clone(),
        message_id: turn.message_id.clone(),
        title,
        tool_call,
        options,
        asked_at,
        expires_at: Some(asked_at.saturating_add(i64::try_from(clocks.permission.as_millis()).unwrap_or(i64::MAX))),
        answer: None,
    }
}
