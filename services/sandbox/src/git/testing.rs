//! Real repositories for the tests of scripts.

use contracts::sandbox::Source;

use super::{Script, clone};
use crate::testing::source;

/// A repository on this machine with one branch beside `main`, and a place to clone it to.
pub struct Place {
    pub folder: tempfile::TempDir,
}

impl Place {
    pub fn new() -> Self {
        let place = Self { folder: tempfile::tempdir().unwrap() };
        place.sh("git init -q -b main origin && cd origin && git config receive.denyCurrentBranch ignore
            git commit -q --allow-empty -m first && git branch work && git checkout -q work
            echo one > file && git add file && git commit -q -m second && git checkout -q main");
        place
    }

    /// An environment of its own: this machine's git configuration is not asked.
    pub fn command(&self) -> std::process::Command {
        let mut command = std::process::Command::new("sh");
        command.current_dir(self.folder.path()).env_clear().env("PATH", std::env::var_os("PATH").unwrap());
        command.env("HOME", self.folder.path()).env("GIT_CONFIG_NOSYSTEM", "1");
        for role in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{role}_NAME"), "Bob").env(format!("GIT_{role}_EMAIL"), "bob@x.dev");
        }
        command
    }

    pub fn sh(&self, text: &str) -> String {
        let output = self.command().args(["-c", &format!("set -e; {text}")]).output().unwrap();
        assert!(output.status.success(), "{text}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    /// Runs a script on the repository here instead of the sandbox's.
    pub fn run(&self, mut script: Script) -> Result<String, String> {
        script.arguments[0] = self.folder.path().join("repo").display().to_string();
        let output = self.command().args(script.command_line()).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
        if output.status.success() { Ok(text(&output.stdout)) } else { Err(text(&output.stderr)) }
    }

    pub fn clone(&self, branch: &str) -> Result<String, String> {
        self.run(clone("", &Source { branch: branch.into(), ..self.source() }))
    }

    pub fn source(&self) -> Source {
        Source { clone_url: format!("file://{}/origin", self.folder.path().display()), ..source() }
    }

    pub fn head(&self) -> String {
        self.sh("cd repo && git symbolic-ref --short HEAD && git log -1 --format=%s")
    }
}
