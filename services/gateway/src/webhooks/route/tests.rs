//! Every event with a payload as GitHub sends it, shortened to what tells events apart.

use serde_json::{Value, json};

use super::*;

fn try_route(event: &str, body: &[u8]) -> serde_json::Result<Routed> {
    let payload = serde_json::from_slice(body)?;
    route(&Webhook { event, delivery_id: "d-1", received_at: 50 }, &payload)
}

fn routed(event: &str, payload: Value) -> Routed {
    try_route(event, payload.to_string().as_bytes()).expect("a payload as documented")
}

fn deliveries(event: &str, payload: Value) -> Vec<Outgoing> {
    let Routed::Deliveries(deliveries) = routed(event, payload) else { panic!("{event} is ignored") };
    deliveries
}

/// What is to be done about an event that concerns the account number 7 alone.
fn commands(event: &str, payload: Value) -> Vec<Value> {
    let [Outgoing { key, delivery }] = &deliveries(event, payload)[..] else { panic!("one account") };
    assert_eq!(key.account_id, AccountId::for_number(7));
    assert!(delivery.receipt.is_some());
    delivery.commands.iter().map(|command| serde_json::to_value(command).expect("JSON")).collect()
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
    let created = commands("installation", installation_event("created", "Acme", "Organization"));
    let context = json!({"connectedAccount": "Acme", "kind": "organization", "installationStatus": "connected",
                         "installationId": 99, "accountId": "a7"});
    assert_eq!(created, [json!({"sync": {"label": "GitHub App installed", "context": context}})]);
    let resumed = commands("installation", installation_event("unsuspend", "Acme", "Organization"));
    assert_eq!(resumed[0]["sync"]["label"], "GitHub App resumed");
}

#[test]
fn a_delivery_is_its_accounts_by_number_whatever_names_it() {
    let installed = deliveries("installation", installation_event("created", "Bob", "User"));
    let [Outgoing { key, delivery }] = &installed[..] else { panic!("one account") };
    assert_eq!((key, delivery.login.as_str()), (&DeliveriesKey { account_id: AccountId::for_number(7) }, "Bob"));
    assert_eq!(delivery.installation_id, Some(99));
    assert_eq!(serde_json::to_value(delivery).expect("JSON")["commands"][0]["sync"]["context"]["kind"], "personal");

    // Other events of that account name the owner only, and must reach the same actor.
    let mut repository = repository();
    repository["owner"] = json!({"login": "Bob", "id": 7, "type": "User"});
    let push = json!({"ref": "refs/heads/main", "before": "a", "after": "b", "repository": repository, "installation": {"id": 99}});
    assert_eq!(&deliveries("push", push)[0].key, key);
}

#[test]
fn github_is_asked_whether_an_app_is_gone_or_suspended() {
    for action in ["deleted", "suspend"] {
        let check = commands("installation", installation_event(action, "Acme", "Organization"));
        assert_eq!(check, [json!({"installation": {"accountId": "a7", "installationId": 99}})], "{action}");
    }
}

#[test]
fn an_enterprise_is_nobody_here() {
    let account = json!({"id": 7, "slug": "acme-corp", "name": "Acme Corp", "node_id": "E_7"});
    let installation = json!({"id": 99, "account": account, "target_type": "Enterprise"});
    let event = json!({"action": "created", "installation": installation, "enterprise": account, "repositories": []});
    assert!(matches!(routed("installation", event), Routed::Ignored(_)));
}

#[test]
fn changed_repository_access_starts_a_sync() {
    let access = commands("installation_repositories", installation_event("added", "Acme", "Organization"));
    assert_eq!(access[0]["sync"]["label"], "Repository access changed");
}

fn member_event(action: &str, role: &str) -> Value {
    let user = json!({"login": "bob", "id": 3, "avatar_url": "https://x/3", "type": "User"});
    json!({"action": action, "organization": organization(), "installation": {"id": 99},
           "membership": {"user": user, "role": role, "state": "active"}})
}

#[test]
fn who_joins_or_leaves_is_told_with_the_account() {
    let joined = commands("organization", member_event("member_added", "admin"));
    let bob = json!({"accountId": "a7", "userId": "u3", "login": "bob", "avatarUrl": "https://x/3", "role": "admin",
                     "removed": false, "observedAt": 50});
    assert_eq!(joined, [json!({"member": bob})]);

    let left = commands("organization", member_event("member_removed", "member"));
    assert_eq!((&left[0]["member"]["removed"], &left[0]["member"]["role"]), (&json!(true), &Value::Null));
    assert!(commands("organization", member_event("member_invited", "member")).is_empty());
    let nobody = json!({"action": "member_removed", "organization": organization(), "membership": {"user": null}});
    assert_eq!(commands("organization", nobody)[0]["sync"]["label"], "Members changed");
}

#[test]
fn who_joins_a_team_belongs_and_who_leaves_one_still_does() {
    let event = |action: &str| {
        json!({"action": action, "scope": "team", "member": {"login": "bob", "id": 3}, "team": {"name": "Everyone"},
               "organization": organization()})
    };
    let joined = commands("membership", event("added"));
    assert_eq!(joined.len(), 1);
    assert_eq!((&joined[0]["member"]["userId"], &joined[0]["member"]["role"]), (&json!("u3"), &Value::Null));
    assert!(commands("membership", event("removed")).is_empty());
}

#[test]
fn an_account_that_took_another_login_is_read_again() {
    let account = json!({"login": "Acme-Inc", "id": 7, "type": "Organization"});
    let changes = json!({"login": {"from": "Acme"}});
    let target = json!({"action": "renamed", "account": account, "changes": changes, "installation": {"id": 99}});
    let renamed = json!({"action": "renamed", "organization": account, "changes": changes});
    for (event, payload) in [("installation_target", target), ("organization", renamed)] {
        let sync = commands(event, payload);
        assert_eq!(sync[0]["sync"]["context"]["connectedAccount"], "Acme-Inc", "{event}");
        assert_eq!(sync[0]["sync"]["context"]["accountId"], "a7", "{event}");
    }
}

#[test]
fn a_pull_request_travels_with_its_repository() {
    let told = commands("pull_request", pull_request_event("opened", pull_request()));
    let expected = json!({
        "accountId": "a7",
        "repository": {"repositoryId": "r42", "fullName": "Acme/rocket", "private": true, "defaultBranch": "trunk",
                       "cloneUrl": "https://github.com/Acme/rocket.git"},
        "pullRequest": {"number": 12, "title": "Add \"boosters\" 🚀", "state": "open", "headBranch": "boosters",
                        "url": "https://github.com/Acme/rocket/pull/12", "headRepository": "bob/rocket",
                        "baseBranch": "trunk", "authorLogin": "bob", "updatedAt": 1_773_489_600_000_i64}
    });
    assert_eq!(told, [json!({"pullRequest": expected})]);
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
        let told = commands("pull_request", pull_request_event("edited", pull_request)).remove(0);
        assert_eq!(told["pullRequest"]["pullRequest"]["state"], state, "{fields}");
    }
}

#[test]
fn a_deleted_fork_and_a_ghost_are_no_trouble() {
    let mut pull_request = pull_request();
    (pull_request["head"]["repo"], pull_request["user"]) = (Value::Null, Value::Null);
    let told = commands("pull_request", pull_request_event("synchronize", pull_request)).remove(0);
    let told = &told["pullRequest"]["pullRequest"];
    assert_eq!((&told["headRepository"], &told["authorLogin"]), (&Value::Null, &Value::Null));
}

#[test]
fn a_push_says_where_its_branch_was_and_is_and_one_of_a_tag_says_nothing() {
    const NONE: &str = "0000000000000000000000000000000000000000";
    let push = |reference: &str, before: &str, after: &str| json!({"ref": reference, "before": before, "after": after, "repository": repository(), "organization": organization()});
    for (before, after, expected) in [("a", "b", [json!("a"), json!("b")]), (NONE, "b", [json!(null), json!("b")])] {
        let told = &commands("push", push("refs/heads/feat/x", before, after))[0]["branch"];
        assert_eq!((&told["branch"], &told["accountId"]), (&json!("feat/x"), &json!("a7")));
        assert_eq!([told["before"].clone(), told["after"].clone()], expected);
    }
    assert_eq!(commands("push", push("refs/heads/x", "a", NONE))[0]["branch"]["after"], json!(null));
    assert!(commands("push", push("refs/tags/v1", "a", "b")).is_empty());
    let created = json!({"ref": "x", "ref_type": "branch", "repository": repository(), "organization": organization()});
    assert!(commands("create", created.clone()).is_empty() && commands("delete", created).is_empty());
    assert!(try_route("push", br#"{"ref": "refs/heads/x", "organization": {"login": "Acme", "id": 7}}"#).is_err());
}

#[test]
fn a_repository_that_changes_or_goes_is_told() {
    for (action, removed) in [("created", false), ("renamed", false), ("privatized", false), ("deleted", true)] {
        let payload = json!({"action": action, "repository": repository(), "organization": organization()});
        let told = commands("repository", payload);
        assert_eq!(told[0]["repository"]["accountId"], "a7");
        assert_eq!(told[0]["repository"]["removed"], removed, "{action}");
    }
}

#[test]
fn a_transferred_repository_is_gone_for_its_former_owner() {
    let from = json!({"owner": {"from": {"organization": {"login": "Initech", "id": 8}}}});
    let payload =
        json!({"action": "transferred", "changes": from, "repository": repository(), "organization": organization()});
    let told = deliveries("repository", payload);
    let told: Vec<_> = told
        .iter()
        .map(|told| {
            let [Delivered::Repository(repository)] = &told.delivery.commands[..] else { panic!("{told:?}") };
            assert_eq!(repository.account_id.as_ref(), Some(&told.key.account_id));
            (told.key.account_id.as_str(), repository.removed, told.delivery.receipt.is_some())
        })
        .collect();
    assert_eq!(told, [("a8", true, false), ("a7", false, true)]);
}

#[test]
fn a_rename_says_what_changed_in_a_shape_of_its_own() {
    let changes = json!({"repository": {"name": {"from": "missile"}}});
    let payload =
        json!({"action": "renamed", "changes": changes, "repository": repository(), "organization": organization()});
    assert_eq!(commands("repository", payload).len(), 1);
}

#[test]
fn of_reviews_only_the_receipt_is_kept() {
    // The pull request of a review lacks fields that the one of a pull_request event has.
    let review = json!({"action": "submitted", "pull_request": {"number": 12}, "repository": repository(),
                        "organization": organization(), "review": {"state": "approved"}});
    assert!(commands("pull_request_review", review).is_empty());
}

fn check_run(action: &str, pull_requests: &Value) -> Value {
    json!({
        "action": action, "repository": repository(), "organization": organization(),
        "check_run": {
            "id": 4, "name": "build", "head_sha": "abc", "status": "completed", "conclusion": "timed_out",
            "started_at": "2026-03-14T12:00:00Z", "completed_at": "2026-03-14T12:01:00Z",
            "check_suite": {"id": 5, "head_branch": "boosters", "head_sha": "abc", "created_at": "2026-03-14T11:50:00Z"},
            "pull_requests": pull_requests,
        }
    })
}

#[test]
fn a_check_is_of_the_branches_whose_newest_commit_it_is_about() {
    let of_branch = |branch: &str| {
        json!({"check": {"repositoryId": "r42", "branch": branch, "head": "abc", "name": "build", "state": "failed",
                         "number": 4, "at": 1_773_489_660_000_i64, "since": 1_773_489_000_000_i64}})
    };
    let checked = |branch: &str, sha: &str| json!({"number": 12, "head": {"ref": branch, "sha": sha}});
    assert_eq!(commands("check_run", check_run("completed", &json!([]))), [of_branch("boosters")]);
    let pulls = json!([checked("boosters", "abc"), checked("boosters", "abc"), checked("moved-on", "def")]);
    assert_eq!(commands("check_run", check_run("created", &pulls)), [of_branch("boosters")]);
    assert!(commands("check_run", check_run("rerequested", &json!([]))).is_empty());
    let mut without_suite = check_run("completed", &pulls);
    without_suite["check_run"]["check_suite"] = Value::Null;
    assert_eq!(commands("check_run", without_suite)[0]["check"]["since"], json!(1_773_489_600_000_i64));
}

#[test]
fn the_branches_of_one_check_have_an_end() {
    let checked = |number: usize| json!({"number": number, "head": {"ref": format!("b{number}"), "sha": "abc"}});
    let many = Value::Array((0..1_000).map(checked).collect());
    assert_eq!(commands("check_run", check_run("completed", &many)).len(), limits::WEBHOOK_BRANCHES);
}

#[test]
fn texts_are_cut_to_what_is_kept() {
    let long = "é".repeat(300_000);
    let mut pull_request = pull_request();
    (pull_request["title"], pull_request["head"]["ref"]) = (json!(long), json!(long));
    let told = commands("pull_request", pull_request_event("opened", pull_request)).remove(0);
    let told = &told["pullRequest"]["pullRequest"];
    let characters = |field: &str| told[field].as_str().expect("a text").chars().count();
    assert_eq!((characters("title"), characters("headBranch")), (1_000, 300));

    let action = json!({"action": long, "repository": repository(), "organization": organization()});
    let [told] = &deliveries("repository", action)[..] else { panic!("one account") };
    assert!(told.delivery.receipt.as_ref().expect("a receipt").event.len() < 1_000);
}

#[test]
fn a_status_is_of_the_branches_that_have_not_moved_on() {
    let branch = |name: &str, sha: &str| json!({"name": name, "commit": {"sha": sha}, "protected": false});
    let status = json!({"id": 9, "sha": "abc", "state": "pending", "context": "ci/old", "repository": repository(),
                        "created_at": "2026-03-14T12:00:00+00:00", "updated_at": "2026-03-14T12:01:00+00:00",
                        "branches": [branch("boosters", "abc"), branch("trunk", "def")], "organization": organization()});
    let check = json!({"check": {"repositoryId": "r42", "branch": "boosters", "head": "abc", "name": "ci/old",
                                 "state": "running", "number": 9, "at": 1_773_489_660_000_i64,
                                 "since": 1_773_489_660_000_i64}});
    assert_eq!(commands("status", status), [check]);
}

#[test]
fn the_receipt_names_event_action_and_delivery() {
    let told = deliveries("pull_request", pull_request_event("opened", pull_request()));
    let expected = RecordGithubWebhookReceipt { event: "pull_request.opened".into(), delivery_id: "d-1".into() };
    assert_eq!(told[0].delivery.receipt, Some(expected));
}

#[test]
fn what_is_unknown_or_nobodys_is_ignored() {
    let star = json!({"action": "created", "repository": repository(), "organization": organization()});
    assert_eq!(routed("star", star), Routed::Ignored("star".into()));
    assert!(matches!(routed("ping", json!({"zen": "Keep it logically awesome.", "hook_id": 1})), Routed::Ignored(_)));
    let unnumbered = json!({"action": "member_added", "organization": {"login": "Acme"}});
    assert!(matches!(routed("organization", unnumbered), Routed::Ignored(_)));
}

#[test]
fn a_payload_that_is_not_as_documented_is_refused() {
    for payload in [
        json!({"action": "opened", "repository": repository()}),
        json!({"action": "opened", "pull_request": {"number": "twelve"}, "repository": repository()}),
        json!({"action": "opened", "pull_request": pull_request(), "repository": {"owner": {"id": 7, "login": "acme"}}}),
        json!(["not an object"]),
    ] {
        assert!(try_route("pull_request", payload.to_string().as_bytes()).is_err(), "{payload}");
    }
    assert!(try_route("push", b"not JSON").is_err());
}
