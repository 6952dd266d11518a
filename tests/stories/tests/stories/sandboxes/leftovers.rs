//! Two hundred sessions made and ended leave nothing on the machine and nothing in NATS.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use contracts::{
    SessionId,
    sandbox::SandboxStatus,
    task::{Archive, CloseSession, CreateSession, SendMessage, SessionStatus},
};
use futures::future::join_all;
use serde_json::{Value, json};
use stories::{World, until_true};

use super::Workplace;

const WAVES: usize = 2;
const TASKS: usize = 5;
/// Of each task: as many as it may have open.
const SESSIONS: usize = 20;

/// Processes by number and start, so that a number that was given again is another one; and what they ran in.
#[derive(Default)]
struct Seen {
    processes: BTreeSet<(u32, u64)>,
    networks: BTreeSet<String>,
}

/// A process's parent and start, in the kernel's ticks (`proc(5)`, `stat`).
fn stat(pid: u32) -> Option<(u32, u64)> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let after_name: Vec<_> = stat.rsplit_once(") ")?.1.split(' ').collect();
    Some((after_name.get(1)?.parse().ok()?, after_name.get(19)?.parse().ok()?))
}

fn network(pid: u32) -> Option<String> {
    Some(fs::read_link(format!("/proc/{pid}/ns/net")).ok()?.display().to_string())
}

fn all_processes() -> BTreeMap<u32, (u32, u64)> {
    let pids = fs::read_dir("/proc").unwrap().filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    pids.filter_map(|pid| Some((pid, stat(pid)?))).collect()
}

impl Seen {
    /// The processes that hold the sandboxes of this folder, known by the word that each has in its environment and its
    /// file, and everything that they have started.
    fn look(&mut self, folder: &Path) {
        let (all, own) = (all_processes(), network(std::process::id()).unwrap());
        let states = fs::read_dir(folder).unwrap().flatten().map(|entry| fs::read(entry.path().join("state.json")));
        let states = states.filter_map(|state| serde_json::from_slice::<Value>(&state.ok()?).ok());
        let markers: Vec<_> = states.filter_map(|state| state["marker"].as_str().map(str::to_owned)).collect();
        let is_keeper = |pid: u32| {
            let environment = fs::read(format!("/proc/{pid}/environ")).unwrap_or_default();
            let environment = String::from_utf8_lossy(&environment);
            markers.iter().any(|marker| environment.contains(marker.as_str()))
        };
        let keepers: BTreeSet<_> = all.keys().copied().filter(|pid| is_keeper(*pid)).collect();
        let is_below = |mut pid: u32| loop {
            match all.get(&pid) {
                _ if keepers.contains(&pid) => return true,
                Some((parent, _)) if *parent > 1 => pid = *parent,
                _ => return false,
            }
        };
        for (pid, (_, started)) in all.iter().filter(|(pid, _)| is_below(**pid)) {
            self.processes.insert((*pid, *started));
            self.networks.extend(network(*pid).filter(|network| *network != own));
        }
    }

    fn left(&self) -> (usize, usize) {
        let all = all_processes();
        let processes =
            self.processes.iter().filter(|(pid, started)| all.get(pid).is_some_and(|(_, now)| now == started));
        let networks: BTreeSet<_> = all.keys().filter_map(|pid| network(*pid)).collect();
        (processes.count(), self.networks.intersection(&networks).count())
    }
}

/// The names of folders below `folder` that are one of `names`.
fn folders(folder: &Path, names: &BTreeSet<String>) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let found = entries.flatten().filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir())).flat_map(|entry| {
        let name = entry.file_name().display().to_string();
        let is_one = names.iter().any(|known| name.contains(known.as_str()));
        is_one.then_some(name).into_iter().chain(folders(&entry.path(), names)).collect::<Vec<_>>()
    });
    found.collect()
}

async fn consumers(world: &World) -> BTreeSet<String> {
    let names = |answer: &Value, of: &str| -> Vec<String> {
        let names = answer[of].as_array().into_iter().flatten();
        names.map(|name| name.as_str().unwrap().to_owned()).collect()
    };
    let mut all = BTreeSet::new();
    for stream in names(&world.jetstream("STREAM.NAMES", &json!({})).await.unwrap(), "streams") {
        let answer = world.jetstream(&format!("CONSUMER.NAMES.{stream}"), &json!({})).await.unwrap();
        all.extend(names(&answer, "consumers").into_iter().map(|name| format!("{stream}/{name}")));
    }
    all
}

impl Workplace<'_> {
    /// Opens as many sessions as there may be, and has each one's agent say something.
    async fn fills(&self) -> Vec<SessionId> {
        let mut sessions = vec![self.session_id.clone()];
        for _ in 1..SESSIONS {
            sessions.push(self.person.does(&self.task, &CreateSession::default()).await.session_id);
        }
        for session_id in sessions.clone() {
            let message = SendMessage {
                session_id,
                text: "/say hello".into(),
                attachments: Vec::new(),
                interrupt: false,
                steer: false,
            };
            self.person.does(&self.task, &message).await;
        }
        until_true("all agents have spoken", async || {
            let sessions = self.task().await.sessions;
            let failed = sessions.iter().find(|session| session.status == SessionStatus::Error);
            assert!(failed.is_none(), "{failed:?}");
            sessions.iter().all(|session| session.status == SessionStatus::Idle && session.queue.is_empty())
        })
        .await;
        sessions
    }

    /// Closes every other session, and ends the task, with its sandbox.
    async fn leaves(&self, sessions: Vec<SessionId>) {
        for session_id in sessions.into_iter().step_by(2) {
            self.person.does(&self.task, &CloseSession { session_id }).await;
        }
        self.person.does(&self.task, &Archive::default()).await;
        self.sandbox_is(SandboxStatus::Destroyed).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_sessions_leave_no_process_folder_namespace_or_consumer() {
    let world = super::killed::world_of_its_own().await;
    let (folder, before) = (world.fleet.sandboxes(), consumers(&world).await);
    let (mut seen, mut made, mut names) = (Seen::default(), 0, BTreeSet::new());
    for wave in 0..WAVES {
        let branches: Vec<_> = (0..TASKS).map(|task| format!("story/wave-{wave}-{task}")).collect();
        let desks = join_all(branches.iter().map(|branch| Workplace::of(&world, "alice", branch))).await;
        let sessions = join_all(desks.iter().map(Workplace::fills)).await;
        made += sessions.iter().map(Vec::len).sum::<usize>();
        for desk in &desks {
            names.extend(desk.sandbox().await.provider_id);
        }
        seen.look(folder);
        join_all(desks.iter().zip(sessions).map(|(desk, sessions)| desk.leaves(sessions))).await;
    }
    assert_eq!((made, names.len()), (WAVES * TASKS * SESSIONS, WAVES * TASKS));
    assert!(seen.networks.len() >= names.len(), "{:?}", seen.networks);
    assert!(seen.processes.len() > made, "an agent for each session was seen: {}", seen.processes.len());

    until_true("no process and no network is left", async || seen.left() == (0, 0)).await;
    assert_eq!(folders(folder, &names), Vec::<String>::new());
    assert_eq!(folders(Path::new("/sys/fs/cgroup"), &names), Vec::<String>::new());
    let mounts = fs::read_to_string("/proc/self/mountinfo").unwrap();
    assert!(!mounts.contains(&folder.display().to_string()), "{mounts}");
    assert_eq!(consumers(&world).await, before);
}
