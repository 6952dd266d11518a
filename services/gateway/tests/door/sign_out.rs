//! Signing out, here and everywhere; and what another site's page cannot make a browser do.

use contracts::organization::Role;
use contracts::user::TokenScope;
use reqwest::Method;
use serde_json::{Value, json};

use crate::user_service::sign_in_id;
use crate::world::{World, location, problem, until};

const SIGN_OUT: &str = "/v1/auth/sign-out";
const EVERYWHERE: &str = "/v1/auth/sign-out-everywhere";
const DISMISS: &str = "/v1/user/request/dismissChecklist/me";

async fn start() -> World {
    let world = World::start().await;
    world.users.person("u1", &[("acme", Role::Member)]);
    world
}

#[tokio::test]
async fn whoever_signs_out_is_out_and_their_cookie_is_taken() {
    let world = start().await;
    let mut browser = world.browser_of("u1");
    let secret = browser.session().expect("signed in").to_owned();

    let response = browser.post(SIGN_OUT, &json!({})).await;
    assert_eq!(response.json::<Value>().await.expect("JSON"), json!({"ended": 1}));
    assert!(browser.set_cookies[0].starts_with("foundry_session=;") && browser.set_cookies[0].contains("Max-Age=0"));
    assert_eq!(browser.session(), None);

    let mut kept = world.browser().with_session(&secret);
    until("the secret opens nothing", async || (kept.get("/v1/auth/session").await.status() == 401).then_some(()))
        .await;
    let again = kept.request(Method::POST, SIGN_OUT);
    assert_eq!(kept.send(again).await.status(), 200, "who is out already is out");
    assert_eq!(kept.session(), None);
}

#[tokio::test]
async fn a_form_of_ours_signs_out_without_a_script() {
    let world = start().await;
    let mut browser = world.browser_of("u1");
    let token = browser.csrf_token().await;
    let response = browser.submit(SIGN_OUT, &[("csrf", &token)]).await;
    assert_eq!((response.status().as_u16(), location(&response).as_str()), (303, "/sign-in?signedOut=1"));
    assert_eq!(browser.session(), None);
}

#[tokio::test]
async fn another_sign_in_of_mine_can_be_ended_and_nobody_elses() {
    let world = start().await;
    world.users.person("u2", &[]);
    let (mut here, there) = (world.browser_of("u1"), world.users.sign_in("u1"));
    let of_u2 = world.users.sign_in("u2");

    let response = here.post(SIGN_OUT, &json!({"signInId": sign_in_id(&there)})).await;
    assert_eq!((response.status().as_u16(), here.set_cookies.len()), (200, 0));
    assert_eq!(here.get("/v1/auth/session").await.status(), 200);
    let mut there = world.browser().with_session(&there);
    until("it has ended", async || (there.get("/v1/auth/session").await.status() == 401).then_some(())).await;

    here.post(SIGN_OUT, &json!({"signInId": sign_in_id(&of_u2)})).await;
    let sent = world.users.commands("endSignIn");
    assert!(sent.iter().all(|command| command.user == "u1"), "it is asked of one's own actor alone");
    assert_eq!(world.browser().with_session(&of_u2).get("/v1/auth/session").await.status(), 200);
}

#[tokio::test]
async fn signing_out_everywhere_ends_them_all_or_all_but_this() {
    let world = start().await;
    let (mut here, other) = (world.browser_of("u1"), world.users.sign_in("u1"));
    let response = here.post(EVERYWHERE, &json!({"exceptHere": true})).await;
    assert_eq!(response.json::<Value>().await.expect("JSON"), json!({"ended": 1}));
    assert_eq!(here.get("/v1/auth/session").await.status(), 200);
    let mut other = world.browser().with_session(&other);
    until("it has ended", async || (other.get("/v1/auth/session").await.status() == 401).then_some(())).await;

    let token = here.csrf_token().await;
    let response = here.submit(EVERYWHERE, &[("csrf", &token)]).await;
    assert_eq!((response.status().as_u16(), here.session()), (303, None));
}

#[tokio::test]
async fn a_token_ends_sign_ins_only_with_the_scope_for_it_and_has_none_of_its_own() {
    let world = start().await;
    let send = async |scope, path: &str, body: Value| {
        let token = world.users.token("u1", scope, &[]);
        let request = world.request(Method::POST, path).bearer_auth(token).json(&body);
        request.send().await.expect("an answer")
    };
    for scope in [TokenScope::Read, TokenScope::Write] {
        assert_eq!(problem(send(scope, EVERYWHERE, json!({})).await, 403).await["code"], "access.token_scope");
    }
    assert_eq!(problem(send(TokenScope::Admin, SIGN_OUT, json!({})).await, 409).await["code"], "auth.no_sign_in");
    assert_eq!(send(TokenScope::Admin, EVERYWHERE, json!({})).await.status(), 200);
    let wrong = world.request(Method::POST, SIGN_OUT).bearer_auth("guess").send().await.expect("an answer");
    problem(wrong, 401).await;
}

#[tokio::test]
async fn a_page_of_another_site_changes_nothing_with_our_cookie() {
    let world = start().await;
    let mut browser = world.browser_of("u1");
    let token = browser.csrf_token().await;
    let here = browser.origin();
    for (origin, site, csrf, code) in [
        (Some("https://evil.example"), None, Some(token.as_str()), "access.cross_site"),
        (Some("https://evil.example"), Some("cross-site"), None, "access.cross_site"),
        (Some("null"), Some("same-origin"), Some(token.as_str()), "access.cross_site"),
        (Some(here.as_str()), Some("same-site"), Some(token.as_str()), "access.cross_site"),
        (None, None, Some(token.as_str()), "access.cross_site"),
        (Some(here.as_str()), Some("same-origin"), None, "access.csrf"),
        (Some(here.as_str()), None, Some("wrong"), "access.csrf"),
    ] {
        for path in [DISMISS, SIGN_OUT, EVERYWHERE, "/v1/auth/tokens", "/v1/user/query/app/me"] {
            let mut request = browser.request(Method::POST, path);
            for (name, value) in [("origin", origin), ("sec-fetch-site", site), ("foundry-csrf", csrf)] {
                request = value.into_iter().fold(request, |request, value| request.header(name, value));
            }
            let refused = problem(request.body("{}").send().await.expect("an answer"), 403).await;
            assert_eq!(refused["code"], code, "{path} {origin:?} {site:?}");
        }
    }
    for sent in ["dismissChecklist", "endSignIn", "endAllSignIns", "registerApiToken"] {
        assert!(world.users.commands(sent).is_empty(), "{sent}");
    }
    let own = browser.request(Method::POST, DISMISS).header("sec-fetch-site", "same-origin");
    let own = own.header("foundry-csrf", &token).body("{}").send().await.expect("an answer");
    assert_eq!(own.status(), 200);
}
