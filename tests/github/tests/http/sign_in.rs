//! Signing in, as a browser and a server do it together.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use github_standin::GitHub;
use github_standin::world::Role;
use reqwest::Url;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::client::{get, get_json, http, small};

const BACK: &str = "http://127.0.0.1:7741/auth/callback";
const VERIFIER: &str = "a-verifier-of-at-least-forty-three-characters-0";

fn question(extras: &[(&str, &str)]) -> BTreeMap<String, String> {
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER));
    let usual = [
        ("client_id", "Iv1.standin"),
        ("redirect_uri", BACK),
        ("scope", "read:org,user:email"),
        ("state", "a&b"),
        ("code_challenge", challenge.as_str()),
        ("code_challenge_method", "S256"),
    ];
    usual.iter().chain(extras).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// Posts the form of the page and answers with where the browser is sent.
async fn approve(github: &GitHub, extras: &[(&str, &str)]) -> BTreeMap<String, String> {
    let address = format!("{}/login/oauth/authorize", github.base());
    let response = http().post(address).form(&question(extras)).send().await.unwrap();
    assert_eq!(response.status(), 303);
    let url = Url::parse(response.headers()["location"].to_str().unwrap()).unwrap();
    url.query_pairs().into_owned().collect()
}

async fn exchange(github: &GitHub, code: &str, extras: &[(&str, &str)]) -> Value {
    let mut body = json!({"client_id": "Iv1.standin", "client_secret": "standin-client-secret", "code": code,
                          "redirect_uri": BACK, "code_verifier": VERIFIER});
    for (name, value) in extras {
        body[*name] = json!(value);
    }
    let address = format!("{}/login/oauth/access_token", github.base());
    let response = http().post(address).header("accept", "application/json").json(&body).send().await.unwrap();
    assert_eq!(response.status(), 200);
    response.json().await.unwrap()
}

#[tokio::test]
async fn a_person_signs_in_once_with_each_code() {
    let github = small().await;
    let page =
        http().get(format!("{}/login/oauth/authorize", github.base())).query(&question(&[])).send().await.unwrap();
    assert_eq!(page.status(), 200);
    let page = page.text().await.unwrap();
    assert!(page.contains("Judy O&#39;Neill") && page.contains("value=\"oscar\"") && !page.contains("[bot]"));

    let sent = approve(&github, &[("login", "bob")]).await;
    assert_eq!(sent["state"], "a&b");
    let answer = exchange(&github, &sent["code"], &[]).await;
    let token = answer["access_token"].as_str().unwrap();
    assert!(token.starts_with("gho_") && answer["token_type"] == "bearer" && answer["scope"] == "read:org,user:email");
    let user = get(&github, "/user", token).await;
    assert_eq!(user.headers()["x-oauth-scopes"], "read:org, user:email");
    assert_eq!(user.json::<Value>().await.unwrap()["login"], "bob");
    assert_eq!(get_json(&github, "/user/emails", token).await[1]["primary"], true);
    assert_eq!(exchange(&github, &sent["code"], &[]).await["error"], "bad_verification_code");
}

#[tokio::test]
async fn a_wrong_verifier_secret_or_address_gets_no_token_and_the_code_is_gone() {
    let github = small().await;
    for (extra, error) in [
        (("code_verifier", "another-verifier"), "bad_verification_code"),
        (("code_verifier", ""), "bad_verification_code"),
        (("redirect_uri", "http://127.0.0.1:1/other"), "redirect_uri_mismatch"),
    ] {
        let code = approve(&github, &[("login", "bob")]).await["code"].clone();
        assert_eq!(exchange(&github, &code, &[extra]).await["error"], error);
        assert_eq!(exchange(&github, &code, &[]).await["error"], "bad_verification_code");
    }
    let code = approve(&github, &[("login", "bob")]).await["code"].clone();
    let wrong = exchange(&github, &code, &[("client_secret", "guess")]).await;
    assert_eq!(wrong["error"], "incorrect_client_credentials");
}

#[tokio::test]
async fn nobody_is_sent_to_an_address_that_is_not_registered() {
    let github = small().await;
    github.set_callback_urls(vec!["https://foundry.example/auth".to_owned()]);
    let address = format!("{}/login/oauth/authorize", github.base());
    let evil = question(&[("redirect_uri", "https://evil.example/auth"), ("login", "bob")]);
    let shown = http().get(&address).query(&evil).send().await.unwrap();
    let posted = http().post(&address).form(&evil).send().await.unwrap();
    for response in [shown, posted] {
        let location = response.headers()["location"].to_str().unwrap();
        assert!(location.starts_with("https://foundry.example/auth?error=redirect_uri_mismatch"), "{location}");
        assert!(!location.contains("code="));
    }
    let unknown = http().get(&address).query(&question(&[("client_id", "other")])).send().await.unwrap();
    assert_eq!(unknown.status(), 404);
}

#[tokio::test]
async fn cancelling_and_weak_challenges_go_back_with_an_error() {
    let github = small().await;
    assert_eq!(approve(&github, &[]).await["error"], "access_denied");
    assert_eq!(approve(&github, &[("code_challenge_method", "plain")]).await["error"], "invalid_request");
}

#[tokio::test]
async fn a_form_gets_a_form_and_a_token_without_scopes_sees_little() {
    let github = small().await;
    let code = approve(&github, &[("login", "bob"), ("scope", "")]).await["code"].clone();
    let form = [
        ("client_id", "Iv1.standin"),
        ("client_secret", "standin-client-secret"),
        ("code", code.as_str()),
        ("code_verifier", VERIFIER),
    ];
    let address = format!("{}/login/oauth/access_token", github.base());
    let answer = http().post(address).form(&form).send().await.unwrap().text().await.unwrap();
    let token = answer.strip_prefix("access_token=").unwrap().split('&').next().unwrap();
    assert_eq!(get(&github, "/user/emails", token).await.status(), 404);
    assert_eq!(get(&github, "/repos/brightwater/checkout-web", token).await.status(), 404);
}

#[tokio::test]
async fn a_person_learns_where_they_belong_and_where_the_app_is() {
    let github = small().await;
    let learn = async |login: &str| {
        let token = github.sign_in(login).unwrap();
        let places = get_json(&github, "/user/memberships/orgs?state=active&per_page=100", &token).await;
        let place = |one: &Value| {
            format!("{} {}", one["organization"]["login"].as_str().unwrap(), one["role"].as_str().unwrap())
        };
        let mut places: Vec<_> = places.as_array().unwrap().iter().map(place).collect();
        places.sort();
        let installed = get_json(&github, "/user/installations?per_page=100", &token).await;
        let login = |one: &Value| one["account"]["login"].as_str().unwrap().to_owned();
        let mut installed: Vec<_> = installed["installations"].as_array().unwrap().iter().map(login).collect();
        installed.sort();
        (places, installed)
    };
    let all = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();

    assert_eq!(
        learn("alice").await,
        (all(&["brightwater admin", "tidepool member"]), all(&["brightwater", "tidepool"]))
    );
    assert_eq!(learn("bob").await, (all(&["brightwater member"]), all(&["brightwater"])));
    assert_eq!(learn("peggy").await, (all(&["tidepool member"]), all(&["tidepool"])));
    assert_eq!(learn("oscar").await, (all(&[]), all(&[])));

    let bob = github.sign_in("bob").unwrap();
    assert_eq!(get_json(&github, "/user/memberships/orgs?state=pending", &bob).await, json!([]));
    github.change_role("brightwater", "bob", Role::Admin).unwrap();
    assert_eq!(learn("bob").await.0, ["brightwater admin"]);
    github.remove_member("brightwater", "bob").unwrap();
    assert_eq!(learn("bob").await, (all(&[]), all(&[])));
    github.revoke_tokens("bob").unwrap();
    assert_eq!(get(&github, "/user", &bob).await.status(), 401);
}

#[tokio::test]
async fn whoever_has_installed_the_app_goes_on_to_its_setup_page() {
    let github = small().await;
    github.set_setup_url(Some("http://127.0.0.1:7741/v1/github/setup".to_owned()));
    let address = format!("{}/apps/foundry/installations/new", github.base());
    let page = http().get(&address).query(&[("state", "a&b")]).send().await.unwrap().text().await.unwrap();
    assert!(page.contains("name=\"state\" value=\"a&amp;b\"") && page.contains("value=\"bob\""));

    for (account, action) in [("bob", "install"), ("bob", "update"), ("brightwater", "update")] {
        let chosen = http().post(&address).form(&[("account", account), ("state", "a&b")]).send().await.unwrap();
        let url = Url::parse(chosen.headers()["location"].to_str().unwrap()).unwrap();
        let query: BTreeMap<_, _> = url.query_pairs().into_owned().collect();
        assert_eq!(url.path(), "/v1/github/setup");
        assert_eq!((query["setup_action"].as_str(), query["state"].as_str()), (action, "a&b"));
        assert_eq!(query["installation_id"], github.installation_id(account).unwrap().to_string());
    }
}
