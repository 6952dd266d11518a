//! What a caller of the benchmark does: sends one command and waits until it is done.

use std::time::Duration;

use contracts::{Message, Millis, OrganizationId, Outcome, TaskKey, audit_log::Append, limit, subject, task::Rename};
use reqwest::StatusCode;
use runtime::{Caller, Client, Request};
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

/// Who the benchmark says it is.
const CALLER: &str = "bench";

/// The door it uses.
#[derive(Clone)]
pub enum Door {
    /// The runtime's own client, as the gateway uses it.
    Nats(Box<Client>),
    Http(Gateway),
}

/// The gateway, over kept connections.
#[derive(Clone)]
pub struct Gateway {
    pub client: reqwest::Client,
    pub url: String,
    pub token: String,
}

/// What it asks for. The ticket, which counts up over all callers, chooses the actor.
#[derive(Clone)]
pub enum Work {
    /// `task.command.rename`: the task's record, and behind it the organization's line, an audit event and two views.
    Rename(Vec<TaskKey>),
    /// `auditLog.command.append`: one row, and nothing behind it.
    Append(Vec<OrganizationId>),
}

#[derive(Clone)]
pub struct Target {
    pub door: Door,
    pub work: Work,
}

impl Target {
    /// Sends the ticket's command; fails unless its outcome is `done`.
    pub async fn send(&self, ticket: u64) -> Result<(), String> {
        match &self.work {
            Work::Rename(tasks) => {
                let task = pick(tasks, ticket);
                self.command(task, &Rename { title: format!("Title {ticket} of the benchmark") }).await.map(drop)
            }
            Work::Append(organizations) => {
                self.command(pick(organizations, ticket), &event(runtime::now())).await.map(drop)
            }
        }
    }

    async fn command<M: Message>(&self, key: &M::Key, command: &M) -> Result<Value, String> {
        match &self.door {
            Door::Nats(client) => request(client, key, command).await,
            Door::Http(gateway) => {
                let path = subject::of::<M>(key).replacen(".command.", ".request.", 1).replace('.', "/");
                let request = gateway.client.post(format!("{}/v1/{path}", gateway.url));
                post(request.bearer_auth(&gateway.token), command).await
            }
        }
    }
}

fn pick<T>(actors: &[T], ticket: u64) -> &T {
    &actors[(ticket % actors.len() as u64) as usize]
}

fn event(at: Millis) -> Append {
    Append {
        event: "bench.appended".to_owned(),
        repository_id: None,
        task_id: None,
        branch: None,
        by: format!("token:{CALLER}"),
        at,
        details: serde_json::json!({ "from": "an earlier title", "to": "a title of the benchmark" }),
    }
}

/// Sends one command over NATS and waits for its reply.
pub async fn request<M: Message>(client: &Client, key: &M::Key, command: &M) -> Result<Value, String> {
    let body = serde_json::to_vec(command).map_err(|error| error.to_string())?;
    let (subject, id) = (subject::of::<M>(key), Uuid::now_v7().to_string());
    let request = Request { subject, body: body.into(), id, caller: Caller::token(CALLER) };
    match client.request(request, limit::WAIT).await {
        Outcome::Done { reply, .. } => Ok(reply),
        other => Err(format!("{other:?}")),
    }
}

async fn post(request: reqwest::RequestBuilder, body: &impl Serialize) -> Result<Value, String> {
    let response = request.json(body).send().await.map_err(|error| format!("{error:?}"))?;
    let status = response.status();
    let body = response.bytes().await.map_err(|error| format!("{error:?}"))?;
    // 202 says that it will run: not what a waiting caller wants to hear.
    if status != StatusCode::OK {
        return Err(format!("{status} {}", String::from_utf8_lossy(&body)));
    }
    serde_json::from_slice(&body).map_err(|error| error.to_string())
}

/// An HTTP client that keeps as many connections as there are callers.
pub fn http_client() -> anyhow::Result<reqwest::Client> {
    // Another part of the process may have chosen the provider first; either will do.
    rustls::crypto::ring::default_provider().install_default().ok();
    let client = reqwest::Client::builder().no_proxy().tcp_nodelay(true);
    Ok(client.pool_max_idle_per_host(usize::MAX).timeout(limit::WAIT + Duration::from_secs(5)).build()?)
}
