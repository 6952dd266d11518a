//! The checks of a branch's newest commit: what GitHub's deliveries, which overtake each other, come to.

use contracts::{Millis, limit, organization::CheckTotals, sandbox::CheckState};

/// How one check stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    pub name: String,
    /// The commit.
    pub head: String,
    pub state: CheckState,
    /// GitHub's number of the run or the status.
    pub number: i64,
    /// Since when it stands so, as its author has it.
    pub at: Millis,
    /// Since when the commit is checked.
    pub since: Millis,
}

impl Check {
    /// What an author, or GitHub's clock, says of the future is true now: nothing could come after it otherwise.
    pub fn not_after(self, now: Millis) -> Self {
        Self { at: self.at.min(now), since: self.since.min(now), ..self }
    }
}

/// What is known after `told` was heard; `None` when it is no news. All that are known are of one commit: the first word of
/// another one whose checks have not begun earlier takes their place.
pub fn hear(mut known: Vec<Check>, told: Check) -> Option<Vec<Check>> {
    let newest = known.iter().map(|check| check.since).max().unwrap_or(Millis::MIN);
    if known.first().is_some_and(|check| check.head != told.head) {
        return (told.since >= newest).then(|| vec![told]);
    }
    match known.iter().position(|check| check.name == told.name) {
        Some(place) if !supersedes(&known[place], &told) => return None,
        Some(place) => known[place] = told,
        // So many have no other use than to fill a table.
        None if known.len() >= limit::CHECKS => return None,
        None => known.push(told),
    }
    Some(known)
}

/// A later run has a higher number. Of one run the end holds, whatever its author says of when that was; what has ended
/// may be reported anew.
fn supersedes(known: &Check, told: &Check) -> bool {
    if told.number != known.number {
        return told.number > known.number;
    }
    match (known.state.has_ended(), told.state.has_ended()) {
        (false, true) => true,
        (false, false) => told.at > known.at || (told.at == known.at && told.state != known.state),
        (true, _) => told.at > known.at,
    }
}

/// `None`: nothing is known.
pub fn totals(checks: &[Check]) -> Option<CheckTotals> {
    let mut totals = CheckTotals { head: checks.first()?.head.clone(), ..CheckTotals::default() };
    for check in checks {
        let count = match check.state {
            CheckState::Failed => &mut totals.failed,
            CheckState::Running | CheckState::Waiting => &mut totals.open,
            CheckState::Passed | CheckState::Neutral => &mut totals.passed,
        };
        *count += 1;
        totals.updated_at = totals.updated_at.max(check.at);
    }
    Some(totals)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(head: &str, name: &str, state: CheckState, at: Millis) -> Check {
        Check { name: name.into(), head: head.into(), state, number: 1, at, since: at }
    }

    #[test]
    fn a_check_runs_and_ends_and_late_words_of_it_are_no_news() {
        let running = check("a", "build", CheckState::Running, 10);
        let passed = check("a", "build", CheckState::Passed, 20);
        let known = hear(vec![], running.clone()).unwrap();
        let known = hear(known, passed.clone()).unwrap();
        assert_eq!(known, std::slice::from_ref(&passed));
        assert_eq!(hear(known.clone(), running), None);
        assert_eq!(hear(known.clone(), passed), None);
        let again = Check { number: 2, ..check("a", "build", CheckState::Running, 5) };
        assert_eq!(hear(known, again.clone()), Some(vec![again.clone()]), "it is run again");
        assert_eq!(hear(vec![again], check("a", "build", CheckState::Failed, 90)), None, "the former run ends late");
    }

    #[test]
    fn an_end_holds_whatever_its_author_says_of_when_that_was() {
        let running = check("a", "build", CheckState::Running, 10);
        let ended = check("a", "build", CheckState::Passed, 0);
        assert_eq!(hear(vec![running.clone()], ended.clone()), Some(vec![ended]));
        let ahead = check("a", "build", CheckState::Passed, Millis::MAX).not_after(20);
        assert_eq!(hear(vec![running], ahead.clone()), Some(vec![ahead.clone()]));
        let newer = check("b", "build", CheckState::Running, 21);
        assert_eq!(hear(vec![ahead], newer.clone()), Some(vec![newer]));
    }

    #[test]
    fn an_older_commits_slow_check_does_not_take_the_newer_ones_place() {
        let newer = check("b", "build", CheckState::Running, 20);
        let slow = Check { since: 10, ..check("a", "test", CheckState::Passed, 90) };
        assert_eq!(hear(vec![newer], slow), None);
    }

    #[test]
    fn within_one_second_the_end_holds() {
        let running = check("a", "build", CheckState::Running, 10);
        let failed = check("a", "build", CheckState::Failed, 10);
        assert_eq!(hear(vec![running.clone()], failed.clone()), Some(vec![failed.clone()]));
        assert_eq!(hear(vec![failed], running), None);
    }

    #[test]
    fn another_commit_takes_the_place_of_all_unless_it_is_older() {
        let known = vec![check("a", "build", CheckState::Passed, 10), check("a", "test", CheckState::Failed, 20)];
        assert_eq!(hear(known.clone(), check("z", "build", CheckState::Passed, 19)), None);
        let newer = check("b", "build", CheckState::Running, 20);
        assert_eq!(hear(known, newer.clone()), Some(vec![newer]));
    }

    #[test]
    fn there_is_an_end_to_them() {
        let all: Vec<_> =
            (0..limit::CHECKS).map(|place| check("a", &place.to_string(), CheckState::Passed, 1)).collect();
        assert_eq!(hear(all.clone(), check("a", "one more", CheckState::Failed, 2)), None);
        assert!(hear(all, check("a", "0", CheckState::Failed, 2)).is_some());
    }

    #[test]
    fn they_are_counted_by_what_somebody_wants_to_know() {
        let [failed, open, passed] = [CheckState::Failed, CheckState::Waiting, CheckState::Neutral];
        let checks = [check("a", "x", failed, 3), check("a", "y", open, 9), check("a", "z", passed, 1)];
        let expected = CheckTotals { head: "a".into(), failed: 1, open: 1, passed: 1, updated_at: 9 };
        assert_eq!((totals(&checks), totals(&[])), (Some(expected), None));
    }
}
