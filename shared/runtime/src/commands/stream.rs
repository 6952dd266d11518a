//! How the command stream stands, asked once for each connection: a server that was started again may have another one.

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

    /// How the stream stood when the connection to `server` was made. Since then it has only grown.
    pub async fn state(&self, server: &Server) -> anyhow::Result<StreamState> {
        let mut known = self.known.lock().await;
        if let Some((connection, state)) = &*known
            && *connection == server.connection
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
