//! A person with a git of their own: a home, a token, a clone.

use std::path::PathBuf;
use std::process::Stdio;

use github_standin::GitHub;
use serde_json::Value;
use tempfile::TempDir;
use tokio::process::Command;

pub const WEB: &str = "brightwater/checkout-web";
/// Public, with pull requests from forks.
pub const API: &str = "brightwater/checkout-api";

pub struct Person {
    home: TempDir,
    base: String,
    pub token: String,
}

pub struct Ran {
    pub is_ok: bool,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    /// What it wrote; the test ends here if it failed.
    pub fn ok(self) -> String {
        assert!(self.is_ok, "{}", self.stderr);
        self.stdout.trim().to_owned()
    }

    /// What it complained about; the test ends here if it did not fail.
    pub fn refused(self) -> String {
        assert!(!self.is_ok, "it worked: {}{}", self.stdout, self.stderr);
        self.stderr
    }
}

impl Person {
    pub fn of(github: &GitHub, login: &str) -> Person {
        Person::with(github, &github.sign_in(login).unwrap())
    }

    /// Anybody with this token, or without one.
    pub fn with(github: &GitHub, token: &str) -> Person {
        Person { home: TempDir::new().unwrap(), base: github.base(), token: token.to_owned() }
    }

    pub fn address(&self, repository: &str) -> String {
        let with_token = format!("http://x-access-token:{}@", self.token);
        let scheme = if self.token.is_empty() { "http://" } else { with_token.as_str() };
        format!("{}/{repository}.git", self.base.replace("http://", scheme))
    }

    pub fn folder(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// A git command that knows nothing of this machine's configuration.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        command.args(arguments).current_dir(self.home.path()).stdin(Stdio::null()).kill_on_drop(true);
        command.env("HOME", self.home.path()).env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_TERMINAL_PROMPT", "0");
        for name in ["AUTHOR", "COMMITTER"] {
            command
                .env(format!("GIT_{name}_NAME"), "Bob Lindqvist")
                .env(format!("GIT_{name}_EMAIL"), "bob@example.com");
        }
        command
    }

    pub async fn git(&self, arguments: &[&str]) -> Ran {
        run(self.command(arguments)).await
    }

    /// In the clone that [`Person::clone`] made.
    pub async fn work(&self, arguments: &[&str]) -> Ran {
        self.git(&[&["-C", "work"], arguments].concat()).await
    }

    pub async fn clone(&self, repository: &str) {
        self.git(&["clone", "--quiet", &self.address(repository), "work"]).await.ok();
    }

    /// Writes a file into the clone and commits it. Answers with the commit.
    pub async fn commit(&self, file: &str, text: &str) -> String {
        std::fs::write(self.folder("work").join(file), text).unwrap();
        self.work(&["add", "--all"]).await.ok();
        self.work(&["commit", "--quiet", "-m", &format!("Write {file}")]).await.ok();
        self.work(&["rev-parse", "HEAD"]).await.ok()
    }

    /// Where a reference is, seen from outside; empty if it is nowhere.
    pub async fn remote(&self, repository: &str, reference: &str) -> String {
        let listed = self.git(&["ls-remote", &self.address(repository), reference]).await.ok();
        listed.split_whitespace().next().unwrap_or_default().to_owned()
    }
}

pub async fn run(mut command: Command) -> Ran {
    let output = command.output().await.unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { is_ok: output.status.success(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

/// The payloads of every webhook of a kind so far.
pub fn heard(github: &GitHub, event: &str) -> Vec<Value> {
    let deliveries = github.deliveries().into_iter().filter(|delivery| delivery.event == event);
    deliveries.map(|delivery| delivery.payload()).collect()
}
