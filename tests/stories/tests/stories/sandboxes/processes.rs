//! Processes beside the agents, and terminals: what they print is told exactly, what people type arrives once.

use base64::{Engine, engine::general_purpose::STANDARD};
use contracts::{
    ProcessId, limit,
    sandbox::{
        CreateProcess, Encoding, KillProcess, ListProcesses, OutputStream, ProcessLog, ProcessRecord, ProcessStatus,
        RemoveProcess, SandboxStatus, Signal, StopProcess,
    },
};
use serde_json::{Value, json};
use stories::{Page, Visitor, World, until, until_true};

use super::Workplace;

/// A page that follows one process.
struct Terminal {
    page: Page,
    topic: String,
    /// The sequence of the last piece that was heard.
    last: u64,
    /// Everything that was heard.
    heard: String,
}

impl Terminal {
    async fn of(desk: &Workplace<'_>, person: &Visitor, process_id: &ProcessId) -> Self {
        let topic = format!("terminal.acme.{}.{process_id}", desk.task.task_id);
        let mut terminal = Self { page: person.opens_page().await, topic, last: 0, heard: String::new() };
        terminal.follow().await;
        terminal
    }

    /// Goes on behind what is known, on a page of its own.
    async fn resume(&mut self, person: &Visitor) {
        self.page = person.opens_page().await;
        self.follow().await;
    }

    async fn follow(&mut self) {
        self.says(json!({ "type": "subscribe", "since": self.last })).await;
    }

    async fn says(&mut self, mut message: Value) {
        message["topic"] = json!(self.topic);
        self.page.says(message).await;
    }

    async fn types(&mut self, text: &str) {
        self.says(json!({ "type": "input", "data": STANDARD.encode(text) })).await;
    }

    /// The next thing that is said of the process. Output is added to what was heard; it leaves nothing out.
    async fn hears(&mut self) -> Value {
        let said = self.page.hears().await;
        assert_eq!(said["topic"], json!(self.topic), "{said}");
        for chunk in said["chunks"].as_array().into_iter().flatten() {
            assert_eq!(chunk["first"], json!(self.last + 1), "nothing is left out or said twice");
            self.last = chunk["last"].as_u64().unwrap();
            let bytes = STANDARD.decode(chunk["data"].as_str().unwrap()).unwrap();
            self.heard.push_str(std::str::from_utf8(&bytes).unwrap());
        }
        said
    }

    async fn sees(&mut self, text: &str) {
        while !self.heard.contains(text) {
            let said = self.hears().await;
            assert!(matches!(said["type"].as_str(), Some("output" | "inputTaken")), "{said} after {:?}", self.heard);
        }
    }

    /// The next thing that is no output.
    async fn hears_of(&mut self, kind: &str) -> Value {
        loop {
            let said = self.hears().await;
            if said["type"] == kind {
                return said;
            }
        }
    }
}

impl Workplace<'_> {
    async fn process(&self, process_id: &ProcessId) -> Option<ProcessRecord> {
        self.sandbox().await.processes.into_iter().find(|process| process.process_id == *process_id)
    }

    /// Waits until the process is so.
    async fn process_is(&self, process_id: &ProcessId, status: ProcessStatus) -> ProcessRecord {
        until(&format!("{status:?}"), async || {
            let process = self.process(process_id).await?;
            (process.status == status).then_some(process)
        })
        .await
    }

    async fn starts(&self, command: &CreateProcess) -> ProcessRecord {
        let process = self.person.does(&self.task, command).await;
        self.process_is(&process.process_id, ProcessStatus::Running).await
    }

    /// Runs a line of sh in the sandbox to its end; what it has printed.
    async fn runs(&self, line: &str) -> String {
        let process_id = self.person.does(&self.task, &sh(line)).await.process_id;
        let mut text = String::new();
        let mut query =
            ProcessLog { process_id: process_id.clone(), since: None, limit: None, encoding: Encoding::Text };
        until_true("it has started", async || self.process(&process_id).await.unwrap().sandbox_process.is_some()).await;
        loop {
            let page = self.person.sees(&self.task, &query).await;
            for chunk in page.chunks {
                query.since = Some(chunk.last);
                text.push_str(&chunk.data);
            }
            if page.ended.is_some() {
                return text;
            }
        }
    }
}

fn sh(line: &str) -> CreateProcess {
    CreateProcess { command: Some("sh".into()), args: vec!["-c".into(), line.into()], ..Default::default() }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_terminal_is_typed_into_by_two_people_resized_and_ends_with_its_exit_code() {
    let world = World::shared().await;
    let desk = Workplace::of(&world, "alice", "story/terminal").await;
    desk.sandbox_is(SandboxStatus::Ready).await;
    let bob = world.signs_in("bob", &["acme"]).await;
    let process = desk.starts(&CreateProcess { cols: Some(101), rows: Some(31), ..Default::default() }).await;
    assert!(process.tty && process.pid.is_some() && process.created_by.as_ref() == Some(&desk.person.user_id));

    let mut hers = Terminal::of(&desk, &desk.person, &process.process_id).await;
    hers.types("stty size; pwd\n").await;
    hers.sees("31 101").await;
    hers.sees("/home/user/repo").await;
    let mut his = Terminal::of(&desk, &bob, &process.process_id).await;
    his.sees("/home/user/repo").await;
    his.says(json!({ "type": "resize", "cols": 77, "rows": 22 })).await;
    his.types("stty size; echo from-bob-$((1+1))\n").await;
    hers.sees("from-bob-2").await;
    hers.sees("22 77").await;
    his.sees("from-bob-2").await;

    hers.types("exit 3\n").await;
    for terminal in [&mut hers, &mut his] {
        assert_eq!(terminal.hears_of("exited").await["exitCode"], 3);
        assert_eq!(terminal.hears_of("closed").await["reason"], "ended");
    }
    let ended = desk.process_is(&process.process_id, ProcessStatus::Exited).await;
    assert_eq!(ended.exit_code, Some(3));
    let mut late = Terminal::of(&desk, &bob, &process.process_id).await;
    late.hears_of("closed").await;
    assert_eq!(late.heard, hers.heard, "whoever comes later reads the same");
    assert!(!late.heard.contains("stream error"));

    desk.person.does(&desk.task, &RemoveProcess { process_id: process.process_id.clone() }).await;
    assert!(desk.person.sees(&desk.task, &ListProcesses {}).await.processes.is_empty());
    let history = desk.acme.history(&desk.task).await;
    assert!(["process.created", "process.removed"].iter().all(|event| history.iter().any(|known| known == event)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn processes_are_stopped_and_killed_with_all_that_they_have_started() {
    let world = World::shared().await;
    let desk = Workplace::of(&world, "alice", "story/signals").await;
    desk.sandbox_is(SandboxStatus::Ready).await;
    let polite = desk.starts(&sh("sleep 4321 & sleep 4322")).await.process_id;
    let deaf = desk.starts(&sh("trap '' TERM; while :; do sleep 4323; done")).await.process_id;
    let shell = desk.starts(&CreateProcess::default()).await.process_id;

    for process_id in [&polite, &deaf, &shell] {
        desk.person.does(&desk.task, &StopProcess { process_id: process_id.clone() }).await;
    }
    desk.process_is(&polite, ProcessStatus::Exited).await;
    desk.process_is(&shell, ProcessStatus::Exited).await;
    let remove = RemoveProcess { process_id: deaf.clone() };
    desk.person.asks(&desk.task, &remove).await.is_refused(409, "sandbox.process_runs");
    desk.person.does(&desk.task, &KillProcess { process_id: deaf.clone(), signal: Signal::Kill }).await;
    assert_eq!(desk.process_is(&deaf, ProcessStatus::Exited).await.exit_code, None);
    assert!(!desk.runs("ps -e -o args").await.contains("sleep 43"));

    let listed = desk.person.sees(&desk.task, &ListProcesses {}).await;
    assert_eq!((listed.sandbox, listed.warning), (Some(SandboxStatus::Ready), None));
    assert!(listed.processes.iter().all(|process| process.status == ProcessStatus::Exited), "{:?}", listed.processes);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_is_refused_or_told_and_a_sandbox_that_is_gone_is_a_state() {
    let world = World::shared().await;
    let desk = Workplace::of(&world, "alice", "story/process-limits").await;
    let early = desk.person.asks(&desk.task, &CreateProcess::default()).await;
    assert!(matches!(early.code(), "sandbox.not_ready" | "sandbox.unknown"), "{early:?}");
    let record = desk.sandbox_is(SandboxStatus::Ready).await;
    let nowhere = CreateProcess { cwd: Some("no/such/folder".into()), ..sh("true") };
    let process_id = desk.person.does(&desk.task, &nowhere).await.process_id;
    let failed = desk.process_is(&process_id, ProcessStatus::Failed).await;
    assert!(failed.error.unwrap().contains("/home/user/repo/no/such/folder"));
    assert!(desk.runs("echo to-stdout; exec no-such-program").await.contains("no-such-program"));
    let long = CreateProcess { args: vec!["x".repeat(limit::PROCESS_BYTES)], ..sh("true") };
    desk.person.asks(&desk.task, &long).await.is_refused(400, "sandbox.process_is_too_long");

    let cat = CreateProcess { command: Some("cat".into()), ..Default::default() };
    let cat = desk.starts(&cat).await.process_id;
    let mut terminal = Terminal::of(&desk, &desk.person, &cat).await;
    terminal.types(&"x".repeat(limit::INPUT_BYTES + 1)).await;
    assert_eq!(terminal.hears_of("error").await["code"], "terminal.input_malformed");
    terminal.says(json!({ "type": "resize", "cols": 0, "rows": 24 })).await;
    assert_eq!(terminal.hears_of("error").await["code"], "terminal.input_malformed");
    terminal.types("still here").await;
    terminal.sees("still here").await;
    let page = ProcessLog { process_id: cat.clone(), since: None, limit: None, encoding: Encoding::Text };
    let page = desk.person.sees(&desk.task, &page).await;
    assert_eq!((page.chunks[0].stream, page.chunks[0].data.as_str()), (OutputStream::Stdout, "still here"));

    for _ in desk.sandbox().await.processes.len()..limit::PROCESSES {
        desk.person.does(&desk.task, &sh("exit 0")).await;
    }
    let refused = desk.person.asks(&desk.task, &sh("exit 0")).await;
    refused.is_refused(409, "sandbox.too_many_processes");

    world.fleet.end_sandbox(&record.provider_id.unwrap()).await.unwrap();
    assert_eq!(terminal.hears_of("error").await["code"], "terminal.sandbox_gone");
    let list = desk.person.sees(&desk.task, &ListProcesses {}).await;
    assert_eq!((list.sandbox, list.processes.len()), (Some(SandboxStatus::Expired), 0));
    assert!(list.warning.unwrap().contains("gone"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn output_is_exact_while_gateway_and_sandbox_service_are_killed_and_only_members_see_it() {
    const LINES: usize = 4_000;
    let world = super::killed::world_of_its_own().await;
    let desk = Workplace::of(&world, "alice", "story/output").await;
    desk.sandbox_is(SandboxStatus::Ready).await;
    let line =
        format!("i=0; while [ $i -lt {LINES} ]; do i=$((i+1)); echo line-$i; [ $((i%20)) = 0 ] && sleep 0.1; done");
    let process_id = desk.starts(&sh(&line)).await.process_id;

    let stranger = world.admin_of("elsewhere").await;
    stranger.asks(&desk.task, &CreateProcess::default()).await.is_refused(403, "access.not_a_member");
    stranger
        .asks(&desk.task, &StopProcess { process_id: process_id.clone() })
        .await
        .is_refused(403, "access.not_a_member");
    stranger.looks(&desk.task, &ListProcesses {}).await.is_refused(403, "access.not_a_member");
    let mut theirs = Terminal::of(&desk, &stranger, &process_id).await;
    assert_eq!(theirs.hears().await["code"], "access.not_a_member");
    theirs.types("rm -rf /\n").await;
    assert_eq!(theirs.hears().await["code"], "live.topic_not_followed");
    let bob = world.signs_in("bob", &["acme"]).await;
    let mut his = Terminal::of(&desk, &bob, &process_id).await;
    his.sees("line-100\n").await;

    let mut hers = Terminal::of(&desk, &desk.person, &process_id).await;
    for (seen, instances) in
        [(600, ["sandbox-1"].as_slice()), (1_200, &["gateway-1"]), (1_800, &["sandbox-1", "gateway-1"])]
    {
        hers.sees(&format!("line-{seen}\n")).await;
        for instance in instances {
            world.fleet.kill(instance).unwrap();
        }
        for instance in instances {
            world.fleet.restart(instance).await.unwrap();
        }
        if instances.contains(&"gateway-1") {
            hers.resume(&desk.person).await;
        }
    }
    hers.hears_of("exited").await;
    let expected: String = (1..=LINES).map(|number| format!("line-{number}\n")).collect();
    assert_eq!(hers.heard, expected);

    let cat = CreateProcess { command: Some("cat".into()), ..Default::default() };
    let cat = desk.starts(&cat).await.process_id;
    let mut his = Terminal::of(&desk, &bob, &cat).await;
    his.types("hello\n").await;
    his.sees("hello\n").await;
    world.github().does("members/remove", json!({ "organization": "acme", "login": "bob" })).await;
    assert_eq!(his.hears_of("closed").await["reason"], "accessRevoked");
    his.types("again\n").await;
    assert_eq!(his.hears().await["code"], "live.topic_not_followed");
}
