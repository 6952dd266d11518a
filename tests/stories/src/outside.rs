//! The outside world of a notebook: a folder in which its steps leave their visits, with doors that a story can close.

use std::{
    fs::{self, OpenOptions},
    io::Write,
    path::{Path, PathBuf},
    time::Duration,
};

/// Cheap to clone. Visits are lines of one file; a closed door is a file.
#[derive(Debug, Clone)]
pub struct Outside {
    folder: PathBuf,
}

impl Outside {
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// Whoever visits waits until it is opened.
    pub fn close(&self, door: &str) {
        fs::write(self.door(door), "").expect("the folder can be written");
    }

    pub fn open(&self, door: &str) {
        fs::remove_file(self.door(door)).expect("the door was closed");
    }

    /// Comes to a door, waits until it is open, and goes through.
    pub async fn visit(&self, door: &str) {
        self.note("came", door);
        while self.door(door).exists() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        self.note("went", door);
    }

    /// How often somebody came to a door.
    pub fn came(&self, door: &str) -> usize {
        self.count("came", door)
    }

    /// How often somebody went through it.
    pub fn went(&self, door: &str) -> usize {
        self.count("went", door)
    }

    fn count(&self, what: &str, door: &str) -> usize {
        let line = format!("{what} {door}");
        self.visits().iter().filter(|visit| **visit == line).count()
    }

    /// `came shop`, `went shop`, in order.
    pub fn visits(&self) -> Vec<String> {
        let text = fs::read_to_string(self.folder.join("visits")).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    fn note(&self, what: &str, door: &str) {
        let file = OpenOptions::new().create(true).append(true).open(self.folder.join("visits"));
        file.and_then(|mut file| file.write_all(format!("{what} {door}\n").as_bytes())).expect("a visit is noted");
    }

    fn door(&self, door: &str) -> PathBuf {
        self.folder.join(format!("closed-{door}"))
    }
}
