//! Terminals as gateways ask for them: what is printed, what is typed, their size.
//!
//! Nothing is remembered here that is not found again: output has numbers that the sandbox gives, so whoever asks says what
//! they know, and another instance, or this one after a crash, goes on from there.

mod connections;
mod output;
mod parked;
mod places;
mod refusal;
mod watched;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use contracts::{
    Actor,
    sandbox::{
        ApplyProcess, Encoding, ProcessEnd, ProcessLog, ProcessLogPage, ProcessNews, ProcessRecord, ProcessStatus,
        TerminalAnswer, TerminalRequest, TerminalTopic,
    },
    subject,
};
use runtime::{Caller, Client as Nats, Reader, Request};
use sqlx::PgPool;
use tokio::time::{Instant, timeout};

use self::{connections::Connections, output::Wanted, parked::Parked, places::Places, refusal::Refused};
use crate::{error::SandboxError, store, workflows::Work};

/// A process that does not read what was typed is not waited for any longer.
const INPUT_LIMIT: Duration = Duration::from_secs(5);

/// The longest that an answer waits for output. Gateways wait somewhat longer for it.
const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// The most that is given on at once; the server inside takes no more.
const INPUT_BYTES: usize = 64 * 1024;

/// Answers for all terminals.
pub struct Terminals {
    work: Arc<Work>,
    connections: Connections,
    parked: Parked,
    places: Places,
    /// When each sandbox that is watched was kept last, by the provider's id.
    kept: Mutex<HashMap<String, Instant>>,
}

/// A process, and the sandbox that it is in.
struct Found {
    topic: TerminalTopic,
    generation: i32,
    provider_id: String,
    sandbox_process: String,
}

impl Terminals {
    pub fn new(work: Arc<Work>) -> Self {
        let (connections, parked, places, kept) = Default::default();
        Self { work, connections, parked, places, kept }
    }

    /// Answers one request; what cannot be read gets none.
    pub async fn answer(&self, reader: &Reader, nats: &Nats, subject: &str, body: &[u8]) -> Option<Bytes> {
        let topic = TerminalTopic::parse(subject.strip_prefix("sandbox.")?)?;
        let request = serde_json::from_slice(body).ok()?;
        let answer = match self.serve(reader, nats, topic, request).await {
            Ok(answer) => answer,
            Err(Refused { code, message, passing }) => TerminalAnswer::Refused { code: code.into(), message, passing },
        };
        serde_json::to_vec(&answer).ok().map(Bytes::from)
    }

    async fn serve(
        &self,
        reader: &Reader,
        nats: &Nats,
        topic: TerminalTopic,
        request: TerminalRequest,
    ) -> Result<TerminalAnswer, Refused> {
        let found = find(reader.db(), topic).await?;
        match request {
            TerminalRequest::Read { since, wait_ms } => {
                let wait = Duration::from_millis(wait_ms).min(LONGEST_WAIT);
                let page = self.read(&found, since, wait).await?;
                if let Some(end) = &page.ended {
                    tell(nats, &found, end.clone()).await;
                }
                return Ok(TerminalAnswer::Output(page));
            }
            TerminalRequest::Input { data } => self.input(&found, &data).await?,
            TerminalRequest::Resize { cols, rows } => {
                let client = self.connections.client(&self.work, &found.provider_id).await?;
                let resized = client.resize(&found.sandbox_process, cols, rows).await;
                self.heard(&found, resized).await?;
            }
        }
        Ok(TerminalAnswer::Done)
    }

    /// One page of what a process has printed, for a query.
    pub async fn page(
        &self,
        reader: &Reader,
        topic: TerminalTopic,
        query: &ProcessLog,
    ) -> Result<ProcessLogPage, Refused> {
        let found = find(reader.db(), topic).await?;
        let client = self.connections.client(&self.work, &found.provider_id).await?;
        let followed = client.follow_log(&found.sandbox_process, query.since.unwrap_or_default()).await;
        let mut logs = self.heard(&found, followed).await?;
        let wanted = Wanted::at_once(query.limit, query.encoding);
        let read = output::read(&client, &mut logs, &found.sandbox_process, wanted).await;
        self.heard(&found, read).await
    }

    async fn read(&self, found: &Found, since: u64, wait: Duration) -> Result<ProcessLogPage, Refused> {
        let _place = self.places.take(&found.topic.task.organization_id)?;
        let client = self.connections.client(&self.work, &found.provider_id).await?;
        let mut logs = match self.parked.take(&found.topic, since) {
            Some(logs) => logs,
            None => {
                let followed = client.follow_log(&found.sandbox_process, since).await;
                self.heard(found, followed).await?
            }
        };
        let wanted = Wanted { until: Instant::now() + wait, ..Wanted::at_once(None, Encoding::Base64) };
        let read = output::read(&client, &mut logs, &found.sandbox_process, wanted).await;
        let page = self.heard(found, read).await?;
        if page.ended.is_none() {
            let last = page.chunks.last().map_or(since, |chunk| chunk.last);
            self.parked.keep(&found.topic, last, logs);
        }
        Ok(page)
    }

    async fn input(&self, found: &Found, data: &str) -> Result<(), Refused> {
        let bytes =
            STANDARD.decode(data).map_err(|_| Refused::lasting("terminal.input_malformed", "it is no base64"))?;
        if bytes.len() > INPUT_BYTES {
            return Err(Refused::lasting("terminal.input_too_large", "send less at a time"));
        }
        let client = self.connections.client(&self.work, &found.provider_id).await?;
        match timeout(INPUT_LIMIT, client.send_input(&found.sandbox_process, &bytes)).await {
            Ok(sent) => self.heard(found, sent).await,
            Err(_) => Err(Refused::lasting(
                "terminal.input_not_taken",
                "the process takes no input at the moment; it may have got a part of it",
            )),
        }
    }

    /// What the server inside said; when it does not answer, whether the sandbox is there at all.
    async fn heard<T>(&self, found: &Found, said: Result<T, sandboxes::ClientError>) -> Result<T, Refused> {
        match said {
            Ok(said) => Ok(said),
            Err(error) => Err(self.connections.lost(&self.work, &found.provider_id, error).await),
        }
    }
}

/// The process, if it has been started; otherwise why not.
async fn find(db: &PgPool, topic: TerminalTopic) -> Result<Found, Refused> {
    let sandbox = store::sandboxes::find(db, &topic.task).await?.ok_or(SandboxError::Unknown)?;
    let process = sandbox.process(&topic.process_id)?;
    let Some(sandbox_process) = process.sandbox_process.clone() else { return Err(not_started(process)) };
    Ok(Found { generation: sandbox.record.generation, provider_id: sandbox.ready()?, sandbox_process, topic })
}

fn not_started(process: &ProcessRecord) -> Refused {
    match (&process.error, process.status) {
        (Some(why), ProcessStatus::Failed) => Refused::lasting("terminal.not_started", why),
        _ => Refused::passing("terminal.starting", "the process is being started"),
    }
}

/// Tells the own actor that a process has ended. However often, it is one command.
async fn tell(nats: &Nats, found: &Found, end: ProcessEnd) {
    let request = exited(&found.topic, found.generation, end);
    if let Err(error) = nats.enqueue(request).await {
        tracing::warn!(%error, "That a process has ended is told again within a minute");
    }
}

pub fn exited(topic: &TerminalTopic, generation: i32, end: ProcessEnd) -> Request {
    let process_id = topic.process_id.clone();
    let command = ApplyProcess { generation, process_id, news: ProcessNews::Exited(end) };
    Request {
        subject: subject::of::<ApplyProcess>(&topic.task),
        body: serde_json::to_vec(&command).expect("ids and numbers are always JSON").into(),
        id: format!("exited/{}", topic.process_id),
        caller: Caller::service(Actor::Sandbox),
    }
}
