//! What was told of a repository's checks, and whether that still stands.

use std::hash::{DefaultHasher, Hash, Hasher};

use contracts::{
    Millis,
    organization::{CheckedPullRequest, DELIVERED_BEFORE_MS},
};

/// What the last answer of GitHub's that was told was, and what came after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    pub fingerprint: i64,
    pub asked_at: Millis,
    /// When something else was told of the repository's checks or pull requests.
    pub heard_at: Millis,
}

impl Told {
    /// Whether the same answer need not be told again: all that was told since was known when it was asked for.
    pub const fn covers(&self, fingerprint: i64) -> bool {
        self.fingerprint == fingerprint && self.asked_at > self.heard_at.saturating_add(DELIVERED_BEFORE_MS)
    }
}

/// Another one after an update of the compiler costs a message for each repository.
pub fn fingerprint(pull_requests: &[CheckedPullRequest]) -> i64 {
    let mut hasher = DefaultHasher::new();
    pull_requests.hash(&mut hasher);
    hasher.finish().cast_signed()
}

#[cfg(test)]
mod tests {
    use contracts::{organization::ReadCheck, sandbox::CheckState};

    use super::*;

    #[test]
    fn an_answer_is_told_again_when_it_differs_or_something_else_was_told_since() {
        let read = |state| ReadCheck { name: "build".into(), state, number: 1, at: 1, since: 1 };
        let of = |state| {
            fingerprint(&[CheckedPullRequest {
                number: 7,
                head: "a".into(),
                checks: vec![read(state)],
                is_complete: true,
            }])
        };
        let (running, passed) = (of(CheckState::Running), of(CheckState::Passed));
        let asked_at = DELIVERED_BEFORE_MS * 2;
        let told = Told { fingerprint: running, asked_at, heard_at: 0 };
        assert!(told.covers(of(CheckState::Running)) && !told.covers(passed));
        assert!(!Told { heard_at: asked_at + 1, ..told }.covers(running), "delivered since");
        assert!(!Told { heard_at: asked_at - 1, ..told }.covers(running), "it may not have been in the answer");
    }
}
