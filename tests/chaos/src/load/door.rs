//! The two doors that callers use, and what each says.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use async_nats::{HeaderMap, RequestErrorKind, jetstream};
use contracts::limit;
use reqwest::StatusCode;
use serde_json::{Value, json};

/// The id of a command on NATS, which a person would give, too.
const COMMAND_ID: &str = "Nats-Msg-Id";

/// What a service says in the header of an answer that is none.
const SERVICE_ERROR: &str = "Nats-Service-Error";

/// Beyond the longest wait for an outcome, for a busy machine.
const PATIENCE: Duration = Duration::from_secs(2);

#[derive(Clone)]
pub struct Gateway {
    pub client: reqwest::Client,
    pub url: String,
    pub token: String,
}

#[derive(Clone)]
pub enum Door {
    Http(Gateway),
    /// As a person with the NATS CLI.
    Nats(async_nats::Client),
}

/// What is asked, the same each time it is asked again.
#[derive(Debug, Clone)]
pub struct Command {
    /// `task.request.rename.acme.t-1` waits for the outcome, `task.command.…` for no more than that it is stored.
    pub subject: String,
    pub id: String,
    pub body: Value,
}

#[derive(Debug)]
pub enum Answer {
    Done(Value),
    /// It will run.
    Stored,
    /// It will never run, by its code.
    Refused(String),
    /// Nobody knows yet; the kind of error.
    NotYet(String),
}

impl Door {
    pub async fn send(&self, command: &Command) -> Answer {
        match self {
            Self::Http(gateway) => gateway.post(command).await,
            Self::Nats(nats) if command.waits() => request(nats, command).await,
            Self::Nats(nats) => enqueue(nats, command).await,
        }
    }
}

impl Command {
    fn waits(&self) -> bool {
        self.subject.contains(".request.")
    }
}

impl Gateway {
    async fn post(&self, command: &Command) -> Answer {
        let url = format!("{}/v1/{}", self.url, command.subject.replace('.', "/"));
        let request = self.client.post(url).bearer_auth(&self.token).header("Idempotency-Key", &command.id);
        let (status, body) = match answered(request.json(&command.body)).await {
            Ok(answered) => answered,
            Err(error) => return Answer::NotYet(format!("HTTP: {}", kind(&error))),
        };
        let code = body["code"].as_str().unwrap_or("without a code").to_owned();
        match status {
            status if status.is_success() && !command.waits() => Answer::Stored,
            StatusCode::OK => Answer::Done(body),
            StatusCode::ACCEPTED => Answer::NotYet("HTTP: 202 pending".to_owned()),
            // The gateway may not know who is who yet; whoever asks too fast asks again; and it may know nothing at all.
            StatusCode::UNAUTHORIZED
            | StatusCode::TOO_MANY_REQUESTS
            | StatusCode::BAD_GATEWAY
            | StatusCode::SERVICE_UNAVAILABLE
            | StatusCode::GATEWAY_TIMEOUT => Answer::NotYet(format!("HTTP: {} {code}", status.as_u16())),
            _ => Answer::Refused(format!("{} {code}", status.as_u16())),
        }
    }
}

async fn answered(request: reqwest::RequestBuilder) -> reqwest::Result<(StatusCode, Value)> {
    let response = request.send().await?;
    let (status, body) = (response.status(), response.bytes().await?);
    Ok((status, serde_json::from_slice(&body).unwrap_or_default()))
}

/// Without addresses, so that errors of one kind are counted together.
fn kind(error: &reqwest::Error) -> &'static str {
    match error {
        error if error.is_connect() => "no connection",
        error if error.is_timeout() => "no answer in time",
        _ => "the connection broke",
    }
}

async fn request(nats: &async_nats::Client, command: &Command) -> Answer {
    let mut headers = HeaderMap::new();
    headers.insert(COMMAND_ID, command.id.as_str());
    let request = async_nats::Request::new().headers(headers).payload(command.body.to_string().into());
    let request = request.timeout(Some(limit::WAIT + PATIENCE));
    let message = match nats.send_request(command.subject.clone(), request).await {
        Ok(message) => message,
        Err(error) => return Answer::NotYet(format!("NATS: {}", nats_kind(error.kind()))),
    };
    let outcome: Value = serde_json::from_slice(&message.payload).unwrap_or_default();
    let code = outcome["code"].as_str().unwrap_or_default();
    match outcome["status"].as_str().unwrap_or("not an outcome") {
        "done" => Answer::Done(outcome["reply"].clone()),
        status @ ("refused" | "dead") => Answer::Refused(format!("{status} {code}")),
        status => Answer::NotYet(format!("NATS: {status} {code}").trim().to_owned()),
    }
}

fn nats_kind(kind: RequestErrorKind) -> &'static str {
    match kind {
        RequestErrorKind::NoResponders => "nobody answers",
        RequestErrorKind::TimedOut => "no answer in time",
        _ => "the connection broke",
    }
}

async fn enqueue(nats: &async_nats::Client, command: &Command) -> Answer {
    let jetstream = jetstream::new(nats.clone());
    let mut headers = HeaderMap::new();
    headers.insert(COMMAND_ID, command.id.as_str());
    let published = jetstream.publish_with_headers(command.subject.clone(), headers, command.body.to_string().into());
    let stored = async { published.await?.await };
    match stored.await {
        Ok(_) => Answer::Stored,
        Err(error) => Answer::NotYet(format!("NATS, enqueue: {:?}", error.kind())),
    }
}

/// Asks a query on NATS.
pub async fn query(nats: &async_nats::Client, subject: &str, body: &Value) -> Result<Value> {
    let answer = nats.request(subject.to_owned(), body.to_string().into()).await;
    let answer = answer.with_context(|| subject.to_owned())?;
    if let Some(error) = answer.headers.as_ref().and_then(|headers| headers.get(SERVICE_ERROR)) {
        bail!("{subject}: {error}");
    }
    Ok(serde_json::from_slice(&answer.payload)?)
}

/// Every task's line in the sidebar, in pages.
pub async fn lines(nats: &async_nats::Client, organization: &str) -> Result<Vec<Value>> {
    let (mut lines, mut after) = (Vec::new(), Value::Null);
    loop {
        let wanted = json!({ "limit": limit::PAGE_ROWS, "after": after });
        let mut page = query(nats, &format!("organization.query.listTasks.{organization}"), &wanted).await?;
        lines.extend(page["tasks"].as_array_mut().map(std::mem::take).unwrap_or_default());
        after = page["next"].take();
        if after.is_null() {
            return Ok(lines);
        }
    }
}

pub fn http_client() -> Result<reqwest::Client> {
    Ok(fleet_client().timeout(limit::WAIT + PATIENCE).build()?)
}

fn fleet_client() -> reqwest::ClientBuilder {
    // Another part of the process may have chosen the provider first; either will do.
    rustls::crypto::ring::default_provider().install_default().ok();
    reqwest::Client::builder().no_proxy().tcp_nodelay(true)
}
