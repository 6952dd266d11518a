//! What the services stand on: NATS and Postgres. Shared by the tests of a process, or private to one that breaks it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};
use test_postgres::{Postgres, PostgresSettings, Progress, TemporaryFolder, ports};
use tokio::sync::OnceCell;

use crate::nats::{Accounts, Nats, NatsSettings};
use crate::secrets::Secrets;

/// Fleets that may exist at once in one test process; more wait for their turn.
const TEST_ACCOUNTS: usize = 48;

/// How NATS and Postgres are started.
#[derive(Debug, Clone)]
pub struct InfrastructureSettings {
    /// Kept when given; otherwise a temporary folder, removed at the end.
    pub folder: Option<PathBuf>,
    /// Whether acknowledged and committed means on disk (`sync_interval: always`, `fsync=on`).
    pub durable: bool,
    pub test_accounts: usize,
    pub nats_port: u16,
    pub nats_monitor_port: u16,
    pub postgres_port: u16,
    pub progress: Progress,
}

impl InfrastructureSettings {
    /// For tests: temporary, on free ports, fast rather than safe from a power cut.
    pub fn for_tests() -> Result<Self> {
        Ok(Self {
            folder: None,
            durable: false,
            test_accounts: TEST_ACCOUNTS,
            nats_port: ports::free()?,
            nats_monitor_port: ports::free()?,
            postgres_port: ports::free()?,
            progress: Progress::Quiet,
        })
    }
}

/// One server, or a cluster.
type PrepareNats = fn(&NatsSettings, &Secrets) -> Result<Nats>;

#[derive(Debug)]
pub struct Infrastructure {
    pub nats: Nats,
    pub postgres: Postgres,
    pub(crate) secrets: Secrets,
    pub(crate) accounts: Arc<Accounts>,
    folder: PathBuf,
    /// Last: servers stop before it is removed.
    _temporary: Option<TemporaryFolder>,
}

impl Infrastructure {
    /// The one that all tests of this process share: started by the first who asks.
    pub async fn shared() -> Result<Arc<Self>> {
        static SHARED: OnceCell<Arc<Infrastructure>> = OnceCell::const_new();
        SHARED.get_or_try_init(async || Self::for_tests().await).await.cloned()
    }

    /// One of your own, to stop, kill and start again.
    pub async fn for_tests() -> Result<Arc<Self>> {
        Self::start(InfrastructureSettings::for_tests()?).await
    }

    pub async fn start(settings: InfrastructureSettings) -> Result<Arc<Self>> {
        Self::start_with(&settings, Nats::prepare).await
    }

    /// The same with three NATS servers that are one cluster, to stop and kill one by one.
    pub async fn cluster_for_tests() -> Result<Arc<Self>> {
        Self::start_with(&InfrastructureSettings::for_tests()?, Nats::prepare_cluster).await
    }

    async fn start_with(settings: &InfrastructureSettings, nats: PrepareNats) -> Result<Arc<Self>> {
        let infrastructure = Self::prepare(settings, nats)?;
        let (nats, postgres) = tokio::try_join!(infrastructure.nats.start_all(), infrastructure.postgres.start())?;

        settings.progress.ready("nats-server", &infrastructure.nats.url(), nats);
        settings.progress.ready("postgres", &infrastructure.postgres.address(), postgres);
        Ok(Arc::new(infrastructure))
    }

    fn prepare(settings: &InfrastructureSettings, prepare_nats: PrepareNats) -> Result<Self> {
        let temporary = settings.folder.is_none().then(TemporaryFolder::new).transpose()?;
        let folder = settings.folder.as_deref().or(temporary.as_ref().map(TemporaryFolder::path));
        let folder = folder.context("a folder is given or temporary")?;
        let logs = folder.join("logs");
        fs::create_dir_all(&logs)?;
        let folder = folder.canonicalize()?;
        let secrets = Secrets::load_or_generate(&folder.join("secrets.json"))?;

        let postgres = PostgresSettings {
            folder: folder.clone(),
            log: logs.join("postgres.log"),
            port: settings.postgres_port,
            durable: settings.durable,
            progress: settings.progress,
        };
        let nats = NatsSettings {
            folder: folder.clone(),
            log: logs.join("nats-server.log"),
            port: settings.nats_port,
            monitor_port: settings.nats_monitor_port,
            durable: settings.durable,
            test_accounts: settings.test_accounts,
            cluster: None,
            progress: settings.progress,
        };
        Ok(Self {
            nats: prepare_nats(&nats, &secrets)?,
            postgres: Postgres::prepare(&postgres, &secrets.postgres)?,
            accounts: Accounts::new(settings.test_accounts),
            secrets,
            folder,
            _temporary: temporary,
        })
    }

    /// Where logs and data are.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// A new log file's path: `logs/<name>.log`.
    pub fn log(&self, name: &str) -> PathBuf {
        self.folder.join("logs").join(format!("{name}.log"))
    }
}
