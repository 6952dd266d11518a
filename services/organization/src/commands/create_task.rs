//! Starts work: a new task with its own branch, or on a branch that exists.
//!
//! GitHub's branches are github-data's to know, and a command asks nobody: a branch is free when no task of the
//! repository has it, virtual ones included. A branch on GitHub without a pull request shows when the agent pushes.

use contracts::{
    OrganizationId, TaskId, TaskKey,
    organization::{CreateTask, Owner, Repository, TaskCreated, TaskSummary},
    task::{Initialize, TaskStatus},
};
use runtime::{Cx, Handled};
use serde_json::json;

use crate::{
    audit, branch,
    error::OrganizationError,
    request::{BranchChoice, NewTask},
    store::{self, lines::Line},
    title, views,
};

/// The task's rows are written before its id is told to anyone.
pub async fn create_task(cx: &mut Cx, organization_id: OrganizationId, command: CreateTask) -> Handled<TaskCreated> {
    let request = NewTask::parse(command)?;
    let repository = store::repositories::find(cx.read().await?, &organization_id, &request.repository_id).await?;
    let repository =
        repository.ok_or_else(|| OrganizationError::RepositoryUnknown(request.repository_id.to_string()))?;

    let plan = plan(cx, &organization_id, &repository, &request).await?.of(asker(cx, &organization_id).await?);

    let line = save(cx, &organization_id, &plan).await?;

    views::line_changed(cx, &organization_id, &line)?;
    let task = line.summary;
    cx.send(&task_key(&organization_id, &task), &initialize(&task, repository.clone_url, request.prompt))?;
    let details = json!({ "title": task.title, "adopted": matches!(plan, Plan::Adopt(_)) });
    audit::happened_to_task(cx, &organization_id, &task, "task.created", details)?;
    Ok(TaskCreated { task_id: task.task_id, title: task.title, branch: task.branch })
}

enum Plan {
    Create(TaskSummary),
    /// The virtual task of the branch becomes the person's, with its pull request.
    Adopt(TaskSummary),
}

impl Plan {
    fn of(self, owner: Option<Owner>) -> Self {
        match self {
            Self::Create(task) => Self::Create(TaskSummary { owner, ..task }),
            Self::Adopt(task) => Self::Adopt(TaskSummary { owner, ..task }),
        }
    }
}

/// Whoever asks answers for the task: sending a prompt makes its sender the owner. Nobody does, if it was no person.
async fn asker(cx: &mut Cx, organization_id: &OrganizationId) -> Handled<Option<Owner>> {
    let Some(user_id) = cx.caller().user_id() else { return Ok(None) };
    let known = store::members::find(cx.read().await?, organization_id, &user_id).await?;
    Ok(known.and_then(|known| known.person.owner()))
}

async fn plan(
    cx: &mut Cx,
    organization_id: &OrganizationId,
    repository: &Repository,
    request: &NewTask,
) -> Handled<Plan> {
    let title = title::derive(&request.prompt, request.title.as_deref());
    let branch = match &request.branch {
        BranchChoice::Derived => derived_branch(cx, organization_id, repository, &title).await?,
        BranchChoice::New(name) => new_branch(cx, organization_id, repository, name).await?,
        BranchChoice::Existing(name) => {
            let on_branch =
                store::index::on_branch(cx.read().await?, organization_id, &repository.repository_id, "", name).await?;
            match on_branch {
                Some(task) if task.materialised => return Err(OrganizationError::BranchIsTaken(name.clone()).into()),
                Some(task) => return Ok(Plan::Adopt(adopted(task, request.title.is_some().then_some(title), cx.now))),
                None => name.clone(),
            }
        }
    };
    Ok(Plan::Create(created(cx, repository, title, branch)))
}

async fn derived_branch(
    cx: &mut Cx,
    organization_id: &OrganizationId,
    repository: &Repository,
    title: &str,
) -> Handled<String> {
    let name = branch::sanitize(title);
    let taken = taken(cx, organization_id, repository, &name).await?;
    Ok(branch::free(&name, &taken))
}

async fn new_branch(
    cx: &mut Cx,
    organization_id: &OrganizationId,
    repository: &Repository,
    name: &str,
) -> Handled<String> {
    let taken = taken(cx, organization_id, repository, name).await?;
    if taken.iter().any(|taken| branch::clash(taken, name)) {
        return Err(OrganizationError::BranchIsTaken(name.to_owned()).into());
    }
    Ok(name.to_owned())
}

/// The branches that might clash with `name`.
async fn taken(
    cx: &mut Cx,
    organization_id: &OrganizationId,
    repository: &Repository,
    name: &str,
) -> Handled<Vec<String>> {
    let folders = branch::folders(name);
    let repository_id = &repository.repository_id;
    let mut taken =
        store::index::branches_like(cx.read().await?, organization_id, repository_id, name, &folders).await?;
    taken.push(repository.default_branch.clone());
    Ok(taken)
}

fn created(cx: &mut Cx, repository: &Repository, title: String, branch: String) -> TaskSummary {
    TaskSummary {
        task_id: TaskId::from(cx.new_id()),
        repository_id: repository.repository_id.clone(),
        repository_name: repository.full_name.clone(),
        title,
        branch,
        status: TaskStatus::Initialized,
        pull_request: None,
        owner: None,
        changes: None,
        checks: None,
        // A person asked for it, so it must outlive its pull request from now on, and not only once the task has told.
        materialised: true,
        created_at: cx.now,
        updated_at: cx.now,
    }
}

fn adopted(task: TaskSummary, title: Option<String>, now: contracts::Millis) -> TaskSummary {
    let title = title.unwrap_or(task.title);
    TaskSummary { title, materialised: true, updated_at: now.max(task.updated_at), ..task }
}

async fn save(cx: &mut Cx, organization_id: &OrganizationId, plan: &Plan) -> Handled<Line> {
    let (revision, summary) = match plan {
        Plan::Create(task) => (store::lines::insert(cx.write().await?, organization_id, "", task, 0).await?, task),
        Plan::Adopt(task) => (store::lines::update(cx.write().await?, organization_id, task).await?, task),
    };
    Ok(Line { summary: summary.clone(), revision })
}

fn task_key(organization_id: &OrganizationId, task: &TaskSummary) -> TaskKey {
    TaskKey { organization_id: organization_id.clone(), task_id: task.task_id.clone() }
}

fn initialize(task: &TaskSummary, clone_url: String, prompt: String) -> Initialize {
    Initialize {
        repository_id: task.repository_id.clone(),
        repository_name: task.repository_name.clone(),
        clone_url,
        title: task.title.clone(),
        branch: task.branch.clone(),
        prompt,
        pull_request: task.pull_request.clone(),
        owner: task.owner.clone(),
    }
}

#[cfg(test)]
mod tests {
    use contracts::{
        RepositoryId,
        audit_log::Append,
        limit,
        organization::{Member, RegisterTaskBranch},
    };
    use runtime::Caller;

    use super::*;
    use crate::testing::{Acme, member, members, pull_request, says, wish};

    #[tokio::test]
    async fn a_wish_becomes_a_task_that_is_shown_sent_and_noted() {
        let acme = Acme::connected().await;
        let handling = acme.send(&wish("Fix the login page\nand add a test")).await;

        let created = handling.outcome.as_ref().unwrap();
        assert_eq!(
            (created.title.as_str(), created.branch.as_str()),
            ("fix: Fix the login page", "fix-fix-the-login-page")
        );
        let line = acme.line(&created.task_id).await;
        assert_eq!((&line.title, &line.branch, line.materialised), (&created.title, &created.branch, true));

        let [(key, initialize)] = handling.sent::<Initialize>().try_into().unwrap();
        assert_eq!(key, format!("acme.{}", created.task_id));
        assert_eq!(initialize.prompt, "Fix the login page\nand add a test");
        assert_eq!(initialize.clone_url, "https://github.com/acme/web.git");
        let [(_, append)] = handling.sent::<Append>().try_into().unwrap();
        assert_eq!((append.event.as_str(), append.by.as_str()), ("task.created", "token:tester"));
        assert_eq!(append.task_id, Some(created.task_id.clone()));
        let [shown] = handling.shown().try_into().unwrap();
        assert_eq!((shown.key, shown.value), (acme.view(&created.task_id), Some(json!(line))));
        assert_eq!(handling.sent_count(), 2);
    }

    #[tokio::test]
    async fn who_asks_for_a_task_owns_it_from_the_start() {
        let acme = Acme::connected().await;
        acme.done(&members(&[Member { avatar_url: Some("https://x/7".into()), ..member(7, "bob") }])).await;
        acme.hears(&pull_request(7, "login", 10)).await;
        for command in [wish("x"), CreateTask { on_branch: Some("login".into()), ..wish("Go on") }] {
            let handling = acme.send_as(Caller::user(&member(7, "bob").user_id), &command).await;
            let task_id = &handling.outcome.as_ref().unwrap().task_id;
            let owner = acme.line(task_id).await.owner.unwrap();
            assert_eq!((owner.user_id.as_str(), owner.login.as_str()), ("u7", "bob"));
            assert_eq!(owner.avatar_url.as_deref(), Some("https://x/7"));
            assert_eq!(handling.sent::<Initialize>()[0].1.owner, Some(owner));
        }
    }

    #[tokio::test]
    async fn a_task_of_somebody_who_is_no_member_is_nobodys() {
        let acme = Acme::connected().await;
        let handling = acme.send_as(Caller::user(&member(8, "eve").user_id), &wish("x")).await;
        let task_id = &handling.outcome.as_ref().unwrap().task_id;
        assert_eq!(acme.line(task_id).await.owner, None);
        assert_eq!(handling.sent::<Initialize>()[0].1.owner, None);
    }

    #[tokio::test]
    async fn a_given_title_names_the_task_and_its_branch() {
        let acme = Acme::connected().await;
        let created = acme.done(&CreateTask { title: Some("docs: Größe".into()), ..wish("Add a page") }).await;
        assert_eq!((created.title.as_str(), created.branch.as_str()), ("docs: Größe", "docs-gr-e"));
    }

    #[tokio::test]
    async fn equal_wishes_get_branches_of_their_own() {
        let acme = Acme::connected().await;
        let mut branches = vec![];
        for _ in 0..3 {
            branches.push(acme.done(&wish("Add a page")).await.branch);
        }
        assert_eq!(branches, ["feat-add-a-page", "feat-add-a-page-2", "feat-add-a-page-3"]);
    }

    #[tokio::test]
    async fn equal_wishes_for_different_repositories_do_not_meet() {
        let acme = Acme::connected().await;
        acme.done(&wish("Add a page")).await;
        let other = CreateTask { repository_id: RepositoryId::for_number(2), ..wish("Add a page") };
        assert_eq!(acme.done(&other).await.branch, "feat-add-a-page");
    }

    #[tokio::test]
    async fn a_branch_that_is_offered_is_taken_but_not_that_of_a_fork() {
        let acme = Acme::connected().await;
        acme.hears(&pull_request(7, "login", 10)).await;
        let fork = contracts::PullRequest { head_repository: Some("bob/web".into()), ..pull_request(8, "search", 10) };
        acme.hears(&fork).await;

        acme.refused(&CreateTask { branch: Some("login".into()), ..wish("x") }, "organization.branch_is_taken").await;
        let created = acme.done(&CreateTask { branch: Some("search".into()), ..wish("x") }).await;
        assert_eq!(created.branch, "search");
    }

    #[tokio::test]
    async fn a_branch_that_git_could_not_have_beside_another_is_refused() {
        let acme = Acme::connected().await;
        acme.done(&CreateTask { branch: Some("login".into()), ..wish("x") }).await;
        for name in ["login", "login/form", "main", "main/x", " login "] {
            let command = CreateTask { branch: Some(name.into()), ..wish("x") };
            acme.refused(&command, "organization.branch_is_taken").await;
        }
    }

    #[tokio::test]
    async fn a_name_that_is_no_branch_is_refused_new_or_existing() {
        let acme = Acme::connected().await;
        let long = "x".repeat(limit::BRANCH_BYTES + 1);
        for name in ["a..b", "a@{b", "-a", "a b", "a\u{1b}[0m", "a~1", "HEAD", "x.lock", "/x", "x/", &long] {
            let new = CreateTask { branch: Some(name.into()), ..wish("x") };
            acme.refused(&new, "organization.branch_is_malformed").await;
            let existing = CreateTask { on_branch: Some(name.into()), ..wish("x") };
            acme.refused(&existing, "organization.branch_is_malformed").await;
        }
    }

    #[tokio::test]
    async fn a_branch_may_have_any_letters() {
        let acme = Acme::connected().await;
        for name in ["größe", "日本/語", "$(id)", "a'b\"c", "🎉", &"é".repeat(limit::BRANCH_BYTES / 2)] {
            let created = acme.done(&CreateTask { branch: Some(name.into()), ..wish("x") }).await;
            assert_eq!(acme.line(&created.task_id).await.branch, name);
        }
    }

    #[tokio::test]
    async fn a_virtual_task_is_adopted_with_its_pull_request() {
        let acme = Acme::connected().await;
        let offered = pull_request(7, "login", 10);
        let task_id = acme.hears(&offered).await;

        let handling = acme.send(&CreateTask { on_branch: Some("login".into()), ..wish("Go on") }).await;

        assert_eq!(handling.outcome.as_ref().unwrap().task_id, task_id);
        let line = acme.line(&task_id).await;
        assert_eq!((line.title.as_str(), line.materialised), ("Offer login", true));
        assert_eq!(line.pull_request, Some(offered.clone()));
        let [(_, initialize)] = handling.sent::<Initialize>().try_into().unwrap();
        assert_eq!((initialize.prompt.as_str(), initialize.pull_request), ("Go on", Some(offered)));
        assert_eq!(handling.sent::<Append>()[0].1.details["adopted"], json!(true));
        assert_eq!(acme.lines().await.len(), 1);
    }

    #[tokio::test]
    async fn a_persons_task_is_not_adopted() {
        let acme = Acme::connected().await;
        acme.hears(&pull_request(7, "login", 10)).await;
        let adopt = CreateTask { on_branch: Some("login".into()), ..wish("Go on") };
        acme.done(&adopt).await;
        acme.refused(&adopt, "organization.branch_is_taken").await;
    }

    #[tokio::test]
    async fn an_existing_branch_without_a_task_is_worked_on_as_it_is() {
        let acme = Acme::connected().await;
        let created = acme.done(&CreateTask { on_branch: Some("main".into()), ..wish("Go on") }).await;
        assert_eq!(created.branch, "main");
    }

    #[tokio::test]
    async fn a_branch_is_its_tasks_for_good() {
        let acme = Acme::connected().await;
        let created = acme.done(&CreateTask { branch: Some("login".into()), ..wish("x") }).await;
        let archived = contracts::organization::ApplyTaskSummaryUpdate {
            status: TaskStatus::Archived,
            ..says(&acme.line(&created.task_id).await, 2, "x")
        };
        acme.done(&archived).await;

        acme.refused(&CreateTask { branch: Some("login".into()), ..wish("x") }, "organization.branch_is_taken").await;
        let register = RegisterTaskBranch {
            repository_id: RepositoryId::for_number(1),
            task_id: "t-1".parse().unwrap(),
            branch: "login".into(),
        };
        acme.refused(&register, "organization.branch_is_taken").await;
    }

    #[tokio::test]
    async fn an_unknown_repository_is_refused() {
        let acme = Acme::connected().await;
        let command = CreateTask { repository_id: RepositoryId::for_number(3), ..wish("x") };
        acme.refused(&command, "organization.repository_unknown").await;
        Acme::unknown().await.refused(&wish("x"), "organization.repository_unknown").await;
    }

    #[tokio::test]
    async fn texts_that_are_blank_or_too_long_are_refused() {
        let acme = Acme::connected().await;
        acme.refused(&wish(" \n "), "organization.prompt_is_blank").await;
        acme.refused(&wish(&"x".repeat(50_001)), "organization.prompt_is_too_long").await;
        let title = Some("x".repeat(201));
        acme.refused(&CreateTask { title, ..wish("x") }, "organization.title_is_too_long").await;
    }

    #[tokio::test]
    async fn a_title_of_control_characters_is_readable_in_the_end() {
        let acme = Acme::connected().await;
        let created = acme.done(&CreateTask { title: Some("a\u{7}b\u{1b}[31mc\nd".into()), ..wish("x") }).await;
        assert_eq!(created.title, "feat: a b 31mc d");
    }

    #[tokio::test]
    async fn the_longest_prompt_still_fits_in_the_tasks_own_message() {
        let acme = Acme::connected().await;
        let handling = acme.send(&wish(&"🎉".repeat(50_000))).await;
        let [(_, initialize)] = handling.sent::<Initialize>().try_into().unwrap();
        assert!(serde_json::to_vec(&initialize).unwrap().len() < limit::MESSAGE_BYTES);

        // Six bytes each in JSON: it came through the door, but would not get any further.
        acme.refused(&wish(&"\u{1b}".repeat(43_600)), "organization.prompt_is_too_long").await;
    }

    #[tokio::test]
    async fn a_refusal_does_not_repeat_a_name_of_any_length() {
        let acme = Acme::connected().await;
        let command = CreateTask { branch: Some("\u{200b}".repeat(10_000)), ..wish("x") };
        let Err(runtime::Failure::Refused { message, .. }) = acme.send(&command).await.outcome else {
            panic!("expected a refusal");
        };
        assert!(message.len() < 1_000, "{} bytes", message.len());
    }

    fn virtual_task() -> TaskSummary {
        TaskSummary {
            task_id: "t-1".parse().expect("an id"),
            repository_id: RepositoryId::for_number(1),
            repository_name: "acme/web".into(),
            title: "Login".into(),
            branch: "login".into(),
            status: TaskStatus::Initialized,
            pull_request: None,
            owner: None,
            changes: None,
            checks: None,
            materialised: false,
            created_at: 1,
            updated_at: 2,
        }
    }

    #[test]
    fn an_adopted_task_keeps_its_title_unless_another_is_given() {
        assert_eq!(adopted(virtual_task(), None, 3).title, "Login");
        assert_eq!(adopted(virtual_task(), Some("feat: Sign in".into()), 3).title, "feat: Sign in");
    }

    #[test]
    fn an_adopted_task_is_a_persons_from_now_on() {
        let task = adopted(virtual_task(), None, 3);
        assert!(task.materialised);
        assert_eq!((task.created_at, task.updated_at), (1, 3));
    }
}
