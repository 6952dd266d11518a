//! Notebook processes: started, killed and stopped as the fleet does with its services.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Stdio,
};

use fleet::Through;
use tokio::process::{Child, ChildStdin, Command};

use crate::{Outside, PATIENCE, World};

/// What a failed story shows of each log.
const TAIL_LINES: usize = 20;

/// The notebooks of one world, in a folder that is gone with them.
pub struct Notebooks {
    program: PathBuf,
    folder: tempfile::TempDir,
    variables: Vec<(String, String)>,
    running: Vec<(String, Child, Option<ChildStdin>)>,
}

impl Notebooks {
    /// None yet. `program` is the notebook's binary.
    pub fn of(world: &World, program: &str) -> Self {
        let (fleet, service) = (&world.fleet, "task");
        let folder = tempfile::tempdir().expect("a temporary folder");
        let database = fleet.database_url(service).expect("the task service has a database");
        let variables = [
            ("FOUNDRY_LIFELINE", "stdin".to_owned()),
            ("FOUNDRY_NATS_URL", fleet.nats_url()),
            ("FOUNDRY_NATS_USER", fleet.account().user(service)),
            ("FOUNDRY_NATS_PASSWORD", fleet.infrastructure().nats.password(service).to_owned()),
            ("FOUNDRY_DATABASE_URL", database),
            ("NOTEBOOK_OUTSIDE", folder.path().display().to_string()),
            ("NO_COLOR", "1".to_owned()),
        ];
        let variables = variables.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Self { program: program.into(), folder, variables, running: Vec::new() }
    }

    /// A further variable of those that are started from now on.
    pub fn set(&mut self, name: &str, value: &str) {
        self.unset(name);
        self.variables.push((name.to_owned(), value.to_owned()));
    }

    /// Those that are started from now on have it no longer.
    pub fn unset(&mut self, name: &str) {
        self.variables.retain(|(known, _)| known != name);
    }

    /// Those that are started from now on reach Postgres at this address.
    pub fn reach_postgres_through(&mut self, address: SocketAddr) {
        Through { postgres: Some(address), nats: None }.redirect(&mut self.variables);
    }

    /// Starts one and waits until it is ready.
    pub async fn start(&mut self, name: &str) {
        let log = std::fs::File::create(self.log(name)).expect("a log");
        let mut command = Command::new(&self.program);
        command.envs(self.variables.iter().cloned()).env("FOUNDRY_INSTANCE", name);
        command.stdin(Stdio::piped()).stdout(log.try_clone().expect("a log")).stderr(log).kill_on_drop(true);
        let mut child = command.spawn().expect("the notebook starts");
        let lifeline = child.stdin.take();
        self.running.push((name.to_owned(), child, lifeline));
        let ready = fleet::wait::until(name, PATIENCE, async || Ok(self.said(name, "is ready").then_some(())));
        if let Err(error) = ready.await {
            panic!("{error:#}\n{}", self.output(name));
        }
    }

    /// `kill -9`.
    pub async fn kill(&mut self, name: &str) {
        let (mut child, _) = self.take(name);
        child.kill().await.expect("it can be killed");
    }

    /// A planned stop; returns when it is gone.
    pub async fn stop(&mut self, name: &str) {
        let (mut child, lifeline) = self.take(name);
        drop(lifeline);
        child.wait().await.expect("it ends");
    }

    /// Whether it is still the process that was started.
    pub fn is_running(&mut self, name: &str) -> bool {
        let found = self.running.iter_mut().find(|(known, ..)| known == name);
        found.is_some_and(|(_, child, _)| matches!(child.try_wait(), Ok(None)))
    }

    pub fn outside(&self) -> Outside {
        Outside::new(self.folder.path())
    }

    /// What it has logged since it was last started.
    pub fn output(&self, name: &str) -> String {
        std::fs::read_to_string(self.log(name)).unwrap_or_default()
    }

    pub fn said(&self, name: &str, text: &str) -> bool {
        self.output(name).contains(text)
    }

    fn log(&self, name: &str) -> PathBuf {
        Path::new(self.folder.path()).join(format!("{name}.log"))
    }

    fn take(&mut self, name: &str) -> (Child, Option<ChildStdin>) {
        let place = self.running.iter().position(|(known, ..)| known == name).expect("it runs");
        let (_, child, lifeline) = self.running.remove(place);
        (child, lifeline)
    }
}

/// What they said, when the story went wrong.
impl Drop for Notebooks {
    fn drop(&mut self) {
        if std::thread::panicking() {
            for (name, ..) in &self.running {
                let output = self.output(name);
                let lines: Vec<_> = output.lines().collect();
                eprintln!("the end of {name}'s log:\n{}", lines[lines.len().saturating_sub(TAIL_LINES)..].join("\n"));
            }
        }
    }
}
