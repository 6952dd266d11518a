//! GitHub's content becomes repositories, members and lines of virtual tasks.

mod checks;
mod content;
mod scale;
mod snapshot;
mod trouble;
mod twice;

use std::collections::BTreeSet;

use contracts::{organization::TaskSummary, pull_request::PullRequestState};
use github_standin::{Generated, world};

/// A pull request as GitHub has it and a task shows it: repository, number, title, branch, the branch's repository, state.
type Shown = (String, u64, String, String, Option<String>, String);

/// The open pull requests of the organization `acme`.
fn on_github(generated: &Generated) -> BTreeSet<Shown> {
    let github = generated.build().unwrap();
    let acme = github.organization("acme").unwrap().id;
    let ours = github.repositories.values().filter(|repository| repository.owner_id == acme);
    ours.flat_map(|repository| repository.open_pull_requests().map(|pull| shown(&github, repository, pull))).collect()
}

fn shown(github: &world::World, repository: &world::Repository, pull: &world::PullRequest) -> Shown {
    let state = if pull.is_draft { PullRequestState::Draft } else { PullRequestState::Open };
    let home = pull.head.repository_id.map(|id| github.full_name(&github.repositories[&id]));
    (github.full_name(repository), pull.number, pull.title.clone(), pull.head.name.clone(), home, format!("{state:?}"))
}

/// What the tasks' lines say of their pull requests.
fn in_the_sidebar(tasks: &[TaskSummary]) -> BTreeSet<Shown> {
    let shown = |task: &TaskSummary| {
        let pull = task.pull_request.clone().unwrap();
        let state = format!("{:?}", pull.state);
        assert_eq!((&task.title, &task.branch), (&pull.title, &pull.head_branch));
        (task.repository_name.clone(), pull.number, pull.title, pull.head_branch, pull.head_repository, state)
    };
    tasks.iter().map(shown).collect()
}

fn generated(repositories: usize) -> Generated {
    Generated { organization: "acme".to_owned(), repositories, ..Generated::default() }
}
