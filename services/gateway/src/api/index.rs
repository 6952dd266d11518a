//! `GET /v1`: what there is, for people and scripts that start here.

use axum::Json;
use contracts::Actor;
use serde_json::{Value, json};

use crate::api::routes::{self, Route};

pub async fn read() -> Json<Value> {
    Json(json!({
        "name": "foundry",
        "links": {
            "openapi": "/v1/openapi.json",
            "live": "/v1/live",
            "signIn": "/sign-in",
            "session": "/v1/auth/session",
            "signOut": "/v1/auth/sign-out",
            "signOutEverywhere": "/v1/auth/sign-out-everywhere",
            "apiTokens": "/v1/auth/tokens",
            "me": "/v1/user/query/app/me",
            "installGithubApp": "/v1/github/install/{organization}",
            "githubWebhooks": "/v1/webhooks/github",
            "queues": "/v1/queues/{organization}",
            "instances": "/v1/instances/{organization}",
            "deadLetters": "/v1/dead-letters/{organization}",
            "health": "/healthz",
            "readiness": "/readyz",
        },
        "actors": Actor::ALL.into_iter().filter_map(actor).collect::<Vec<_>>(),
    }))
}

fn actor(actor: Actor) -> Option<Value> {
    let messages: Vec<_> = routes::all().filter(|route| route.entry.actor == actor).map(message).collect();
    let described = json!({ "actor": actor.token(), "key": actor.key_tokens(), "messages": messages });
    (!messages.is_empty()).then_some(described)
}

fn message(route: &Route) -> Value {
    let entry = route.entry;
    json!({
        "name": entry.name,
        "form": route.form.token(),
        "methods": route.form.allow(),
        "path": route.template,
        "access": entry.access,
        "about": entry.about(),
    })
}
