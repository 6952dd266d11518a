//! Connections to the sandboxes whose terminals are looked at.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use sandboxes::{Client, ClientError, State};
use tokio::time::Instant;

use super::refusal::Refused;
use crate::workflows::{LIFETIME, Work};

/// After this the provider is asked anew, which also keeps the sandbox: somebody looks at it.
const KNOWN_FOR: Duration = Duration::from_secs(300);

/// By the provider's id.
#[derive(Default)]
pub struct Connections(Mutex<HashMap<String, (Client, Instant)>>);

impl Connections {
    /// One that is paused is not woken by being looked at.
    pub async fn client(&self, work: &Work, provider_id: &str) -> Result<Client, Refused> {
        if let Some(client) = self.known(provider_id) {
            return Ok(client);
        }
        let provider = work.provider()?;
        match provider
            .state(provider_id)
            .await
            .map_err(|error| Refused::passing("terminal.unavailable", error.to_string()))?
        {
            State::Gone => return Err(gone()),
            State::Paused => return Err(Refused::lasting("terminal.paused", "the sandbox is paused: send a message")),
            State::Running { .. } => {}
        }
        let connected = provider.connect(provider_id, LIFETIME).await;
        let endpoint = connected.map_err(|error| Refused::passing("terminal.unavailable", error.to_string()))?;
        let client =
            Client::new(&endpoint).map_err(|error| Refused::passing("terminal.unavailable", error.to_string()))?;
        self.lock().insert(provider_id.to_owned(), (client.clone(), Instant::now()));
        Ok(client)
    }

    /// Why the server inside did not do what it was asked.
    pub async fn lost(&self, work: &Work, provider_id: &str, error: ClientError) -> Refused {
        if error.is_not_found() {
            return Refused::lasting("sandbox.process_unknown", "the sandbox does not have this process any more");
        }
        if let ClientError::Refused { problem, .. } = &error {
            return Refused::lasting("terminal.refused", problem.to_string());
        }
        self.lock().remove(provider_id);
        let state = match work.provider() {
            Ok(provider) => provider.state(provider_id).await.ok(),
            Err(_) => None,
        };
        match state {
            Some(State::Gone) => gone(),
            _ => Refused::passing("terminal.unavailable", error.to_string()),
        }
    }

    fn known(&self, provider_id: &str) -> Option<Client> {
        let mut known = self.lock();
        known.retain(|_, (_, since)| since.elapsed() < KNOWN_FOR);
        known.get(provider_id).map(|(client, _)| client.clone())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, (Client, Instant)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn gone() -> Refused {
    Refused::lasting("terminal.sandbox_gone", "the sandbox is gone: send a message, and a new one is made")
}
