//! A turn from its prompt to its answer.

use std::sync::Arc;

use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::time::Instant;

use super::cancel::{Cancel, Obedience};
use super::{Prompt, Stop, Turn};
use crate::protocol::{Client, Refusal};
use crate::script::{self, Step};
use crate::session::Session;
use crate::session::settings::Model;
use crate::{acts, demo};

/// What turns need to know of the process and its client.
#[derive(Clone)]
pub struct Setting {
    pub client: Client,
    pub takes_notices: bool,
    pub pace: f64,
}

/// Runs a turn that [`Session::begin`] has begun; returns the answer to its prompt. The session is free again after it.
pub async fn run(
    session: Arc<Session>,
    setting: Setting,
    prompt: Prompt,
    number: u64,
    cancelled: watch::Receiver<Option<Instant>>,
) -> Result<Value, Refusal> {
    let script = if script::is_script(&prompt.text) { Some(script::parse(&prompt.text)) } else { None };
    let obedience = script.as_ref().and_then(|steps| steps.as_ref().ok()).map_or(Obedience::AtOnce, |s| obedience(s));
    let pace = match session.settings().model {
        Model::Careful => setting.pace,
        Model::Quick => setting.pace / 2.0,
    };
    let mut turn = Turn {
        session: Arc::clone(&session),
        client: setting.client,
        takes_notices: setting.takes_notices,
        pace,
        dies_after: None,
        number,
        cancel: Cancel::new(cancelled, obedience),
        calls: 0,
        open_calls: Vec::new(),
        messages: 0,
        speech: None,
    };

    let outcome = match script {
        None => demo::perform(&mut turn, &prompt).await,
        Some(Ok(steps)) => acts::perform(&mut turn, &prompt, &steps).await,
        Some(Err(bad)) => {
            let data = json!({"line": bad.line, "text": bad.text});
            Err(Stop::Failed(Refusal::invalid_params(bad.to_string()).with_data(data)))
        }
    };
    let answer = turn.answer(outcome).await;
    session.end();
    answer
}

impl Turn {
    async fn answer(&mut self, outcome: Result<(), Stop>) -> Result<Value, Refusal> {
        let (reason, answer) = match outcome {
            Ok(()) => ("the turn has ended", Ok(json!({"stopReason": "end_turn"}))),
            Err(Stop::Cancelled) => ("cancelled", Ok(json!({"stopReason": "cancelled"}))),
            Err(Stop::Refused) => ("refused", Ok(json!({"stopReason": "refusal"}))),
            Err(Stop::Failed(refusal)) => ("the turn has failed", Err(refusal)),
            Err(Stop::ClientGone) => ("the client is gone", Err(Refusal::internal("the client is gone"))),
        };
        match self.end_open_calls(reason).await {
            Ok(()) => answer,
            Err(_) => Err(Refusal::internal("the client is gone")),
        }
    }
}

/// What a script makes of a cancel, also of one that comes before the step that says it.
fn obedience(steps: &[Step]) -> Obedience {
    let said = steps.iter().find_map(|step| match step {
        Step::IgnoreCancel => Some(Obedience::Never),
        Step::LateCancel(delay) => Some(Obedience::After(*delay)),
        _ => None,
    });
    said.unwrap_or(Obedience::AtOnce)
}
