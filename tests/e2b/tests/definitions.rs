//! The stand-in's answers hold what E2B's own definition of them requires.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "Tests")]

mod support;

use fleet::project_root;
use reqwest::{Client, RequestBuilder};
use serde_json::{Value, json};
use support::{KEY, house};

/// The fields that a schema requires: the lines of its list, which is written before its properties.
fn required<'a>(definition: &'a str, schema: &str) -> Vec<&'a str> {
    let (_, rest) = definition.split_once(&format!("\n    {schema}:\n")).unwrap();
    let (_, list) = rest.split_once("      required:\n").unwrap();
    let fields: Vec<_> = list.lines().map_while(|line| line.strip_prefix("        - ")).collect();
    assert!(!fields.is_empty(), "{schema}");
    fields
}

async fn asked(request: RequestBuilder) -> Value {
    request.header("x-api-key", KEY).send().await.unwrap().json().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_has_the_fields_that_e2b_requires() {
    let file = project_root().join("../shared/data/e2b/e2b-openapi.yml");
    let Ok(definition) = std::fs::read_to_string(&file) else {
        return eprintln!("SKIPPED: E2B's definitions are not there: {}", file.display());
    };
    let Some(house) = house().await else { return };
    let (http, url) = (Client::new(), house.url());

    let made = asked(http.post(format!("{url}/v2/sandboxes")).json(&json!({ "templateID": "foundry" }))).await;
    let id = made["sandboxID"].as_str().unwrap().to_owned();
    let detail = asked(http.get(format!("{url}/sandboxes/{id}"))).await;
    let list = asked(http.get(format!("{url}/v2/sandboxes"))).await;
    let woken = asked(http.post(format!("{url}/v2/sandboxes/{id}/connect")).json(&json!({ "timeout": 60 }))).await;
    let refused = asked(http.get(format!("{url}/sandboxes/nobody"))).await;
    house.end().await;

    for (schema, answer) in [
        ("Sandbox", &made),
        ("Sandbox", &woken),
        ("SandboxDetail", &detail),
        ("ListedSandbox", &list[0]),
        ("Error", &refused),
    ] {
        for field in required(&definition, schema) {
            assert!(!answer[field].is_null(), "{field} of {schema} is missing in {answer}");
        }
    }
}
