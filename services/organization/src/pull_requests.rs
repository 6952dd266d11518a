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
mod tests;
