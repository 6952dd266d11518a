//! Steps that are tool calls and nothing else.

use serde_json::json;

use crate::protocol::tool::{self, ToolCall};
use crate::protocol::update::Speech;
use crate::turn::permission;
use crate::turn::{Stop, Turn};

pub async fn whole(turn: &mut Turn, kind: &'static str, title: &str) -> Result<(), Stop> {
    let id = turn.begin(&ToolCall::new(kind, title)).await?;
    turn.goes_on(&id).await?;
    turn.end(&id, true, vec![tool::text("done")], json!({})).await
}

pub async fn ask(turn: &mut Turn, title: &str) -> Result<(), Stop> {
    let call = ToolCall::new("other", title);
    let id = turn.begin(&call).await?;
    let decision = permission::ask(turn, &call, &id).await?;
    turn.end(&id, decision.is_yes(), vec![tool::text(decision.said())], json!({"answer": decision.said()})).await?;
    turn.say(Speech::Message, &format!("answered: {}", decision.said())).await
}
