//! What is different between the pull requests we hold and those GitHub says now. Only differences travel on.

use std::collections::{BTreeMap, BTreeSet};

use contracts::PullRequest;

/// A pull request as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    pub pull_request: PullRequest,
    /// The newest reading when it was written.
    pub generation: i64,
}

/// What to do about one repository's pull requests.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// New or different: to be stored and told.
    pub changed: Vec<PullRequest>,
    /// Open here, and no longer in GitHub's list of open ones: to be removed and told.
    pub left: Vec<PullRequest>,
    /// Closed here long enough ago: to be removed, and already told.
    pub forgotten: Vec<u64>,
}

/// Compares a complete list of open pull requests, fetched by reading number `generation`, with what is stored.
pub fn changes(stored: Vec<Stored>, fetched: Vec<PullRequest>, generation: i64) -> Changes {
    let seen: BTreeSet<u64> = fetched.iter().map(|pull_request| pull_request.number).collect();
    let stored: BTreeMap<u64, Stored> = stored.into_iter().map(|row| (row.pull_request.number, row)).collect();
    // A list that grows or shrinks while its pages are read may show one twice; the later page is the newer.
    let newest: BTreeMap<u64, PullRequest> = fetched.into_iter().map(|found| (found.number, found)).collect();
    let is_news =
        |found: &PullRequest| stored.get(&found.number).is_none_or(|row| supersedes(&row.pull_request, found));
    let changed = newest.into_values().filter(is_news).collect();

    // What a webhook wrote since this reading began is newer than the list.
    let unseen =
        stored.into_values().filter(|row| !seen.contains(&row.pull_request.number) && row.generation < generation);
    let (left, forgotten): (Vec<_>, Vec<_>) =
        unseen.map(|row| row.pull_request).partition(|pull_request| pull_request.state.is_open());
    Changes { changed, left, forgotten: forgotten.into_iter().map(|pull_request| pull_request.number).collect() }
}

/// Whether `found` says something newer than `known`. GitHub's times are whole seconds: within one, a closed pull
/// request stays closed, because what says otherwise was read before the closing.
pub fn supersedes(known: &PullRequest, found: &PullRequest) -> bool {
    if found.updated_at != known.updated_at {
        return found.updated_at > known.updated_at;
    }
    found != known && (known.state.is_open() || !found.state.is_open())
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

    #[test]
    fn an_unchanged_list_changes_nothing() {
        let found =
            changes(vec![stored(1, 10, 1), stored(2, 10, 1)], vec![pull_request(1, 10), pull_request(2, 10)], 2);
        assert_eq!(found, Changes::default());
    }

    #[test]
    fn only_the_new_and_the_different_have_changed() {
        let mut renamed = pull_request(2, 20);
        renamed.title = "Better".into();
        let fetched = vec![pull_request(1, 10), renamed.clone(), pull_request(3, 20)];
        let found = changes(vec![stored(1, 10, 1), stored(2, 10, 1)], fetched, 2);
        assert_eq!(found.changed, [renamed, pull_request(3, 20)]);
    }

    #[test]
    fn one_that_is_gone_from_the_list_left() {
        let found = changes(vec![stored(1, 10, 1)], vec![], 2);
        assert_eq!(found.left, [pull_request(1, 10)]);
        assert_eq!(found.changed, []);
    }

    #[test]
    fn what_a_webhook_wrote_during_the_reading_stands() {
        let found = changes(vec![stored(1, 30, 2), closed(stored(2, 30, 2))], vec![pull_request(2, 20)], 2);
        assert_eq!(found, Changes::default());
    }

    #[test]
    fn a_closed_one_is_forgotten_by_the_next_reading_without_being_told_again() {
        let found = changes(vec![closed(stored(1, 10, 1))], vec![], 2);
        assert_eq!(found, Changes { forgotten: vec![1], ..Changes::default() });
    }

    #[test]
    fn one_that_is_listed_twice_counts_once() {
        let found = changes(vec![], vec![pull_request(1, 10), pull_request(1, 20)], 1);
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
}
