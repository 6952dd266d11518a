//! How the command stream stands, asked once for each connection (a server that was started again may have another one), and
//! again when that is too long ago.

use std::sync::Arc;

use messaging::{Server, jetstream};

use crate::core::floor::StreamState;

/// Cheap to clone; all clones share what is known.
#[derive(Clone)]
pub struct StreamWatch {
    nats: async_nats::Client,
    name: Arc<str>,
    known: Arc<tokio::sync::Mutex<Option<(u64, StreamState)>>>,
}

impl StreamWatch {
    pub fn new(nats: async_nats::Client, name: &str) -> Self {
        Self { nats, name: name.into(), known: Arc::default() }
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    /// How the stream stood when the connection to `server` was made, or later: since then it has only grown. `settled`: a
    /// message that it has, if it has lost nothing; whether it does is never told from a state that is older than the message.
    pub async fn state(&self, server: &Server, settled: u64) -> anyhow::Result<StreamState> {
        let mut known = self.known.lock().await;
        if let Some((connection, state)) = &*known
            && *connection == server.connection
            && state.last_sequence >= settled
        {
            return Ok(state.clone());
        }
        let info = jetstream::info(&self.nats, &self.name).await?;
        let state = StreamState {
            made: jetstream::made_at(&info),
            server: server.id.to_string(),
            last_sequence: info.state.last_sequence,
            last_at: jetstream::millis(info.state.last_timestamp),
        };
        *known = Some((server.connection, state.clone()));
        Ok(state)
    }
}
