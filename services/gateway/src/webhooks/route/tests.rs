//! Every event with a payload as GitHub sends it, shortened to what tells events apart.

use serde_json::json;

use super::*;

fn routed(event: &str, payload: Value) -> Routed {
    route(event, "d-1", payload.to_string().as_bytes()).expect("a payload as documented")
}

/// The commands without the receipt, which every event has as its last.
fn commands(event: &str, payload: Value) -> Vec<(String, Value)> {
    let Routed::Commands(mut commands) = routed(event, payload) else { panic!("{event} is ignored") };
    let receipt = commands.pop().expect("a receipt");
    assert!(receipt.subject.starts_with("organization.command.recordGithubWebhookReceipt."), "{}", receipt.subject);
    commands.into_iter().map(|command| (command.subject, command.body)).collect()
}

fn organization() -> Value {
    json!({"login": "Acme", "id": 7, "url": "https://api.github.com/orgs/Acme"})
}

fn repository() -> Value {
    json!({
        "id": 42, "name": "rocket", "full_name": "Acme/rocket", "private": true, "default_branch": "trunk",
        "owner": {"login": "Acme", "id": 7, "type": "Organization"},
        "clone_url": "https://github.com/Acme/rocket.git", "pushed_at": 1_700_000_000, "topics": ["space"]
    })
}

fn pull_request() -> Value {
    json!({
        "id": 1, "number": 12, "state": "open", "title": "Add \"boosters\" 🚀", "draft": false, "merged": false,
        "html_url": "https://github.com/Acme/rocket/pull/12", "user": {"login": "bob", "id": 3},
        "head": {"ref": "boosters", "sha": "abc", "repo": {"id": 43, "full_name": "bob/rocket"}},
        "base": {"ref": "trunk", "sha": "def", "repo": {"id": 42, "full_name": "Acme/rocket"}},
        "created_at": "2026-03-01T10:00:00Z", "updated_at": "2026-03-14T12:00:00Z"
    })
}

fn pull_request_event(action: &str, pull_request: Value) -> Value {
    json!({
        "action": action, "number": 12, "pull_request": pull_request, "repository": repository(),
        "organization": organization(), "installation": {"id": 99, "node_id": "x"}, "sender": {"login": "bob"}
    })
}

fn installation_event(action: &str, login: &str, kind: &str) -> Value {
    json!({
        "action": action,
        "installation": {"id": 99, "account": {"login": login, "id": 7, "type": kind}, "app_id": 1},
        "repositories": [{"id": 42, "full_name": "Acme/rocket"}], "sender": {"login": "alice"}
    })
}

#[test]
fn an_installation_starts_a_sync_with_everything_that_is_known() {
    let (subject, body) = commands("installation", installation_event("created", "Acme", "Organization")).remove(0);
    assert_eq!(subject, "githubData.command.syncRepos.acme");
    assert_eq!(
        body["context"],
        json!({"connectedAccount": "Acme", "kind": "organization", "installationStatus": "connected", "installationId": 99})
    );
    let (subject, _) = commands("installation", installation_event("unsuspend", "Acme", "Organization")).remove(0);
    assert_eq!(subject, "githubData.command.syncRepos.acme");
}

#[test]
fn a_persons_own_account_is_the_organization_of_its_login() {
    let (subject, body) = commands("installation", installation_event("created", "Bob", "User")).remove(0);
    assert_eq!((subject.as_str(), &body["context"]["kind"]), ("githubData.command.syncRepos.bob", &json!("personal")));

    // Other events of that account name the owner only, and must reach the same organization.
    let mut repository = repository();
    repository["owner"] = json!({"login": "Bob", "id": 3, "type": "User"});
    let push = json!({"ref": "refs/heads/main", "repository": repository, "installation": {"id": 99}});
    assert_eq!(commands("push", push)[0].0, "githubData.command.reloadRepository.bob");
}

#[test]
fn an_uninstalled_or_suspended_app_clears_what_github_said() {
    let (subject, body) = commands("installation", installation_event("deleted", "Acme", "Organization")).remove(0);
    assert_eq!(subject, "githubData.command.clearState.acme");
    assert_eq!((&body["installationStatus"], &body["installationId"]), (&json!("installRequired"), &Value::Null));

    let (_, body) = commands("installation", installation_event("suspend", "Acme", "Organization")).remove(0);
    assert_eq!((&body["installationStatus"], &body["installationId"]), (&json!("reconnectRequired"), &json!(99)));
}

#[test]
fn changed_repository_access_and_members_start_a_sync() {
    let access = commands("installation_repositories", installation_event("added", "Acme", "Organization"));
    assert_eq!(
        (access[0].0.as_str(), &access[0].1["label"]),
        ("githubData.command.syncRepos.acme", &json!("Repository access changed"))
    );

    let member = json!({"action": "member_removed", "organization": organization(), "installation": {"id": 99},
                        "membership": {"user": {"login": "bob"}}});
    let members = commands("organization", member);
    assert_eq!(members[0].1["label"], "Members changed");
    assert_eq!(members[0].1["context"]["kind"], "organization");

    let invited = json!({"action": "member_invited", "organization": organization()});
    assert!(commands("organization", invited).is_empty());
}

#[test]
fn a_pull_request_travels_with_its_repository() {
    let (subject, body) = commands("pull_request", pull_request_event("opened", pull_request())).remove(0);
    assert_eq!(subject, "githubData.command.handlePullRequestWebhook.acme");
    assert_eq!(
        body,
        json!({
            "repository": {"repositoryId": "r42", "fullName": "Acme/rocket", "private": true, "defaultBranch": "trunk",
                           "cloneUrl": "https://github.com/Acme/rocket.git"},
            "pullRequest": {"number": 12, "title": "Add \"boosters\" 🚀", "state": "open", "headBranch": "boosters",
                            "url": "https://github.com/Acme/rocket/pull/12", "headRepository": "bob/rocket",
                            "baseBranch": "trunk", "authorLogin": "bob", "updatedAt": 1_773_489_600_000_i64}
        })
    );
}

#[test]
fn a_pull_request_has_one_state() {
    for (fields, state) in [
        (json!({"draft": true}), "draft"),
        (json!({"state": "closed"}), "closed"),
        (json!({"state": "closed", "draft": true}), "closed"),
        (json!({"state": "closed", "merged": true}), "merged"),
    ] {
        let mut pull_request = pull_request();
        fields.as_object().expect("fields").iter().for_each(|(name, value)| pull_request[name] = value.clone());
        let (_, body) = commands("pull_request", pull_request_event("edited", pull_request)).remove(0);
        assert_eq!(body["pullRequest"]["state"], state, "{fields}");
    }
}

#[test]
fn a_deleted_fork_and_a_ghost_are_no_trouble() {
    let mut pull_request = pull_request();
    (pull_request["head"]["repo"], pull_request["user"]) = (Value::Null, Value::Null);
    let (_, body) = commands("pull_request", pull_request_event("synchronize", pull_request)).remove(0);
    assert_eq!(
        (&body["pullRequest"]["headRepository"], &body["pullRequest"]["authorLogin"]),
        (&Value::Null, &Value::Null)
    );
}

#[test]
fn branches_that_come_go_or_move_reload_their_repository_and_tags_do_not() {
    let event = |reference: &str, ref_type: Option<&str>| json!({"ref": reference, "ref_type": ref_type, "repository": repository(), "organization": organization()});
    for (name, payload) in [
        ("push", event("refs/heads/main", None)),
        ("create", event("feature", Some("branch"))),
        ("delete", event("feature", Some("branch"))),
    ] {
        let reload = ("githubData.command.reloadRepository.acme".to_owned(), json!({"repositoryId": "r42"}));
        assert_eq!(commands(name, payload), [reload], "{name}");
    }
    assert!(commands("push", event("refs/tags/v1", None)).is_empty());
    assert!(commands("create", event("v1", Some("tag"))).is_empty());
}

#[test]
fn a_repository_that_changes_or_goes_is_told() {
    for (action, removed) in [("created", false), ("renamed", false), ("privatized", false), ("deleted", true)] {
        let payload = json!({"action": action, "repository": repository(), "organization": organization()});
        let told = commands("repository", payload);
        assert_eq!(told[0].0, "githubData.command.handleRepositoryWebhook.acme");
        assert_eq!(told[0].1["removed"], removed, "{action}");
    }
}

#[test]
fn a_transferred_repository_is_gone_for_its_former_owner() {
    let from = json!({"owner": {"from": {"organization": {"login": "Initech", "id": 8}}}});
    let payload =
        json!({"action": "transferred", "changes": from, "repository": repository(), "organization": organization()});
    let told = commands("repository", payload);
    let told: Vec<_> = told.iter().map(|(subject, body)| (subject.as_str(), body["removed"] == true)).collect();
    assert_eq!(
        told,
        [
            ("githubData.command.handleRepositoryWebhook.initech", true),
            ("githubData.command.handleRepositoryWebhook.acme", false)
        ]
    );
}

#[test]
fn a_rename_says_what_changed_in_a_shape_of_its_own() {
    let changes = json!({"repository": {"name": {"from": "missile"}}});
    let payload =
        json!({"action": "renamed", "changes": changes, "repository": repository(), "organization": organization()});
    assert_eq!(commands("repository", payload).len(), 1);
}

#[test]
fn of_reviews_and_checks_only_the_receipt_is_kept() {
    // The pull request of a review lacks fields that the one of a pull_request event has.
    let review = json!({"action": "submitted", "pull_request": {"number": 12}, "repository": repository(),
                        "organization": organization(), "review": {"state": "approved"}});
    assert!(commands("pull_request_review", review).is_empty());
    let status = json!({"sha": "abc", "state": "success", "repository": repository(), "organization": organization()});
    assert!(commands("status", status).is_empty());
}

#[test]
fn the_receipt_names_event_action_and_delivery() {
    let Routed::Commands(commands) = routed("pull_request", pull_request_event("opened", pull_request())) else {
        panic!("ignored")
    };
    let receipt = commands.last().expect("a receipt");
    assert_eq!(receipt.subject, "organization.command.recordGithubWebhookReceipt.acme");
    assert_eq!(receipt.body, json!({"event": "pull_request.opened", "deliveryId": "d-1"}));
}

#[test]
fn what_is_unknown_or_nobodys_is_ignored() {
    let star = json!({"action": "created", "repository": repository(), "organization": organization()});
    assert_eq!(routed("star", star), Routed::Ignored("star".into()));
    assert!(matches!(routed("ping", json!({"zen": "Keep it logically awesome.", "hook_id": 1})), Routed::Ignored(_)));
    let unlikely = installation_event("created", "no.such_login", "Organization");
    assert!(matches!(routed("installation", unlikely), Routed::Ignored(_)));
}

#[test]
fn a_payload_that_is_not_as_documented_is_refused() {
    for payload in [
        json!({"action": "opened", "repository": repository()}),
        json!({"action": "opened", "pull_request": {"number": "twelve"}, "repository": repository()}),
        json!({"action": "opened", "pull_request": pull_request(), "repository": {"owner": {"login": "acme"}}}),
        json!(["not an object"]),
    ] {
        assert!(route("pull_request", "d-1", payload.to_string().as_bytes()).is_err(), "{payload}");
    }
    assert!(route("push", "d-1", b"not JSON").is_err());
}
