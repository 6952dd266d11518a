//! What is different between the pull requests we hold and those GitHub says now. Only differences travel on.

use std::collections::BTreeMap;

use contracts::{Millis, PullRequest};

/// A pull request as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    pub pull_request: PullRequest,
    /// The newest reading when it was written.
    pub generation: i64,
}

impl Stored {
    /// Whether reading number `generation` found something newer. GitHub's times are whole seconds: of two things said
    /// within one, what was read by a reading that began later holds.
    fn is_outdone_by(&self, found: &PullRequest, generation: i64) -> bool {
        let known = &self.pull_request;
        if self.generation < generation && found.updated_at == known.updated_at {
            return found != known;
        }
        supersedes(known, found)
    }
}

/// What GitHub says of one pull request: in its list of open ones or, where the list did not show it, to the question
/// about it alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Word {
    Is(PullRequest),
    /// There is none of this number any more.
    IsGone(u64),
    /// It was asked about this one, and did not say.
    Unsaid {
        number: u64,
        why: String,
    },
}

impl Word {
    pub const fn number(&self) -> u64 {
        match self {
            Self::Is(pull_request) => pull_request.number,
            Self::IsGone(number) | Self::Unsaid { number, .. } => *number,
        }
    }
}

/// What to do about one repository's pull requests.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// New or different: to be stored and told.
    pub changed: Vec<PullRequest>,
    /// Open here, and GitHub has them no more: to be removed and told.
    pub gone: Vec<PullRequest>,
    /// Closed here long enough ago: to be removed, and already told.
    pub forgotten: Vec<u64>,
    /// Open here, not in the list, and not asked about or not answered: they stay as they are.
    pub unanswered: Vec<u64>,
}

/// Compares what reading number `generation` heard, which is a list of the open pull requests and answers to questions,
/// with what is stored. That a list does not show one says nothing: it may have slipped from one page to another.
pub fn changes(stored: Vec<Stored>, heard: Vec<Word>, generation: i64) -> Changes {
    let stored: BTreeMap<u64, Stored> = stored.into_iter().map(|row| (row.pull_request.number, row)).collect();
    // A list that grows or shrinks while its pages are read may show one twice; the later page is the newer.
    let newest: BTreeMap<u64, Word> = heard.into_iter().map(|word| (word.number(), word)).collect();
    // What a webhook wrote since this reading began is newer than what it heard.
    let unseen = stored.values().filter(|row| !newest.contains_key(&row.pull_request.number));
    let older = unseen.filter(|row| row.generation < generation).map(|row| &row.pull_request);
    let (unanswered, forgotten): (Vec<_>, Vec<_>) = older.partition(|pull_request| pull_request.state.is_open());
    let numbers = |rows: Vec<&PullRequest>| rows.into_iter().map(|row| row.number).collect();
    let (unanswered, forgotten) = (numbers(unanswered), numbers(forgotten));

    let mut changes = Changes { forgotten, unanswered, ..Changes::default() };
    for word in newest.into_values() {
        let known = stored.get(&word.number());
        match word {
            Word::Is(found) if known.is_none_or(|row| row.is_outdone_by(&found, generation)) => {
                changes.changed.push(found);
            }
            Word::Is(_) => {}
            Word::IsGone(_) => {
                let gone = known.filter(|row| row.generation < generation && row.pull_request.state.is_open());
                changes.gone.extend(gone.map(|row| row.pull_request.clone()));
            }
            Word::Unsaid { number, .. } => changes.unanswered.push(number),
        }
    }
    changes
}

/// The pull request, as changed at `latest` at the latest: what was changed in a year to come would outdo whatever is said
/// of it until then.
pub fn no_later_than(latest: Millis, found: PullRequest) -> PullRequest {
    PullRequest { updated_at: found.updated_at.min(latest), ..found }
}

/// Whether `found`, of a webhook, says something newer than `known`. Webhooks overtake each other: within a second, a
/// closed pull request stays closed, as most that are stay so.
pub fn supersedes(known: &PullRequest, found: &PullRequest) -> bool {
    if found.updated_at != known.updated_at {
        return found.updated_at > known.updated_at;
    }
    found != known && (known.state.is_open() || !found.state.is_open())
}

/// Whether `known` and `found` contradict each other within a second, so that nobody can tell which was later: GitHub is
/// to be asked.
pub fn contradicts(known: &PullRequest, found: &PullRequest) -> bool {
    found.updated_at == known.updated_at && found.state.is_open() != known.state.is_open()
}

#[cfg(test)]
pub mod tests {
    use contracts::pull_request::PullRequestState;

    use super::*;

    pub fn pull_request(number: u64, updated_at: i64) -> PullRequest {
        PullRequest {
            number,
            title: format!("Change {number}"),
            state: PullRequestState::Open,
            url: format!("https://github.com/acme/web/pull/{number}"),
            head_branch: format!("change-{number}"),
            head_repository: Some("acme/web".into()),
            base_branch: "main".into(),
            author_login: Some("ann".into()),
            updated_at,
        }
    }

    fn stored(number: u64, updated_at: i64, generation: i64) -> Stored {
        Stored { pull_request: pull_request(number, updated_at), generation }
    }

    fn closed(mut row: Stored) -> Stored {
        row.pull_request.state = PullRequestState::Closed;
        row
    }

    fn listed(pull_requests: &[PullRequest]) -> Vec<Word> {
        pull_requests.iter().cloned().map(Word::Is).collect()
    }

    #[test]
    fn an_unchanged_list_changes_nothing() {
        let list = listed(&[pull_request(1, 10), pull_request(2, 10)]);
        assert_eq!(changes(vec![stored(1, 10, 1), stored(2, 10, 1)], list, 2), Changes::default());
    }

    #[test]
    fn only_the_new_and_the_different_have_changed() {
        let mut renamed = pull_request(2, 20);
        renamed.title = "Better".into();
        let list = listed(&[pull_request(1, 10), renamed.clone(), pull_request(3, 20)]);
        let found = changes(vec![stored(1, 10, 1), stored(2, 10, 1)], list, 2);
        assert_eq!(found.changed, [renamed, pull_request(3, 20)]);
    }

    #[test]
    fn one_that_a_list_does_not_show_stays_until_it_was_asked_for() {
        let found = changes(vec![stored(1, 10, 1)], vec![], 2);
        assert_eq!(found, Changes { unanswered: vec![1], ..Changes::default() });
        let slipped = changes(vec![stored(1, 10, 1)], listed(&[pull_request(1, 10)]), 2);
        assert_eq!(slipped, Changes::default(), "it had slipped from one page to another");
    }

    #[test]
    fn one_that_was_asked_for_ends_as_the_answer_says() {
        let mut merged = pull_request(1, 20);
        merged.state = PullRequestState::Merged;
        let found =
            changes(vec![stored(1, 10, 1), stored(2, 10, 1)], vec![Word::Is(merged.clone()), Word::IsGone(2)], 2);
        assert_eq!(found, Changes { changed: vec![merged], gone: vec![pull_request(2, 10)], ..Changes::default() });
    }

    #[test]
    fn one_of_which_github_does_not_say_anything_stays() {
        let unsaid = Word::Unsaid { number: 1, why: "451".into() };
        let found = changes(vec![stored(1, 10, 1)], vec![unsaid], 2);
        assert_eq!(found, Changes { unanswered: vec![1], ..Changes::default() });
    }

    #[test]
    fn what_a_webhook_wrote_during_the_reading_stands() {
        let during = vec![stored(1, 30, 2), closed(stored(2, 30, 2)), stored(3, 30, 2)];
        let found = changes(during, vec![Word::Is(pull_request(2, 20)), Word::IsGone(3)], 2);
        assert_eq!(found, Changes::default());
    }

    #[test]
    fn a_closed_one_is_forgotten_by_the_next_reading_without_being_told_again() {
        let found = changes(vec![closed(stored(1, 10, 1))], vec![], 2);
        assert_eq!(found, Changes { forgotten: vec![1], ..Changes::default() });
    }

    #[test]
    fn one_that_is_listed_twice_counts_once() {
        let found = changes(vec![], listed(&[pull_request(1, 10), pull_request(1, 20)]), 1);
        assert_eq!(found.changed, [pull_request(1, 20)]);
    }

    #[test]
    fn within_one_second_a_closed_one_stays_closed() {
        let open = pull_request(1, 10);
        let closed = closed(stored(1, 10, 1)).pull_request;
        assert!(supersedes(&open, &closed));
        assert!(!supersedes(&closed, &open));
        assert!(supersedes(&closed, &pull_request(1, 11)), "reopened");
    }

    #[test]
    fn within_one_second_a_later_reading_holds() {
        let reopened = changes(vec![closed(stored(1, 10, 1))], listed(&[pull_request(1, 10)]), 2);
        assert_eq!(reopened.changed, [pull_request(1, 10)]);
        let same_reading = changes(vec![closed(stored(1, 10, 2))], listed(&[pull_request(1, 10)]), 2);
        assert_eq!(same_reading, Changes::default());
        let lags_behind = changes(vec![closed(stored(1, 11, 1))], listed(&[pull_request(1, 10)]), 2);
        assert_eq!(lags_behind, Changes::default());
        assert!(contradicts(&closed(stored(1, 10, 1)).pull_request, &pull_request(1, 10)));
        assert!(!contradicts(&closed(stored(1, 10, 1)).pull_request, &pull_request(1, 11)));
    }
}
