//! OpenCode, a real agent: for tests with a stand-in model.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use super::fetch;
use super::npm::{self, Package};
use crate::progress::Progress;

const VERSION: &str = "1.18.33";

const PACKAGE: Package = Package {
    requirement: "opencode-linux-x64@1.18.33",
    sha256: "149a676b59224b196626abda2fdbd34c8329ac326b57c4891ba3de446f3ca3c1",
};

/// Fetches the one version that the tests know.
pub fn opencode(progress: Progress) -> Result<PathBuf> {
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        bail!("this OpenCode is for Linux on x86-64");
    }
    let folder = fetch::once(&super::folder(), &format!("opencode-{VERSION}"), |folder| {
        progress.line("opencode", "fetching", VERSION);
        npm::unpack(&PACKAGE, folder).context("OpenCode could not be fetched; install npm and start again")?;
        fetch::make_executable(&folder.join("package/bin/opencode"))
    })?;
    Ok(folder.join("package/bin/opencode"))
}
