//! `GET /v1/page`: what a page must know to begin. Nobody is an answer here, and no error: a browser that shows a sign-in page
//! has done nothing wrong.

use std::sync::Arc;

use axum::{Extension, Json, extract::State};
use serde::Serialize;

use super::auth::Session;
use crate::{identity::Authentication, state::Gateway};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Start {
    /// Who is signed in; null: nobody.
    session: Option<Session>,
    /// Where traces can be looked at: `<this>/trace/<id>`; null: nowhere but in the page.
    traces_url: Option<String>,
}

pub async fn start(
    State(gateway): State<Arc<Gateway>>,
    Extension(authentication): Extension<Authentication>,
) -> Json<Start> {
    let session = Session::of(&authentication);
    // Where a company's traces lie is nobody else's business.
    let traces_url = session.as_ref().and_then(|_| gateway.traces_url.clone());
    Json(Start { session, traces_url })
}
