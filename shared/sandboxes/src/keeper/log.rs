//! The log of one sandbox: bounded, and readable while it is written.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncRead, AsyncReadExt};

use super::plan::{LOG, OLD_LOG};

/// Twice this is kept; an agent that prints without end would fill the disk.
const LOG_BYTES: u64 = 512 << 10;

#[derive(Clone)]
pub(super) struct Log(Arc<Mutex<Inner>>);

struct Inner {
    folder: PathBuf,
    file: File,
    written: u64,
}

impl Log {
    pub fn open(folder: &Path) -> std::io::Result<Self> {
        let file = open(folder)?;
        let written = file.metadata()?.len();
        Ok(Self(Arc::new(Mutex::new(Inner { folder: folder.to_owned(), file, written }))))
    }

    /// One line of the keeper's own.
    pub fn line(&self, text: &str) {
        self.write(format!("keeper: {text}\n").as_bytes());
    }

    fn write(&self, bytes: &[u8]) {
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Err(error) = inner.write(bytes) {
            // The keeper's standard error is the last place to say so.
            eprintln!("the log cannot be written: {error}");
        }
    }

    /// Takes over what a process prints, to its end.
    pub async fn copy(self, mut from: impl AsyncRead + Unpin) {
        let mut buffer = vec![0; 16 << 10];
        loop {
            match from.read(&mut buffer).await {
                Ok(0) => return,
                Ok(count) => self.write(&buffer[..count]),
                Err(error) => return self.line(&format!("what it prints cannot be read: {error}")),
            }
        }
    }
}

impl Inner {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        let length = bytes.len() as u64;
        if self.written + length > LOG_BYTES {
            fs::rename(self.folder.join(LOG), self.folder.join(OLD_LOG))?;
            self.file = open(&self.folder)?;
            self.written = 0;
        }
        self.written += length;
        self.file.write_all(bytes)
    }
}

fn open(folder: &Path) -> std::io::Result<File> {
    OpenOptions::new().create(true).append(true).mode(0o600).open(folder.join(LOG))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_process_that_prints_without_end_leaves_a_bounded_log_with_its_last_words() {
        let folder = tempfile::tempdir().unwrap();
        let log = Log::open(folder.path()).unwrap();

        let printed = vec![b'x'; 4 * LOG_BYTES as usize];
        log.clone().copy(&printed[..]).await;
        log.line("last words");

        let files: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap()).collect();
        let total: u64 = files.iter().map(|file| file.metadata().unwrap().len()).sum();
        assert_eq!(files.len(), 2);
        assert!(total <= 2 * LOG_BYTES, "{total}");
        assert!(fs::read_to_string(folder.path().join(LOG)).unwrap().ends_with("keeper: last words\n"));
    }
}
