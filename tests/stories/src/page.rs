//! A live page: one WebSocket, as a browser holds it.

use std::time::Duration;

use futures::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream,
    tungstenite::{self, Message, client::IntoClientRequest},
};

use crate::{PATIENCE, Visitor};

/// An open socket.
pub struct Page {
    socket: WebSocketStream<MaybeTlsStream<tokio::net::TcpStream>>,
    topic: String,
    /// The newest place to resume from.
    pub cursor: u64,
}

/// How long a page listens for what must not come. Changes take milliseconds.
const SILENCE: Duration = Duration::from_millis(300);

impl Visitor {
    /// Opens a socket, or says with which status that was refused.
    pub async fn tries_to_open(&self, headers: &[(&'static str, String)]) -> Result<Page, u16> {
        let url = format!("{}/v1/live", self.url().replacen("http", "ws", 1));
        let mut request = url.into_client_request().expect("an address");
        for (name, value) in headers {
            request.headers_mut().insert(*name, value.parse().expect("a header's value"));
        }
        match tokio_tungstenite::connect_async(request).await {
            Ok((socket, _)) => Ok(Page { socket, topic: String::new(), cursor: 0 }),
            Err(tungstenite::Error::Http(response)) => Err(response.status().as_u16()),
            Err(error) => panic!("the gateway answers: {error}"),
        }
    }

    pub async fn opens_page(&self) -> Page {
        let authorization = ("authorization", format!("Bearer {}", self.token()));
        self.tries_to_open(&[authorization]).await.expect("the token opens it")
    }

    /// Opens a page and follows a topic, whose present values come back.
    pub async fn follows(&self, topic: &str) -> (Page, Vec<Value>) {
        let mut page = self.opens_page().await;
        let entries = page.follows(topic, None).await;
        (page, entries)
    }
}

impl Page {
    pub async fn says(&mut self, message: Value) {
        self.socket.send(Message::text(message.to_string())).await.expect("sent");
    }

    pub async fn hears(&mut self) -> Value {
        tokio::time::timeout(PATIENCE, self.next()).await.expect("the page heard nothing")
    }

    async fn next(&mut self) -> Value {
        loop {
            match self.socket.next().await.expect("the socket is open").expect("a message") {
                Message::Text(text) => {
                    let said: Value = serde_json::from_str(&text).expect("JSON");
                    self.cursor = said["cursor"].as_u64().unwrap_or(self.cursor);
                    return said;
                }
                Message::Close(frame) => panic!("closed: {frame:?}"),
                _ => {}
            }
        }
    }

    /// Follows a topic from `since` on: what is told at first, all pages of it.
    pub async fn follows(&mut self, topic: &str, since: Option<u64>) -> Vec<Value> {
        topic.clone_into(&mut self.topic);
        self.says(json!({ "type": "subscribe", "topic": topic, "since": since })).await;
        let mut entries = Vec::new();
        loop {
            let page = self.hears().await;
            assert_eq!((&page["type"], &page["topic"]), (&json!("snapshot"), &json!(topic)), "{page}");
            entries.extend(page["entries"].as_array().expect("entries").iter().cloned());
            if page["complete"] == true {
                return entries;
            }
        }
    }

    /// The next change that fits.
    pub async fn sees(&mut self, mut fits: impl FnMut(&Value) -> bool) -> Value {
        loop {
            let change = self.hears().await;
            assert_eq!(change["type"], "change", "{change}");
            if fits(&change) {
                return change;
            }
        }
    }

    /// Everything that comes until it is silent for a moment.
    pub async fn sees_all(&mut self) -> Vec<Value> {
        let mut seen = Vec::new();
        while let Ok(change) = tokio::time::timeout(SILENCE, self.next()).await {
            seen.push(change);
        }
        seen
    }
}
