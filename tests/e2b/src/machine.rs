//! The real sandbox behind one of the cloud's.

use std::net::SocketAddr;
use std::time::Duration;

use sandboxes::{Client, Limits, Local, ProviderError, State, Wanted};

use crate::freeze;
use crate::record::Record;

/// What a template is, beside the machine's programs: where a shell finds the sandbox-agent server.
const PROFILE: &str = "PATH=\"$HOME/.local/bin:/opt/sandbox-agent:$PATH\"\n";
const PROFILE_PATH: &str = "/home/user/.profile";
/// The processes of a sandbox end within this.
const END_LIMIT: Duration = Duration::from_secs(20);
const LOOK: Duration = Duration::from_millis(10);

#[derive(Debug, Clone)]
pub struct Machine {
    pub local: Local,
    pub allow: Vec<SocketAddr>,
}

impl Machine {
    /// Starts it; one that was there begins again on its files.
    pub async fn start(&self, record: &Record) -> Result<(), ProviderError> {
        let name = record.id.parse().map_err(|_| ProviderError::Gone(record.id.clone()))?;
        let wanted = Wanted {
            name,
            predecessors: Vec::new(),
            organization: "e2b".to_owned(),
            environment: record.environment.clone(),
            allow: self.allow.clone(),
            limits: Limits::default(),
            lifetime: Duration::MAX,
        };
        let made = self.local.create(&wanted).await?;
        if made.adopted {
            return Ok(());
        }
        let client = self.client(&record.id).await?;
        let written = client.write_file(PROFILE_PATH, PROFILE.into()).await;
        written.map_err(|error| ProviderError::Failed(error.to_string()))
    }

    /// The server that the machine has in every sandbox: what envd is at E2B.
    pub async fn client(&self, id: &str) -> Result<Client, ProviderError> {
        let endpoint = self.local.connect(id).await?;
        Client::new(&endpoint).map_err(|error| ProviderError::Failed(error.to_string()))
    }

    pub async fn is_running(&self, id: &str) -> Result<bool, ProviderError> {
        Ok(self.local.state(id).await? != State::Gone)
    }

    /// Nothing of it runs any more; with its memory it can go on later, without it begins again on its files.
    pub async fn pause(&self, id: &str, memory: bool) -> Result<(), ProviderError> {
        let Some(holder) = self.local.holder_pid(id) else { return Ok(()) };
        if memory {
            freeze::freeze(holder);
            return Ok(());
        }
        freeze::end(holder);
        let ended = async {
            while self.is_running(id).await? {
                tokio::time::sleep(LOOK).await;
            }
            Ok(())
        };
        let late = ProviderError::TimedOut { what: "pausing a sandbox", seconds: END_LIMIT.as_secs() };
        tokio::time::timeout(END_LIMIT, ended).await.unwrap_or(Err(late))
    }

    pub async fn resume(&self, record: &Record) -> Result<(), ProviderError> {
        match self.local.holder_pid(&record.id).filter(|_| record.memory) {
            Some(holder) => {
                freeze::thaw(holder);
                Ok(())
            }
            None => self.start(record).await,
        }
    }
}
