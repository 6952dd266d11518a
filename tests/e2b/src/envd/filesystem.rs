//! `filesystem.Filesystem`: what is there, and folders. Watching is not offered.

use axum::Json;
use axum::response::{IntoResponse, Response};
use sandboxes::client::Run;
use serde::Deserialize;
use serde_json::{Value, json};

use super::connect::{Problem, message};
use super::{Call, absolute};

/// Everything about a file, one field after another, ended by NUL: names may hold anything else.
const FORMAT: &str = r"%f\0%y\0%p\0%s\0%m\0%M\0%u\0%g\0%T@\0";
const FIELDS: usize = 9;

#[derive(Deserialize)]
struct At {
    path: String,
    #[serde(default)]
    depth: u32,
}

#[derive(Deserialize)]
struct Move {
    source: String,
    destination: String,
}

pub async fn answer(call: &Call, method: &str) -> Response {
    let answer = match method {
        "Stat" => stat(call).await,
        "MakeDir" => make_dir(call).await,
        "Move" => rename(call).await,
        "ListDir" => list_dir(call).await,
        "Remove" => remove(call).await,
        _ => Err(Problem::unimplemented(method)),
    };
    answer.map(Json).into_response()
}

async fn stat(call: &Call) -> Result<Value, Problem> {
    let At { path, .. } = message(&call.body)?;
    entry(call, &absolute(&path)).await
}

async fn make_dir(call: &Call) -> Result<Value, Problem> {
    let At { path, .. } = message(&call.body)?;
    let path = absolute(&path);
    if entry(call, &path).await.is_ok() {
        return Err(Problem::new("already_exists", format!("{path} exists")));
    }
    call.client.make_folder(&path).await?;
    entry(call, &path).await
}

async fn rename(call: &Call) -> Result<Value, Problem> {
    let Move { source, destination } = message(&call.body)?;
    let (source, destination) = (absolute(&source), absolute(&destination));
    call.client.rename(&source, &destination).await?;
    entry(call, &destination).await
}

async fn list_dir(call: &Call) -> Result<Value, Problem> {
    let At { path, depth } = message(&call.body)?;
    let entries = find(call, &absolute(&path), 1, depth.max(1)).await?;
    Ok(json!({ "entries": entries }))
}

async fn remove(call: &Call) -> Result<Value, Problem> {
    let At { path, .. } = message(&call.body)?;
    call.client.remove(&absolute(&path), true).await?;
    Ok(json!({}))
}

async fn entry(call: &Call, path: &str) -> Result<Value, Problem> {
    let found = find(call, path, 0, 0).await?;
    let entry = found.into_iter().next().ok_or_else(|| Problem::not_found(format!("{path} does not exist")))?;
    Ok(json!({ "entry": entry }))
}

/// What is at `path`, and so far below it.
async fn find(call: &Call, path: &str, from: u32, to: u32) -> Result<Vec<Value>, Problem> {
    let (from, to) = (from.to_string(), to.to_string());
    let run = Run::new("find", &[path, "-mindepth", &from, "-maxdepth", &to, "-printf", FORMAT]);
    let outcome = call.client.run(&run).await?;
    if !outcome.succeeded() {
        return Err(Problem::not_found(outcome.stderr));
    }
    let fields: Vec<&str> = outcome.stdout.split('\0').collect();
    Ok(fields.chunks_exact(FIELDS).map(shown).collect())
}

fn shown(fields: &[&str]) -> Value {
    let kind = match fields[1] {
        "f" => "FILE_TYPE_FILE",
        "d" => "FILE_TYPE_DIRECTORY",
        "l" => "FILE_TYPE_SYMLINK",
        _ => "FILE_TYPE_UNSPECIFIED",
    };
    let seconds = fields[8].split('.').next().and_then(|text| text.parse().ok()).unwrap_or_default();
    json!({
        "name": fields[0], "type": kind, "path": fields[2],
        // A 64-bit number is a text in proto3's JSON.
        "size": fields[3], "mode": u32::from_str_radix(fields[4], 8).unwrap_or_default(), "permissions": fields[5],
        "owner": fields[6], "group": fields[7],
        "modifiedTime": jiff::Timestamp::from_second(seconds).unwrap_or_default().to_string(),
    })
}
