//! The agents' protocol (ACP, JSON-RPC 2.0) through the server: envelopes in by POST, everything the agent says out as
//! events.
//!
//! What a caller must know of version 0.4.2: a request's answer comes as an event, too, and only that is sure, because
//! the POST of a long request may never answer. Ids of requests must never be used twice: both would hang. The server
//! keeps the last 1,024 events; a reader that is too slow loses some without an error, and sees it as a gap of ids.

use std::time::Duration;

use reqwest::{Method, StatusCode};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::call::{Call, LARGE_ANSWER, SMALL_ANSWER, segment};
use super::stream::Stream;
use super::{Client, ClientError};

/// The DELETE of a living agent takes effect at once and is never answered.
const CLOSE_LIMIT: Duration = Duration::from_secs(2);

/// One agent's process, as the server lists it; it stays listed after its process has died.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AcpServer {
    pub server_id: String,
    pub agent: String,
    pub created_at_ms: i64,
}

#[derive(Deserialize)]
struct AcpServers {
    servers: Vec<AcpServer>,
}

/// What the agent has said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// From 1, rising by one for each event of this agent's process; begins anew with a new process.
    pub id: u64,
    /// The JSON-RPC envelope as the agent wrote it.
    pub envelope: String,
}

/// An agent's events.
#[derive(Debug)]
pub struct Events(Stream);

const FOLLOW: &str = "give an agent's events";

impl Client {
    /// The agents' processes that were started and not closed.
    pub async fn acp_servers(&self) -> Result<Vec<AcpServer>, ClientError> {
        let call = Call::new("list its agents' processes", 15, LARGE_ANSWER);
        Ok(call.json::<AcpServers>(self.request(Method::GET, "/v1/acp")).await?.servers)
    }

    /// Sends one envelope to the agent's process `server`, which is started as `agent` if it is not there.
    ///
    /// A request waits for its answer for at most `limit`; a notification or an answer gives `None` at once. The sending
    /// goes on when the caller stops waiting: half a line would be left in the agent's input.
    pub async fn post_envelope(
        &self,
        server: &str,
        agent: Option<&str>,
        envelope: String,
        limit: Duration,
    ) -> Result<Option<Box<RawValue>>, ClientError> {
        const WHAT: &str = "answer an agent's request";
        let mut request = self.request(Method::POST, &path(server));
        if let Some(agent) = agent {
            request = request.query(&[("agent", agent)]);
        }
        let request = request.header(reqwest::header::CONTENT_TYPE, "application/json").body(envelope);
        let call = Call { what: WHAT, limit, bytes: LARGE_ANSWER };

        let sent = tokio::spawn(async move { call.answer(request).await });
        let joined = sent.await.map_err(|error| ClientError::Broken { what: WHAT, reason: error.to_string() })?;
        let (status, body) = joined?;
        if status == StatusCode::ACCEPTED || body.is_empty() {
            return Ok(None);
        }
        serde_json::from_slice(&body).map(Some).map_err(|source| ClientError::Undecodable { what: WHAT, source })
    }

    /// What the agent says after the event `after` (`None`: from now on, and what the server still keeps). There is no
    /// such server before its first envelope ([`ClientError::is_not_found`]).
    pub async fn events(&self, server: &str, after: Option<u64>) -> Result<Events, ClientError> {
        let mut request = self.request(Method::GET, &path(server));
        if let Some(after) = after {
            request = request.header("last-event-id", after.to_string());
        }
        Stream::open(Call::new(FOLLOW, 15, SMALL_ANSWER), request).await.map(Events)
    }

    /// Ends the agent's process. One that is not there is no error.
    pub async fn close_acp_server(&self, server: &str) -> Result<(), ClientError> {
        let call = Call { what: "end an agent", limit: CLOSE_LIMIT, bytes: SMALL_ANSWER };
        match call.bytes(self.request(Method::DELETE, &path(server))).await {
            Ok(_) | Err(ClientError::TimedOut { .. }) => Ok(()),
            Err(error) if error.is_not_found() => Ok(()),
            Err(error) => Err(error),
        }
    }
}

impl Events {
    /// The next event; `None` when the server ends the stream. Read it without waiting for anything else.
    pub async fn next(&mut self) -> Result<Option<Event>, ClientError> {
        while let Some(frame) = self.0.next().await? {
            // What has no number is not the agent's.
            if let Ok(id) = frame.id.parse() {
                return Ok(Some(Event { id, envelope: frame.data }));
            }
        }
        Ok(None)
    }
}

fn path(server: &str) -> String {
    format!("/v1/acp/{}", segment(server))
}
