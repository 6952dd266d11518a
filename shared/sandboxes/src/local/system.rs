//! The files of a sandbox before it starts.

use std::fs::{self, DirBuilder};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt, chown};
use std::path::Path;

use crate::ProviderError;
use crate::keeper::plan::{self, Places};

use super::settings::LocalSettings;

/// Of its `/etc`: nothing of this machine's users and networks.
const FILES: [(&str, &str); 5] = [
    (
        "passwd",
        "root:x:0:0:root:/root:/usr/sbin/nologin\nuser:x:1000:1000:user:/home/user:/bin/bash\n\
         nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n",
    ),
    ("group", "root:x:0:\nuser:x:1000:\nnogroup:x:65534:\n"),
    ("hosts", "127.0.0.1 localhost sandbox\n::1 localhost\n"),
    // The keeper answers there.
    ("resolv.conf", "nameserver 127.0.0.1\n"),
    ("nsswitch.conf", "passwd: files\ngroup: files\nhosts: files dns\nservices: files\nprotocols: files\n"),
];

/// Fills `folder`; the home folder and the keeper's own belong to `owner`.
pub(super) fn make(folder: &Path, settings: &LocalSettings, owner: Option<(u32, u32)>) -> Result<(), ProviderError> {
    let places = Places(folder.to_owned());
    let make = || {
        for owned in [places.home(), places.run()] {
            DirBuilder::new().mode(0o700).create(&owned)?;
            if let Some((uid, gid)) = owner {
                chown(&owned, Some(uid), Some(gid))?;
            }
        }
        write_system(&places.system(), settings)
    };
    make().map_err(ProviderError::io("make a sandbox's folder"))
}

/// What it may read and not write; made anew whenever it starts, as the agents may be others by then.
pub(super) fn write_system(system: &Path, settings: &LocalSettings) -> std::io::Result<()> {
    if system.exists() {
        fs::remove_dir_all(system)?;
    }
    DirBuilder::new().mode(0o755).create(system)?;
    for (name, contents) in FILES {
        write(&system.join(name), contents, 0o644)?;
    }
    for agent in &settings.agents {
        write(&system.join(format!("{}-acp", agent.id)), &plan::starter(agent), 0o755)?;
    }
    Ok(())
}

/// With these permissions whatever our mask is.
fn write(path: &Path, contents: &str, mode: u32) -> std::io::Result<()> {
    fs::write(path, contents)?;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}
