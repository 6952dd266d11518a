//! The page as browsers get it. What it shows is its own affair, and tested where it is.

use contracts::organization::Role;
use reqwest::Method;
use serde_json::{Value, json};

use crate::world::World;

async fn opened(world: &World, path: &str) -> reqwest::Response {
    let request = world.request(Method::GET, path).header("accept", "text/html,application/xhtml+xml");
    request.send().await.expect("an answer")
}

#[tokio::test]
async fn every_address_of_the_page_is_the_page_signed_in_or_not() {
    let world = World::start().await;
    for path in
        ["/", "/sign-in?error=%3Cscript%3E", "/organizations", "/organizations/acme/tasks/t-1", "/account/tokens"]
    {
        let page = opened(&world, path).await;
        assert_eq!(
            (page.status().as_u16(), &page.headers()["content-type"]),
            (200, &"text/html; charset=utf-8".parse().expect("a value")),
            "{path}"
        );
        let policy = page.headers()["content-security-policy"].to_str().expect("a text").to_owned();
        assert!(policy.starts_with("default-src 'none'; script-src 'self'") && !policy.contains("unsafe"), "{policy}");
        assert_eq!(
            (&page.headers()["x-frame-options"], &page.headers()["referrer-policy"]),
            (&"DENY".parse().expect("a value"), &"same-origin".parse().expect("a value"))
        );
        let text = page.text().await.expect("a page");
        assert!(text.contains("/assets/main-1a2b.js") && !text.contains("<script>"), "{text}");
    }
}

#[tokio::test]
async fn an_address_that_is_none_is_the_page_for_a_browser_and_a_problem_for_a_script() {
    let world = World::start().await;
    let page = opened(&world, "/nope").await;
    assert_eq!(page.status(), 404);
    assert!(page.text().await.expect("a page").contains("<title>Foundry</title>"));

    for response in [world.get("/nope").await, opened(&world, "/v1/nope").await, opened(&world, "/v1/a/b/c/d").await] {
        assert!([401, 404].contains(&response.status().as_u16()), "{}", response.status());
        assert_eq!(response.headers()["content-type"], "application/problem+json");
    }
    let lost = world.get("/assets/main-9z9z.js").await;
    assert_eq!(
        (lost.status().as_u16(), &lost.headers()["cache-control"]),
        (404, &"no-store".parse().expect("a value"))
    );
    let written = world.request(Method::POST, "/assets/main-1a2b.js").send().await.expect("an answer");
    assert_eq!(written.status(), 404, "what is a file is only read");
}

#[tokio::test]
async fn a_file_is_kept_for_ever_and_the_page_is_asked_about() {
    let world = World::start().await;
    let script = world.request(Method::GET, "/assets/main-1a2b.js").header("accept-encoding", "br").send().await;
    let script = script.expect("an answer");
    assert_eq!(script.headers()["content-encoding"], "br");
    assert!(script.headers()["cache-control"].to_str().expect("a text").contains("immutable"));

    let page = opened(&world, "/").await;
    let known = world.request(Method::GET, "/").header("if-none-match", &page.headers()["etag"]);
    assert_eq!(known.send().await.expect("an answer").status(), 304);
    let head = world.request(Method::HEAD, "/").send().await.expect("an answer");
    assert_eq!((head.status().as_u16(), &head.headers()["etag"]), (200, &page.headers()["etag"]));
}

#[tokio::test]
async fn a_page_begins_with_who_is_signed_in_and_nobody_is_no_error() {
    let world = World::with(&["--jaeger-url", "http://127.0.0.1:16686/"]).await;
    world.users.person("u1", &[("acme", Role::Member)]);
    let nobody = json!({"session": null, "tracesUrl": null});
    let begin = async |mut browser: crate::browser::Browser| -> Value {
        let begun = browser.get("/v1/page").await;
        assert_eq!(begun.status(), 200);
        begun.json().await.expect("JSON")
    };
    assert_eq!(begin(world.browser()).await, nobody);
    assert_eq!(begin(world.browser().with_session("of-another-time")).await, nobody);

    let alice = begin(world.browser_of("u1")).await;
    assert_eq!((&alice["session"]["userId"], &alice["tracesUrl"]), (&json!("u1"), &json!("http://127.0.0.1:16686")));
    assert!(alice["session"]["csrfToken"].is_string());
}
