//! An answer that goes on: server-sent events, with a limit on silence.

use std::collections::VecDeque;
use std::time::Duration;

use reqwest::{RequestBuilder, Response};

use super::ClientError;
use super::call::Call;
use super::sse::{Frame, Parser};

/// The server sends a comment every 15 s; after three of them the connection is dead.
const SILENCE_LIMIT: Duration = Duration::from_secs(45);
/// One message of an agent: a whole file in a tool call, an image.
const EVENT_BYTES: usize = 32 << 20;

#[derive(Debug)]
pub(super) struct Stream {
    what: &'static str,
    response: Response,
    parser: Parser,
    ready: VecDeque<Frame>,
}

impl Stream {
    /// Opens the stream; `call` bounds how long its head may take.
    pub async fn open(call: Call, request: RequestBuilder) -> Result<Self, ClientError> {
        let Call { what, limit, .. } = call;
        let request = request.header(reqwest::header::ACCEPT, "text/event-stream");
        let opened = tokio::time::timeout(limit, call.send(request)).await;
        let response = opened.unwrap_or(Err(ClientError::TimedOut { what, limit }))?;
        Ok(Self { what, response, parser: Parser::new(EVENT_BYTES), ready: VecDeque::new() })
    }

    /// The next event; `None` at the stream's end. Dropping the future loses nothing.
    pub async fn next(&mut self) -> Result<Option<Frame>, ClientError> {
        let what = self.what;
        while self.ready.is_empty() {
            let chunk = tokio::time::timeout(SILENCE_LIMIT, self.response.chunk()).await;
            let chunk = chunk.map_err(|_| ClientError::TimedOut { what, limit: SILENCE_LIMIT })?;
            let Some(chunk) = chunk.map_err(|error| ClientError::from_transport(what, &error))? else {
                return Ok(None);
            };
            let mut events = Vec::new();
            let pushed = self.parser.push(&chunk, &mut events);
            pushed.map_err(|_| ClientError::TooLarge { what, limit: EVENT_BYTES })?;
            self.ready.extend(events);
        }
        Ok(self.ready.pop_front())
    }
}
