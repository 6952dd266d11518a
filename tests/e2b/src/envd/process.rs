//! `process.Process`: commands and terminals.

use std::collections::BTreeMap;
use std::time::Duration;

use axum::Json;
use axum::body::{Body, Bytes};
use axum::response::{IntoResponse, Response};
use base64::{Engine, engine::general_purpose::STANDARD};
use sandboxes::Client;
use sandboxes::client::{LogEntry, NewProcess, Output, Process, ProcessStatus};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::{mpsc, watch};
use tokio::time::interval;

use super::connect::{Problem, frame, framed_message, last_frame, message};
use super::{Call, HOME, absolute};

/// Whether a process has ended is asked this often.
const LOOK: Duration = Duration::from_millis(25);
/// Messages that wait for a slow reader; then what they tell of waits in the sandbox.
const WAITING: usize = 64;
const ALIVE_HEADER: &str = "keepalive-ping-interval";
const USUAL_ALIVE_SECONDS: u64 = 90;

#[derive(Deserialize)]
struct Start {
    process: Config,
    #[serde(default)]
    pty: Option<Pty>,
    #[serde(default)]
    stdin: Option<bool>,
}

#[derive(Deserialize)]
struct Config {
    cmd: String,
    #[serde(default)]
    args: Vec<String>,
    #[serde(default)]
    envs: BTreeMap<String, String>,
    #[serde(default)]
    cwd: Option<String>,
}

#[derive(Deserialize)]
struct Pty {
    size: Size,
}

#[derive(Deserialize)]
struct Size {
    cols: u16,
    rows: u16,
}

#[derive(Deserialize)]
struct Selected {
    process: Selector,
    #[serde(default)]
    signal: Option<String>,
    #[serde(default)]
    input: Option<BTreeMap<String, String>>,
    #[serde(default)]
    pty: Option<Pty>,
}

#[derive(Deserialize)]
struct Selector {
    pid: u32,
}

pub async fn answer(call: Call, method: &str) -> Response {
    match method {
        "Start" => match start(&call).await {
            Ok(process) => follow(call, process),
            Err(problem) => streamed(Body::from(last_frame(Some(&problem)))),
        },
        "Connect" => match connect(&call).await {
            Ok(process) => follow(call, process),
            Err(problem) => streamed(Body::from(last_frame(Some(&problem)))),
        },
        "List" => list(&call).await.map(Json).into_response(),
        "SendSignal" | "SendInput" | "Update" => act(&call, method).await.map(Json).into_response(),
        _ => Problem::unimplemented(method).into_response(),
    }
}

async fn start(call: &Call) -> Result<Process, Problem> {
    let wanted: Start = framed_message(&call.body)?;
    let Config { cmd, args, envs, cwd } = wanted.process;
    let process = NewProcess {
        command: cmd,
        args,
        cwd: Some(cwd.filter(|cwd| !cwd.is_empty()).map_or_else(|| HOME.to_owned(), |cwd| absolute(&cwd))),
        environment: envs,
        tty: wanted.pty.is_some(),
        // Left out it counts as given.
        interactive: wanted.stdin.unwrap_or(true) || wanted.pty.is_some(),
    };
    let started = call.client.create_process(&process).await?;
    if let Some(Pty { size }) = wanted.pty {
        call.client.resize(&started.id, size.cols, size.rows).await?;
    }
    Ok(started)
}

async fn connect(call: &Call) -> Result<Process, Problem> {
    let Selected { process, .. } = framed_message(&call.body)?;
    find(&call.client, process.pid).await
}

async fn find(client: &Client, pid: u32) -> Result<Process, Problem> {
    let all = client.processes().await?;
    let found = all.into_iter().find(|process| process.pid == Some(pid) && process.status == ProcessStatus::Running);
    found.ok_or_else(|| Problem::not_found(format!("there is no process {pid}")))
}

async fn list(call: &Call) -> Result<Value, Problem> {
    let all = call.client.processes().await?;
    let running = all.iter().filter(|process| process.status == ProcessStatus::Running);
    let shown = running.map(|process| {
        let config = json!({ "cmd": process.command, "args": process.args, "cwd": process.cwd });
        json!({ "config": config, "pid": process.pid })
    });
    Ok(json!({ "processes": shown.collect::<Vec<_>>() }))
}

async fn act(call: &Call, method: &str) -> Result<Value, Problem> {
    let wanted: Selected = message(&call.body)?;
    let client = &call.client;
    let id = find(client, wanted.process.pid).await?.id;
    match method {
        "SendSignal" if wanted.signal.as_deref() == Some("SIGNAL_SIGKILL") => drop(client.kill_process(&id).await?),
        "SendSignal" => drop(client.stop_process(&id).await?),
        "Update" => {
            if let Some(Pty { size }) = wanted.pty {
                client.resize(&id, size.cols, size.rows).await?;
            }
        }
        _ => {
            for text in wanted.input.unwrap_or_default().values() {
                let bytes =
                    STANDARD.decode(text).map_err(|error| Problem::new("invalid_argument", error.to_string()))?;
                client.send_input(&id, &bytes).await?;
            }
        }
    }
    Ok(json!({}))
}

fn streamed(body: Body) -> Response {
    ([("content-type", "application/connect+json")], body).into_response()
}

/// What the process prints, and how it ends.
fn follow(call: Call, process: Process) -> Response {
    let (sender, mut receiver) = mpsc::channel(WAITING);
    let seconds = call.headers.get(ALIVE_HEADER).and_then(|value| value.to_str().ok()?.parse().ok());
    let alive_every = Duration::from_secs(seconds.unwrap_or(USUAL_ALIVE_SECONDS).max(1));
    tokio::spawn(async move {
        let Call { client, mut broken, .. } = call;
        tokio::select! {
            told = tell(&client, &process, alive_every, &sender) => {
                // Nobody may be there any more to hear it.
                sender.send(Ok(last_frame(told.err().as_ref()))).await.unwrap_or_default();
            }
            () = gone(&mut broken) => {
                let error = std::io::Error::other("the sandbox is paused or gone");
                sender.send(Err(error)).await.unwrap_or_default();
            }
        }
    });
    let frames = futures::stream::poll_fn(move |context| receiver.poll_recv(context));
    streamed(Body::from_stream(frames))
}

async fn gone(broken: &mut watch::Receiver<()>) {
    // An error means that the sandbox is no longer known, which is the same.
    broken.changed().await.unwrap_or_default();
}

type Frames = mpsc::Sender<Result<Bytes, std::io::Error>>;

async fn tell(client: &Client, process: &Process, alive_every: Duration, frames: &Frames) -> Result<(), Problem> {
    let say = async |event: Value| {
        let heard = frames.send(Ok(frame(&json!({ "event": event })))).await;
        heard.map_err(|_| Problem::new("canceled", "nobody listens"))
    };
    say(json!({ "start": { "pid": process.pid } })).await?;
    let mut logs = client.follow_log(&process.id, 0).await?;
    let (mut look, mut alive) = (interval(LOOK), interval(alive_every));
    let (mut last, mut is_open) = (0, true);
    let ended = loop {
        tokio::select! {
            entry = logs.next(), if is_open => match entry? {
                Some(entry) => {
                    last = entry.sequence;
                    say(data(&entry)).await?;
                }
                None => is_open = false,
            },
            _ = look.tick() => {
                let now = client.process(&process.id).await?;
                if now.status == ProcessStatus::Exited {
                    break now;
                }
            }
            _ = alive.tick() => say(json!({ "keepalive": {} })).await?,
        }
    };
    // What was printed last may be read a moment after the end.
    look.tick().await;
    for entry in client.log(&process.id, last).await? {
        say(data(&entry)).await?;
    }
    let code = ended.exit_code;
    let status = code.map_or_else(|| "signal: killed".to_owned(), |code| format!("exit status {code}"));
    say(json!({ "end": { "exitCode": code.unwrap_or(-1), "exited": code.is_some(), "status": status } })).await?;
    client.delete_process(&process.id).await?;
    Ok(())
}

fn data(entry: &LogEntry) -> Value {
    let stream = match entry.stream {
        Output::Stderr => "stderr",
        Output::Pty => "pty",
        Output::Stdout | Output::Combined => "stdout",
    };
    json!({ "data": { stream: STANDARD.encode(&entry.bytes) } })
}
