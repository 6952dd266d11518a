//! Sandboxes on this machine: the real sandbox-agent server, isolated by bubblewrap, each held by a keeper
//! ([`crate::keeper`]) that outlives us.
//!
//! All that is known of a sandbox is in its folder. Nothing is held in memory, so any process with the same folder sees
//! and does the same.

mod create;
mod destroy;
mod find;
mod launch;
mod processes;
mod record;
mod settings;
mod system;
mod tools;

use std::fs::File;
use std::os::fd::AsRawFd;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

pub use settings::{AgentProgram, LocalSettings};
use tokio::io::AsyncWriteExt;
use tokio::net::UnixStream;

use crate::keeper::plan::{HOME, PORTS, Places, SOCKET};
use crate::{Address, Endpoint, Found, Instance, Name, ProviderError, State, Wanted};
use tools::Tools;

/// The local provider.
#[derive(Debug, Clone)]
pub struct Local(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    settings: LocalSettings,
    tools: Tools,
    /// The folder, opened: a path through it is short enough for a Unix socket wherever the folder is.
    opened: File,
}

impl Local {
    /// Looks whether this machine can isolate; [`ProviderError::Unavailable`] says what to install or allow. Clears away
    /// what a crash in the middle of [`Local::create`] has left.
    pub async fn new(settings: LocalSettings) -> Result<Self, ProviderError> {
        blocking("look at this machine", move || {
            let settings = settings.checked()?;
            let tools = Tools::find(&settings)?;
            let opened = File::open(&settings.folder).map_err(ProviderError::io("open its folder"))?;
            let local = Self(Arc::new(Inner { settings, tools, opened }));
            local.clear_unfinished()?;
            Ok(local)
        })
        .await
    }

    /// See [`crate::Provider::create`]. One that had ended is started again on its own files.
    pub async fn create(&self, wanted: &Wanted) -> Result<Instance, ProviderError> {
        let (adopted, inherited) = create::create(self, wanted).await?;
        Ok(Instance { provider_id: wanted.name.to_string(), expires_at: None, adopted, inherited })
    }

    pub async fn state(&self, provider_id: &str) -> Result<State, ProviderError> {
        let Ok(name) = provider_id.parse() else { return Ok(State::Gone) };
        let local = self.clone();
        blocking("look at a sandbox", move || local.state_of(&name)).await
    }

    pub async fn connect(&self, provider_id: &str) -> Result<Endpoint, ProviderError> {
        let gone = || ProviderError::Gone(provider_id.to_owned());
        let name: Name = provider_id.parse().map_err(|_| gone())?;
        let local = self.clone();
        let found = blocking("look at a sandbox", move || {
            let running = local.state_of(&name)? != State::Gone;
            Ok((running.then(|| local.record(&name)).transpose()?.flatten(), name))
        });
        let (Some(record), name) = found.await? else { return Err(gone()) };
        let home = if record.unisolated { self.places(&name).home().display().to_string() } else { HOME.to_owned() };
        Ok(Endpoint {
            address: Address::Socket(self.socket(&name, SOCKET)),
            token: record.token,
            home,
            headers: Vec::new(),
        })
    }

    /// A connection to a port inside, whatever listens there. It ends at once where nothing does.
    pub async fn port(&self, provider_id: &str, port: u16) -> Result<UnixStream, ProviderError> {
        let gone = || ProviderError::Gone(provider_id.to_owned());
        let name: Name = provider_id.parse().map_err(|_| gone())?;
        let mut stream = UnixStream::connect(self.socket(&name, PORTS)).await.map_err(|_| gone())?;
        stream.write_u16(port).await.map_err(|_| gone())?;
        Ok(stream)
    }

    /// The process outside that holds it, and all of it; `None` when it has ended.
    pub fn holder_pid(&self, provider_id: &str) -> Option<i32> {
        let holder = self.keeper(&provider_id.parse().ok()?)?;
        // 0 until it has written it down.
        (holder.pid > 0).then_some(holder.pid)
    }

    /// A local sandbox lives until it is destroyed.
    pub async fn extend(&self, provider_id: &str) -> Result<Option<SystemTime>, ProviderError> {
        match self.state(provider_id).await? {
            State::Gone => Err(ProviderError::Gone(provider_id.to_owned())),
            State::Running { expires_at } => Ok(expires_at),
            State::Paused => Ok(None),
        }
    }

    /// See [`crate::Provider::restart`].
    pub async fn restart(&self, wanted: &Wanted) -> Result<bool, ProviderError> {
        let (local, name) = (self.clone(), wanted.name.clone());
        if !blocking("end a sandbox's processes", move || local.abandon_now(&name)).await? {
            return Ok(false);
        }
        // Ended meanwhile, it must not take another one's files.
        let wanted = Wanted { predecessors: Vec::new(), ..wanted.clone() };
        create::create(self, &wanted).await.map(|_| true)
    }

    /// See [`crate::Provider::abandon`].
    pub async fn abandon(&self, provider_id: &str) -> Result<(), ProviderError> {
        let Ok(name) = provider_id.parse() else { return Ok(()) };
        let local = self.clone();
        blocking("end a sandbox's processes", move || local.abandon_now(&name)).await.map(drop)
    }

    /// See [`crate::Provider::has_files`].
    pub async fn has_files(&self, names: &[Name]) -> Result<bool, ProviderError> {
        let (local, names) = (self.clone(), names.to_vec());
        let look = move || names.iter().try_fold(false, |found, name| Ok(found || local.has_left_files(name)?));
        blocking("look at a sandbox", look).await
    }

    pub async fn destroy(&self, provider_id: &str) -> Result<(), ProviderError> {
        let Ok(name) = provider_id.parse() else { return Ok(()) };
        let local = self.clone();
        blocking("end a sandbox", move || local.destroy_now(&name)).await
    }

    pub async fn list(&self) -> Result<Vec<Found>, ProviderError> {
        let local = self.clone();
        blocking("list sandboxes", move || local.list_now()).await
    }

    /// The end of its log, at most `bytes`. It is there for as long as the folder is, so also after it has ended.
    pub async fn log(&self, provider_id: &str, bytes: usize) -> Result<String, ProviderError> {
        let name: Name = provider_id.parse().map_err(|_| ProviderError::Gone(provider_id.to_owned()))?;
        let local = self.clone();
        blocking("read a log", move || local.log_now(&name, bytes)).await
    }

    fn places(&self, name: &Name) -> Places {
        Places(self.0.settings.folder.join(name.as_str()))
    }

    fn socket(&self, name: &Name, socket: &str) -> PathBuf {
        format!("/proc/self/fd/{}/{name}/run/{socket}", self.0.opened.as_raw_fd()).into()
    }
}

/// Runs work with files and processes where it holds nobody up.
async fn blocking<T: Send + 'static>(
    what: &'static str,
    work: impl FnOnce() -> Result<T, ProviderError> + Send + 'static,
) -> Result<T, ProviderError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|error| Err(ProviderError::Failed(format!("cannot {what}: {error}"))))
}
