//! What a person with curl can do: faults, and what happens to sandboxes at E2B without anybody asking.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use maud::{DOCTYPE, Markup, html};
use serde_json::Value;

use crate::cloud::{Cloud, now};
use crate::faults::Fault;
use crate::refusal::Refusal;

pub fn routes() -> Router<Cloud> {
    Router::new()
        .route("/_standin/", get(page))
        .route("/_standin/sandboxes", get(sandboxes))
        .route("/_standin/faults", post(fail))
        .route("/_standin/mend", post(mend))
        .route("/_standin/sandboxes/{id}/expire", post(expire))
        .route("/_standin/sandboxes/{id}/vanish", post(vanish))
}

async fn page(State(cloud): State<Cloud>) -> Markup {
    let records = cloud.records();
    html! {
        (DOCTYPE)
        title { "E2B's stand-in" }
        h1 { "A stand-in for E2B" }
        p { "Its API is at this address, and asks for X-API-Key. Its sandboxes are isolated processes of this machine." }
        table {
            tr { th { "sandbox" } th { "state" } th { "metadata" } }
            @for record in &records {
                tr {
                    td { (record.id) }
                    td { (format!("{:?}", record.state)) }
                    td { @for (key, value) in &record.metadata { (key) "=" (value) " " } }
                }
            }
        }
        h2 { "What it can be made to do" }
        dl {
            dt { code { "POST /_standin/faults {\"route\": \"POST /v2/sandboxes\", \"status\": 503, \"times\": 2}" } }
            dd { "The next two fail; any route without one. 429 is a rate limit, 503 that no place is found." }
            dt { code { "POST /_standin/faults {\"delay_milliseconds\": 5000}" } }
            dd { "The next one takes five seconds longer." }
            dt { code { "POST /_standin/faults {\"answer_is_lost\": true}" } }
            dd { "The next one is done, and its answer lost." }
            dt { code { "POST /_standin/mend" } }
            dd { "No fault any more." }
            dt { code { "POST /_standin/sandboxes/{id}/expire" } }
            dd { "Its time is over now: it is paused or killed, as its maker said." }
            dt { code { "POST /_standin/sandboxes/{id}/vanish" } }
            dd { "It is gone with everything in it, as when a machine of E2B's dies." }
        }
    }
}

async fn sandboxes(State(cloud): State<Cloud>) -> Json<Vec<Value>> {
    Json(cloud.records().iter().map(|record| record.shown()).collect())
}

async fn fail(State(cloud): State<Cloud>, Json(fault): Json<Fault>) -> StatusCode {
    cloud.faults().push(fault);
    StatusCode::NO_CONTENT
}

async fn mend(State(cloud): State<Cloud>) -> StatusCode {
    cloud.faults().clear();
    StatusCode::NO_CONTENT
}

async fn expire(State(cloud): State<Cloud>, Path(id): Path<String>) -> Result<StatusCode, Refusal> {
    cloud.change(&id, |record| record.end_at = now())?;
    cloud.end_what_is_due().await;
    Ok(StatusCode::NO_CONTENT)
}

async fn vanish(State(cloud): State<Cloud>, Path(id): Path<String>) -> Result<StatusCode, Refusal> {
    cloud.kill(&id).await?;
    Ok(StatusCode::NO_CONTENT)
}
