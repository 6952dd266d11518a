//! Somebody who works with agents, through the public door.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, bail, ensure};
use contracts::{Key, TaskKey, limit};
use fleet::wait;
use serde_json::{Value, json};
use sqlx::PgPool;

use super::live::Live;
use crate::target::{Door, Gateway};

/// A sandbox is there, or a turn over, within this time.
const LIMIT: Duration = Duration::from_secs(180);

pub struct Office {
    pub door: Door,
    /// As the superuser.
    pub database: PgPool,
}

/// One session.
pub struct Desk {
    pub task: TaskKey,
    pub session_id: String,
}

impl Desk {
    pub fn topic(&self) -> String {
        format!("session.{}.{}", self.task.tokens(), self.session_id)
    }
}

impl Office {
    fn gateway(&self) -> Result<&Gateway> {
        match &self.door {
            Door::Http(gateway) => Ok(gateway),
            Door::Nats(_) => bail!("it is for people"),
        }
    }

    async fn post(&self, actor: &str, name: &str, task: &TaskKey, body: &Value) -> Result<Value> {
        let gateway = self.gateway()?;
        let path = task.tokens().replace('.', "/");
        let url = format!("{}/v1/{actor}/request/{name}/{path}", gateway.url);
        let answer = gateway.client.post(url).bearer_auth(&gateway.token).json(body).send().await?;
        let (status, text) = (answer.status(), answer.text().await?);
        ensure!(status == 200, "{name}: {status} {text}");
        Ok(serde_json::from_str(&text)?)
    }

    async fn get(&self, path: &str) -> Result<Value> {
        let gateway = self.gateway()?;
        let answer =
            gateway.client.get(format!("{}/v1/{path}", gateway.url)).bearer_auth(&gateway.token).send().await?;
        Ok(serde_json::from_slice(&answer.error_for_status()?.bytes().await?)?)
    }

    /// Opens a session, and waits until its agent can be told something.
    pub async fn session(&self, task: &TaskKey) -> Result<Desk> {
        let session = self.post("task", "createSession", task, &json!({})).await?;
        let desk = Desk { task: task.clone(), session_id: text(&session, "sessionId") };
        wait::until("a session", LIMIT, async || {
            let detail = self.get(&format!("task/query/detail/{}", task.tokens().replace('.', "/"))).await?;
            let sessions = detail["sessions"].as_array().context("no sessions")?;
            let session = sessions.iter().find(|session| session["sessionId"] == desk.session_id.as_str());
            let session = session.context("the session is not there")?;
            ensure!(session["status"] != "error", "{session}");
            Ok((session["status"] == "idle").then_some(()))
        })
        .await?;
        Ok(desk)
    }

    pub async fn sessions(&self, task: &TaskKey, count: usize) -> Result<Vec<Desk>> {
        let mut desks = Vec::new();
        for _ in 0..count {
            desks.push(self.session(task).await?);
        }
        Ok(desks)
    }

    /// Sends a message; its id.
    pub async fn send(&self, desk: &Desk, script: &str) -> Result<String> {
        let message = json!({ "sessionId": desk.session_id, "text": script });
        Ok(text(&self.post("task", "sendMessage", &desk.task, &message).await?, "messageId"))
    }

    pub async fn live(&self, desks: &[Desk]) -> Result<Live> {
        let gateway = self.gateway()?;
        Live::open(&gateway.url, &gateway.token, desks.iter().map(Desk::topic)).await
    }

    /// Asks the agent what time it is: how long the message was in the queue, was prepared for, the agent took, its answer
    /// to be written down, and to be on the page.
    pub async fn prompt(&self, desk: &Desk, live: &mut Live) -> Result<[Duration; 5]> {
        let sent = now();
        let message = self.send(desk, "/clock 1").await?;
        let heard = live.turn(&message).await?;
        let stored: i64 = sqlx::query_scalar("SELECT created_at FROM sandbox.turns WHERE message_id = $1")
            .bind(&message)
            .fetch_one(&self.database)
            .await?;
        let at = |millis: i64| Duration::from_millis(u64::try_from(millis).unwrap_or_default());
        let moments = [sent, at(stored), at(heard.prompted_at), heard.said, at(heard.written_at), heard.at];
        // Rows have whole milliseconds: what is less is nothing.
        Ok(std::array::from_fn(|part| moments[part + 1].saturating_sub(moments[part])))
    }

    pub async fn all_ended(&self, messages: &[String]) -> Result<()> {
        wait::until("the turns' end", LIMIT, async || {
            let sql = "SELECT count(*) FROM sandbox.turns WHERE message_id = ANY($1) AND ended IS NOT NULL";
            let ended: i64 = sqlx::query_scalar(sql).bind(messages).fetch_one(&self.database).await?;
            Ok((usize::try_from(ended)? == messages.len()).then_some(()))
        })
        .await
    }

    pub async fn written_a_second(&self, messages: &[String]) -> Result<f64> {
        let (count, first, last): (i64, i64, i64) = sqlx::query_as(
            "SELECT count(*), min(at), max(at) FROM sandbox.events WHERE message_id = ANY($1) AND kind = 'update'",
        )
        .bind(messages)
        .fetch_one(&self.database)
        .await?;
        ensure!(count > 0 && last > first, "nothing was said");
        Ok(count as f64 * 1_000.0 / (last - first) as f64)
    }

    /// Reads a session from its beginning, page by page; how many events it got.
    pub async fn read(&self, desk: &Desk, wanted: usize) -> Result<usize> {
        let (mut read, mut after) = (0, 0);
        while read < wanted {
            let task = desk.task.tokens().replace('.', "/");
            let (session, limit) = (&desk.session_id, limit::EVENT_ROWS);
            let path = format!("sandbox/query/events/{task}?sessionId={session}&after={after}&limit={limit}");
            let page = self.get(&path).await?;
            let events = page["events"].as_array().context("no events")?;
            let Some(last) = events.last() else { break };
            after = last["index"].as_i64().context("no index")?;
            read += events.len();
        }
        Ok(read)
    }
}

/// Since 1970.
pub fn now() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}

fn text(value: &Value, field: &str) -> String {
    value[field].as_str().unwrap_or_default().to_owned()
}
