//! The life of a keeper.

use std::fs::{self, File};
use std::net::{Ipv4Addr, SocketAddr};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use tokio::net::UnixListener;
use tokio::signal::unix::{SignalKind, signal};

use super::bubblewrap::{self, Sources};
use super::cgroup::Groups;
use super::inside::{Doors, Inside};
use super::log::Log;
use super::plan::{Holder, MARKER, PORTS, Places, Plan, READY, SOCKET, read_plan};
use super::relay::Target;
use super::{disk, dns, network, privileges, relay};

/// The server's port, where E2B has its own server: the usual one is left to whoever starts another server inside. The next
/// one is taken where an allowed address has it.
const SERVER_PORT: u16 = 49_983;
/// Between two looks whether the server listens.
const LOOK: Duration = Duration::from_millis(10);

/// Everything that runs, and what reaches it.
struct Running {
    server: Child,
    slirp: Option<Child>,
    doors: Option<Doors>,
    target: Target,
}

/// Holds the sandbox of the plan until its server ends, or until it is told to end (`SIGTERM`).
pub(super) fn keep() -> Result<()> {
    let plan = read_plan()?;
    let places = Places(plan.folder.clone());
    let groups = plan.isolation.as_ref().map(|_| Groups::find(&plan.name)).unwrap_or_default();
    // Held until this process is gone, however it goes.
    let Some(_lock) = take_lock(&places, &groups)? else { return Ok(()) };
    let marker = std::env::var(MARKER).context("a keeper is started with a marker")?;

    let (paths, log) = prepare(&plan, &places, &groups)?;
    // Whoever started us waits for this; from here on the log says what happens.
    nix::unistd::dup2_stderr(File::options().write(true).open("/dev/null")?)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let ended = runtime.block_on(live(&plan, &paths, &marker, &log));
    log.line(&ended.as_ref().map_or_else(|error| format!("not started: {error:#}"), Clone::clone));
    ended.map(drop)
}

/// Whether everything that an isolated sandbox needs works here: makes one that runs nothing, and ends it.
pub(super) fn check() -> Result<()> {
    let plan = read_plan()?;
    let isolation = plan.isolation.as_ref().context("without isolation there is nothing to check")?;
    let marker = std::env::var(MARKER).context("a keeper is started with a marker")?;
    let (paths, _log) = prepare(&plan, &Places(plan.folder.clone()), &Groups::default())?;
    privileges::enter_user_namespace()?;
    let (inside, _doors) = Inside::new(isolation, &[])?;
    let mut slirp = network::start_slirp(isolation, inside.thread, (MARKER, &marker))?;
    let mut command = bubblewrap::command(&plan, isolation, &paths.sources, SERVER_PORT, &marker);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    // The last words of a command line are what runs inside; `--help` needs no port.
    command.arg("--help");
    let output = inside.spawn(command)?.wait_with_output()?;
    slirp.kill()?;
    slirp.wait()?;
    if !output.status.success() {
        bail!("bubblewrap cannot isolate here: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(())
}

/// Paths as they are once we are an unprivileged user.
struct Paths {
    run: PathBuf,
    /// Whether a control group does it.
    processes_bounded: bool,
    sources: Sources,
}

fn take_lock(places: &Places, groups: &Groups) -> Result<Option<File>> {
    let lock = File::options().create(true).truncate(false).write(true).open(places.lock())?;
    if lock.try_lock().is_err() {
        return Ok(None);
    }
    let pid = i32::try_from(std::process::id()).context("a process id is an i32")?;
    let holder = serde_json::to_vec(&Holder { pid, cgroups: groups.folders() })?;
    // One write, after which it is whole; readers wait for that.
    lock.set_len(0)?;
    std::os::unix::fs::FileExt::write_all_at(&lock, &holder, 0)?;
    Ok(Some(lock))
}

/// Bounds ourselves and becomes whom we shall be.
fn prepare(plan: &Plan, places: &Places, groups: &Groups) -> Result<(Paths, Log)> {
    let mut all = vec![places.run(), places.home(), places.system(), plan.server.clone()];
    all.extend(plan.agents.iter().map(|agent| agent.path.clone()));
    groups.enter(&plan.limits)?;
    if let Some((uid, gid)) = plan.isolation.as_ref().and_then(|isolation| isolation.run_as) {
        all = privileges::show(&all)?;
        privileges::become_user((uid, gid))?;
    }
    privileges::limit(&plan.limits, groups.memory.is_some())?;

    let agents = all.split_off(4);
    let [run, home, system, server] = <[PathBuf; 4]>::try_from(all).expect("four were put in");
    // An earlier keeper's; whoever waits for them must see ours.
    for old in [READY, SOCKET, PORTS] {
        remove_old(&run.join(old))?;
    }
    let log = Log::open(&run).context("cannot open the log")?;
    let processes_bounded = groups.processes.is_some();
    Ok((Paths { run, processes_bounded, sources: Sources { home, system, server, agents } }, log))
}

async fn live(plan: &Plan, paths: &Paths, marker: &str, log: &Log) -> Result<String> {
    let mut running = start(plan, paths, marker)?;
    let trouble = disk::watch(&paths.sources.home, plan.limits.disk_bytes)?;
    let mut terminate = signal(SignalKind::terminate())?;
    serve(&mut running, paths, log)?;

    let target = running.target.clone();
    let ready = async {
        while target.connect().await.is_err() {
            tokio::time::sleep(LOOK).await;
        }
        fs::write(paths.run.join(READY), "")?;
        // Nothing else has to happen; one of the others ends it all.
        std::future::pending::<Result<()>>().await
    };
    let ended = tokio::select! {
        status = wait(&mut running.server) => format!("the server ended ({})", status?),
        Ok(trouble) = trouble => match trouble {
            disk::Trouble::Full(used) => format!("the home folder takes {used} bytes, more than allowed"),
            disk::Trouble::Removed => "the home folder was removed".to_owned(),
        },
        _ = terminate.recv() => "told to end".to_owned(),
        done = ready => done.map(|()| String::new())?,
    };
    end(&mut running);
    Ok(ended)
}

fn start(plan: &Plan, paths: &Paths, marker: &str) -> Result<Running> {
    let Some(isolation) = &plan.isolation else { return start_unisolated(plan, paths) };
    privileges::enter_user_namespace()?;
    if !paths.processes_bounded {
        privileges::limit_processes(&plan.limits)?;
    }
    let (inside, doors) = Inside::new(isolation, &plan.allow)?;
    let slirp = network::start_slirp(isolation, inside.thread, (MARKER, marker))?;

    let port = (SERVER_PORT..).find(|port| plan.allow.iter().all(|address| address.port() != *port));
    let port = port.context("no port is left for the server")?;
    let mut command = bubblewrap::command(plan, isolation, &paths.sources, port, marker);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let server = inside.spawn(command)?;
    if isolation.run_as.is_some() {
        // Others may run as this user; our memory holds the sandbox's keys.
        nix::sys::prctl::set_dumpable(false)?;
    }
    let target = Target::Inside(inside, SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    Ok(Running { server, slirp: Some(slirp), doors: Some(doors), target })
}

/// Whoever wanted this said so in a setting.
fn start_unisolated(plan: &Plan, paths: &Paths) -> Result<Running> {
    let port = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
    let (home, server) = (&paths.sources.home, &paths.sources.server);
    let mut command = Command::new(server);
    command.args(["server", "--no-telemetry", "--host", "127.0.0.1", "--port", &port.to_string()]);
    if let Some(token) = &plan.token {
        command.args(["--token", token.reveal()]);
    }
    command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default()).envs(&plan.environment);
    command.envs(bubblewrap::server_environment(home, server)).env(MARKER, std::env::var(MARKER)?);
    command.current_dir(home).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let server = command.spawn().context("the sandbox-agent server cannot be run")?;
    let target = Target::Here(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    Ok(Running { server, slirp: None, doors: None, target })
}

fn serve(running: &mut Running, paths: &Paths, log: &Log) -> Result<()> {
    let listen = |name| UnixListener::bind(paths.run.join(name)).context("cannot listen on the sandbox's socket");
    tokio::spawn(relay::serve_ports(listen(PORTS)?, running.target.clone()));
    tokio::spawn(relay::serve_socket(listen(SOCKET)?, running.target.clone()));
    if let Some(doors) = running.doors.take() {
        let resolver = dns::resolver();
        for (address, listener) in doors.allowed {
            tokio::spawn(relay::serve_allowed(tokio::net::TcpListener::from_std(listener)?, address));
        }
        tokio::spawn(relay::serve_allowed(tokio::net::TcpListener::from_std(doors.dns_tcp)?, resolver));
        let (questions, log) = (tokio::net::UdpSocket::from_std(doors.dns)?, log.clone());
        tokio::spawn(async move {
            log.line(&format!("names are no longer resolved: {}", dns::serve(questions, resolver).await))
        });
    }
    for child in [Some(&mut running.server), running.slirp.as_mut()].into_iter().flatten() {
        if let Some(output) = child.stdout.take() {
            tokio::spawn(log.clone().copy(tokio::process::ChildStdout::from_std(output)?));
        }
        if let Some(errors) = child.stderr.take() {
            tokio::spawn(log.clone().copy(tokio::process::ChildStderr::from_std(errors)?));
        }
    }
    Ok(())
}

fn remove_old(path: &Path) -> std::io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// The end of a child that was started elsewhere than in this runtime.
async fn wait(child: &mut Child) -> Result<String> {
    let mut signals = signal(SignalKind::child())?;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(describe(status));
        }
        signals.recv().await;
    }
}

fn describe(status: ExitStatus) -> String {
    match (status.code(), status.signal()) {
        (Some(code), _) => format!("exit code {code}"),
        (None, Some(signal)) => format!("signal {signal}"),
        (None, None) => status.to_string(),
    }
}

/// What has ended already is no error.
fn end(running: &mut Running) {
    for child in [Some(&mut running.server), running.slirp.as_mut()].into_iter().flatten() {
        child.kill().unwrap_or_default();
        child.wait().map(drop).unwrap_or_default();
    }
}
