//! The Postgres server: initialised once, started with our settings, reached over loopback with passwords only.

use std::fs;
use std::net::Ipv4Addr;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use sqlx::{Connection, PgConnection};

use super::{Owner, reachable_folder};
use crate::member::{Member, Ready};
use crate::passwords::Passwords;
use crate::process::{Launch, Lifeline, Signal};
use crate::progress::Progress;
use crate::snapshot::Snapshot;
use crate::tools::{self, PostgresTools};
use crate::{files, wait};

/// A fast shutdown ends with a checkpoint, which may have much to write.
const STOP_LIMIT: Duration = Duration::from_secs(30);

/// After a crash its last child processes need a moment before the next server may start.
const RESTART_LIMIT: Duration = Duration::from_secs(20);

/// What a Unix socket's path may have (`sun_path` in unix(7)), without the zero at its end.
const SOCKET_PATH_BYTES: usize = 107;

/// Data that is being made is in a folder whose name begins so, beside its place.
const UNFINISHED: &str = "initdb-";

pub struct PostgresSettings {
    /// Data is kept below it, or below a stand-in for it that Postgres's user can reach.
    pub folder: PathBuf,
    pub log: PathBuf,
    pub port: u16,
    /// Every commit is on disk when it returns. Tests do without.
    pub durable: bool,
    pub progress: Progress,
}

#[derive(Debug)]
pub struct Postgres {
    pub(super) port: u16,
    pub(super) passwords: Passwords,
    /// Where the data really is.
    pub(super) data: PathBuf,
    member: Member,
}

impl Postgres {
    /// Finds or fetches Postgres, and initialises its data when there is none. Nothing runs yet.
    pub fn prepare(settings: &PostgresSettings, passwords: &Passwords) -> Result<Self> {
        let owner = Owner::needed()?;
        let folder = reachable_folder(&settings.folder, owner)?;
        if folder != settings.folder.canonicalize()? {
            settings.progress.line(
                "postgres",
                "data in",
                &format!("{} (its user cannot reach ours)", folder.display()),
            );
        }
        let data = folder.join("postgres");
        let tools = tools::postgres(owner, data_version(&data), settings.progress)?;

        if data_version(&data).is_none() {
            initialise(&tools, &data, owner, passwords.admin())?;
        }
        let admin_url = url(settings.port, "postgres", passwords.admin(), "postgres");
        let member = Member::new(
            launch(settings, &tools, &data, owner),
            Ready::Answers(admin_url, |url| Box::pin(answers(url))),
            STOP_LIMIT,
        );
        Ok(Self { port: settings.port, passwords: passwords.clone(), data, member })
    }

    /// Starts it and sees that every role exists.
    pub async fn start(&self) -> Result<Duration> {
        let started = wait::until("postgres", RESTART_LIMIT, || async {
            match self.member.start().await {
                Ok(duration) => Ok(Some(duration)),
                Err(error) => {
                    self.member.kill()?;
                    if previous_still_ends(&error) { Ok(None) } else { Err(error) }
                }
            }
        });
        let started = started.await?;
        self.create_roles().await?;
        Ok(started)
    }

    /// As a crash of its machine would: `SIGKILL` for the server and for every process that serves a client.
    pub fn kill(&self) -> Result<()> {
        self.member.kill_family()
    }

    /// A fast shutdown: open transactions are rolled back. True when it was not killed in the end.
    pub async fn stop(&self) -> Result<bool> {
        self.member.stop().await
    }

    pub fn member(&self) -> &Member {
        &self.member
    }

    pub fn pid(&self) -> Option<u32> {
        self.member.pid()
    }

    pub fn data(&self) -> &Path {
        &self.data
    }

    /// `postgres://postgres:…@127.0.0.1:<port>/<database>`: the superuser, for tests and administration.
    pub fn admin_url(&self, database: &str) -> String {
        url(self.port, "postgres", self.passwords.admin(), database)
    }

    /// `127.0.0.1:<port>`.
    pub fn address(&self) -> String {
        format!("{}:{}", Ipv4Addr::LOCALHOST, self.port)
    }

    /// `SIGSTOP` for all of its processes, until `resume`.
    pub fn pause(&self) -> Result<()> {
        self.member.pause()
    }

    pub fn resume(&self) {
        self.member.resume();
    }

    /// A copy of its data as it is at one moment, in which everything that was committed before is.
    pub async fn snapshot(&self) -> Result<Snapshot> {
        self.pause()?;
        let copied = Snapshot::of(&self.data).await;
        self.resume();
        copied
    }

    /// A failover to a replica that was behind: kills it, and starts it with the data of then.
    pub async fn restore(&self, snapshot: &Snapshot) -> Result<Duration> {
        self.kill()?;
        snapshot.put_back(&self.data).await?;
        self.start().await
    }
}

/// Whether the start failed only because children of a killed server are not gone yet.
fn previous_still_ends(error: &anyhow::Error) -> bool {
    let message = format!("{error:#}");
    message.contains("pre-existing shared memory block") || message.contains("postmaster.pid\" already exists")
}

/// Whether `url` accepts a connection.
async fn answers(url: &str) -> bool {
    match PgConnection::connect(url).await {
        Ok(connection) => connection.close().await.is_ok(),
        Err(_) => false,
    }
}

pub(super) fn url(port: u16, user: &str, password: &str, database: &str) -> String {
    format!("postgres://{user}:{password}@{}:{port}/{database}", Ipv4Addr::LOCALHOST)
}

/// Where the server's Unix socket is, which costs half of what loopback does; `None` when its path would be longer than a
/// socket's may be. Only the server's user and root can pass through the folder.
pub(super) fn socket_folder(data: &Path) -> Option<&Path> {
    let is_plain = data.to_str().is_some_and(|path| path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b','));
    let length = data.join(".s.PGSQL.65535").as_os_str().len();
    (is_plain && length <= SOCKET_PATH_BYTES).then_some(data)
}

/// The major version that made the data; `None` when there is none.
fn data_version(data: &Path) -> Option<u32> {
    fs::read_to_string(data.join("PG_VERSION")).ok()?.trim().parse().ok()
}

/// Makes the data beside its place and moves it there, so that an interrupted start leaves nothing half made.
fn initialise(tools: &PostgresTools, data: &Path, owner: Option<Owner>, password: &str) -> Result<()> {
    let parent = data.parent().context("the data folder has a parent")?;
    remove_unfinished(parent)?;
    let making = tempfile::Builder::new().prefix(UNFINISHED).tempdir_in(parent)?;
    let password_file = making.path().join("password");
    files::write_private(&password_file, password)?;
    if let Some(owner) = owner {
        owner.take(making.path())?;
        owner.take(&password_file)?;
    }

    let cluster = making.path().join("cluster");
    let mut command = Command::new(&tools.initdb);
    command.args(["--username=postgres", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--pgdata"]);
    command.arg(&cluster).arg("--pwfile").arg(&password_file).current_dir(making.path());
    command.env("LC_ALL", "C").env("TZ", "UTC");
    if let Some(owner) = owner {
        command.uid(owner.uid).gid(owner.gid);
    }
    let output = command.output().context("initdb cannot be run")?;
    if !output.status.success() {
        bail!("initdb failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    fs::rename(&cluster, data)?;
    Ok(())
}

/// What a start that was killed has left half made, a password among it.
fn remove_unfinished(parent: &Path) -> Result<()> {
    for entry in fs::read_dir(parent)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(UNFINISHED) {
            fs::remove_dir_all(entry.path()).with_context(|| format!("cannot delete {}", entry.path().display()))?;
        }
    }
    Ok(())
}

fn launch(settings: &PostgresSettings, tools: &PostgresTools, data: &Path, owner: Option<Owner>) -> Launch {
    let mut arguments = vec!["-D".to_owned(), data.display().to_string()];
    let mut set = |name: &str, value: &str| arguments.extend(["-c".to_owned(), format!("{name}={value}")]);
    set("listen_addresses", &Ipv4Addr::LOCALHOST.to_string());
    set("port", &settings.port.to_string());
    set("unix_socket_directories", &socket_folder(data).map(|folder| folder.display().to_string()).unwrap_or_default());
    // A fleet's services hold up to 150, and tests run several fleets at a time.
    set("max_connections", "1000");
    set("shared_buffers", "128MB");
    set("timezone", "UTC");
    set("log_min_messages", "warning");
    // A command that comes again is an error of its whole batch, which says what it was about; its statement has pages.
    set("log_min_error_statement", "fatal");
    if !settings.durable {
        // A killed server still loses nothing that was committed: the system has it. Only a power cut would show.
        for name in ["fsync", "full_page_writes", "autovacuum"] {
            set(name, "off");
        }
    }
    Launch {
        name: "postgres".to_owned(),
        program: tools.postgres.clone(),
        arguments,
        environment: vec![("LC_ALL".to_owned(), "C".to_owned())],
        log: settings.log.clone(),
        owner,
        lifeline: Lifeline::Watcher(Signal::Interrupt),
    }
}
