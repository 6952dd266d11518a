//! The checks of a branch's newest commit: what GitHub's deliveries, which overtake each other, and its answers come to.

use contracts::{
    Millis, limit,
    organization::{CheckTotals, CheckedPullRequest, DELIVERED_BEFORE_MS},
    sandbox::CheckState,
};

/// How one check stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    pub name: String,
    /// The commit.
    pub head: String,
    pub state: CheckState,
    /// GitHub's number of the run or the status; 0 when it is not known.
    pub number: i64,
    /// Since when it stands so, as its author has it.
    pub at: Millis,
    /// Since when the commit is checked.
    pub since: Millis,
    /// When GitHub's word of it came here, or was asked for.
    pub heard_at: Millis,
}

/// GitHub's answer to how a commit is checked, which is the newest of its branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub head: String,
    pub checks: Vec<Check>,
    /// Whether these are all that the commit has.
    pub is_complete: bool,
    pub asked_at: Millis,
}

impl Check {
    /// What an author, or GitHub's clock, says of the future is true now: nothing could come after it otherwise.
    pub fn not_after(self, now: Millis) -> Self {
        Self { at: self.at.min(now), since: self.since.min(now), ..self }
    }

    /// Whether it was delivered so long before GitHub was asked that its answer is the later word.
    const fn was_heard_before(&self, asked_at: Millis) -> bool {
        self.heard_at.saturating_add(DELIVERED_BEFORE_MS) < asked_at
    }
}

impl Answer {
    /// Of one pull request, taken in now. A check that several Apps or workflows make under one name is the newest of them.
    pub fn of(told: CheckedPullRequest, asked_at: Millis, now: Millis) -> Self {
        let CheckedPullRequest { head, checks: read, is_complete, .. } = told;
        let mut checks: Vec<Check> = Vec::new();
        for one in read {
            let (name, head, state, number) = (one.name, head.clone(), one.state, one.number);
            let check = Check { name, head, state, number, at: one.at, since: one.since, heard_at: asked_at.min(now) };
            let check = check.not_after(now);
            match checks.iter_mut().find(|other| other.name == check.name) {
                Some(other) if supersedes(other, &check) => *other = check,
                Some(_) => {}
                None => checks.push(check),
            }
        }
        Self { head, checks, is_complete, asked_at }
    }

    fn names(&self, name: &str) -> bool {
        self.checks.iter().any(|check| check.name == name)
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

/// What is known after GitHub's `answer`; `None` when it is no news. What was delivered since GitHub was asked is ordered by
/// GitHub's own numbers and times, as deliveries are among each other: an answer never takes it back. What was delivered
/// before is a question, which the answer settles.
pub fn look(known: Vec<Check>, answer: Answer) -> Option<Vec<Check>> {
    if known.first().is_some_and(|check| check.head != answer.head) {
        return of_another_commit(&known, answer);
    }
    // One that was known to be under way, and that the commit's complete checks do not name, was taken back, or its App has
    // forgotten it: nothing would ever end it. What has ended stays: it did happen, and GitHub's summary of a commit leaves
    // some runs out that it delivers (those that somebody has started by hand).
    let is_gone = |check: &Check| {
        answer.is_complete
            && !check.state.has_ended()
            && check.was_heard_before(answer.asked_at)
            && !answer.names(&check.name)
    };
    let mut after: Vec<Check> = known.iter().filter(|check| !is_gone(check)).cloned().collect();
    for told in answer.checks {
        match after.iter().position(|check| check.name == told.name) {
            Some(place) if yields(&after[place], &told, answer.asked_at) => after[place] = told,
            Some(_) => {}
            None if after.len() < limit::CHECKS => after.push(told),
            None => {}
        }
    }
    (after != known).then_some(after)
}

/// Which commit is the newest the answer knows better than what was delivered before; of what was delivered since, the commit
/// whose checks have begun earlier is the older one.
fn of_another_commit(known: &[Check], answer: Answer) -> Option<Vec<Check>> {
    let Answer { checks, is_complete, asked_at, .. } = answer;
    if known.iter().all(|check| check.was_heard_before(asked_at)) {
        return (is_complete || !checks.is_empty()).then_some(checks);
    }
    let newest = known.iter().map(|check| check.since).max().unwrap_or(Millis::MIN);
    checks.iter().any(|check| check.since >= newest).then_some(checks)
}

/// Whether what is known of a check yields to what GitHub answered of it.
fn yields(known: &Check, told: &Check, asked_at: Millis) -> bool {
    let is_settled = known.was_heard_before(asked_at) && known.state != told.state;
    supersedes(known, told) || (is_settled && (!known.state.has_ended() || may_be_one_run(known, told)))
}

const fn may_be_one_run(known: &Check, told: &Check) -> bool {
    known.number == told.number || known.number == 0 || told.number == 0
}

/// A later run has a higher number. Of one run the end holds, whatever its author says of when that was; what has ended
/// may be reported anew.
fn supersedes(known: &Check, told: &Check) -> bool {
    if !may_be_one_run(known, told) {
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
        Check { name: name.into(), head: head.into(), state, number: 1, at, since: at, heard_at: at }
    }

    /// What GitHub answered of commit `a`, asked so long after anything was delivered that deliveries are older.
    fn answer(checks: &[Check]) -> Answer {
        let head = checks.first().map_or("a", |check| &check.head).to_owned();
        Answer { head, checks: checks.to_vec(), is_complete: true, asked_at: LATER }
    }

    const LATER: Millis = DELIVERED_BEFORE_MS * 10;

    /// Delivered since GitHub was asked.
    fn just_now(check: Check) -> Check {
        Check { heard_at: LATER, ..check }
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
    fn an_end_that_was_never_delivered_is_found_by_asking() {
        let running = check("a", "build", CheckState::Running, 10);
        let passed = check("a", "build", CheckState::Passed, 20);
        assert_eq!(look(vec![running.clone()], answer(std::slice::from_ref(&passed))), Some(vec![passed.clone()]));
        assert_eq!(look(vec![just_now(running)], answer(std::slice::from_ref(&passed))), Some(vec![passed.clone()]));
        assert_eq!(look(vec![passed.clone()], answer(std::slice::from_ref(&passed))), None);
        assert_eq!(look(vec![], answer(std::slice::from_ref(&passed))), Some(vec![passed]), "the first word at all");
        assert_eq!(look(vec![], answer(&[])), None);
    }

    #[test]
    fn an_answer_never_takes_back_what_was_delivered_since_it_was_asked_for() {
        let first = check("a", "build", CheckState::Failed, 20);
        let again = just_now(Check { number: 2, ..check("a", "build", CheckState::Running, 5) });
        let ended = just_now(check("a", "build", CheckState::Passed, 30));
        let other = just_now(check("a", "test", CheckState::Running, 30));
        let newer = just_now(check("b", "build", CheckState::Running, 30));
        assert_eq!(look(vec![again], answer(std::slice::from_ref(&first))), None, "another run has begun");
        let still = check("a", "build", CheckState::Running, 10);
        assert_eq!(look(vec![ended.clone()], answer(&[still])), None, "it has ended");
        assert_eq!(look(vec![newer], answer(std::slice::from_ref(&first))), None, "another commit came");
        assert_eq!(look(vec![ended.clone(), other], answer(&[ended])), None, "another check came");
    }

    #[test]
    fn what_was_under_way_and_is_known_to_github_no_more_is_over_and_what_has_ended_stays() {
        let known = vec![check("a", "build", CheckState::Running, 10), check("a", "by hand", CheckState::Failed, 10)];
        let test = check("a", "test", CheckState::Passed, 20);
        let found = look(known.clone(), answer(std::slice::from_ref(&test)));
        assert_eq!(found, Some(vec![known[1].clone(), test.clone()]));
        let in_part = Answer { is_complete: false, ..answer(std::slice::from_ref(&test)) };
        assert_eq!(look(known.clone(), in_part).map(|checks| checks.len()), Some(3), "it may be in the rest");
        assert_eq!(look(known[..1].to_vec(), answer(&[])), Some(vec![]));

        // The run that follows a failed one is gone, and GitHub has the failed one only.
        let again = Check { number: 2, ..check("a", "build", CheckState::Waiting, 30) };
        let failed = check("a", "build", CheckState::Failed, 20);
        assert_eq!(look(vec![again.clone()], answer(std::slice::from_ref(&failed))), Some(vec![failed.clone()]));
        let by_hand = Check { state: CheckState::Passed, ..again };
        assert_eq!(look(vec![by_hand], answer(&[failed])), None);
    }

    #[test]
    fn of_one_run_that_says_different_things_the_answer_to_the_later_question_holds() {
        let ahead = check("a", "build", CheckState::Failed, 30);
        let passed = check("a", "build", CheckState::Passed, 20);
        assert_eq!(look(vec![ahead.clone()], answer(std::slice::from_ref(&passed))), Some(vec![passed.clone()]));
        assert_eq!(look(vec![just_now(ahead)], answer(&[passed])), None);
    }

    #[test]
    fn statuses_have_no_number_in_an_answer_and_go_by_their_times() {
        let pending = Check { number: 7, ..check("a", "ci/old", CheckState::Running, 10) };
        let success = Check { number: 0, ..check("a", "ci/old", CheckState::Passed, 30) };
        let found = look(vec![pending.clone()], answer(std::slice::from_ref(&success)));
        assert_eq!(found, Some(vec![success.clone()]));
        let late = Check { number: 8, ..check("a", "ci/old", CheckState::Failed, 20) };
        assert_eq!(hear(vec![success.clone()], late), None, "a delivery between the two");
        assert_eq!(hear(vec![success.clone()], pending), None);
        let next = Check { number: 10, ..check("a", "ci/old", CheckState::Running, 40) };
        assert_eq!(hear(vec![success], next.clone()), Some(vec![next]));
    }

    #[test]
    fn which_commit_is_the_newest_an_answer_knows_better_than_older_deliveries() {
        let known = vec![check("b", "build", CheckState::Passed, 30)];
        // The branch was set back to a commit that was checked before.
        let back = check("a", "build", CheckState::Failed, 10);
        assert_eq!(look(known.clone(), answer(std::slice::from_ref(&back))), Some(vec![back.clone()]));
        assert_eq!(look(known.clone(), answer(&[])), Some(vec![]), "nothing checks the newest one");
        let in_part = Answer { is_complete: false, ..answer(&[]) };
        assert_eq!(look(known.clone(), in_part), None);
        let fresh: Vec<_> = known.into_iter().map(just_now).collect();
        assert_eq!(look(fresh.clone(), answer(&[back])), None);
        let newer = check("c", "build", CheckState::Running, 31);
        assert_eq!(look(fresh, answer(std::slice::from_ref(&newer))), Some(vec![newer]));
    }

    #[test]
    fn of_several_runs_under_one_name_the_newest_counts_and_no_more_are_kept_than_fit() {
        use contracts::organization::ReadCheck;
        let read = |name: String, number, state| ReadCheck { name, state, number, at: 1, since: Millis::MAX };
        let mut checks = vec![
            read("build".into(), 3, CheckState::Failed),
            read("build".into(), 2, CheckState::Passed),
            read("build".into(), 4, CheckState::Running),
        ];
        let told = CheckedPullRequest { number: 1, head: "a".into(), checks: checks.clone(), is_complete: true };
        let [build] = Answer::of(told.clone(), 50, 9).checks.try_into().unwrap();
        assert_eq!((build.number, build.state, build.since, build.heard_at), (4, CheckState::Running, 9, 9));

        checks.extend((0..limit::CHECKS).map(|place| read(place.to_string(), 1, CheckState::Passed)));
        let all = look(vec![], Answer::of(CheckedPullRequest { checks, ..told }, 50, 9));
        assert_eq!(all.map(|checks| checks.len()), Some(limit::CHECKS));
    }

    #[test]
    fn they_are_counted_by_what_somebody_wants_to_know() {
        let [failed, open, passed] = [CheckState::Failed, CheckState::Waiting, CheckState::Neutral];
        let checks = [check("a", "x", failed, 3), check("a", "y", open, 9), check("a", "z", passed, 1)];
        let expected = CheckTotals { head: "a".into(), failed: 1, open: 1, passed: 1, updated_at: 9 };
        assert_eq!((totals(&checks), totals(&[])), (Some(expected), None));
    }
}
