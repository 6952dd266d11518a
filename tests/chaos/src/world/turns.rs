//! What the sandbox service holds of turns, read for the judge.

use anyhow::Result;
use serde_json::Value;
use sqlx::{PgPool, types::Json};

use crate::{judge::turns::Turns, stage::ORGANIZATION};

/// Session, index, message, kind, body.
type Event = (String, i64, Option<String>, String, Json<Value>);

pub async fn read(database: &PgPool) -> Result<Turns> {
    let mut found = Turns::default();
    let turns: Vec<(String, Option<Json<Value>>)> =
        sqlx::query_as("SELECT message_id, ended FROM sandbox.turns WHERE organization_id = $1")
            .bind(ORGANIZATION)
            .fetch_all(database)
            .await?;
    for (message, ended) in turns {
        found.turns.entry(message).or_default().ended = ended.map(|Json(ended)| how(&ended));
    }
    let events: Vec<Event> = sqlx::query_as(
        "SELECT session_id, index, message_id, kind, body FROM sandbox.events WHERE organization_id = $1
         ORDER BY session_id, index",
    )
    .bind(ORGANIZATION)
    .fetch_all(database)
    .await?;
    for (session, index, message, kind, Json(body)) in events {
        found.indexes.entry(session).or_default().push(index);
        let Some(turn) = message.map(|message| found.turns.entry(message).or_default()) else { continue };
        match kind.as_str() {
            "prompt" => turn.prompts += 1,
            "ended" => turn.ends += 1,
            "update" => turn.said.extend(number(&body)),
            _ => {}
        }
    }
    let permissions: Vec<(String, Option<String>, Option<bool>)> = sqlx::query_as(
        // An agent that did not come to its end needed no answer any more.
        "SELECT permission_id, option_id, is_delivered OR ended <> '\"done\"' FROM sandbox.permissions
         JOIN sandbox.turns USING (organization_id, task_id, message_id) WHERE organization_id = $1",
    )
    .bind(ORGANIZATION)
    .fetch_all(database)
    .await?;
    for (permission, option, is_delivered) in permissions {
        if option.is_some() {
            found.answered.insert(permission);
            found.undelivered += usize::from(is_delivered == Some(false));
        }
    }
    let told: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM audit_log.events WHERE organization_id = $1 AND event = 'permission.answered'",
    )
    .bind(ORGANIZATION)
    .fetch_one(database)
    .await?;
    found.answers_told = usize::try_from(told)?;
    Ok(found)
}

/// The word for how it ended.
fn how(ended: &Value) -> String {
    match ended {
        Value::String(word) => word.clone(),
        Value::Object(fields) => fields.keys().next().cloned().unwrap_or_default(),
        other => other.to_string(),
    }
}

/// What the agent counts, a number and a chunk.
fn number(update: &Value) -> Option<u64> {
    let is_said = update["sessionUpdate"] == "agent_message_chunk";
    is_said.then(|| update["content"]["text"].as_str()?.trim().parse().ok()).flatten()
}
