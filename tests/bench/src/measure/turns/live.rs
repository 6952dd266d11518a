//! A page that follows sessions: when it hears what.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use futures::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream,
    tungstenite::{Message, client::IntoClientRequest},
};

use super::office::now;

/// An agent that says nothing for so long is not waited for.
const SILENCE: Duration = Duration::from_secs(60);

pub struct Live(WebSocketStream<MaybeTlsStream<TcpStream>>);

/// The first word of a turn, with its times since 1970.
pub struct Heard {
    pub prompted_at: i64,
    /// By the agent's own clock.
    pub said: Duration,
    pub written_at: i64,
    pub at: Duration,
}

impl Live {
    pub async fn open(url: &str, token: &str, topics: impl Iterator<Item = String>) -> Result<Self> {
        let mut request = format!("{}/v1/live", url.replacen("http", "ws", 1)).into_client_request()?;
        request.headers_mut().insert("authorization", format!("Bearer {token}").parse()?);
        let (mut socket, _) = tokio_tungstenite::connect_async(request).await?;
        for topic in topics {
            let subscribe = json!({ "type": "subscribe", "topic": topic, "since": 0 });
            socket.send(Message::text(subscribe.to_string())).await?;
        }
        Ok(Self(socket))
    }

    /// The events of the next frame that has some.
    async fn events(&mut self) -> Result<Vec<Value>> {
        loop {
            let message = timeout(SILENCE, self.0.next()).await.context("nothing was heard")?;
            let Message::Text(text) = message.context("the socket was closed")?? else { continue };
            let mut said: Value = serde_json::from_str(&text)?;
            match said["type"].as_str() {
                Some("events") => return Ok(said["events"].as_array_mut().map(std::mem::take).unwrap_or_default()),
                Some("pong") => {}
                _ => bail!("{said}"),
            }
        }
    }

    /// Hears a turn to its end.
    pub async fn turn(&mut self, message: &str) -> Result<Heard> {
        let (mut prompted_at, mut heard) = (0, None);
        loop {
            let (events, at) = (self.events().await?, now());
            for event in events.iter().filter(|event| event["messageId"] == message) {
                let written_at = event["at"].as_i64().unwrap_or_default();
                match event["kind"].as_str() {
                    Some("prompt") => prompted_at = written_at,
                    Some("ended") => return heard.context("the agent said nothing"),
                    _ => {
                        let said = clock(event).filter(|_| heard.is_none());
                        heard = said.map(|said| Heard { prompted_at, said, written_at, at }).or(heard);
                    }
                }
            }
        }
    }

    /// How long each chunk was on its way, until so many turns have ended.
    pub async fn delays_until_ended(&mut self, turns: usize) -> Result<Vec<Duration>> {
        let (mut delays, mut ended) = (Vec::new(), 0);
        while ended < turns {
            let (events, at) = (self.events().await?, now());
            for event in events {
                ended += usize::from(event["kind"] == "ended");
                delays.extend(clock(&event).map(|said| at.saturating_sub(said)));
            }
        }
        Ok(delays)
    }
}

/// The time that a chunk carries.
fn clock(event: &Value) -> Option<Duration> {
    let is_said = event["kind"] == "update" && event["body"]["sessionUpdate"] == "agent_message_chunk";
    let text = event["body"]["content"]["text"].as_str().filter(|_| is_said)?;
    Some(Duration::from_micros(text.trim().parse().ok()?))
}
