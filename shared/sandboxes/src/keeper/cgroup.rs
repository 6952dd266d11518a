//! Control groups: the kernel's bounds on what all processes of a sandbox use together.
//!
//! Groups are made beside or below our own, never above: whatever bounds us bounds the sandbox as well. Where none can
//! be made, limits of each single process take their place ([`super::privileges`]).

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::Limits;

const ROOT: &str = "/sys/fs/cgroup";
/// The kernel takes a moment to count an ended process out.
const REMOVAL_LIMIT: Duration = Duration::from_secs(5);

/// Which groups there may be for one sandbox.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Groups {
    pub memory: Option<Group>,
    pub processes: Option<Group>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    pub folder: PathBuf,
    version: Version,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Version {
    One,
    Two,
}

impl Groups {
    /// Where groups called `name` can be made here, by who we are now. Makes nothing that stays.
    pub fn find(name: &str) -> Self {
        let own = fs::read_to_string("/proc/self/cgroup").unwrap_or_default();
        let possible = |controller| {
            let group = candidates(&own, controller, name).into_iter().find(Group::can_be_made)?;
            Some(group)
        };
        Self { memory: possible("memory"), processes: possible("pids") }
    }

    pub fn folders(&self) -> Vec<PathBuf> {
        let mut folders: Vec<_> = self.memory.iter().chain(&self.processes).map(|group| group.folder.clone()).collect();
        folders.dedup();
        folders
    }

    /// Makes them with their bounds, and moves this process in; what it starts later is in there, too.
    pub fn enter(&self, limits: &Limits) -> Result<()> {
        for folder in self.folders() {
            fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        }
        if let Some(group) = &self.memory {
            let file = match group.version {
                Version::One => "memory.limit_in_bytes",
                Version::Two => "memory.max",
            };
            group.write(file, limits.memory_bytes)?;
            group.without_swap(limits.memory_bytes)?;
        }
        if let Some(group) = &self.processes {
            group.write("pids.max", limits.processes)?;
        }
        for folder in self.folders() {
            fs::write(folder.join("cgroup.procs"), "0")
                .with_context(|| format!("cannot enter {}", folder.display()))?;
        }
        Ok(())
    }
}

impl Group {
    fn can_be_made(&self) -> bool {
        let made = fs::create_dir(&self.folder).is_ok();
        made && fs::remove_dir(&self.folder).is_ok()
    }

    fn write(&self, file: &str, value: u64) -> Result<()> {
        let path = self.folder.join(file);
        fs::write(&path, value.to_string()).with_context(|| format!("cannot write {}", path.display()))
    }

    /// Where the kernel accounts swap: not beyond the memory's bound.
    fn without_swap(&self, bytes: u64) -> Result<()> {
        let (file, value) = match self.version {
            Version::One => ("memory.memsw.limit_in_bytes", bytes),
            Version::Two => ("memory.swap.max", 0),
        };
        if self.folder.join(file).exists() { self.write(file, value) } else { Ok(()) }
    }
}

/// Folders where a group with `controller` may be made, the best first. `own` is `/proc/self/cgroup`.
fn candidates(own: &str, controller: &str, name: &str) -> Vec<Group> {
    let mut groups = Vec::new();
    for line in own.lines() {
        let mut parts = line.splitn(3, ':').skip(1);
        let (Some(controllers), Some(path)) = (parts.next(), parts.next()) else { continue };
        let path = path.trim_start_matches('/');
        if controllers.split(',').any(|found| found == controller) {
            let folder = Path::new(ROOT).join(controller).join(path).join(name);
            groups.push(Group { folder, version: Version::One });
        } else if controllers.is_empty() {
            // A group with processes cannot give controllers to groups below it, so beside it comes first.
            let own = Path::new(ROOT).join(path);
            let parents = [own.parent().filter(|parent| parent.starts_with(ROOT)).map(Path::to_owned), Some(own)];
            let has_controller = |parent: &PathBuf| {
                let given = fs::read_to_string(parent.join("cgroup.subtree_control")).unwrap_or_default();
                given.split_whitespace().any(|found| found == controller)
            };
            let parents = parents.into_iter().flatten().filter(has_controller);
            groups.extend(parents.map(|parent| Group { folder: parent.join(name), version: Version::Two }));
        }
    }
    groups
}

/// Removes groups whose processes have ended. One that is not there is no error.
pub(crate) fn remove(folders: &[PathBuf]) -> std::io::Result<()> {
    for folder in folders.iter().filter(|folder| folder.starts_with(ROOT)) {
        let began = Instant::now();
        loop {
            match fs::remove_dir(folder) {
                Ok(()) => break,
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => break,
                Err(error) if began.elapsed() > REMOVAL_LIMIT => return Err(error),
                Err(_) => std::thread::sleep(Duration::from_millis(10)),
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_below_our_own_in_the_first_version() {
        let own = "8:pids:/\n4:memory:/a/b\n3:cpu,cpuacct:/\n0::/\n";

        let memory = candidates(own, "memory", "x");
        assert_eq!(memory[0].folder, Path::new("/sys/fs/cgroup/memory/a/b/x"));
        assert_eq!(candidates(own, "pids", "x")[0].folder, Path::new("/sys/fs/cgroup/pids/x"));
    }

    #[test]
    fn no_groups_at_all_is_no_error() {
        assert_eq!(candidates("", "memory", "x"), []);
    }

    #[test]
    fn only_folders_of_control_groups_are_removed() {
        let folder = tempfile::tempdir().unwrap();

        remove(&[folder.path().to_owned()]).unwrap();

        assert!(folder.path().exists());
    }
}
