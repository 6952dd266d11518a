//! An ordinary prompt: a turn worth looking at, made from what is really there.

mod change;
mod decide;
mod summary;
mod survey;
mod words;

use std::path::Path;

use serde_json::json;

use crate::protocol::tool::{self, ToolCall};
use crate::protocol::update::{self, Entry, EntryStatus, Speech};
use crate::session::Always;
use crate::session::settings::{Mode, Model, Thought};
use crate::turn::command::{Finished, execute};
use crate::turn::permission::{self, Choice};
use crate::turn::{Prompt, Stop, Turn};
use decide::{Decision, decide};
use summary::Outcome;

/// Tokens that are said to fit; for the gauge of the context only.
const CONTEXT_TOKENS: u64 = 200_000;

/// What a thousand tokens are said to cost.
const USD_PER_THOUSAND_TOKENS: f64 = 0.003;

pub async fn perform(turn: &mut Turn, prompt: &Prompt) -> Result<(), Stop> {
    let files = survey::files(&turn.session.cwd);
    let decision = decide(&files, &prompt.text);
    if turn.session.remembers(|memory| memory.title.is_none()) {
        turn.session.name(&decision.title);
        turn.update(update::title(&decision.title)).await?;
    }

    think(turn, &decision.thoughts(prompt.attachments.len())).await?;
    show_plan(turn, &decision, 0).await?;
    search(turn, &decision).await?;
    show_plan(turn, &decision, 1).await?;
    read(turn, &decision).await?;
    stream(turn, Speech::Message, &decision.announcement(), 55).await?;
    turn.next_message();
    show_plan(turn, &decision, 2).await?;
    let outcome = edit(turn, &decision).await?;
    show_plan(turn, &decision, 3).await?;
    let status = ask_git(turn, &["status", "--short"]).await?;
    let diff = ask_git(turn, &["diff", "--stat"]).await?;
    let summary = decision.summary(&outcome, &status, &diff);
    report_usage(turn, files.iter().map(|file| file.text.len()).sum::<usize>() + summary.len()).await?;
    show_plan(turn, &decision, 4).await?;
    stream(turn, Speech::Message, &summary, 55).await
}

/// Says a text in chunks of a few words, as a model does.
async fn stream(turn: &mut Turn, speech: Speech, text: &str, milliseconds: u64) -> Result<(), Stop> {
    for chunk in words::chunks(text) {
        turn.say(speech, chunk).await?;
        turn.paced(milliseconds).await?;
    }
    Ok(())
}

async fn think(turn: &mut Turn, thoughts: &[String]) -> Result<(), Stop> {
    let settings = turn.session.settings();
    let count = match (settings.model, settings.thought) {
        (Model::Quick, _) => 0,
        (Model::Careful, Thought::Low) => 1,
        (Model::Careful, Thought::Medium) => 2,
        (Model::Careful, Thought::High) => thoughts.len(),
    };
    for thought in thoughts.iter().take(count) {
        turn.next_message();
        stream(turn, Speech::Thought, thought, 55).await?;
    }
    Ok(())
}

/// Shows the plan with its first `done` entries completed and the next one in progress.
async fn show_plan(turn: &mut Turn, decision: &Decision, done: usize) -> Result<(), Stop> {
    let status = |index: usize| match index.cmp(&done) {
        std::cmp::Ordering::Less => EntryStatus::Completed,
        std::cmp::Ordering::Equal => EntryStatus::InProgress,
        std::cmp::Ordering::Greater => EntryStatus::Pending,
    };
    let steps = decision.steps();
    if done == 0 {
        let pending = |content: &String| Entry { content: content.clone(), status: EntryStatus::Pending };
        turn.update(update::plan(&steps.iter().map(pending).collect::<Vec<_>>())).await?;
        turn.paced(250).await?;
    }
    let entries: Vec<Entry> =
        steps.into_iter().enumerate().map(|(index, content)| Entry { content, status: status(index) }).collect();
    turn.update(update::plan(&entries)).await?;
    turn.paced(150).await
}

async fn search(turn: &mut Turn, decision: &Decision) -> Result<(), Stop> {
    let mut call = ToolCall::new("search", format!("Search for `{}`", decision.topic))
        .with_input(json!({"pattern": decision.topic}));
    for found in &decision.found {
        call = call.at(turn.session.cwd.join(&found.path), Some(found.line));
    }
    let id = turn.begin(&call).await?;
    turn.goes_on(&id).await?;
    turn.paced(400).await?;
    let lines: Vec<String> =
        decision.found.iter().map(|found| format!("{}:{}: {}", found.path, found.line, found.text)).collect();
    let content = if lines.is_empty() { "nothing found".to_owned() } else { lines.join("\n") };
    turn.end(&id, true, vec![tool::text(&content)], json!({"matches": lines.len()})).await
}

async fn read(turn: &mut Turn, decision: &Decision) -> Result<(), Stop> {
    for reading in &decision.readings {
        let path = turn.session.cwd.join(&reading.path);
        let call = ToolCall::new("read", format!("Read {}", reading.path))
            .at(&path, Some(reading.line))
            .with_input(json!({"path": path}));
        let id = turn.begin(&call).await?;
        turn.goes_on(&id).await?;
        turn.paced(350).await?;
        let excerpt = format!("```\n{}\n```", reading.excerpt.trim_end());
        turn.end(&id, true, vec![tool::text(&excerpt)], json!({"lines": reading.lines})).await?;
    }
    Ok(())
}

async fn edit(turn: &mut Turn, decision: &Decision) -> Result<Outcome, Stop> {
    let change = &decision.change;
    let path = turn.session.cwd.join(&change.path);
    let call = ToolCall::new("edit", format!("Edit {}", change.path))
        .at(&path, Some(change.line))
        .with_content(tool::diff(&path, change.old.as_deref(), &change.new))
        .with_input(json!({"path": path, "reason": change.what}));
    let id = turn.begin(&call).await?;

    if !is_allowed(turn, &call, &id).await? {
        turn.end(&id, false, vec![tool::text("The edit was rejected.")], json!({"rejected": true})).await?;
        return Ok(Outcome::Rejected);
    }

    turn.goes_on(&id).await?;
    turn.paced(400).await?;
    match write(&path, change.old.as_deref(), &change.new) {
        Ok(()) => {
            turn.end(&id, true, call.content, json!({"bytes": change.new.len()})).await?;
            Ok(Outcome::Written)
        }
        Err(reason) => {
            turn.end(&id, false, vec![tool::text(&reason)], json!({"error": reason})).await?;
            Ok(Outcome::Failed(reason))
        }
    }
}

async fn is_allowed(turn: &mut Turn, call: &ToolCall, id: &str) -> Result<bool, Stop> {
    if turn.session.settings().mode == Mode::Auto {
        return Ok(true);
    }
    if let Some(always) = turn.session.edits() {
        return Ok(always == Always::Allow);
    }
    let decision = permission::ask(turn, call, id).await?;
    match decision {
        permission::Decision::Chosen(Choice::AllowAlways) => turn.session.decide_edits(Always::Allow),
        permission::Decision::Chosen(Choice::RejectAlways) => turn.session.decide_edits(Always::Reject),
        _ => {}
    }
    Ok(decision.is_yes())
}

/// Writes the file, unless somebody has changed it since it was read.
fn write(path: &Path, old: Option<&str>, new: &str) -> Result<(), String> {
    if std::fs::read_to_string(path).ok().as_deref() != old {
        return Err("The file was changed by somebody else meanwhile.".to_owned());
    }
    std::fs::write(path, new).map_err(|error| error.to_string())
}

async fn ask_git(turn: &mut Turn, arguments: &[&str]) -> Result<Finished, Stop> {
    let finished = execute(turn, &format!("git {}", arguments.join(" ")), "git", arguments).await?;
    turn.paced(250).await?;
    Ok(finished)
}

/// Reports about what a model would have read and said: four letters are a token, and earlier prompts count again.
async fn report_usage(turn: &mut Turn, letters: usize) -> Result<(), Stop> {
    let prompts = turn.session.remembers(|memory| memory.prompts);
    let used = (letters as u64 / 4 + 1200 * prompts).min(CONTEXT_TOKENS);
    let cost = (used as f64 / 1000.0 * USD_PER_THOUSAND_TOKENS * 10_000.0).round() / 10_000.0;
    turn.update(update::usage(used, CONTEXT_TOKENS, Some(cost))).await
}
