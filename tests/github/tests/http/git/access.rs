//! Who may fetch and push.

use github_standin::changes::SuspendInstallation;
use reqwest::{Response, StatusCode};

use super::person::{API, Person, WEB};
use crate::client::{http, installation_token, small};

async fn ask(github: &github_standin::GitHub, repository: &str, service: &str, token: &str) -> Response {
    let address = format!("{}/{repository}.git/info/refs?service={service}", github.base());
    let request = http().get(address);
    let request = if token.is_empty() { request } else { request.basic_auth("anybody", Some(token)) };
    request.send().await.unwrap()
}

#[tokio::test]
async fn the_status_says_what_a_token_may_do() {
    let github = small().await;
    let (bob, oscar, peggy) =
        (github.sign_in("bob").unwrap(), github.sign_in("oscar").unwrap(), github.sign_in("peggy").unwrap());
    let (read, write) = ("git-upload-pack", "git-receive-pack");
    let expected = [
        (API, read, "", 200),
        (API, write, "", 401),
        (API, read, "gho_wrong", 401),
        (API, read, &oscar, 200),
        (API, write, &oscar, 403),
        (API, write, &bob, 200),
        (WEB, read, "", 401),
        (WEB, read, "gho_wrong", 401),
        (WEB, read, &oscar, 404),
        (WEB, write, &oscar, 404),
        (WEB, read, &bob, 200),
        (WEB, write, &bob, 200),
        ("tidepool/accounts", read, &bob, 404),
        ("tidepool/accounts", read, &peggy, 200),
        ("brightwater/none", read, "", 401),
        ("brightwater/none", read, &bob, 404),
    ];
    for (repository, service, token, status) in expected {
        let response = ask(&github, repository, service, token).await;
        assert_eq!(response.status().as_u16(), status, "{repository} {service} {token}");
        let realm = response.headers().get("www-authenticate").map(|value| value.to_str().unwrap());
        assert_eq!(realm, (status == 401).then_some("Basic realm=\"GitHub\""));
    }
}

#[tokio::test]
async fn a_token_that_ended_opens_nothing_and_an_installations_reaches_its_own_repositories() {
    let github = small().await;
    let read = "git-upload-pack";
    let bob = github.sign_in("bob").unwrap();
    github.revoke_tokens("bob").unwrap();
    assert_eq!(ask(&github, WEB, read, &bob).await.status(), 401);

    let (ours, theirs) =
        (installation_token(&github, "brightwater").await, installation_token(&github, "tidepool").await);
    assert_eq!(ask(&github, WEB, "git-receive-pack", &ours).await.status(), 200);
    assert_eq!(ask(&github, WEB, read, &theirs).await.status(), 404);
    assert_eq!(ask(&github, "tidepool/accounts", read, &theirs).await.status(), 404);
    let suspend = SuspendInstallation { account: "tidepool".to_owned(), ..SuspendInstallation::default() };
    github.apply(suspend).unwrap();
    assert_eq!(ask(&github, "tidepool/tide-tables", read, &theirs).await.status(), 403);
    github.expire_installation_tokens();
    assert_eq!(ask(&github, WEB, read, &ours).await.status(), 401);
}

#[tokio::test]
async fn a_token_without_the_scope_for_repositories_reads_only_what_is_public() {
    let github = small().await;
    let scopes = Some(vec!["read:user".to_owned()]);
    let narrow =
        github.apply(github_standin::changes::SignIn { login: "bob".to_owned(), scopes }).unwrap().access_token;
    assert_eq!(ask(&github, API, "git-upload-pack", &narrow).await.status(), 200);
    assert_eq!(ask(&github, API, "git-receive-pack", &narrow).await.status(), 403);
    assert_eq!(ask(&github, WEB, "git-upload-pack", &narrow).await.status(), 404);
}

#[tokio::test]
async fn git_shows_its_user_why_it_was_refused() {
    let github = small().await;
    let wrong = Person::with(&github, "gho_wrong");
    let said = wrong.git(&["clone", &wrong.address(WEB), "work"]).await.refused();
    assert!(said.contains("Authentication failed"), "{said}");

    let oscar = Person::of(&github, "oscar");
    let said = oscar.git(&["clone", &oscar.address(WEB), "other"]).await.refused();
    assert!(said.contains("remote: Repository not found.") && said.contains("not found"), "{said}");
    oscar.clone(API).await;
    let said = oscar.work(&["push", "origin", "HEAD:refs/heads/mine"]).await.refused();
    assert!(said.contains("remote: Permission to brightwater/checkout-api.git denied to oscar."), "{said}");
    assert!(said.contains("error: 403"), "{said}");
    let judys = oscar.work(&["push", &oscar.address("judy/notes"), "HEAD:refs/heads/mine"]).await.refused();
    assert!(judys.contains("not found"), "{judys}");
}

#[tokio::test]
async fn somebody_who_leaves_the_organization_cannot_fetch_or_push_any_more() {
    let github = small().await;
    let bob = Person::of(&github, "bob");
    bob.clone(WEB).await;
    github.remove_member("brightwater", "bob").unwrap();
    assert!(bob.work(&["fetch"]).await.refused().contains("not found"));
    assert!(bob.work(&["push", "origin", "HEAD:refs/heads/late"]).await.refused().contains("not found"));
}

#[tokio::test]
async fn only_a_basic_header_with_a_token_is_understood() {
    let github = small().await;
    let bob = github.sign_in("bob").unwrap();
    let address = format!("{}/{WEB}.git/info/refs?service=git-upload-pack", github.base());
    for header in [format!("Bearer {bob}"), "Basic ???".to_owned(), "Basic Ym9i".to_owned(), "Basic".to_owned()] {
        let response = http().get(&address).header("authorization", &header).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::UNAUTHORIZED, "{header}");
    }
    let jwt = crate::client::app_jwt();
    assert_eq!(ask(&github, WEB, "git-upload-pack", &jwt).await.status(), 401);
}
