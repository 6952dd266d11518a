//! What a keeper gives up before it starts anything.

use std::fs::{self, OpenOptions};
use std::os::fd::AsRawFd;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use nix::mount::{MsFlags, mount};
use nix::sched::{CloneFlags, unshare};
use nix::sys::resource::{Resource, getrlimit, setrlimit};
use nix::sys::stat::{Mode, SFlag, makedev, mknod};
use nix::unistd::{Gid, Uid, getgid, getuid, setgid, setgroups, setuid};

use crate::Limits;

/// Where root shows an unprivileged keeper what it needs, in a mount namespace of the keeper's own: those folders may lie
/// where nobody else may look, and `/dev/net/tun` may be root's alone.
const SHOWN: &str = "/tmp";
/// Node and Bun open many files; the host's own limit may be lower, and then holds.
const OPEN_FILES: u64 = 65_536;
const TUN: (u64, u64) = (10, 200);

/// As root: makes `/dev/net/tun` ours and shows each of `paths` at the returned path, for this process and its children
/// only.
pub(super) fn show(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    unshare(CloneFlags::CLONE_NEWNS).context("no mount namespace can be made here")?;
    mount(None::<&str>, "/", None::<&str>, MsFlags::MS_REC | MsFlags::MS_PRIVATE, None::<&str>)?;
    // By file descriptor: the paths may be below the folder that is about to be covered.
    let opened = paths.iter().map(|path| open_path(path)).collect::<Result<Vec<_>>>()?;
    tmpfs("/dev/net")?;
    let everybody = Mode::from_bits_truncate(0o666);
    mknod("/dev/net/tun", SFlag::S_IFCHR, everybody, makedev(TUN.0, TUN.1)).context("cannot make /dev/net/tun")?;
    fs::set_permissions("/dev/net/tun", std::os::unix::fs::PermissionsExt::from_mode(0o666))?;
    tmpfs(SHOWN)?;

    let mut shown = Vec::new();
    for (number, (file, path)) in opened.iter().zip(paths).enumerate() {
        let at = Path::new(SHOWN).join(number.to_string());
        if file.metadata()?.is_dir() {
            fs::create_dir(&at)?
        } else {
            fs::write(&at, "")?
        }
        let source = format!("/proc/self/fd/{}", file.as_raw_fd());
        mount(Some(source.as_str()), &at, None::<&str>, MsFlags::MS_BIND | MsFlags::MS_REC, None::<&str>)
            .with_context(|| format!("cannot show {}", path.display()))?;
        shown.push(at);
    }
    Ok(shown)
}

fn open_path(path: &Path) -> Result<fs::File> {
    let flags = nix::fcntl::OFlag::O_PATH.bits();
    let opened = OpenOptions::new().read(true).custom_flags(flags).open(path);
    opened.with_context(|| format!("{} is missing", path.display()))
}

fn tmpfs(at: &str) -> Result<()> {
    let flags = MsFlags::MS_NOSUID | MsFlags::MS_NOEXEC;
    mount(Some("tmpfs"), at, Some("tmpfs"), flags, Some("mode=755,size=64k"))
        .with_context(|| format!("cannot cover {at}"))
}

/// Becomes the user `uid` for good.
pub(super) fn become_user((uid, gid): (u32, u32)) -> Result<()> {
    setgroups(&[]).context("cannot leave our groups")?;
    setgid(Gid::from_raw(gid)).context("cannot change the group")?;
    setuid(Uid::from_raw(uid)).context("cannot change the user")?;
    // The kernel has closed /proc/self to us, and the user namespace's map is there.
    nix::sys::prctl::set_dumpable(true).context("cannot open our own /proc")
}

/// Limits of every process from here on. `memory_together` is whether a control group bounds the memory of the whole.
pub(super) fn limit(limits: &Limits, memory_together: bool) -> Result<()> {
    // A core could hold keys, and fill the disk.
    lower(Resource::RLIMIT_CORE, 0)?;
    lower(Resource::RLIMIT_FSIZE, limits.file_bytes)?;
    lower(Resource::RLIMIT_NOFILE, OPEN_FILES)?;
    if !memory_together {
        // One process cannot take more than the whole may, though many together can. Address space would be the wrong
        // thing to limit: Node and Bun reserve far more than they use.
        lower(Resource::RLIMIT_DATA, limits.memory_bytes)?;
    }
    Ok(())
}

/// Where no control group bounds them: processes of this user namespace. To be called once we are in it, because the
/// namespace itself must not be bounded by what all of the user's processes are. Before Linux 5.14 those are counted.
pub(super) fn limit_processes(limits: &Limits) -> Result<()> {
    lower(Resource::RLIMIT_NPROC, limits.processes)
}

fn lower(resource: Resource, to: u64) -> Result<()> {
    let (_, hard) = getrlimit(resource)?;
    let to = to.min(hard);
    setrlimit(resource, to, to).with_context(|| format!("cannot limit {resource:?}"))
}

/// A user namespace in which we are root, so that we may have networks of our own, with no right outside of it. Only
/// before there are threads.
pub(super) fn enter_user_namespace() -> Result<()> {
    let (uid, gid) = (getuid(), getgid());
    unshare(CloneFlags::CLONE_NEWUSER).context(
        "no user namespace can be made here; allow them (sysctl kernel.unprivileged_userns_clone=1, \
         kernel.apparmor_restrict_unprivileged_userns=0, user.max_user_namespaces)",
    )?;
    fs::write("/proc/self/setgroups", "deny")?;
    fs::write("/proc/self/uid_map", format!("0 {uid} 1"))?;
    fs::write("/proc/self/gid_map", format!("0 {gid} 1"))?;
    Ok(())
}
