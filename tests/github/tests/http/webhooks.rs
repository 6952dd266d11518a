//! Webhooks, received by a server of the test's own.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::routing::post;
use github_standin::GitHub;
use github_standin::changes::{
    AddMember, ChangeRole, CreateBranch, CreateInstallation, DeleteBranch, DeleteInstallation, SelectRepositories,
    SuspendInstallation, UnsuspendInstallation, UpdatePullRequest,
};
use github_standin::world::Role;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::Method;
use serde_json::{Value, json};
use sha2::Sha256;

use crate::client::{ask, small};

const SECRET: &str = "shared between two";
const REPOSITORY: &str = "brightwater/checkout-web";

type Received = Arc<Mutex<Vec<(HeaderMap, Bytes)>>>;

/// A stand-in that delivers to a receiver, and what the receiver got.
async fn with_receiver() -> (GitHub, Received) {
    let received = Received::default();
    let receive = async |State(received): State<Received>, headers: HeaderMap, body: Bytes| {
        received.lock().unwrap().push((headers, body));
    };
    let router = Router::new().route("/hook", post(receive)).with_state(received.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    let github = small().await;
    github.set_webhook(&format!("http://{address}/hook"), SECRET);
    (github, received)
}

/// Event and action of every webhook so far, in order.
fn heard(github: &GitHub) -> Vec<String> {
    let name =
        |event: String, action: Option<String>| action.map_or(event.clone(), |action| format!("{event}.{action}"));
    github.deliveries().into_iter().map(|delivery| name(delivery.event, delivery.action)).collect()
}

#[tokio::test]
async fn every_delivery_is_signed_over_its_exact_body_and_can_be_repeated() {
    let (github, received) = with_receiver().await;
    let number = github.open_pull_request(REPOSITORY, "feat: „news“ $(id)", "news", "bob").unwrap();
    github.deliveries_settled().await;
    let opened = github.deliveries().pop().unwrap();
    github.redeliver(opened.id).unwrap();
    github.deliveries_settled().await;

    let received = received.lock().unwrap().clone();
    let events: Vec<_> = received.iter().map(|(headers, _)| headers["x-github-event"].to_str().unwrap()).collect();
    assert_eq!(events, ["create", "push", "pull_request", "pull_request"]);
    for (headers, body) in &received {
        let signature = headers["x-hub-signature-256"].to_str().unwrap().strip_prefix("sha256=").unwrap();
        let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
        mac.update(body);
        mac.verify_slice(&hex::decode(signature).unwrap()).unwrap();
    }
    let ids: Vec<_> = received.iter().map(|(headers, _)| headers["x-github-delivery"].clone()).collect();
    assert!(ids[2] == ids[3] && ids[0] != ids[1]);

    let payload: Value = serde_json::from_slice(&received[2].1).unwrap();
    assert_eq!((&payload["action"], &payload["number"]), (&json!("opened"), &json!(number)));
    assert_eq!(payload["pull_request"]["title"], "feat: „news“ $(id)");
    assert_eq!(payload["repository"]["full_name"], REPOSITORY);
    assert_eq!(payload["organization"]["login"], "brightwater");
    assert_eq!(payload["sender"]["login"], "bob");
    assert_eq!(payload["installation"]["id"], json!(github.installation_id("brightwater")));
    assert_eq!(github.deliveries()[2].attempts.len(), 2);
}

#[tokio::test]
async fn a_pull_requests_life_is_told_in_order() {
    let github = small().await;
    let number = github.open_pull_request(REPOSITORY, "feat: news", "news", "bob").unwrap();
    let change = |title: Option<&str>, draft: Option<bool>| UpdatePullRequest {
        repository: REPOSITORY.to_owned(),
        number,
        title: title.map(str::to_owned),
        draft,
        ..UpdatePullRequest::default()
    };
    github.apply(change(Some("feat: more news"), None)).unwrap();
    github.apply(change(None, Some(true))).unwrap();
    github.apply(change(None, Some(false))).unwrap();
    github.push(REPOSITORY, "news").unwrap();
    github.close_pull_request(REPOSITORY, number).unwrap();
    github.reopen_pull_request(REPOSITORY, number).unwrap();
    github.merge_pull_request(REPOSITORY, number).unwrap();
    let expected = [
        "create",
        "push",
        "pull_request.opened",
        "pull_request.edited",
        "pull_request.converted_to_draft",
        "pull_request.ready_for_review",
        "push",
        "pull_request.synchronize",
        "pull_request.closed",
        "pull_request.reopened",
        "pull_request.closed",
        "push",
    ];
    assert_eq!(heard(&github), expected);
    let deliveries = github.deliveries();
    assert_eq!(deliveries[3].payload()["changes"]["title"]["from"], "feat: news");
    assert_eq!(deliveries[10].payload()["pull_request"]["merged"], true);
    assert_eq!(deliveries[11].payload()["ref"], "refs/heads/main");
}

#[tokio::test]
async fn deleting_a_branch_closes_its_pull_requests() {
    let github = small().await;
    let (repository, branch) = (REPOSITORY.to_owned(), "side".to_owned());
    let create = CreateBranch { repository: repository.clone(), branch: branch.clone(), ..CreateBranch::default() };
    github.apply(create).unwrap();
    github.push(REPOSITORY, "side").unwrap();
    github.open_pull_request(REPOSITORY, "feat: side", "side", "bob").unwrap();
    github.apply(DeleteBranch { repository, branch, by: None }).unwrap();
    assert_eq!(heard(&github)[3..], ["pull_request.opened", "delete", "push", "pull_request.closed"]);
}

#[tokio::test]
async fn repositories_and_members_come_and_go() {
    let github = small().await;
    let (organization, login) = ("brightwater".to_owned(), "oscar".to_owned());
    github.add_repository("brightwater", "vouchers").unwrap();
    github.rename_repository("brightwater/vouchers", "gift-cards").unwrap();
    github.delete_repository("brightwater/gift-cards").unwrap();
    github
        .apply(AddMember { organization: organization.clone(), login: login.clone(), ..AddMember::default() })
        .unwrap();
    github.apply(ChangeRole { organization, login, role: Role::Admin }).unwrap();
    github.remove_member("brightwater", "oscar").unwrap();
    let expected = [
        "repository.created",
        "installation_repositories.added",
        "repository.renamed",
        "repository.deleted",
        "installation_repositories.removed",
        "organization.member_added",
        "membership.added",
        "organization.member_removed",
        "membership.removed",
    ];
    assert_eq!(heard(&github), expected);
    let deliveries = github.deliveries();
    assert_eq!(deliveries[2].payload()["changes"]["repository"]["name"]["from"], "vouchers");
    assert_eq!(deliveries[7].payload()["membership"]["user"]["login"], "oscar");
    assert!(deliveries.iter().all(|delivery| delivery.attempts.is_empty()));
}

#[tokio::test]
async fn an_app_hears_nothing_from_where_it_is_not_installed_or_suspended() {
    let github = small().await;
    let account = || "brightwater".to_owned();
    github.push("bob/notes", "main").unwrap();
    github.push("tidepool/accounts", "main").unwrap();
    assert_eq!(heard(&github), [""; 0]);

    github.apply(SuspendInstallation { account: account(), by: None }).unwrap();
    github.push(REPOSITORY, "main").unwrap();
    github.apply(UnsuspendInstallation { account: account(), by: None }).unwrap();
    let repositories = Some(vec![REPOSITORY.to_owned()]);
    github.apply(SelectRepositories { account: account(), repositories, by: None }).unwrap();
    github.apply(DeleteInstallation { account: account(), by: None }).unwrap();
    github.apply(CreateInstallation { account: "bob".to_owned(), ..CreateInstallation::default() }).unwrap();
    let expected = [
        "installation.suspend",
        "installation.unsuspend",
        "installation_repositories.removed",
        "installation.deleted",
        "installation.created",
    ];
    assert_eq!(heard(&github), expected);
    let created = github.deliveries().pop().unwrap().payload();
    assert_eq!(created["installation"]["account"]["type"], "User");
    assert_eq!(created["repositories"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn the_same_can_be_done_with_curl() {
    let (github, received) = with_receiver().await;
    let control = async |path: &str, body: Value| {
        let response = ask(&github, Method::POST, &format!("/_standin/{path}"), "", Some(body)).await;
        (response.status().as_u16(), response.text().await.unwrap())
    };
    let body = json!({"repository": REPOSITORY, "title": "feat: by hand", "head": "by-hand", "author": "carol"});
    let (status, answer) = control("pull-requests/open", body).await;
    assert_eq!(status, 200, "{answer}");
    let number = serde_json::from_str::<Value>(&answer).unwrap()["number"].clone();
    let (status, _) = control("pull-requests/merge", json!({"repository": REPOSITORY, "number": number})).await;
    assert_eq!(status, 200);
    let (status, answer) = control("pull-requests/merge", json!({"repository": "no/where", "number": 1})).await;
    assert!(status == 404 && answer.contains("no/where"));
    github.deliveries_settled().await;
    assert_eq!(received.lock().unwrap().len(), github.deliveries().len());

    let id = github.deliveries()[0].id;
    assert_eq!(control(&format!("deliveries/{id}/redeliver"), json!({})).await.0, 202);
    assert_eq!(control("deliveries", json!({"event": "ping", "payload": {"zen": "Hm."}})).await.0, 200);
    github.deliveries_settled().await;
    let last = received.lock().unwrap().last().unwrap().0["x-github-event"].clone();
    assert_eq!(last, "ping");
}

#[tokio::test]
async fn an_account_that_takes_another_login_keeps_its_number_and_its_repositories() {
    let github = small().await;
    let before = github.world().organization("brightwater").unwrap().id;
    github.rename_account("brightwater", "darkwater").unwrap();
    github.rename_account("bob", "bobby").unwrap();
    assert!(github.rename_account("alice", "Bobby").unwrap_err().message.contains("taken"));

    assert_eq!(heard(&github), ["organization.renamed", "installation_target.renamed"]);
    for delivery in github.deliveries() {
        let payload = delivery.payload();
        assert_eq!(payload["changes"]["login"]["from"], "brightwater");
        assert_eq!(
            (&payload["organization"]["login"], &payload["organization"]["id"]),
            (&json!("darkwater"), &json!(before))
        );
    }
    let world = github.world();
    assert!(world.repository("darkwater", "checkout-web").is_some() && world.account("brightwater").is_none());
}
