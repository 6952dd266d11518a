//! Sessions on disk: a file each below HOME, replaced as a whole, so that a killed process leaves the old or the new one.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use uuid::Uuid;

use super::memory::Memory;

#[derive(Clone)]
pub struct Store {
    folder: PathBuf,
}

impl Store {
    pub fn below(home: &Path) -> Self {
        Self { folder: home.join(".scripted-agent/sessions") }
    }

    pub fn save(&self, memory: &Memory) -> Result<()> {
        std::fs::create_dir_all(&self.folder).with_context(|| format!("make {}", self.folder.display()))?;
        let path = self.folder.join(format!("{}.json", memory.session_id));
        // The process's own name for it: two processes of one HOME never write into one file.
        let new = path.with_extension(format!("new-{}", std::process::id()));
        let mut file = std::fs::File::create(&new).with_context(|| format!("create {}", new.display()))?;
        file.write_all(&serde_json::to_vec(memory)?).with_context(|| format!("write {}", new.display()))?;
        // Without this the name could survive a crash of the machine and the content not.
        file.sync_all().with_context(|| format!("sync {}", new.display()))?;
        std::fs::rename(&new, &path).with_context(|| format!("replace {}", path.display()))
    }

    /// The session of that id, or none. An id that is not one of ours is never a path.
    pub fn load(&self, session_id: &str) -> Result<Option<Memory>> {
        let Ok(id) = Uuid::try_parse(session_id) else { return Ok(None) };
        let path = self.folder.join(format!("{id}.json"));
        match std::fs::read(&path) {
            Ok(bytes) => Ok(Some(serde_json::from_slice(&bytes).with_context(|| format!("read {}", path.display()))?)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| format!("read {}", path.display())),
        }
    }

    /// Every session, the one that was used last first.
    pub fn list(&self) -> Result<Vec<Memory>> {
        let files = match std::fs::read_dir(&self.folder) {
            Ok(files) => files,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error).with_context(|| format!("list {}", self.folder.display())),
        };
        let mut sessions = Vec::new();
        for file in files {
            let path = file?.path();
            let id = path.extension().filter(|kind| *kind == "json").and_then(|_| path.file_stem()?.to_str());
            if let Some(id) = id {
                sessions.extend(self.load(id)?);
            }
        }
        sessions.sort_by_key(|session| std::cmp::Reverse(session.updated_at));
        Ok(sessions)
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    #[test]
    fn a_session_is_found_again_and_nothing_else_is_left() {
        let home = tempfile::tempdir().unwrap();
        let store = Store::below(home.path());
        let mut memory = Memory::new(Uuid::new_v4().to_string(), "/repo".into(), Timestamp::UNIX_EPOCH);
        store.save(&memory).unwrap();
        memory.begin_turn("hello", Timestamp::UNIX_EPOCH);

        store.save(&memory).unwrap();

        assert_eq!(store.load(&memory.session_id).unwrap(), Some(memory.clone()));
        assert_eq!(store.list().unwrap(), [memory]);
        assert_eq!(std::fs::read_dir(home.path().join(".scripted-agent/sessions")).unwrap().count(), 1);
    }

    #[test]
    fn an_id_is_never_a_path() {
        let home = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(home.path().join(".scripted-agent/sessions")).unwrap();
        std::fs::write(home.path().join("secret.json"), "{}").unwrap();

        assert_eq!(Store::below(home.path()).load("../../secret").unwrap(), None);
    }
}
