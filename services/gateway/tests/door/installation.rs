//! To GitHub's page of the App, and back.

use contracts::organization::Role;
use contracts::user::TokenScope;
use reqwest::{Method, Url};

use crate::world::{World, location, problem};

async fn start() -> (World, github_standin::GitHub) {
    let (world, github) = World::with_github().await;
    world.users.person("u1", &[("acme", Role::Member)]);
    world.users.person("u2", &[("acme", Role::Member)]);
    (world, github)
}

#[tokio::test]
async fn a_member_goes_to_github_and_their_organizations_are_looked_up_when_they_return() {
    let (world, github) = start().await;
    let mut browser = world.browser_of("u1");
    let to = location(&browser.get("/v1/github/install/acme").await);
    let to = Url::parse(&to).expect("an address");
    assert!(to.as_str().starts_with(&format!("{}/apps/foundry/installations/new?state=acme", github.base())), "{to}");
    let state = to.query_pairs().find(|(name, _)| name == "state").expect("a state").1.into_owned();

    let setup = format!("/v1/github/setup?installation_id=7&setup_action=install&state={state}");
    assert_eq!(location(&browser.get(&setup).await), "/organizations?installation=done");
    let sent = world.users.commands("discoverOrganizations");
    assert_eq!((sent.len(), sent[0].user.as_str()), (1, "u1"));

    // The same answer in somebody else's browser, or one that a stranger made up, does nothing.
    for setup in [setup.as_str(), "/v1/github/setup?installation_id=7", "/v1/github/setup?state=acme.9999999999999.x"] {
        assert_eq!(
            location(&world.browser_of("u2").get(setup).await),
            "/organizations?installation=notFromHere",
            "{setup}"
        );
    }
    assert_eq!(world.users.commands("discoverOrganizations").len(), 1);
}

#[tokio::test]
async fn only_members_go_and_only_in_a_browser() {
    let (world, _github) = start().await;
    let mut browser = world.browser_of("u1");
    let strange = browser.get("/v1/github/install/other").await;
    assert_eq!(problem(strange, 403).await["code"], "access.not_a_member");
    assert_eq!(problem(browser.get("/v1/github/install/A.b").await, 400).await["code"], "http.key_invalid");
    let token = world.users.token("u1", TokenScope::Admin, &[]);
    for path in ["/v1/github/install/acme", "/v1/github/setup?state=x"] {
        let script = world.request(Method::GET, path).bearer_auth(&token).send().await.expect("an answer");
        assert_eq!(problem(script, 403).await["code"], "access.browser_only", "{path}");
    }
}

#[tokio::test]
async fn without_an_app_there_is_nothing_to_install() {
    let world = World::start().await;
    world.users.person("u1", &[("acme", Role::Member)]);
    let response = world.browser_of("u1").get("/v1/github/install/acme").await;
    assert_eq!(problem(response, 503).await["code"], "github.not_configured");
}
