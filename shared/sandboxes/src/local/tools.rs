//! The programs of this machine that isolate, and whether they can.

use std::path::PathBuf;

use crate::ProviderError;
use crate::keeper::plan::{Isolation, Plan};
use crate::{Limits, Secret};

use super::settings::LocalSettings;
use super::{launch, system};

/// How to isolate; `None` when a setting says not to.
#[derive(Debug)]
pub(super) struct Tools {
    pub isolation: Option<Isolation>,
}

/// The user and group `nobody` where there is no such user.
const NOBODY: (u32, u32) = (65_534, 65_534);
const TUN: &str = "/dev/net/tun";
/// Where administrators' programs are when the PATH leaves them out.
const USUAL_FOLDERS: [&str; 3] = ["/usr/bin", "/usr/sbin", "/sbin"];

impl Tools {
    /// Finds them, and makes one sandbox that runs nothing.
    pub fn find(settings: &LocalSettings) -> Result<Self, ProviderError> {
        if settings.unisolated {
            return Ok(Self { isolation: None });
        }
        let isolation = Isolation {
            run_as: run_as(settings),
            bwrap: program("bwrap", "bubblewrap")?,
            slirp: program("slirp4netns", "slirp4netns")?,
            ip: program("ip", "iproute2")?,
        };
        check(settings, &isolation)?;
        Ok(Self { isolation: Some(isolation) })
    }
}

fn run_as(settings: &LocalSettings) -> Option<(u32, u32)> {
    let nobody = || {
        let user = nix::unistd::User::from_name("nobody").ok().flatten();
        user.map_or(NOBODY, |user| (user.uid.as_raw(), user.gid.as_raw()))
    };
    nix::unistd::getuid().is_root().then(|| settings.run_as.unwrap_or_else(nobody))
}

fn program(name: &str, package: &str) -> Result<PathBuf, ProviderError> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path).chain(USUAL_FOLDERS.iter().map(PathBuf::from));
    let mut found = folders.map(|folder| folder.join(name)).filter(|path| path.is_file());
    found.next().ok_or_else(|| {
        ProviderError::Unavailable(format!(
            "{name} is missing, and without it nothing is isolated; install it (apt-get install {package})"
        ))
    })
}

/// Says what is wrong in the words of whatever failed.
fn check(settings: &LocalSettings, isolation: &Isolation) -> Result<(), ProviderError> {
    // Root makes one of its own for its sandboxes.
    let opened = std::fs::File::options().read(true).write(true).open(TUN);
    if let (None, Err(error)) = (isolation.run_as, opened) {
        return Err(ProviderError::Unavailable(format!(
            "{TUN}: {error}; without it a sandbox has no network of its own (modprobe tun; chmod 666 {TUN})"
        )));
    }
    let folder = tempfile::Builder::new().prefix(super::create::UNFINISHED).tempdir_in(&settings.folder);
    let folder = folder.map_err(ProviderError::io("make a folder"))?;
    system::make(folder.path(), settings, isolation.run_as)?;
    let plan = Plan {
        name: "check".to_owned(),
        folder: folder.path().to_owned(),
        isolation: Some(isolation.clone()),
        server: settings.server.clone(),
        agents: settings.agents.clone(),
        environment: std::collections::BTreeMap::new(),
        allow: Vec::new(),
        limits: Limits::default(),
        token: None,
    };
    let marker = Secret::random();
    launch::run(&settings.keeper, "check", &plan, marker.reveal())
        .map_err(|said| ProviderError::Unavailable(format!("sandboxes cannot be isolated on this machine: {said}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_program_says_what_to_install() {
        let missing = program("no-such-program", "its-package").unwrap_err().to_string();

        assert!(missing.contains("apt-get install its-package"), "{missing}");
    }
}
