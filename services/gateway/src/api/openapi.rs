//! `GET /v1/openapi.json`: the catalog as an [OpenAPI 3.1](https://spec.openapis.org/oas/v3.1.1.html) document.

use std::sync::LazyLock;

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use contracts::Access;
use serde_json::{Map, Value, json};

mod auth;
mod fleet;
mod live;
mod operation;
mod schemas;

use crate::api::routes;
use schemas::Schemas;

/// The same for everybody, so it is written once.
static DOCUMENT: LazyLock<Bytes> = LazyLock::new(|| document().to_string().into());

pub async fn read() -> Response {
    let content_type = HeaderValue::from_static("application/json");
    ([(header::CONTENT_TYPE, content_type)], DOCUMENT.clone()).into_response()
}

/// The whole document.
pub fn document() -> Value {
    let mut schemas = Schemas::default();
    let mut paths = Map::new();
    // What only services send to each other is nobody's address here: it would answer 403 to everybody.
    for route in routes::all().filter(|route| route.entry.access != Access::Service) {
        let path = operation::path(route, &mut schemas);
        paths.insert(route.template.clone(), path);
    }
    paths.extend(auth::paths(&mut schemas));
    paths.extend(fleet::paths(&mut schemas));
    live::add(&mut schemas);
    schemas.insert("Problem", problem());

    json!({
        "openapi": "3.1.1",
        "info": {
            "title": "Foundry",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "An address is a NATS subject with slashes. `command` stores a command and answers 202 once \
                it cannot be lost; `request` stores it and waits up to 10 s for its outcome; `query` asks without \
                changing anything. Live values come over the WebSocket at /v1/live: it is told \
                `LiveClientMessage`, it tells `LiveServerMessage`, and the keys of `Views` say what a value is. In the address of a `user`, `me` \
                is whoever asks.",
        },
        "security": [{ "session": [] }, { "token": [] }],
        "paths": paths,
        "components": {
            "securitySchemes": security_schemes(),
            "schemas": schemas.into_components(),
            "parameters": { "Csrf": csrf(), "IdempotencyKey": idempotency_key(), "Wait": wait() },
            "responses": { "Problem": problem_response() },
        },
    })
}

fn security_schemes() -> Value {
    json!({
        "session": {
            "type": "apiKey", "in": "cookie", "name": "foundry_session",
            "description": "A sign-in, begun at /sign-in. Off loopback its name has the prefix `__Host-`. What is not GET \
                also takes the header Foundry-CSRF, and must come from a page of this origin.",
        },
        "token": {
            "type": "http", "scheme": "bearer", "bearerFormat": "fdy_…",
            "description": "A personal API token, made with POST /v1/auth/tokens. Its scope: `read` for queries and \
                topics, `write` for what members may send as well, `admin` for what admins may.",
        },
    })
}

fn csrf() -> Value {
    json!({
        "name": "Foundry-CSRF", "in": "header", "required": false,
        "description": "With the cookie only: the `csrfToken` of GET /v1/auth/session.",
        "schema": { "type": "string" },
    })
}

fn problem() -> Value {
    let text = || json!({ "type": "string" });
    json!({
        "description": "Why there is no answer (RFC 9457).",
        "type": "object",
        "required": ["type", "title", "status", "detail", "code"],
        "properties": {
            "type": text(), "title": text(), "status": { "type": "integer" },
            "detail": { "type": "string", "description": "For people." },
            "code": { "type": "string", "description": "For programs: `task.title_is_blank`." },
            "traceId": { "type": "string", "description": "The trace that tells what happened." },
            "errors": {
                "type": "array",
                "items": { "type": "object", "properties": { "parameter": text(), "detail": text() } },
            },
        },
    })
}

fn problem_response() -> Value {
    json!({
        "description": "Why there is no answer.",
        "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } },
    })
}

fn idempotency_key() -> Value {
    json!({
        "name": "Idempotency-Key", "in": "header", "required": false,
        "description": "Sent again with the same key, a command runs once and its outcome is repeated. The command's \
            id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it.",
        "schema": { "type": "string", "pattern": format!("^[!-~]{{1,{}}}$", crate::limits::IDEMPOTENCY_KEY_CHARACTERS) },
    })
}

fn wait() -> Value {
    json!({
        "name": "wait", "in": "query", "required": false,
        "description": "Seconds to wait for the outcome; `Prefer: wait=5` means the same.",
        "schema": { "type": "integer", "minimum": 0, "maximum": contracts::limit::WAIT.as_secs() },
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Every value under `name`, wherever it stands.
    fn collect<'a>(value: &'a Value, name: &str, found: &mut Vec<&'a Value>) {
        if let Value::Object(object) = value {
            found.extend(object.get(name));
            object.values().for_each(|value| collect(value, name, found));
        }
        if let Value::Array(values) = value {
            values.iter().for_each(|value| collect(value, name, found));
        }
    }

    fn texts<'a>(document: &'a Value, name: &str) -> Vec<&'a str> {
        let mut found = Vec::new();
        collect(document, name, &mut found);
        found.into_iter().filter_map(Value::as_str).collect()
    }

    #[test]
    fn every_reference_leads_somewhere() {
        let document = document();
        let references = texts(&document, "$ref");
        assert!(references.len() > 100);
        for reference in references {
            let pointer = reference.strip_prefix('#').expect("within the document");
            assert!(document.pointer(pointer).is_some(), "{reference}");
        }
    }

    #[test]
    fn no_schema_brings_its_own_definitions_or_dialect() {
        let document = document();
        for name in ["$defs", "$schema"] {
            let mut found = Vec::new();
            collect(&document, name, &mut found);
            assert!(found.is_empty(), "{name}");
        }
    }

    #[test]
    fn every_operation_has_its_own_id() {
        let document = document();
        let ids = texts(&document, "operationId");
        let operations: usize = document["paths"]
            .as_object()
            .expect("paths")
            .values()
            .map(|path| {
                path.as_object().expect("a path").keys().filter(|key| ["get", "post"].contains(&key.as_str())).count()
            })
            .sum();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), operations);
    }

    #[test]
    fn a_command_can_be_sent_and_awaited_and_a_query_read_in_both_ways() {
        let document = document();
        let rename =
            |form: &str| &document["paths"][format!("/v1/task/{form}/rename/{{organization}}/{{task}}")]["post"];

        assert_eq!(rename("command")["operationId"], "task_command_rename");
        assert!(rename("command")["responses"]["202"].is_object());
        let uncertain = rename("command")["responses"]["503"]["description"].as_str().expect("a description");
        assert!(uncertain.contains("runtime.not_known_stored"), "{uncertain}");
        let reply = &rename("request")["responses"]["200"]["content"]["application/json"]["schema"]["$ref"];
        assert_eq!(reply, "#/components/schemas/TaskRecord");
        assert_eq!(rename("request")["description"], "Gives the task another title. For members of the organization.");

        let list = &document["paths"]["/v1/organization/query/listTasks/{organization}"];
        assert!(list["post"]["requestBody"].is_object());
        let parameters = list["get"]["parameters"].as_array().expect("parameters");
        let names: Vec<_> = parameters.iter().map(|parameter| &parameter["name"]).collect();
        assert!(names.contains(&&json!("repositoryId")) && names.contains(&&json!("organization")), "{names:?}");
    }

    #[test]
    fn every_placeholder_of_a_path_is_a_required_parameter() {
        let document = document();
        for (path, item) in document["paths"].as_object().expect("paths") {
            let placeholders = path.matches('{').count();
            for operation in item.as_object().expect("a path").values() {
                let parameters = operation["parameters"].as_array().expect("parameters").iter();
                let in_path = parameters.filter(|parameter| parameter["in"] == "path" && parameter["required"] == true);
                assert_eq!(in_path.count(), placeholders, "{path}");
            }
        }
    }

    #[test]
    fn each_message_says_who_may_send_it() {
        let document = document();
        let about = |path: &str, method: &str| {
            let operation = &document["paths"][path][method];
            let about = operation["description"].as_str().expect("a description").to_owned();
            (operation["x-foundry-access"].as_str().expect("an access rule").to_owned(), about)
        };
        let (rule, rename) = about("/v1/task/command/rename/{organization}/{task}", "post");
        assert!(rule == "member" && rename.ends_with("For members of the organization."), "{rename}");
        let (rule, sign_ins) = about("/v1/user/query/signIns/{user}", "get");
        assert!(rule == "credentials" && sign_ins.contains("scope `admin`"), "{sign_ins}");
    }

    #[test]
    fn the_addresses_of_sign_in_are_described() {
        let document = document();
        for path in ["/v1/auth/session", "/v1/auth/tokens", "/v1/auth/sign-out", "/v1/auth/sign-out-everywhere"] {
            assert!(document["paths"][path].is_object(), "{path}");
        }
        let token = &document["paths"]["/v1/auth/tokens"]["post"]["responses"]["201"];
        assert_eq!(token["content"]["application/json"]["schema"]["properties"]["token"]["type"], "string");
    }

    #[test]
    fn what_a_live_page_is_told_is_described() {
        let document = document();
        let schemas = &document["components"]["schemas"];
        let line = &schemas["Views"]["properties"]["organization.{organization}.task.{task}"];
        assert_eq!(line["$ref"], "#/components/schemas/TaskSummary");
        assert!(schemas["LiveServerMessage"]["oneOf"].is_array() && schemas["LiveEntry"].is_object());
    }

    #[test]
    fn every_property_is_described_and_a_body_is_required_that_has_something_in_it() {
        let document = document();
        let mut found = Vec::new();
        collect(&document, "properties", &mut found);
        let properties = found.iter().flat_map(|properties| properties.as_object().expect("an object").values());
        assert!(properties.clone().count() > 500 && properties.clone().all(Value::is_object));
        let body = |path: &str| &document["paths"][path]["post"]["requestBody"]["required"];
        assert_eq!(body("/v1/task/command/rename/{organization}/{task}"), true);
        assert_eq!(body("/v1/task/command/archive/{organization}/{task}"), false);
    }

    #[test]
    fn what_only_services_send_has_no_address() {
        assert!(document()["paths"].get("/v1/task/command/initialize/{organization}/{task}").is_none());
    }
}
