//! What is refused at the door, and changes nothing.

use contracts::limit::MESSAGE_BYTES;
use reqwest::Method;
use serde_json::json;
use stories::{Visitor, World};

use super::addresses;

/// What the services have written down of an organization, and of what one of its people has sent.
async fn traces_of(world: &World, organization: &str, visitor: &Visitor) -> i64 {
    let sql = "select (select count(*) from organization.journal where actor_key like $1)
                    + (select count(*) from users.journal where actor_key = $2 and command <> 'applyMembership')
                    + (select count(*) from task.journal where actor_key like $1)
                    + (select count(*) from github_data.journal where actor_key like $1)
                    + (select count(*) from audit_log.journal where actor_key like $1)";
    sqlx::query_scalar(sql)
        .bind(format!("{organization}%"))
        .bind(visitor.user_id.as_str())
        .fetch_one(&world.database)
        .await
        .unwrap()
}

#[tokio::test]
async fn nobody_is_let_in_without_the_token() {
    let world = World::shared().await;
    let (visitor, stranger) = (world.visitor().await, world.visitor().await.anonymous());

    let addresses = addresses("nobodys", "nobodys");
    assert!(addresses.len() > 100, "{}", addresses.len());
    for address in &addresses {
        let answer = stranger.send(stranger.to(address.method.clone(), &address.path).body("{}")).await;
        answer.is_refused(401, "access.unauthenticated");
        assert!(answer.header("www-authenticate").starts_with("Bearer"), "{}", address.path);
    }
    for path in ["/v1", "/v1/openapi.json", "/v1/live", "/v1/anything/at/all"] {
        stranger.get(path).await.is_refused(401, "access.unauthenticated");
    }
    for token in [format!("{}x", visitor.token()), visitor.token()[1..].to_owned(), String::new()] {
        let request = stranger.to(Method::GET, "/v1").header("authorization", format!("Bearer {token}"));
        stranger.send(request).await.is_refused(401, "access.unauthenticated");
    }
    assert_eq!(visitor.get("/v1").await.status, 200);
    assert_eq!(stranger.get("/healthz").await.status, 200);
    assert_eq!(stranger.get("/readyz").await.status, 200);
    assert_eq!(stranger.get("/metrics").await.status, 404, "numbers are not for the public");
    assert_eq!(traces_of(&world, "nobodys", &visitor).await, 0);
}

#[tokio::test]
async fn what_services_say_to_each_other_nobody_else_may_say() {
    let world = World::shared().await;
    let visitor = world.visitor().await;

    let addresses = addresses("services", "services");
    let for_services: Vec<_> = addresses.iter().filter(|address| !address.is_for_people()).collect();
    assert!(for_services.len() > 20, "{}", for_services.len());
    for address in for_services {
        // Before the body is looked at: what is in it is nobody's business.
        let answer = visitor.send(visitor.to(address.method.clone(), &address.path).body("{}")).await;
        answer.is_refused(403, "access.service_only");
    }
    assert_eq!(traces_of(&world, "services", &visitor).await, 0);
}

#[tokio::test]
async fn a_body_that_is_not_the_message_is_refused() {
    let world = World::shared().await;
    let visitor = world.admin_of("wrong").await;

    for address in addresses("wrong", visitor.user_id.as_str())
        .iter()
        .filter(|address| address.is_for_people() && address.method == Method::POST)
    {
        for body in ["{\"oops", "[1, 2]", "\"text\"", "{\"noSuchField\": 1}", "\u{0}", "{} {}"] {
            let answer = visitor.send(visitor.to(Method::POST, &address.path).body(body)).await;
            answer.is_refused(400, "http.body_invalid");
        }
        let not_text = visitor.to(Method::POST, &address.path).body(vec![0xff, 0xfe]);
        visitor.send(not_text).await.is_refused(400, "http.body_invalid");
    }
    assert_eq!(traces_of(&world, "wrong", &visitor).await, 0);
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_with_the_limit() {
    let world = World::shared().await;
    let visitor = world.admin_of("large").await;
    let title = |bytes: usize| format!("{{\"title\":\"{}\"}}", "x".repeat(bytes - "{\"title\":\"\"}".len()));

    for address in addresses("large", visitor.user_id.as_str())
        .iter()
        .filter(|address| address.is_for_people() && address.method == Method::POST)
    {
        let body = title(MESSAGE_BYTES + 1);
        let answer = visitor.send(visitor.to(Method::POST, &address.path).body(body)).await;
        answer.is_refused(413, "http.body_too_large");
        assert!(answer.body["detail"].as_str().unwrap().contains(&MESSAGE_BYTES.to_string()), "{answer:?}");
    }
    // The largest that is taken is looked at, and what its schema does not allow goes no further.
    let rename = |body: String| visitor.to(Method::POST, "/v1/task/request/rename/large/t-1").body(body);
    visitor.send(rename(title(MESSAGE_BYTES))).await.is_refused(400, "http.body_invalid");
    let longest = json!({ "title": "x".repeat(contracts::limit::TITLE_CHARACTERS) }).to_string();
    visitor.send(rename(longest)).await.is_refused(404, "task.unknown");
    let sql = "select count(*) from task.journal where actor_key like 'large%'";
    let taken: i64 = sqlx::query_scalar(sql).fetch_one(&world.database).await.unwrap();
    assert_eq!(taken, traces_of(&world, "large", &visitor).await, "nothing else was taken");
    assert_eq!(taken, 1);
}

#[tokio::test]
async fn another_method_is_refused_with_those_that_are_allowed() {
    let world = World::shared().await;
    let visitor = world.visitor().await;

    for address in addresses("methods", "methods") {
        let allowed = if address.path.contains("/query/") { "GET, HEAD, POST" } else { "POST" };
        for method in [Method::PUT, Method::DELETE, Method::PATCH, Method::GET] {
            if allowed.contains(method.as_str()) {
                continue;
            }
            let answer = visitor.send(visitor.to(method, &address.path)).await;
            answer.is_refused(405, "http.method_not_allowed");
            assert_eq!(answer.header("allow"), allowed, "{}", address.path);
        }
    }
    visitor.send(visitor.to(Method::POST, "/v1/openapi.json")).await.is_refused(405, "http.method_not_allowed");
    visitor.send(visitor.to(Method::GET, "/v1/webhooks/github")).await.is_refused(405, "http.method_not_allowed");
    assert_eq!(traces_of(&world, "methods", &visitor).await, 0);
}

#[tokio::test]
async fn a_key_that_is_none_is_refused() {
    let world = World::shared().await;
    let visitor = world.visitor().await;

    for address in addresses("keys", "keys").iter().filter(|address| address.is_for_people()) {
        let (message, tokens) = address.path.split_once("/keys").unwrap();
        let keys = [
            String::new(),
            format!("/Keys{tokens}"),
            format!("/ke.ys{tokens}"),
            format!("/*{tokens}"),
            format!("/%3E{tokens}"),
            format!("/keys{tokens}/more"),
            format!("/{}{tokens}", "k".repeat(65)),
        ];
        for key in keys {
            let path = format!("{message}{key}");
            let answer = visitor.send(visitor.to(address.method.clone(), &path)).await;
            answer.is_refused(400, "http.key_invalid");
            assert!(answer.body["detail"].as_str().unwrap().contains("the address is /v1/"), "{path}: {answer:?}");
        }
    }
}

#[tokio::test]
async fn a_message_that_is_none_is_answered_with_near_ones() {
    let world = World::shared().await;
    let visitor = world.visitor().await;

    let answer = visitor.get("/v1/task/command/renam/acme/t-1").await;
    answer.is_refused(404, "http.message_unknown");
    assert!(answer.body["detail"].as_str().unwrap().contains("/v1/task/command/rename/{organization}/{task}"));

    // Work is started by commands; nobody outside starts it directly.
    for path in ["/v1/githubData/workflow/fullSync/acme", "/v1/githubData/command/fullSync/acme", "/v1/a/b/c/d"] {
        visitor.get(path).await.is_refused(404, "http.message_unknown");
    }
    visitor.get("/v1/nothing").await.is_refused(404, "http.nothing_here");
}
