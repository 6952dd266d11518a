//! The sandbox-agent server: what runs in every sandbox, and lets an agent be talked to over HTTP.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::fetch;
use super::npm::{self, Package};
use crate::progress::Progress;

const VERSION: &str = "0.4.2";

const PACKAGE: Package = Package {
    requirement: "@sandbox-agent/cli-linux-x64@0.4.2",
    sha256: "47ce5b254a57bb6c023bb0b086ecbfb217811122c6cb4b0a870a697f04494320",
};

/// The program itself, which needs no library of the machine.
const PROGRAM_SHA256: &str = "bab098abef874ade481aa7b50463662814fbf27294399f545307fedb638f029b";

/// Fetches the one version that we know: others answer differently.
pub fn sandbox_agent(progress: Progress) -> Result<PathBuf> {
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        bail!("local sandboxes need Linux on x86-64; use the provider e2b elsewhere");
    }
    let folder = fetch::once(&super::folder(), &format!("sandbox-agent-{VERSION}"), |folder| {
        progress.line("sandbox-agent", "fetching", VERSION);
        fetched(folder).context("the sandbox-agent server could not be fetched; install npm and start again")
    })?;
    Ok(folder.join("package/bin/sandbox-agent"))
}

fn fetched(folder: &Path) -> Result<()> {
    npm::unpack(&PACKAGE, folder)?;
    let program = folder.join("package/bin/sandbox-agent");
    if fetch::sha256(&program)? != PROGRAM_SHA256 {
        bail!("the fetched sandbox-agent is not the one we know (sha256 differs)");
    }
    fetch::make_executable(&program)
}
