//! The two small pages.

use contracts::organization::Role;

use crate::world::{World, location};

#[tokio::test]
async fn whoever_is_not_signed_in_is_led_to_the_sign_in_page() {
    let world = World::start().await;
    let mut browser = world.browser();
    assert_eq!(location(&browser.get("/").await), "/sign-in");
    let page = browser.get("/sign-in?returnTo=/acme").await;
    assert_eq!(
        (page.status().as_u16(), &page.headers()["content-type"]),
        (200, &"text/html; charset=utf-8".parse().expect("a value"))
    );
    assert_eq!(page.headers()["referrer-policy"], "same-origin");
    let text = page.text().await.expect("a page");
    assert!(text.contains("href=\"/v1/auth/sign-in?returnTo=%2Facme\""), "{text}");
    assert!(text.contains("lang=\"en\"") && text.contains("<main>") && !text.contains("<script"), "{text}");
}

#[tokio::test]
async fn no_text_of_an_address_is_shown_on_a_page() {
    let world = World::start().await;
    let page = world.get("/sign-in?error=%3Cscript%3Ealert(1)%3C/script%3E&returnTo=//evil.example").await;
    let text = page.text().await.expect("a page");
    assert!(!text.contains("alert(1)") && !text.contains("evil.example") && !text.contains("role=\"alert\""), "{text}");
}

#[tokio::test]
async fn my_page_shows_who_i_am_where_i_belong_and_where_i_am_signed_in() {
    let world = World::start().await;
    world.users.person("u1", &[("acme", Role::Admin)]);
    world.users.sign_in("u1");
    let mut browser = world.browser_of("u1");
    let csrf = browser.csrf_token().await;

    let page = browser.get("/").await;
    let policy = page.headers()["content-security-policy"].to_str().expect("a text").to_owned();
    assert!(
        policy.starts_with("default-src 'none'; style-src 'sha256-") && policy.contains("form-action 'self'"),
        "{policy}"
    );
    let text = page.text().await.expect("a page");
    for shown in [
        "Ada &lt;Lovelace&gt;",
        "The &lt;acme&gt; team",
        "admin",
        "/v1/organization/query/summary/acme",
        "/v1/github/install/acme",
        "this browser",
        "Sign out everywhere",
        csrf.as_str(),
    ] {
        assert!(text.contains(shown), "{shown}: {text}");
    }
    assert!(!text.contains(browser.session().expect("signed in")), "never the secret itself");
    let at_sign_in = browser.get("/sign-in").await.text().await.expect("a page");
    assert!(at_sign_in.contains("You are signed in as"), "{at_sign_in}");
}
