//! A small git repository with an origin, and a HOME beside it.

use std::path::{Path, PathBuf};
use std::process::Command;

pub struct Repository {
    folder: Option<tempfile::TempDir>,
}

impl Repository {
    pub fn new() -> Self {
        let repository = Self { folder: Some(tempfile::tempdir().unwrap()) };
        std::fs::create_dir_all(repository.path().join("src")).unwrap();
        std::fs::create_dir(repository.home()).unwrap();
        repository.write("README.md", "# Shop\n\nA shop with a cart.\n");
        repository.write("src/cart.ts", "export function total(prices: number[]) {\n  return 0;\n}\n");
        repository.write("src/webhooks.ts", "export function deliver(url: string) {\n  return fetch(url);\n}\n");
        repository.git(&["init", "--quiet", "--initial-branch", "main"]);
        repository.git(&["config", "user.name", "Alice"]);
        repository.git(&["config", "user.email", "alice@example.com"]);
        repository.git(&["add", "--all"]);
        repository.git(&["commit", "--quiet", "--message", "First"]);
        repository.git(&["init", "--quiet", "--bare", "../origin.git"]);
        repository.git(&["remote", "add", "origin", "../origin.git"]);
        repository
    }

    /// The place of one that was moved away.
    pub fn none() -> Self {
        Self { folder: None }
    }

    fn folder(&self) -> &Path {
        self.folder.as_ref().unwrap().path()
    }

    pub fn path(&self) -> PathBuf {
        self.folder().join("repository")
    }

    pub fn home(&self) -> PathBuf {
        self.folder().join("home")
    }

    pub fn write(&self, path: &str, text: &str) {
        std::fs::write(self.path().join(path), text).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path().join(path)).unwrap()
    }

    pub fn git(&self, arguments: &[&str]) -> String {
        let output = Command::new("git")
            .args(arguments)
            .current_dir(self.path())
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_SYSTEM", "/dev/null")
            .output()
            .unwrap();
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }
}
