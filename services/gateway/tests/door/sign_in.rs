//! Signing in with GitHub, as a browser, the door and GitHub do it together.

use contracts::user::{SealedToken, SignIn};
use reqwest::{Method, Url};
use serde_json::{Value, json};

use crate::log::Log;
use crate::world::{World, location, problem, until};

/// Where the sign-in page is asked to say why.
fn error(location: &str) -> String {
    let url = Url::parse(&format!("http://x{location}")).expect("an address");
    assert_eq!(url.path(), "/sign-in", "{location}");
    url.query_pairs().find(|(name, _)| name == "error").expect("an error").1.into_owned()
}

/// The cookie of an attempt that this browser has begun, by name and value.
fn attempt(browser: &crate::browser::Browser) -> (String, String) {
    let mut begun = browser.cookies.iter().filter(|(name, _)| name.starts_with("foundry_sign_in_"));
    begun.next().map(|(name, text)| (name.clone(), text.clone())).expect("an attempt")
}

#[tokio::test]
async fn a_person_signs_in_and_is_who_github_says() {
    let (world, github) = World::with_github().await;
    let mut browser = world.browser();
    let asked = browser.begin_sign_in("/acme%3Fx%3D1").await;
    assert_eq!(asked.path(), "/login/oauth/authorize");
    let parameters: std::collections::BTreeMap<_, _> = asked.query_pairs().into_owned().collect();
    assert_eq!(parameters["scope"], "read:org repo user:email");
    assert_eq!(parameters["code_challenge_method"], "S256");
    assert_eq!(parameters["redirect_uri"], world.url("/v1/auth/callback/github"));
    let remembered = browser.set_cookies[0].clone();
    assert!(remembered.starts_with("foundry_sign_in_"), "{remembered}");
    assert!(remembered.ends_with("; HttpOnly; SameSite=Lax; Path=/v1/auth; Max-Age=600"), "{remembered}");
    assert!(!remembered.contains(&parameters["code_challenge"]), "the verifier stays in the browser");

    let back = browser.agree(&asked, Some("bob")).await;
    let response = browser.get(&back).await;
    assert_eq!((response.status().as_u16(), location(&response).as_str()), (302, "/acme?x=1"));
    let set = &browser.set_cookies;
    assert!(set[0].starts_with("foundry_session="), "{set:?}");
    assert!(set[0].ends_with("; HttpOnly; SameSite=Lax; Path=/; Max-Age=2592000"), "{set:?}");
    assert!(set[1].starts_with("foundry_sign_in_") && set[1].contains("=;") && set[1].contains("Max-Age=0"), "{set:?}");

    let session = browser.json("/v1/auth/session").await;
    assert_eq!(session["login"], "bob");
    let number = github.world().account("bob").expect("a person").id;
    assert_eq!(session["userId"], format!("u{number}"));
    let sent = world.users.commands("signIn");
    let command: SignIn = serde_json::from_value(sent[0].body.clone()).expect("a sign-in");
    assert_eq!((sent.len(), sent[0].user.as_str()), (1, session["userId"].as_str().expect("an id")));
    assert_eq!(session["signInId"], command.sign_in_id.as_str());
    assert_eq!(sent[0].caller, format!("user:u{number}"));
    assert!(command.profile.email.is_some() && !sent[0].body.to_string().contains("gho_"), "{:?}", sent[0].body);
    assert_eq!(opened(&sent[0].user, &command.token), "gho_", "the token is GitHub's, sealed for its person");
    assert_eq!(command.token.scopes, ["read:org", "repo", "user:email"]);
}

/// How the sealed token begins.
fn opened(user: &str, sealed: &SealedToken) -> String {
    let vault = vault::Vault::parse("test:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=").expect("a key");
    let token = vault.open(&user.parse().expect("an id"), sealed).expect("it opens");
    token.reveal().chars().take(4).collect()
}

#[tokio::test]
async fn a_callback_that_a_proxy_repeats_signs_in_once() {
    let (world, _github) = World::with_github().await;
    let mut browser = world.browser();
    let asked = browser.begin_sign_in("/").await;
    let back = browser.agree(&asked, Some("bob")).await;

    let repeat = || browser.request(Method::GET, &back).send();
    let together = futures::future::join_all([repeat(), repeat(), repeat()]).await;
    let after = repeat().await;
    let sessions: Vec<_> = together
        .into_iter()
        .chain([after])
        .map(|response| {
            let response = response.expect("an answer");
            assert_eq!((response.status().as_u16(), location(&response).as_str()), (302, "/"));
            response.headers()["set-cookie"].to_str().expect("a text").to_owned()
        })
        .collect();
    assert!(sessions.windows(2).all(|pair| pair[0] == pair[1]), "{sessions:?}");
    assert_eq!(world.users.commands("signIn").len(), 1);

    browser.send(browser.request(Method::GET, &back)).await;
    let again = browser.get(&back).await;
    assert_eq!(location(&again), "/", "the Back button finds somebody who is signed in");
}

#[tokio::test]
async fn whoever_signs_in_again_leaves_nothing_open_behind() {
    let (world, _github) = World::with_github().await;
    let mut browser = world.browser();
    browser.sign_in("bob").await;
    let before = browser.session().expect("signed in").to_owned();
    browser.sign_in("alice").await;

    assert_eq!(browser.json("/v1/auth/session").await["login"], "alice");
    let mut before = world.browser().with_session(&before);
    until("the first one has ended", async || (before.get("/v1/auth/session").await.status() == 401).then_some(()))
        .await;
}

#[tokio::test]
async fn an_answer_to_another_browsers_question_is_none() {
    let (world, _github) = World::with_github().await;
    let (mut mallory, mut victim) = (world.browser(), world.browser());
    let asked = mallory.begin_sign_in("/").await;
    let of_mallory = mallory.agree(&asked, Some("bob")).await;

    let without = victim.get(&of_mallory).await;
    assert_eq!(error(&location(&without)), "expired");
    victim.begin_sign_in("/").await;
    let begun = victim.cookies.clone();
    let with_another = victim.get(&of_mallory).await;
    assert_eq!(error(&location(&with_another)), "stateMismatch");
    assert_eq!((victim.session(), &victim.cookies), (None, &begun), "its own attempt goes on");
    let no_state = victim.get("/v1/auth/callback/github?code=x").await;
    assert_eq!(error(&location(&no_state)), "stateMismatch");
    assert!(world.users.commands("signIn").is_empty());
}

#[tokio::test]
async fn whoever_does_not_agree_learns_that_they_are_not_signed_in() {
    let (world, _github) = World::with_github().await;
    let mut browser = world.browser();
    let asked = browser.begin_sign_in("/acme").await;
    let back = browser.agree(&asked, None).await;
    let response = browser.get(&back).await;
    let to = location(&response);
    assert_eq!(error(&to), "denied");
    assert!(to.ends_with("returnTo=%2Facme") && browser.cookies.is_empty(), "{to}");
}

#[tokio::test]
async fn a_code_that_was_used_or_stolen_signs_nobody_in() {
    let (world, _github) = World::with_github().await;
    let mut browser = world.browser();
    let asked = browser.begin_sign_in("/").await;
    let state = asked.query_pairs().find(|(name, _)| name == "state").expect("a state").1.into_owned();
    let made_up = browser.get(&format!("/v1/auth/callback/github?code=made-up&state={state}")).await;
    assert_eq!(error(&location(&made_up)), "codeUsed");

    // Somebody else's code, put into one's own answer: it was given for another verifier.
    let (mut thief, owner) = (world.browser(), world.browser());
    let mut owner = owner;
    let owners = owner.begin_sign_in("/").await;
    let stolen = owner.agree(&owners, Some("alice")).await;
    let stolen = Url::parse(&format!("http://x{stolen}")).expect("an address");
    let code = stolen.query_pairs().find(|(name, _)| name == "code").expect("a code").1.into_owned();
    let asked = thief.begin_sign_in("/").await;
    let state = asked.query_pairs().find(|(name, _)| name == "state").expect("a state").1.into_owned();
    let response = thief.get(&format!("/v1/auth/callback/github?code={code}&state={state}")).await;
    assert_eq!(error(&location(&response)), "codeUsed");
    assert_eq!(thief.session(), None);
}

#[tokio::test]
async fn nobody_is_sent_elsewhere_after_signing_in() {
    let (world, _github) = World::with_github().await;
    for elsewhere in
        ["https://evil.example/", "//evil.example", "/%5Cevil.example", "/%09/evil.example", "%2F%2Fevil.example"]
    {
        let mut browser = world.browser();
        let asked = browser.begin_sign_in(elsewhere).await;
        let back = browser.agree(&asked, Some("bob")).await;
        assert_eq!(location(&browser.get(&back).await), "/", "{elsewhere}");
    }
}

#[tokio::test]
async fn an_attempt_that_was_made_up_or_changed_asks_nobody() {
    let (world, github) = World::with_github().await;
    let mut browser = world.browser();
    let asked = browser.begin_sign_in("/acme").await;
    let back = browser.agree(&asked, Some("bob")).await;
    let (name, text) = attempt(&browser);
    let parts: Vec<_> = text.split('.').collect();
    // Planted in the cookie, where to go afterwards; and as if we had never been asked.
    let elsewhere = text.replacen(parts[3], "L2V2aWw", 1);
    let made_up = [&parts[..5].join("."), parts[0]].join(".");
    for planted in [elsewhere, made_up] {
        browser.cookies.insert(name.clone(), planted);
        assert_eq!(error(&location(&browser.get(&back).await)), "expired");
    }
    assert_eq!((world.users.identified(), github.requests().total), (0, 0));

    browser.cookies.insert(name, text);
    assert_eq!(location(&browser.get(&back).await), "/acme", "the code was not used up");
}

#[tokio::test]
async fn each_tab_finishes_the_sign_in_that_it_began() {
    let (world, _github) = World::with_github().await;
    let mut browser = world.browser();
    let first = browser.begin_sign_in("/first").await;
    let second = browser.begin_sign_in("/second").await;
    let (first, second) = (browser.agree(&first, Some("bob")).await, browser.agree(&second, Some("bob")).await);

    assert_eq!(location(&browser.get(&first).await), "/first");
    assert_eq!(location(&browser.get(&second).await), "/second");
    assert_eq!(browser.json("/v1/auth/session").await["login"], "bob");
    assert!(browser.cookies.keys().all(|name| name == "foundry_session"), "{:?}", browser.cookies);
}

#[tokio::test]
async fn of_too_many_sign_ins_at_a_time_the_oldest_ends() {
    let (world, _github) = World::with_github().await;
    let mut browser = world.browser();
    let oldest = browser.begin_sign_in("/oldest").await;
    let over_at = attempt(&browser).1.split('.').nth(4).expect("a time").to_owned();
    // The order is that of their times, which are milliseconds.
    until("the next millisecond", async || {
        (messaging::now() + 600_000 > over_at.parse().expect("a time")).then_some(())
    })
    .await;
    let mut newest = oldest.clone();
    for _ in 0..4 {
        newest = browser.begin_sign_in("/newest").await;
    }
    assert_eq!(browser.cookies.len(), 4, "{:?}", browser.cookies.keys());
    let (oldest, newest) = (browser.agree(&oldest, Some("bob")).await, browser.agree(&newest, Some("bob")).await);
    assert_eq!(error(&location(&browser.get(&oldest).await)), "stateMismatch");
    assert_eq!(location(&browser.get(&newest).await), "/newest");
}

#[tokio::test]
async fn when_github_is_away_or_fails_the_reason_is_told() {
    let (world, github) = World::with_github().await;
    let attempt = async |route: &str, status: u16| {
        let mut browser = world.browser();
        let asked = browser.begin_sign_in("/").await;
        let back = browser.agree(&asked, Some("bob")).await;
        github.fail_route(Some(route), status, 1);
        error(&location(&browser.get(&back).await))
    };
    assert_eq!(attempt("GET /user", 500).await, "githubUnreachable");
    assert_eq!(attempt("GET /user", 401).await, "githubUnreachable");
    github.mend();
    let mut browser = world.browser();
    let asked = browser.begin_sign_in("/").await;
    let back = browser.agree(&asked, Some("bob")).await;
    github.stop().await;
    assert_eq!(error(&location(&browser.get(&back).await)), "githubUnreachable");
    assert!(world.users.commands("signIn").is_empty());
}

#[tokio::test]
async fn a_sign_in_that_is_not_stored_is_none() {
    let (world, _github) = World::with_github().await;
    world.users.be_silent(Some("signIn"));
    let mut browser = world.browser();
    let asked = browser.begin_sign_in("/").await;
    let back = browser.agree(&asked, Some("bob")).await;
    assert_eq!(error(&location(&browser.get(&back).await)), "unavailable");
    assert_eq!(browser.session(), None);
}

#[tokio::test]
async fn a_wrong_client_secret_is_whoever_runs_its_business() {
    let github = github_standin::GitHub::start(github_standin::Options::generated(1)).await.expect("a GitHub");
    let base = github.base();
    let flags = ["--github-url", &base, "--github-web-url", &base, "--github-client-id", "Iv1.standin"];
    let world = World::with(&[flags.as_slice(), &["--github-client-secret", "wrong"]].concat()).await;
    let mut browser = world.browser();
    let asked = browser.begin_sign_in("/").await;
    let back = browser.agree(&asked, Some("bob")).await;
    assert_eq!(error(&location(&browser.get(&back).await)), "githubRefused");
}

#[tokio::test]
async fn without_a_client_nobody_is_sent_to_github() {
    let world = World::start().await;
    let response = world.browser().get("/v1/auth/sign-in").await;
    assert_eq!(error(&location(&response)), "notConfigured");
}

#[tokio::test]
async fn this_machine_by_another_name_is_left_for_the_one_that_github_knows() {
    let (world, _github) = World::with_github().await;
    let port = world.address.rsplit_once(':').expect("a port").1.to_owned();
    let begin = async |host: String| {
        let asked = world.request(Method::GET, "/v1/auth/sign-in?returnTo=/acme").header("host", host);
        location(&asked.send().await.expect("an answer"))
    };
    let first = begin(format!("localhost:{port}")).await;
    assert_eq!(first, format!("http://127.0.0.1:{port}/v1/auth/sign-in?returnTo=%2Facme"));
    assert!(!begin(format!("evil.example:{port}")).await.contains("evil.example"));
}

#[tokio::test]
async fn an_answer_that_github_sent_to_the_wrong_place_says_who_must_see_to_it() {
    let (world, _github) = World::with_github().await;
    let response = world.get("/v1/auth/callback/github?error=redirect_uri_mismatch&state=x").await;
    assert_eq!(error(&location(&response)), "githubRefused");
}

#[tokio::test]
async fn off_this_machine_cookies_travel_over_tls_only() {
    let github = github_standin::GitHub::start(github_standin::Options::generated(1)).await.expect("a GitHub");
    let base = github.base();
    let flags = ["--github-web-url", &base, "--github-client-id", "x", "--github-client-secret", "y"];
    let world = World::with(&[flags.as_slice(), &["--public-url", "https://foundry.example"]].concat()).await;
    let mut browser = world.browser();
    let asked = browser.begin_sign_in("/").await;
    assert!(asked.as_str().contains("redirect_uri=https%3A%2F%2Ffoundry.example%2Fv1%2Fauth%2Fcallback"), "{asked}");
    let cookie = &browser.set_cookies[0];
    assert!(cookie.starts_with("__Host-foundry_sign_in_") && cookie.contains("; Secure; Path=/;"), "{cookie}");
}

#[tokio::test]
async fn the_session_tells_who_i_am_and_what_my_requests_must_carry() {
    let (world, _github) = World::with_github().await;
    let mut browser = world.browser();
    browser.sign_in("bob").await;
    let session: Value = browser.json("/v1/auth/session").await;
    assert_eq!(session["csrfToken"].as_str().expect("a token").len(), 43);
    assert!(!session.to_string().contains(browser.session().expect("signed in")), "never the secret itself");
    problem(world.get("/v1/auth/session").await, 401).await;
}

#[tokio::test]
async fn no_log_and_no_span_has_anything_that_would_let_somebody_in() {
    let log = Log::of_all();
    let (world, github) = World::with_github().await;
    let mut browser = world.browser();
    let asked = browser.begin_sign_in("/").await;
    let remembered = attempt(&browser).1;
    let back = browser.agree(&asked, Some("bob")).await;
    browser.get(&back).await;
    let token = browser.post("/v1/auth/tokens", &json!({"name": "x", "scope": "admin"})).await;
    let token: Value = token.json().await.expect("JSON");
    let again = world.request(Method::GET, "/v1").bearer_auth(token["token"].as_str().expect("a token"));
    assert_eq!(again.send().await.expect("an answer").status(), 200);
    // And where it fails, which is told in more words.
    let mut failing = world.browser();
    let asked = failing.begin_sign_in("/").await;
    let fails = failing.agree(&asked, Some("bob")).await;
    github.stop().await;
    failing.get(&fails).await;

    let text = log.text();
    assert!(text.contains("signed in") && text.contains("GitHub did not tell"), "it was listened to");
    let code = |back: &str| {
        let url = Url::parse(&format!("http://x{back}")).expect("an address");
        url.query_pairs().find(|(name, _)| name == "code").expect("a code").1.into_owned()
    };
    let secrets = remembered.split('.').take(3).map(str::to_owned);
    let token = token["token"].as_str().expect("a token").to_owned();
    for secret in secrets.chain([token, code(&back), code(&fails), "standin-client-secret".into(), "gho_".into()]) {
        assert!(!text.contains(&secret), "{secret} is in the log");
    }
}
