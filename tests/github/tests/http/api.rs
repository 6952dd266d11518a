//! Reading: paging, conditional requests, who sees what.

use std::collections::BTreeSet;

use github_standin::changes::AddRepository;
use github_standin::{GitHub, Options};
use serde_json::Value;

use crate::client::{get, get_json, http, installation_token, link, small};

#[tokio::test]
async fn following_the_links_finds_each_of_160_repositories_once() {
    let github = GitHub::start(Options::default()).await.unwrap();
    let token = installation_token(&github, "brightwater").await;
    let mut next = Some(format!("{}/installation/repositories?per_page=50", github.base()));
    let mut names = Vec::new();
    while let Some(address) = next {
        let response = http().get(address).bearer_auth(&token).send().await.unwrap();
        next = link(response.headers(), "next");
        let body: Value = response.json().await.unwrap();
        assert_eq!(body["total_count"], 160);
        names.extend(body["repositories"].as_array().unwrap().iter().map(|found| found["full_name"].to_string()));
    }
    assert_eq!((names.len(), names.iter().collect::<BTreeSet<_>>().len()), (160, 160));
    assert_eq!(github.requests().route("GET /installation/repositories").total, 4);
}

#[tokio::test]
async fn pull_requests_come_newest_first_with_everything_a_client_reads() {
    let github = small().await;
    let token = installation_token(&github, "brightwater").await;
    let path = "/repos/brightwater/checkout-web/pulls?state=open&per_page=100";
    let pulls = get_json(&github, path, &token).await;
    let pulls = pulls.as_array().unwrap();
    assert_eq!(pulls.len(), 78);
    assert!(pulls.is_sorted_by(|one, other| one["created_at"].as_str() >= other["created_at"].as_str()));
    for pull in pulls {
        for field in ["/number", "/title", "/html_url", "/head/ref", "/head/sha", "/head/repo/full_name", "/base/ref"] {
            assert!(pull.pointer(field).is_some_and(|value| !value.is_null()), "{field}");
        }
        assert_eq!(pull["head"]["repo"]["clone_url"], format!("{}/brightwater/checkout-web.git", github.base()));
    }
    assert_eq!(get_json(&github, "/repos/brightwater/checkout-web/pulls", &token).await.as_array().unwrap().len(), 30);
}

#[tokio::test]
async fn pull_requests_of_different_forks_with_one_branch_name_can_be_told_apart() {
    let github = small().await;
    let pulls = get_json(&github, "/repos/brightwater/checkout-api/pulls", "").await;
    let same = pulls.as_array().unwrap().iter().filter(|pull| pull["head"]["ref"] == "patch-1");
    let labels: BTreeSet<_> = same.map(|pull| pull["head"]["label"].as_str().unwrap()).collect();
    assert_eq!(labels, BTreeSet::from(["brightwater:patch-1", "judy:patch-1", "ken-mori:patch-1"]));

    let one = get_json(&github, "/repos/brightwater/checkout-api/pulls?head=judy:patch-1", "").await;
    assert_eq!(one.as_array().unwrap().len(), 1);
    assert_eq!(one[0]["head"]["repo"]["fork"], true);
}

#[tokio::test]
async fn an_unchanged_answer_is_304_and_free_and_a_changed_one_is_not() {
    let github = small().await;
    let token = github.sign_in("bob").unwrap();
    let address = format!("{}/repos/brightwater/checkout-web/pulls", github.base());
    let ask =
        async |tag: &str| http().get(&address).bearer_auth(&token).header("if-none-match", tag).send().await.unwrap();
    let first = ask("\"nothing\"").await;
    let tag = first.headers()["etag"].to_str().unwrap().to_owned();
    assert!(first.status() == 200 && tag.starts_with('"'));

    let second = ask(&tag).await;
    assert_eq!(second.status(), 304);
    assert_eq!(second.headers()["etag"], tag);
    assert_eq!(second.headers()["x-ratelimit-used"], first.headers()["x-ratelimit-used"]);
    assert!(second.bytes().await.unwrap().is_empty());

    github.open_pull_request("brightwater/checkout-web", "feat: news", "news", "bob").unwrap();
    let third = ask(&tag).await;
    assert_eq!(third.status(), 200);
    assert_eq!(third.headers()["x-ratelimit-used"], "2");
    let count = github.requests().route("GET /repos/{owner}/{repository}/pulls");
    assert_eq!((count.conditional, count.by_status[&304], count.by_identity["user"]), (3, 1, 3));
}

#[tokio::test]
async fn one_installation_cannot_see_the_private_repositories_of_another() {
    let github = small().await;
    let (large, small) =
        (installation_token(&github, "brightwater").await, installation_token(&github, "tidepool").await);
    for (path, token, status) in [
        ("/repos/brightwater/checkout-web", &large, 200),
        ("/repos/brightwater/checkout-web", &small, 404),
        ("/repos/brightwater/checkout-web/pulls", &small, 404),
        ("/repos/tidepool/accounts", &large, 404),
        ("/repos/tidepool/accounts", &small, 404),
        ("/repos/tidepool/tide-tables", &large, 200),
        ("/user", &large, 403),
    ] {
        assert_eq!(get(&github, path, token).await.status(), status, "{path}");
    }
    let seen = get_json(&github, "/installation/repositories", &small).await;
    assert_eq!((seen["total_count"].as_u64(), seen["repository_selection"].as_str()), (Some(3), Some("selected")));
}

#[tokio::test]
async fn people_see_their_own_and_their_organizations_repositories_and_strangers_only_public_ones() {
    let github = small().await;
    let (bob, oscar) = (github.sign_in("bob").unwrap(), github.sign_in("oscar").unwrap());
    assert_eq!(get(&github, "/repos/brightwater/checkout-web", &bob).await.status(), 200);
    assert_eq!(get(&github, "/repos/brightwater/checkout-web", &oscar).await.status(), 404);
    assert_eq!(get(&github, "/repos/brightwater/checkout-web", "").await.status(), 404);
    assert_eq!(get(&github, "/repos/bob/notes", &bob).await.status(), 200);
    assert_eq!(get(&github, "/repos/bob/notes", &oscar).await.status(), 404);
    assert_eq!(get_json(&github, "/user/orgs", &oscar).await, serde_json::json!([]));
    let names = get_json(&github, "/user/repos?per_page=100", &bob).await;
    assert_eq!(names.as_array().unwrap().len(), 12 + 2);
    let members = get_json(&github, "/orgs/brightwater/members", &bob).await;
    let shown = get_json(&github, "/orgs/brightwater/members", &oscar).await;
    assert_eq!((members.as_array().unwrap().len(), shown.as_array().unwrap().len()), (12, 3));
    let alice = get_json(&github, "/orgs/brightwater/memberships/alice", &bob).await;
    assert_eq!((&alice["role"], &alice["state"]), (&"admin".into(), &"active".into()));
    assert_eq!(get(&github, "/orgs/brightwater/memberships/oscar", &bob).await.status(), 404);
}

#[tokio::test]
async fn refusals_have_the_bodies_and_codes_of_github() {
    let github = small().await;
    let missing = get(&github, "/repos/brightwater/nothing", "").await;
    assert_eq!(missing.status(), 404);
    let missing: Value = missing.json().await.unwrap();
    assert!(missing["message"] == "Not Found" && missing["documentation_url"].is_string());
    let wrong = get(&github, "/users/bob", "gho_wrong").await;
    assert_eq!(wrong.status(), 401);
    assert_eq!(wrong.json::<Value>().await.unwrap()["message"], "Bad credentials");
    let anonymous = get(&github, "/user", "").await;
    assert_eq!(anonymous.json::<Value>().await.unwrap()["message"], "Requires authentication");
    let nameless = reqwest::Client::new().get(format!("{}/users/bob", github.base())).send().await.unwrap();
    assert_eq!(nameless.status(), 403);
}

#[tokio::test]
async fn an_empty_repository_has_no_branches_and_a_renamed_one_redirects() {
    let github = small().await;
    let bob = github.sign_in("bob").unwrap();
    let empty = github_standin::generate::repository_name(github_standin::generate::EMPTY[0]);
    assert_eq!(get_json(&github, &format!("/repos/brightwater/{empty}/branches"), &bob).await, serde_json::json!([]));

    github.rename_repository("brightwater/checkout-web", "storefront").unwrap();
    let moved = get(&github, "/repos/brightwater/checkout-web/pulls?page=2", &bob).await;
    assert_eq!(moved.status(), 301);
    let location = moved.headers()["location"].to_str().unwrap();
    assert_eq!(location, format!("{}/repos/brightwater/storefront/pulls?page=2", github.base()));
    assert_eq!(get(&github, "/repos/brightwater/checkout-web", "").await.status(), 404);
}

#[tokio::test]
async fn avatars_and_the_control_index_are_there_for_everybody() {
    let github = small().await;
    let user = get_json(&github, "/users/alice", "").await;
    let avatar = http().get(user["avatar_url"].as_str().unwrap()).send().await.unwrap();
    assert_eq!(avatar.headers()["content-type"], "image/svg+xml");
    let index = get(&github, "/_standin/", "").await.text().await.unwrap();
    assert!(index.contains("/_standin/pull-requests/open"));
    let page = get(&github, "/brightwater/checkout-worker/pull/6", "").await.text().await.unwrap();
    assert!(page.contains("&lt;script&gt;") && !page.contains("<script>"));
}

#[tokio::test]
async fn a_change_that_cannot_be_made_says_why() {
    let github = small().await;
    let (owner, name) = ("brightwater".to_owned(), "checkout-web".to_owned());
    let refusal = github.apply(AddRepository { owner, name, ..AddRepository::default() }).unwrap_err();
    assert!(refusal.to_string().contains("name already exists on this account"));
    assert!(github.add_member("brightwater", "nobody").unwrap_err().message.contains("nobody"));
}
