//! The documents that say what there is.

use std::collections::{BTreeMap, BTreeSet};

use contracts::{Access, Kind, catalog};
use serde_json::Value;
use stories::World;

/// What people need at the door itself, beside messages.
const OF_THE_DOOR: [(&str, &str); 8] = [
    ("/v1/page", "get"),
    ("/v1/queues/{organization}", "get"),
    ("/v1/instances/{organization}", "get"),
    ("/v1/dead-letters/{organization}", "get"),
    ("/v1/auth/session", "get"),
    ("/v1/auth/sign-out", "post"),
    ("/v1/auth/sign-out-everywhere", "post"),
    ("/v1/auth/tokens", "post"),
];

/// Path and methods of everything that people may send, from the catalog.
fn for_people() -> BTreeMap<String, BTreeSet<&'static str>> {
    let mut paths: BTreeMap<String, BTreeSet<_>> = BTreeMap::new();
    for entry in catalog::all().iter().filter(|entry| entry.access != Access::Service) {
        let (forms, methods): (&[&str], &[&str]) = match entry.kind {
            Kind::Command => (&["command", "request"], &["post"]),
            Kind::Query => (&["query"], &["get", "post"]),
            Kind::Workflow => continue,
        };
        let key: String = entry.key_tokens().iter().map(|token| format!("/{{{token}}}")).collect();
        for form in forms {
            let path = format!("/v1/{}/{form}/{}{key}", entry.actor.token(), entry.name);
            paths.insert(path, methods.iter().copied().collect());
        }
    }
    paths
}

#[tokio::test]
async fn the_openapi_document_describes_every_message_that_people_may_send_and_no_other() {
    let world = World::shared().await;
    let document = world.visitor().await.get("/v1/openapi.json").await.body;

    let described = document["paths"].as_object().unwrap().iter().map(|(path, item)| {
        let methods: BTreeSet<_> = item.as_object().unwrap().keys().map(String::as_str).collect();
        (path.clone(), methods)
    });
    let mut wanted = for_people();
    wanted.extend(OF_THE_DOOR.map(|(path, method)| (path.to_owned(), BTreeSet::from([method]))));
    assert_eq!(described.collect::<BTreeMap<_, _>>(), wanted);
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
}

#[tokio::test]
async fn the_schema_of_each_message_is_the_one_it_is_checked_against() {
    let world = World::shared().await;
    let document = world.visitor().await.get("/v1/openapi.json").await.body;

    for entry in catalog::all().iter().filter(|entry| entry.access != Access::Service && entry.kind != Kind::Workflow) {
        let form = if entry.kind == Kind::Query { "query" } else { "request" };
        let start = format!("/v1/{}/{form}/{}/", entry.actor.token(), entry.name);
        let (path, item) =
            document["paths"].as_object().unwrap().iter().find(|(path, _)| path.starts_with(&start)).unwrap();
        let operation = &item["post"];
        // Who may send it follows.
        assert!(operation["description"].as_str().unwrap().starts_with(entry.about()), "{path}");

        let schema = resolved(&document, &operation["requestBody"]["content"]["application/json"]["schema"]);
        let wanted: BTreeSet<_> = properties(entry.input.as_value());
        assert_eq!(properties(schema), wanted, "{path}");
        assert_eq!(schema["required"], entry.input.as_value()["required"], "{path}");
        assert!(operation["responses"]["200"].is_object() && operation["responses"]["default"].is_object(), "{path}");
    }
}

fn properties(schema: &Value) -> BTreeSet<&str> {
    schema["properties"].as_object().into_iter().flatten().map(|(name, _)| name.as_str()).collect()
}

fn resolved<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    match schema["$ref"].as_str() {
        Some(reference) => document.pointer(reference.strip_prefix('#').unwrap()).unwrap(),
        None => schema,
    }
}

#[tokio::test]
async fn the_start_page_lists_every_address() {
    let world = World::shared().await;
    let index = world.visitor().await.get("/v1").await.body;

    let messages = index["actors"].as_array().unwrap().iter().flat_map(|actor| actor["messages"].as_array().unwrap());
    let paths: BTreeSet<_> = messages.map(|message| message["path"].as_str().unwrap()).collect();
    for path in for_people().keys() {
        assert!(paths.contains(path.as_str()), "{path}");
    }
    assert_eq!(world.visitor().await.get(index["links"]["openapi"].as_str().unwrap()).await.status, 200);
}
