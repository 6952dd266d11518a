//! How a step's result is recorded: failures too, so that a resumed body takes the same way.

use contracts::{Millis, RefusalKind};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{
    core::text::without_nul,
    handler::failure::{Failure, Handled},
};

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum StepResult {
    Ok(Value),
    Refused {
        #[serde(default)]
        kind: RefusalKind,
        code: String,
        message: String,
    },
    /// The outside system wanted to be asked later more often than the step's policy allows.
    Later {
        until: Option<Millis>,
        why: String,
    },
    Failed {
        message: String,
    },
}

impl StepResult {
    /// What is recorded when a step is given up for this failure.
    pub fn given_up(failure: &Failure) -> Self {
        let message = without_nul(&failure.to_string());
        match failure {
            Failure::Later { until, .. } => Self::Later { until: *until, why: message },
            _ => Self::Failed { message },
        }
    }

    /// What the body sees of a recorded result.
    pub fn read<T: DeserializeOwned>(recorded: Value) -> Handled<T> {
        match serde_json::from_value(recorded)? {
            Self::Ok(value) => Ok(serde_json::from_value(value)?),
            Self::Refused { kind, code, message } => Err(Failure::refused(kind, code, message)),
            Self::Later { until, why } => Err(Failure::later(until, why)),
            Self::Failed { message } => Err(Failure::failed(message)),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn recorded(result: &StepResult) -> Value {
        serde_json::to_value(result).expect("JSON")
    }

    #[test]
    fn a_result_is_read_as_it_was_recorded() {
        assert_eq!(StepResult::read::<u32>(recorded(&StepResult::Ok(json!(7)))).ok(), Some(7));
    }

    #[test]
    fn what_is_given_up_is_the_same_failure_for_a_resumed_body() {
        let later = Failure::later(Some(7), "GitHub's limit");
        let Err(Failure::Later { until, why }) = StepResult::read::<u32>(recorded(&StepResult::given_up(&later)))
        else {
            panic!("it is another failure");
        };
        assert_eq!((until, why.contains("GitHub's limit")), (Some(7), true));

        let failed = Failure::failed("a NUL \0 in it");
        let read = StepResult::read::<u32>(recorded(&StepResult::given_up(&failed)));
        assert!(matches!(read, Err(Failure::Failed(_))), "{read:?}");
    }

    #[test]
    fn a_refusal_without_a_kind_was_recorded_by_an_earlier_version() {
        let read = StepResult::read::<u32>(json!({ "refused": { "code": "a.b", "message": "c" } }));
        assert!(matches!(read, Err(Failure::Refused { .. })), "{read:?}");
    }
}
