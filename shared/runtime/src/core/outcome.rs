//! What came of a command, with the reply as the text it was written as: it is recorded and sent without being read.

use contracts::RefusalKind;
use serde::Serialize;
use serde_json::value::RawValue;

/// Its JSON is that of [`contracts::Outcome`].
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "status", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Recorded {
    Done { id: String, reply: Box<RawValue> },
    Refused { id: String, kind: RefusalKind, code: String, message: String },
    Dead { id: String, code: String, message: String, trace_id: Option<String> },
}

impl Recorded {
    /// The word that names the variant in JSON and in the journal.
    pub const fn status(&self) -> &'static str {
        match self {
            Self::Done { .. } => "done",
            Self::Refused { .. } => "refused",
            Self::Dead { .. } => "dead",
        }
    }

    /// The command's id.
    pub fn id(&self) -> &str {
        match self {
            Self::Done { id, .. } | Self::Refused { id, .. } | Self::Dead { id, .. } => id,
        }
    }
}

impl From<Recorded> for contracts::Outcome {
    fn from(recorded: Recorded) -> Self {
        match recorded {
            // A raw value was parsed when it was made, so it is JSON.
            Recorded::Done { id, reply } => {
                Self::Done { id, reply: serde_json::from_str(reply.get()).unwrap_or_default() }
            }
            Recorded::Refused { id, kind, code, message } => Self::Refused { id, kind, code, message },
            Recorded::Dead { id, code, message, trace_id } => Self::Dead { id, code, message, trace_id },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_json_is_an_outcomes() {
        let reply = RawValue::from_string(r#"{"b":1,"a":[null]}"#.into()).expect("JSON");
        let all = [
            Recorded::Done { id: "c-1".into(), reply },
            Recorded::Refused { id: "c-1".into(), kind: RefusalKind::NotFound, code: "x".into(), message: "y".into() },
            Recorded::Dead { id: "c-1".into(), code: "x".into(), message: "y".into(), trace_id: Some("t".into()) },
        ];
        for recorded in all {
            let json = serde_json::to_value(&recorded).expect("JSON");
            let outcome: contracts::Outcome = serde_json::from_value(json).expect("an outcome");
            assert_eq!(outcome, contracts::Outcome::from(recorded));
        }
    }
}
