//! Asking with an address alone.

use reqwest::Method;
use serde_json::json;
use stories::World;

#[tokio::test]
async fn a_query_can_be_asked_by_its_address_or_with_a_body() {
    let world = World::shared().await;
    let acme = world.organization("acme").await;
    let repository = acme.repository(&acme.name(2)).await;

    let address = format!("/v1/organization/query/listTasks/acme?limit=3&repositoryId={repository}");
    let by_address = acme.member.get(&address).await;
    let body = json!({ "limit": 3, "repositoryId": repository });
    let by_body = acme.member.post("/v1/organization/query/listTasks/acme", &body).await;

    assert_eq!((by_address.status, by_body.status), (200, 200), "{by_address:?}");
    assert_eq!(by_address.body["tasks"].as_array().unwrap().len(), 3);
    assert_eq!(by_address.body, by_body.body);
    let head = acme.member.send(acme.member.to(Method::HEAD, &address)).await;
    assert_eq!((head.status, head.body), (200, serde_json::Value::Null));
}

#[tokio::test]
async fn a_parameter_that_is_none_or_of_another_kind_is_refused_by_name() {
    let world = World::shared().await;
    let visitor = world.visitor().await;
    for (parameters, name) in [
        ("limit=many", "limit"),
        ("limit=-1", "limit"),
        ("limt=3", "limt"),
        ("status=asleep", "status"),
        ("repositoryId=A.B", "repositoryId"),
    ] {
        let answer = visitor.get(&format!("/v1/organization/query/listTasks/acme?{parameters}")).await;
        assert_eq!(answer.status, 400, "{parameters}: {answer:?}");
        assert!(answer.body.to_string().contains(name), "{answer:?}");
    }
    let answer = visitor.get("/v1/organization/query/listTasks/acme?limit=0").await;
    answer.is_refused(400, "http.parameter_invalid");
    let answer = visitor.get("/v1/organization/query/listTasks/acme?after=nonsense").await;
    answer.is_refused(400, "organization.cursor_is_malformed");
    // A required one that is left out.
    assert_eq!(visitor.get("/v1/organization/query/getTask/acme").await.status, 400);
}

#[tokio::test]
async fn what_nobody_knows_is_404_for_every_query_of_an_organization() {
    let world = World::shared().await;
    let visitor = world.admin_of("strangers").await;
    for query in [
        "summary",
        "listTasks",
        "listRepositories",
        "listMembers",
        "getTask?taskId=t-1",
        "repositoryOverview?repositoryId=r1",
    ] {
        let (name, parameters) = query.split_once('?').unwrap_or((query, ""));
        let answer = visitor.get(&format!("/v1/organization/query/{name}/strangers?{parameters}")).await;
        answer.is_refused(404, "organization.unknown");
    }
}

#[tokio::test]
async fn answers_are_not_kept_framed_or_sniffed() {
    let world = World::shared().await;
    let answer = world.visitor().await.get("/v1/organization/query/summary/acme").await;
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("foundry-trace-id").len(), 32);
}
