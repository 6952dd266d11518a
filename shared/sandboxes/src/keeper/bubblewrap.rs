//! What a sandbox sees of this machine: the system's programs, read-only, and nothing of anybody's.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::plan::{HOME, Isolation, MARKER, Plan, is_directory};

/// Where the server's program is inside.
pub(super) const SERVER: &str = "/opt/sandbox-agent/sandbox-agent";
const PATH: &str =
    "/home/user/.local/bin:/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin:/opt/sandbox-agent";

/// When the sandbox's memory runs out, what runs inside goes, and not the keeper, which is in the same control group.
const EXPENDABLE: &str = "echo 500 >/proc/self/oom_score_adj; exec \"$@\"";

/// Of the system's settings just what programs need to run and to trust certificates: the rest tells of this machine
/// and its users.
const SETTINGS: [&str; 24] = [
    "alternatives",
    "bash.bashrc",
    "ca-certificates",
    "ca-certificates.conf",
    "crypto-policies",
    "debian_version",
    "inputrc",
    "ld.so.cache",
    "ld.so.conf",
    "ld.so.conf.d",
    "locale.alias",
    "localtime",
    "magic",
    "mime.types",
    "nodejs",
    "os-release",
    "perl",
    "pki",
    "profile",
    "protocols",
    "python3",
    "services",
    "ssl",
    "terminfo",
];

/// Ours: see `local::system`.
const GENERATED: [&str; 5] = ["passwd", "group", "hosts", "resolv.conf", "nsswitch.conf"];

/// Paths on the host, as the keeper can reach them.
pub(super) struct Sources {
    pub home: PathBuf,
    pub system: PathBuf,
    pub server: PathBuf,
    /// In the order of the plan's agents.
    pub agents: Vec<PathBuf>,
}

/// The command that runs the server, listening on `port` of the sandbox's loopback.
pub(super) fn command(plan: &Plan, isolation: &Isolation, sources: &Sources, port: u16, marker: &str) -> Command {
    let mut command = Command::new("/bin/sh");
    command.args(["-c", EXPENDABLE, "sh"]).arg(&isolation.bwrap);
    command.env_clear().env("PATH", PATH).env("LANG", "C.UTF-8").envs(&plan.environment).env(MARKER, marker);
    command.envs(server_environment(Path::new(HOME), Path::new(SERVER)));
    command.args(["--unsetenv", MARKER]);
    namespaces(&mut command);
    system(&mut command, sources, &plan.limits);
    agents(&mut command, plan, sources);
    // Last, when all mount points are made.
    command.args(["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", HOME]);
    command.args([
        SERVER,
        "server",
        "--no-token",
        "--no-telemetry",
        "--host",
        "127.0.0.1",
        "--port",
        &port.to_string(),
    ]);
    command
}

/// What the server itself is told; an environment of the sandbox cannot say otherwise.
pub(super) fn server_environment(home: &Path, server: &Path) -> [(&'static str, std::ffi::OsString); 7] {
    [
        ("HOME", home.into()),
        ("XDG_DATA_HOME", home.join(".local/share").into()),
        ("USER", "user".into()),
        ("SANDBOX_AGENT_BIN", server.into()),
        ("SANDBOX_AGENT_LOG_STDOUT", "1".into()),
        // A line for each request would push everything else out of the log.
        ("SANDBOX_AGENT_LOG_HTTP", "0".into()),
        // A turn may take days; its answer comes as an event, and the server's own time-out would hang the request.
        ("SANDBOX_AGENT_ACP_REQUEST_TIMEOUT_MS", "604800000".into()),
    ]
}

fn namespaces(command: &mut Command) {
    command.args(["--unshare-user", "--uid", "1000", "--gid", "1000", "--disable-userns", "--cap-drop", "ALL"]);
    command.args(["--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try", "--hostname", "sandbox"]);
    command.arg("--die-with-parent");
}

fn system(command: &mut Command, sources: &Sources, limits: &crate::Limits) {
    command.args(["--ro-bind", "/usr", "/usr"]);
    for name in ["bin", "sbin", "lib", "lib64"] {
        let path = format!("/{name}");
        match std::fs::read_link(&path) {
            Ok(target) => command.arg("--symlink").arg(target).arg(path),
            Err(_) => command.args(["--ro-bind-try", &path, &path]),
        };
    }
    for name in SETTINGS {
        let path = format!("/etc/{name}");
        command.args(["--ro-bind-try", &path, &path]);
    }
    for name in GENERATED {
        command.arg("--ro-bind").arg(sources.system.join(name)).arg(format!("/etc/{name}"));
    }
    let temporary = limits.temporary_bytes.to_string();
    command.args(["--proc", "/proc", "--dev", "/dev"]);
    command.args(["--perms", "1777", "--size", &temporary, "--tmpfs", "/dev/shm"]);
    command.args(["--perms", "1777", "--size", &temporary, "--tmpfs", "/tmp"]);
    command.args(["--dir", "/run", "--dir", "/var", "--symlink", "/tmp", "/var/tmp"]);
    command.arg("--bind").arg(&sources.home).arg(HOME);
    command.arg("--ro-bind").arg(&sources.server).arg(SERVER);
}

/// Their programs, and where sandbox-agent looks for what starts them.
fn agents(command: &mut Command, plan: &Plan, sources: &Sources) {
    for (agent, source) in plan.agents.iter().zip(&sources.agents) {
        let id = &agent.id;
        command.arg("--ro-bind").arg(source).arg(format!("/opt/agents/{id}"));
        let starter = sources.system.join(format!("{id}-acp"));
        let found = format!("{HOME}/.local/share/sandbox-agent/bin");
        command.arg("--ro-bind").arg(&starter).arg(format!("{found}/agent_processes/{id}-acp"));
        // The agent's own program counts as installed when it is there; what starts it for ACP is all that is run.
        command.arg("--ro-bind").arg(&starter).arg(format!("{found}/{id}"));
        debug_assert!(is_directory(source) == agent.program.is_some());
    }
}
