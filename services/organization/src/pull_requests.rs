//! What news of a pull request does to the line of its branch: pure decisions.

use contracts::{
    Millis, PullRequest, limit,
    organization::{RefreshTaskSummaryForBranch, TaskSummary},
    pull_request::PullRequestState,
};

/// A branch's line and all of its pull requests.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    pub summary: TaskSummary,
    pub pull_requests: Vec<PullRequest>,
}

/// What GitHub says of one pull request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// It is open.
    Open(PullRequest),
    /// It left, and how it last looked if that was told.
    Left { number: u64, because: Left, last: Option<PullRequest> },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    Closed,
    Merged,
    /// GitHub has it no more.
    Deleted,
    RepositoryRemoved,
}

impl Left {
    const fn event(self) -> &'static str {
        match self {
            Self::Closed => "task.pr_closed",
            Self::Merged => "task.pr_merged",
            Self::Deleted | Self::RepositoryRemoved => "task.pr_removed",
        }
    }

    /// Why the task is put away with it: it is done. What is deleted was not done, and a task outlives it.
    const fn archive_reason(self) -> Option<&'static str> {
        match self {
            Self::Closed => Some("PR closed"),
            Self::Merged => Some("PR merged"),
            Self::Deleted | Self::RepositoryRemoved => None,
        }
    }
}

impl News {
    /// A pull request that is told to be closed has left, whatever else is said.
    pub fn of(command: &RefreshTaskSummaryForBranch) -> Self {
        let number = command.pull_request_number;
        match &command.pull_request {
            Some(open) if open.state.is_open() => Self::Open(open.clone()),
            Some(ended) => {
                let because = if ended.state == PullRequestState::Merged { Left::Merged } else { Left::Closed };
                Self::Left { number, because, last: Some(ended.clone()) }
            }
            None => {
                let because = match command.left_because.as_deref() {
                    Some("merged") => Left::Merged,
                    Some("deleted") => Left::Deleted,
                    Some("repositoryRemoved") => Left::RepositoryRemoved,
                    _ => Left::Closed,
                };
                Self::Left { number, because, last: None }
            }
        }
    }
}

/// What to do with a line.
#[derive(Debug, PartialEq)]
pub enum Decision {
    /// It is no news.
    Nothing,
    /// The line was only there for this pull request.
    Remove,
    Update(Box<Update>),
}

#[derive(Debug, PartialEq)]
pub struct Update {
    pub summary: TaskSummary,
    pub pull_request: Stored,
    /// For the audit log.
    pub event: Option<&'static str>,
    /// Why the task is to be put away.
    pub archive: Option<&'static str>,
    /// The pull request is open again: what was put away with it comes back.
    pub brings_back: bool,
}

/// What becomes of the stored pull request.
#[derive(Debug, PartialEq, Eq)]
pub enum Stored {
    Keep(PullRequest),
    Forget,
}

impl Update {
    /// The page of the pull request that the news are about.
    pub fn url(&self) -> Option<&str> {
        match &self.pull_request {
            Stored::Keep(pull_request) => Some(&pull_request.url),
            Stored::Forget => None,
        }
    }
}

impl Known {
    pub fn hear(self, news: News) -> Decision {
        match news {
            News::Open(open) => self.hear_open(open),
            News::Left { number, because, last } => self.hear_left(number, because, last),
        }
    }

    fn hear_open(mut self, open: PullRequest) -> Decision {
        let position = self.position(open.number);
        let known = position.map(|position| &self.pull_requests[position]);
        if known.is_some_and(|known| is_stale(known, &open)) {
            return Decision::Nothing;
        }
        let is_opened = known.is_none_or(|known| !known.state.is_open());
        let brings_back = self.summary.materialised && known.is_some() && is_opened;
        match position {
            Some(position) => self.pull_requests[position] = open.clone(),
            None => self.pull_requests.push(open.clone()),
        }
        // A virtual task's pull requests come and go by the hundred with a sync; only people's tasks have a history.
        let event = (self.summary.materialised && is_opened).then_some("task.pr_opened");
        let summary = self.shown(open.updated_at);
        Decision::Update(Box::new(Update {
            summary,
            pull_request: Stored::Keep(open),
            event,
            archive: None,
            brings_back,
        }))
    }

    fn hear_left(mut self, number: u64, because: Left, last: Option<PullRequest>) -> Decision {
        let Some(position) = self.position(number) else { return Decision::Nothing };
        let known = &self.pull_requests[position];
        if !known.state.is_open() && because != Left::RepositoryRemoved {
            return Decision::Nothing;
        }
        let ended = ended(known, because, last);
        if ended.as_ref().is_some_and(|ended| ended.updated_at < known.updated_at) {
            return Decision::Nothing;
        }
        let changed_at = ended.as_ref().map_or(known.updated_at, |ended| ended.updated_at);
        let pull_request = match ended {
            Some(ended) if self.summary.materialised => {
                self.pull_requests[position] = ended.clone();
                Stored::Keep(ended)
            }
            _ => {
                self.pull_requests.remove(position);
                Stored::Forget
            }
        };
        if !self.summary.materialised && self.pull_requests.is_empty() {
            return Decision::Remove;
        }
        let event = self.summary.materialised.then(|| because.event());
        let archive = because.archive_reason().filter(|_| self.is_done());
        let summary = self.shown(changed_at);
        Decision::Update(Box::new(Update { summary, pull_request, event, archive, brings_back: false }))
    }

    fn position(&self, number: u64) -> Option<usize> {
        self.pull_requests.iter().position(|known| known.number == number)
    }

    /// Whether a person's task has nothing left to be reviewed and has not ended yet.
    fn is_done(&self) -> bool {
        let has_open = self.pull_requests.iter().any(|known| known.state.is_open());
        self.summary.materialised && !has_open && !self.summary.status.is_ended()
    }

    /// The line with the pull request to show: an open one before a closed one, then the one changed last.
    fn shown(self, changed_at: Millis) -> TaskSummary {
        let Self { mut summary, pull_requests } = self;
        let weight = |known: &PullRequest| (known.state.is_open(), known.updated_at, known.number);
        summary.pull_request = pull_requests.into_iter().max_by_key(weight);
        // A virtual task is its pull request; a person's task has its own title.
        if let Some(shown) = summary.pull_request.as_ref().filter(|_| !summary.materialised) {
            summary.title = title(shown);
        }
        summary.updated_at = summary.updated_at.max(changed_at);
        summary
    }
}

/// What a virtual task is called: its pull request's title, or its branch when that is blank. A title is one line, and
/// GitHub's may be longer than ours.
pub fn title(pull_request: &PullRequest) -> String {
    let title = pull_request.title.replace(char::is_control, " ");
    let title = if title.trim().is_empty() { &pull_request.head_branch } else { title.trim() };
    title.chars().take(limit::TITLE_CHARACTERS).collect()
}

/// Whether `open` says nothing newer than is known. GitHub counts in seconds, so two changes may carry the same time: then
/// the later telling holds, as whoever tells has decided which was later.
fn is_stale(known: &PullRequest, open: &PullRequest) -> bool {
    open.updated_at < known.updated_at || open == known
}

/// How the pull request looks now that it left; `None` when there is nothing more to look at.
fn ended(known: &PullRequest, because: Left, last: Option<PullRequest>) -> Option<PullRequest> {
    let state = match because {
        Left::Closed => PullRequestState::Closed,
        Left::Merged => PullRequestState::Merged,
        Left::Deleted | Left::RepositoryRemoved => return None,
    };
    Some(PullRequest { state, ..last.unwrap_or_else(|| known.clone()) })
}

/// Which repository a pull request's branch is in, as the index keeps it: `''` for the task's own. A fork that was
/// deleted has no name any more, so its branch is told apart by the pull request.
pub fn head_repository(pull_request: Option<&PullRequest>, repository_name: &str) -> String {
    let Some(pull_request) = pull_request else { return String::new() };
    match &pull_request.head_repository {
        Some(name) if name.eq_ignore_ascii_case(repository_name) => String::new(),
        Some(name) => name.to_lowercase(),
        None => format!("#{}", pull_request.number),
    }
}

#[cfg(test)]
mod tests {
    use contracts::{RepositoryId, task::TaskStatus};

    use super::*;

    fn pull_request(number: u64, updated_at: Millis) -> PullRequest {
        PullRequest {
            number,
            title: format!("Login {number}"),
            state: PullRequestState::Open,
            url: format!("https://github.com/acme/web/pull/{number}"),
            head_branch: "login".into(),
            head_repository: Some("acme/web".into()),
            base_branch: "main".into(),
            author_login: None,
            updated_at,
        }
    }

    fn known(materialised: bool, pull_requests: Vec<PullRequest>) -> Known {
        let summary = TaskSummary {
            task_id: "t-1".parse().expect("an id"),
            repository_id: RepositoryId::for_number(1),
            repository_name: "acme/web".into(),
            title: "The team's own words".into(),
            branch: "login".into(),
            status: TaskStatus::Idle,
            pull_request: None,
            owner: None,
            changes: None,
            materialised,
            created_at: 1,
            updated_at: 15,
        };
        Known { summary, pull_requests }
    }

    fn left(number: u64, because: Left) -> News {
        News::Left { number, because, last: None }
    }

    fn update(decision: Decision) -> Update {
        match decision {
            Decision::Update(update) => *update,
            other => panic!("expected an update, got {other:?}"),
        }
    }

    #[test]
    fn a_virtual_task_follows_its_pull_request() {
        let update = update(known(false, vec![pull_request(7, 10)]).hear(News::Open(pull_request(7, 20))));
        assert_eq!(update.summary.title, "Login 7");
        assert_eq!(update.summary.updated_at, 20);
        assert_eq!((update.event, update.archive), (None, None));
    }

    #[test]
    fn a_persons_task_keeps_its_title() {
        let update = update(known(true, vec![pull_request(7, 10)]).hear(News::Open(pull_request(7, 20))));
        assert_eq!(update.summary.title, "The team's own words");
        assert_eq!(update.summary.pull_request, Some(pull_request(7, 20)));
    }

    #[test]
    fn a_virtual_task_is_called_what_fits_in_a_line() {
        let called = |text: &str| title(&PullRequest { title: text.into(), ..pull_request(7, 10) });
        assert_eq!(called(" a\nb\u{1b}[0m "), "a b [0m");
        assert_eq!(called(" \n "), "login");
        assert_eq!(called(&"é".repeat(256)), "é".repeat(200));
    }

    #[test]
    fn older_and_equal_news_are_no_news() {
        let hear = |open| known(false, vec![pull_request(7, 10)]).hear(News::Open(open));
        assert_eq!(hear(pull_request(7, 9)), Decision::Nothing);
        assert_eq!(hear(pull_request(7, 10)), Decision::Nothing);
    }

    #[test]
    fn two_changes_in_the_same_second_are_both_heard() {
        let renamed = PullRequest { title: "Sign in".into(), ..pull_request(7, 10) };
        let update = update(known(false, vec![pull_request(7, 10)]).hear(News::Open(renamed)));
        assert_eq!(update.summary.title, "Sign in");
    }

    #[test]
    fn a_closed_pull_request_takes_its_virtual_task_along() {
        for because in [Left::Closed, Left::Merged, Left::Deleted, Left::RepositoryRemoved] {
            assert_eq!(known(false, vec![pull_request(7, 10)]).hear(left(7, because)), Decision::Remove);
        }
    }

    #[test]
    fn a_virtual_task_stays_while_its_branch_is_offered_elsewhere() {
        let offered = vec![pull_request(7, 10), pull_request(8, 9)];
        let update = update(known(false, offered).hear(left(7, Left::Closed)));
        assert_eq!(update.summary.pull_request, Some(pull_request(8, 9)));
        assert_eq!(update.pull_request, Stored::Forget);
    }

    #[test]
    fn a_merged_pull_request_puts_a_persons_task_away_and_stays_to_be_seen() {
        let update = update(known(true, vec![pull_request(7, 10)]).hear(left(7, Left::Merged)));
        let merged = PullRequest { state: PullRequestState::Merged, ..pull_request(7, 10) };
        assert_eq!(update.summary.pull_request, Some(merged.clone()));
        assert_eq!(update.pull_request, Stored::Keep(merged));
        assert_eq!((update.event, update.archive), (Some("task.pr_merged"), Some("PR merged")));
    }

    #[test]
    fn a_task_with_another_open_pull_request_is_not_put_away() {
        let offered = vec![pull_request(7, 10), pull_request(8, 9)];
        let update = update(known(true, offered).hear(left(7, Left::Closed)));
        assert_eq!(update.archive, None);
        assert_eq!(update.summary.pull_request, Some(pull_request(8, 9)));
    }

    #[test]
    fn an_ended_task_is_not_put_away_again() {
        let mut ended = known(true, vec![pull_request(7, 10)]);
        ended.summary.status = TaskStatus::Killed;
        assert_eq!(update(ended.hear(left(7, Left::Closed))).archive, None);
    }

    #[test]
    fn a_task_outlives_its_repository_and_a_pull_request_that_was_deleted() {
        for because in [Left::Deleted, Left::RepositoryRemoved] {
            let update = update(known(true, vec![pull_request(7, 10)]).hear(left(7, because)));
            assert_eq!((update.summary.pull_request, update.archive), (None, None));
            assert_eq!(update.event, Some("task.pr_removed"));
        }
    }

    #[test]
    fn leaving_is_heard_once() {
        let closed = PullRequest { state: PullRequestState::Closed, ..pull_request(7, 10) };
        assert_eq!(known(true, vec![closed]).hear(left(7, Left::Closed)), Decision::Nothing);
        assert_eq!(known(true, vec![]).hear(left(7, Left::Closed)), Decision::Nothing);
    }

    #[test]
    fn a_late_opening_does_not_undo_a_close_but_a_reopening_does() {
        let closed = PullRequest { state: PullRequestState::Closed, ..pull_request(7, 10) };
        let hear = |open| known(true, vec![closed.clone()]).hear(News::Open(open));
        assert_eq!(hear(pull_request(7, 9)), Decision::Nothing);
        for reopened in [10, 11] {
            let update = update(hear(pull_request(7, reopened)));
            assert_eq!((update.event, update.brings_back), (Some("task.pr_opened"), true));
        }
    }

    #[test]
    fn forks_with_equal_branch_names_are_told_apart() {
        let head = |name: Option<&str>| {
            let pull_request = PullRequest { head_repository: name.map(str::to_owned), ..pull_request(7, 10) };
            head_repository(Some(&pull_request), "acme/web")
        };
        assert_eq!(head(Some("Acme/Web")), "");
        assert_eq!(head(Some("Bob/web")), "bob/web");
        assert_eq!(head(None), "#7");
        assert_eq!(head_repository(None, "acme/web"), "");
    }
}
