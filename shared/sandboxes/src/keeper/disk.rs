//! Looks how much a sandbox's home folder takes, and whether it is there at all. Without quotas of the file system this is what can be done; it comes
//! too late for what is written within one interval, which the limit on a single file slows down.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

/// Between two looks.
const INTERVAL: Duration = Duration::from_secs(5);
/// A look that takes long is made less often: at most a twentieth of the time goes into it.
const SHARE: u32 = 20;
/// A block as `stat` counts them.
const BLOCK_BYTES: u64 = 512;

/// Why a sandbox cannot go on in its home folder.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// It takes so many bytes, which are more than it may.
    Full(u64),
    /// Somebody has removed it: nobody will ever ask for this sandbox again.
    Removed,
}

/// Answers once the folder takes more than `limit` bytes, or is gone.
pub(super) fn watch(folder: &Path, limit: u64) -> std::io::Result<oneshot::Receiver<Trouble>> {
    let (sender, receiver) = oneshot::channel();
    let folder = folder.to_owned();
    std::thread::Builder::new().name("disk".to_owned()).spawn(move || {
        loop {
            let began = Instant::now();
            let used = used_bytes(&folder);
            let trouble = match used > limit {
                true => Some(Trouble::Full(used)),
                false => is_removed(&folder).then_some(Trouble::Removed),
            };
            if let Some(trouble) = trouble {
                // Nobody listens when the keeper is ending anyway.
                return drop(sender.send(trouble));
            }
            std::thread::sleep(INTERVAL.max(began.elapsed() * SHARE));
        }
    })?;
    Ok(receiver)
}

/// A folder that is shown elsewhere stays there when it is removed, and has no name any more.
fn is_removed(folder: &Path) -> bool {
    fs::metadata(folder).map_or(true, |found| found.nlink() == 0)
}

/// Follows no links. What cannot be read (it may just have gone) counts as nothing.
pub(crate) fn used_bytes(folder: &Path) -> u64 {
    let mut folders = vec![folder.to_owned()];
    let mut used = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let Ok(found) = entry.metadata() else { continue };
            used += found.blocks() * BLOCK_BYTES;
            if found.is_dir() {
                folders.push(entry.path());
            }
        }
    }
    used
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_was_removed_is_noticed() {
        let home = tempfile::tempdir().unwrap();
        let opened = fs::File::open(home.path()).unwrap();
        let shown = format!("/proc/self/fd/{}", std::os::fd::AsRawFd::as_raw_fd(&opened));
        assert!(!is_removed(home.path()) && !is_removed(Path::new(&shown)));
        fs::remove_dir(home.path()).unwrap();
        assert!(is_removed(home.path()) && is_removed(Path::new(&shown)));
    }

    #[test]
    fn files_in_folders_below_count_and_links_do_not_lead_away() {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir(home.path().join("repo")).unwrap();
        fs::write(home.path().join("repo/file"), vec![1; 100_000]).unwrap();
        std::os::unix::fs::symlink("/usr", home.path().join("link")).unwrap();

        let used = used_bytes(home.path());
        assert!((100_000..1_000_000).contains(&used), "{used}");
    }
}
