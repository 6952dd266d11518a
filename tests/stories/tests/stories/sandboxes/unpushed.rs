//! What was not pushed outlives a sandbox of this machine that died, whatever becomes of those that follow it.

use std::{fs, path::PathBuf, process::Command};

use contracts::{
    sandbox::{SandboxStatus, Stage, StartOver},
    task::{Archive, SessionStatus},
};
use stories::{World, until_true};

use super::Workplace;

/// In the home folder: no token can be put inside while it is there.
const IN_THE_WAY: &str = ".git-token.new/in-the-way";

impl Workplace<'_> {
    /// The folder of the present sandbox, on this machine.
    async fn folder(&self, world: &World) -> PathBuf {
        world.fleet.sandboxes().join(self.sandbox().await.provider_id.unwrap())
    }

    /// The sandbox dies, and leaves its files; somebody's message finds that out.
    async fn dies(&self, world: &World) {
        let folder = self.folder(world).await;
        let lock: serde_json::Value = serde_json::from_slice(&fs::read(folder.join("lock")).unwrap()).unwrap();
        let keeper = lock["pid"].to_string();
        assert!(Command::new("kill").args(["-9", &keeper]).status().unwrap().success());
        until_true("it is dead", async || !PathBuf::from("/proc").join(&keeper).exists()).await;
        self.sends("/say lost").await;
        self.comes_to(SessionStatus::Error).await;
        assert_eq!(self.sandbox().await.status, SandboxStatus::Expired);
        assert!(folder.join("home").is_dir());
    }

    /// Work that is not pushed, in a sandbox that died and in whose files the next one cannot be made ready.
    async fn fails_on_its_files(&self, world: &World) {
        self.hears(&format!("/write notes.txt not pushed yet\n/run mkdir -p ~/{IN_THE_WAY}")).await;
        self.dies(world).await;
        self.sends("/say hello").await;
        let failed = self.sandbox_is(SandboxStatus::Failed).await;
        let stage = failed.stages.last().unwrap();
        assert_eq!((failed.generation, stage.stage), (2, Stage::Credentials), "{failed:?}");
    }

    /// What was kept of a generation can be read on GitHub.
    async fn has_kept(&self, note: &str, generation: i32) -> String {
        let reference = format!("refs/foundry/{}/{generation}", self.task.task_id);
        assert!(note.contains("is kept as") && note.contains(&reference), "{note}");
        reference
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_that_could_not_be_made_ready_on_anothers_files_leaves_them_to_the_next() {
    let world = World::shared().await;
    let desk = Workplace::of(&world, "alice", "story/fails-on-files").await;
    desk.fails_on_its_files(&world).await;
    let folder = desk.folder(&world).await;
    assert_eq!(fs::read_to_string(folder.join("home/repo/notes.txt")).unwrap().trim(), "not pushed yet");
    assert!(desk.sandbox().await.files_left);

    fs::remove_dir_all(folder.join("home/.git-token.new")).unwrap();
    assert!(desk.hears("/run cat notes.txt").await.contains("not pushed yet"));
    let record = desk.sandbox().await;
    assert_eq!((record.generation, record.status, record.files_left), (3, SandboxStatus::Ready, false));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_starts_over_gets_a_clean_one_and_what_was_not_pushed_is_kept_first() {
    let world = World::shared().await;
    let desk = Workplace::of(&world, "alice", "story/over-on-files").await;
    desk.fails_on_its_files(&world).await;

    desk.person.does(&desk.task, &StartOver { generation: 2 }).await;
    desk.sandbox_is(SandboxStatus::Ready).await;
    let record = desk.sandbox().await;
    assert_eq!(record.generation, 3);
    let reference = desk.has_kept(&record.note.unwrap(), 2).await;
    assert!(!desk.hears("/run ls").await.contains("notes.txt"));
    let kept = desk.hears(&format!("/run git fetch -q origin {reference} && git show FETCH_HEAD:notes.txt")).await;
    assert!(kept.contains("not pushed yet"), "{kept}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_not_pushed_in_one_that_died_is_kept_when_its_task_ends() {
    let world = World::shared().await;
    let desk = Workplace::of(&world, "alice", "story/died-archived").await;
    desk.hears("/write notes.txt not pushed yet").await;
    desk.dies(&world).await;
    let folder = desk.folder(&world).await;

    desk.person.does(&desk.task, &Archive::default()).await;
    let gone = desk.sandbox_is(SandboxStatus::Destroyed).await;
    desk.has_kept(&gone.note.unwrap(), 1).await;
    until_true("its folder is gone", async || !folder.exists()).await;
}
