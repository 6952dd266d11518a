//! JSON bodies as GitHub reads them: whatever the content type says, which is also kind to curl.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use serde::de::DeserializeOwned;

use crate::refusal::Refusal;

/// The body of a request. No body at all is taken for an empty object.
pub(crate) struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Body<T>, Refusal> {
        let unreadable = |_| Refusal::new(StatusCode::BAD_REQUEST, "Problems reading the body");
        let bytes = Bytes::from_request(request, state).await.map_err(unreadable)?;
        let text = if bytes.is_empty() { b"{}" } else { bytes.as_ref() };
        serde_json::from_slice(text).map(Body).map_err(|error| {
            if error.is_data() {
                Refusal::unprocessable(format!("Invalid request. {error}"))
            } else {
                Refusal::new(StatusCode::BAD_REQUEST, "Problems parsing JSON")
            }
        })
    }
}
