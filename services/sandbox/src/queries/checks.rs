//! What GitHub says of the task's pull request, asked as whoever asks. Nothing of it is kept but for some seconds: there is no
//! webhook for all of it, and what a page shows is asked for when somebody looks.

use std::sync::Arc;

use contracts::{
    Actor, TaskKey,
    organization::GetTask,
    sandbox::{Checks, GetChecks, Mergeability},
    user::GithubToken,
};
use runtime::{Caller, Failure, Handled, QueryError, Reader};

use crate::{
    error::SandboxError,
    github,
    workflows::{Trouble, Work},
};

/// Needs no sandbox, and no task that anybody has acted on.
pub async fn checks(reader: Reader, key: TaskKey, _: GetChecks, work: Arc<Work>) -> Handled<Checks> {
    let (caller, now) = (reader.caller.as_str(), reader.now);
    if let Some(known) = work.looking.known(&key, caller, now) {
        return Ok(known);
    }
    let (client, sandbox) = (reader.client()?, Caller::service(Actor::Sandbox));
    let query = GetTask { task_id: key.task_id.clone() };
    let line = client.query(&key.organization_id, &query, &sandbox).await.map_err(refused)?;
    let Some(pull_request) = line.pull_request else { return Ok(none(now)) };

    let person = reader.caller.user_id().or(line.owner.map(|owner| owner.user_id));
    let person = person.ok_or_else(|| SandboxError::Github("there is nobody to ask GitHub as".into()))?;
    let found = client.query(&person, &GithubToken {}, &sandbox).await.map_err(refused)?;
    let github = work.github().map_err(Trouble::into_failure)?.as_person(&found.token, &line.repository_name);
    let checks = github.checks(pull_request, now).await;
    let checks = checks.map_err(|error| SandboxError::Github(github::words(&error)))?;

    work.looking.remember(&key, caller, checks.clone());
    Ok(checks)
}

/// What another service refuses is refused here, in its words.
fn refused(error: QueryError) -> Failure {
    match error {
        QueryError::Refused { kind, code, message } => Failure::refused(kind, code, message),
        error => Failure::failed(error),
    }
}

fn none(now: i64) -> Checks {
    Checks {
        pull_request: None,
        head: None,
        checks: Vec::new(),
        more_checks: 0,
        reviews: Vec::new(),
        requested_reviewers: Vec::new(),
        merge: Mergeability { is_ready: false, reason: "There is no pull request yet".to_owned(), has_conflicts: None },
        read_at: now,
    }
}
