//! Permission for a tool call. Whatever is not a clear yes is a no.

use serde_json::{Value, json};

use super::{Stop, Turn};
use crate::protocol::tool::ToolCall;

/// What is offered: id, name, kind. Ids differ from kinds, as they do with real agents.
const OPTIONS: [(&str, &str, Choice, &str); 4] = [
    ("yes", "Allow", Choice::AllowOnce, "allow_once"),
    ("yes-always", "Always allow in this session", Choice::AllowAlways, "allow_always"),
    ("no", "Reject", Choice::RejectOnce, "reject_once"),
    ("no-always", "Always reject in this session", Choice::RejectAlways, "reject_always"),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    AllowOnce,
    AllowAlways,
    RejectOnce,
    RejectAlways,
}

#[derive(Debug, PartialEq)]
pub enum Decision {
    Chosen(Choice),
    Cancelled,
    /// An error, or an option that was not offered: what the client said.
    Unusable(String),
}

impl Decision {
    pub fn is_yes(&self) -> bool {
        matches!(self, Self::Chosen(Choice::AllowOnce | Choice::AllowAlways))
    }

    /// It in a word or two: the kind of the chosen option, `cancelled`, or what was wrong.
    pub fn said(&self) -> &str {
        match self {
            Self::Chosen(choice) => OPTIONS.iter().find(|option| option.2 == *choice).map_or("", |option| option.3),
            Self::Cancelled => "cancelled",
            Self::Unusable(said) => said,
        }
    }
}

/// Asks for permission for a call that has begun, and waits for the answer as long as it takes.
pub async fn ask(turn: &mut Turn, call: &ToolCall, id: &str) -> Result<Decision, Stop> {
    let options: Vec<Value> =
        OPTIONS.iter().map(|(id, name, _, kind)| json!({"optionId": id, "name": name, "kind": kind})).collect();
    let params = json!({"sessionId": turn.session.id, "toolCall": call.fields(id), "options": options});
    let pending = turn.unless_cancelled(turn.client.request("session/request_permission", params)).await??;

    tokio::select! {
        biased;
        () = turn.cancel.due() => Err(Stop::Cancelled),
        answer = pending.answer() => Ok(decision(answer?)),
        // A turn that does not obey still gets no answer any more.
        _ = turn.cancel.asked() => Ok(Decision::Cancelled),
    }
}

fn decision(answer: Result<Value, Value>) -> Decision {
    let result = match answer {
        Ok(result) => result,
        Err(error) => return Decision::Unusable(format!("an error: {error}")),
    };
    match result["outcome"]["outcome"].as_str() {
        Some("cancelled") => Decision::Cancelled,
        Some("selected") => {
            let chosen = OPTIONS.iter().find(|option| result["outcome"]["optionId"] == option.0);
            let unknown =
                || Decision::Unusable(format!("an option that was not offered: {}", result["outcome"]["optionId"]));
            chosen.map_or_else(unknown, |option| Decision::Chosen(option.2))
        }
        _ => Decision::Unusable(format!("no outcome: {result}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selected(option: &str) -> Decision {
        decision(Ok(json!({"outcome": {"outcome": "selected", "optionId": option}})))
    }

    #[test]
    fn only_a_clear_yes_is_one() {
        assert!(selected("yes").is_yes());
        assert!(selected("yes-always").is_yes());
        for no in [
            selected("no"),
            selected("no-always"),
            selected("allow_once"),
            decision(Ok(json!({"outcome": {"outcome": "cancelled"}}))),
            decision(Ok(json!({}))),
            decision(Err(json!({"code": -1, "message": "broken"}))),
        ] {
            assert!(!no.is_yes(), "{no:?}");
        }
    }

    #[test]
    fn what_was_answered_can_be_said() {
        assert_eq!(selected("yes").said(), "allow_once");
        assert_eq!(selected("no-always").said(), "reject_always");
        assert_eq!(selected("maybe").said(), "an option that was not offered: \"maybe\"");
    }
}
