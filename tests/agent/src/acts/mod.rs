//! The steps of scripts, done.

pub mod faults;
mod files;
mod probes;
mod processes;
mod speech;
mod tools;

use std::time::Duration;

use crate::protocol::update::{self, Speech};
use crate::protocol::{Refusal, update::commands};
use crate::script::{Step, VERBS};
use crate::turn::{Prompt, Stop, Turn};

/// What earlier steps have set for later ones.
#[derive(Default)]
struct Manner {
    delay: Duration,
}

/// Does one step after the other.
pub async fn perform(turn: &mut Turn, prompt: &Prompt, steps: &[Step]) -> Result<(), Stop> {
    let mut manner = Manner::default();
    for step in steps {
        turn.next_message();
        do_step(turn, prompt, &mut manner, step).await?;
    }
    Ok(())
}

async fn do_step(turn: &mut Turn, prompt: &Prompt, manner: &mut Manner, step: &Step) -> Result<(), Stop> {
    match step {
        Step::Say(text) => turn.say(Speech::Message, text).await,
        Step::Think(text) => turn.say(Speech::Thought, text).await,
        Step::Plan(entries) => turn.update(update::plan(entries)).await,
        Step::Title(title) => {
            turn.session.name(title);
            turn.update(update::title(title)).await
        }
        Step::Chunks(count) => speech::chunks(turn, *count, manner.delay).await,
        Step::Clock(count) => speech::clock(turn, *count, manner.delay).await,
        Step::Huge(bytes) => turn.say(Speech::Message, &"x".repeat(*bytes)).await,
        Step::Usage { used, size, cost_usd } => turn.update(update::usage(*used, *size, *cost_usd)).await,
        Step::Mode(mode) => speech::change_mode(turn, mode).await,
        Step::Commands => turn.update(offered_commands()).await,
        Step::Notice(text) => speech::notice(turn, text).await,
        Step::Memory => speech::memory(turn).await,
        Step::Tool { kind, title } => tools::whole(turn, kind, title).await,
        Step::Ask(title) => tools::ask(turn, title).await,
        Step::Write { path, text } => files::write(turn, path, |_| text.clone()).await,
        Step::Append { path, text } => files::write(turn, path, |old| format!("{}{text}", old.unwrap_or(""))).await,
        Step::Run(command) => processes::run(turn, command).await,
        Step::Commit(message) => processes::commit(turn, message).await,
        Step::Push => processes::push(turn).await,
        Step::Fork { children, detached } => processes::fork(turn, *children, *detached).await,
        Step::Slow(duration) => turn.pause(*duration).await,
        Step::Silent => Err(turn.silence().await),
        Step::Hold(name) => probes::hold(turn, name).await,
        Step::Env(name) => probes::environment(turn, name.as_deref()).await,
        Step::Cat(path) => probes::file(turn, path).await,
        Step::Reach(address) => probes::reach(turn, address).await,
        Step::Attachments => probes::attachments(turn, &prompt.attachments).await,
        Step::Die => faults::die(turn).await,
        Step::Garbage => faults::garbage(turn).await,
        Step::UnknownUpdate => turn.update(update::unknown()).await,
        Step::Refuse => Err(Stop::Refused),
        Step::Error { code, message } => Err(Stop::Failed(Refusal::new(*code, message))),
        Step::Delay(delay) => {
            manner.delay = *delay;
            Ok(())
        }
        Step::DieAfter(count) => {
            turn.dies_after = Some(*count);
            Ok(())
        }
        Step::Stderr(text) => {
            eprintln!("{text}");
            Ok(())
        }
        // What they mean was decided before the first step.
        Step::IgnoreCancel | Step::LateCancel(_) => Ok(()),
    }
}

/// The verbs as the commands of the protocol.
pub fn offered_commands() -> serde_json::Value {
    commands(VERBS.iter().map(|verb| (verb.name, verb.arguments, verb.what)))
}
