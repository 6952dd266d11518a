//! Every event with a payload as GitHub sends it, shortened to what tells events apart.

use serde_json::json;

use super::*;

/// Routes it where every organization is called after its account's login.
fn try_route(event: &str, body: &[u8]) -> serde_json::Result<Routed> {
    let payload = serde_json::from_slice(body)?;
    let accounts = accounts(&payload)?;
    let named = [accounts.whose, accounts.former_owner].into_iter().flatten();
    let by_login = |account: Account| Some((account.login.clone(), OrganizationId::for_login(&account.login).ok()?));
    route_to(event, &payload, &named.filter_map(by_login).collect())
}

fn route_to(event: &str, payload: &Payload, resolved: &ResolvedAccounts) -> serde_json::Result<Routed> {
    route(&Webhook { event, delivery_id: "d-1", received_at: 50 }, payload, resolved)
}

fn routed(event: &str, payload: Value) -> Routed {
    try_route(event, payload.to_string().as_bytes()).expect("a payload as documented")
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
        json!({"connectedAccount": "Acme", "kind": "organization", "installationStatus": "connected",
               "installationId": 99, "accountId": "a7"})
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
    let push = json!({"ref": "refs/heads/main", "before": "a", "after": "b", "repository": repository, "installation": {"id": 99}});
    assert_eq!(commands("push", push)[0].0, "githubData.command.handleBranchWebhook.bob");
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
fn changed_repository_access_starts_a_sync() {
    let access = commands("installation_repositories", installation_event("added", "Acme", "Organization"));
    assert_eq!(
        (access[0].0.as_str(), &access[0].1["label"]),
        ("githubData.command.syncRepos.acme", &json!("Repository access changed"))
    );
}

fn member_event(action: &str, role: &str) -> Value {
    let user = json!({"login": "bob", "id": 3, "avatar_url": "https://x/3", "type": "User"});
    json!({"action": action, "organization": organization(), "installation": {"id": 99},
           "membership": {"user": user, "role": role, "state": "active"}})
}

#[test]
fn who_joins_or_leaves_is_told_at_once_and_everything_is_read_again() {
    let joined = commands("organization", member_event("member_added", "admin"));
    let [(subject, body), (sync, label)] = &joined[..] else { panic!("two commands: {joined:?}") };
    assert_eq!(subject, "githubData.command.handleMemberWebhook.acme");
    assert_eq!(
        body,
        &json!({"userId": "u3", "login": "bob", "avatarUrl": "https://x/3", "role": "admin", "removed": false,
                "observedAt": 50})
    );
    assert_eq!((sync.as_str(), &label["label"]), ("githubData.command.syncRepos.acme", &json!("Members changed")));
    assert_eq!(label["context"]["kind"], "organization");

    let left = commands("organization", member_event("member_removed", "member"));
    assert_eq!((&left[0].1["removed"], &left[0].1["role"]), (&json!(true), &Value::Null));
    assert!(commands("organization", member_event("member_invited", "member")).is_empty());
    let nobody = json!({"action": "member_removed", "organization": organization(), "membership": {"user": null}});
    assert_eq!(commands("organization", nobody).len(), 1);
}

#[test]
fn who_joins_a_team_belongs_and_who_leaves_one_still_does() {
    let event = |action: &str| {
        json!({"action": action, "scope": "team", "member": {"login": "bob", "id": 3}, "team": {"name": "Everyone"},
               "organization": organization()})
    };
    let joined = commands("membership", event("added"));
    assert_eq!(joined.len(), 1);
    assert_eq!((&joined[0].1["userId"], &joined[0].1["role"]), (&json!("u3"), &Value::Null));
    assert!(commands("membership", event("removed")).is_empty());
}

#[test]
fn an_account_that_took_another_login_stays_the_organization_it_is() {
    let account = json!({"login": "Acme-Inc", "id": 7, "type": "Organization"});
    let changes = json!({"login": {"from": "Acme"}});
    let target = json!({"action": "renamed", "account": account, "changes": changes, "installation": {"id": 99}});
    let renamed = json!({"action": "renamed", "organization": account, "changes": changes});
    for (event, payload) in [("installation_target", target), ("organization", renamed)] {
        let body = payload.to_string();
        let payload: Payload = serde_json::from_str(&body).expect("as documented");
        let whose = accounts(&payload).expect("as documented").whose.expect("an account");
        assert_eq!((whose.login.as_str(), whose.account_id()), ("Acme-Inc", Some(contracts::AccountId::for_number(7))));
        let place = ("Acme-Inc".to_owned(), "acme".parse().expect("an id"));

        let Routed::Commands(commands) = route_to(event, &payload, &[place].into_iter().collect()).expect("routed")
        else {
            panic!("{event} is ignored")
        };
        let [sync, receipt] = &commands[..] else { panic!("two commands: {commands:?}") };
        assert_eq!(sync.subject, "githubData.command.syncRepos.acme");
        assert_eq!(sync.body["context"]["connectedAccount"], "Acme-Inc");
        assert_eq!(sync.body["context"]["accountId"], "a7");
        assert_eq!(receipt.subject, "organization.command.recordGithubWebhookReceipt.acme");
    }
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
fn a_push_says_where_its_branch_was_and_is_and_one_of_a_tag_says_nothing() {
    const NONE: &str = "0000000000000000000000000000000000000000";
    let push = |reference: &str, before: &str, after: &str| json!({"ref": reference, "before": before, "after": after, "repository": repository(), "organization": organization()});
    for (before, after, expected) in [("a", "b", [json!("a"), json!("b")]), (NONE, "b", [json!(null), json!("b")])] {
        let (subject, body) = commands("push", push("refs/heads/feat/x", before, after)).remove(0);
        assert_eq!(subject, "githubData.command.handleBranchWebhook.acme");
        assert_eq!(body["branch"], "feat/x");
        assert_eq!([body["before"].clone(), body["after"].clone()], expected);
    }
    assert_eq!(commands("push", push("refs/heads/x", "a", NONE))[0].1["after"], json!(null));
    assert!(commands("push", push("refs/tags/v1", "a", "b")).is_empty());
    let created = json!({"ref": "x", "ref_type": "branch", "repository": repository(), "organization": organization()});
    assert!(commands("create", created.clone()).is_empty() && commands("delete", created).is_empty());
    assert!(try_route("push", br#"{"ref": "refs/heads/x", "organization": {"login": "Acme"}}"#).is_err());
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
        assert!(try_route("pull_request", payload.to_string().as_bytes()).is_err(), "{payload}");
    }
    assert!(try_route("push", b"not JSON").is_err());
}
