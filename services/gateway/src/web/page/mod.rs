//! The page: files that `npm run build` has made in `web/dist`, part of this program. Which address shows what is the page's
//! own affair; here every address of a page gets the same `index.html`.

mod answer;
mod file;
mod policy;
mod site;

use std::sync::Arc;

use axum::{
    extract::State,
    http::{HeaderMap, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};

use crate::{http::problem::Problem, state::Gateway};

pub use site::Site;

/// An address of the page.
pub async fn index(State(gateway): State<Arc<Gateway>>, headers: HeaderMap) -> Response {
    gateway.site.index(StatusCode::OK, &headers)
}

/// One of the page's files; nothing else is here. A browser that asks for a page gets the page, which says so.
pub async fn file_or_nothing(
    State(gateway): State<Arc<Gateway>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let reads = method == Method::GET || method == Method::HEAD;
    if let Some(file) = gateway.site.file(uri.path()).filter(|_| reads) {
        return answer::file(file, &headers);
    }
    if reads && !is_of_the_api(uri.path()) && wants_a_page(&headers) {
        return gateway.site.index(StatusCode::NOT_FOUND, &headers);
    }
    let detail = "there is nothing here; GET /v1 lists what there is";
    Problem::new(StatusCode::NOT_FOUND, "http.nothing_here", detail).into_response()
}

fn is_of_the_api(path: &str) -> bool {
    path == "/v1" || path.starts_with("/v1/")
}

/// Somebody has opened the address in a browser; scripts, and the page itself when it fetches a file, ask otherwise.
fn wants_a_page(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}
