//! `GET` and `POST /files`.

use axum::Json;
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use futures::stream;
use percent_encoding::percent_decode_str;
use sandboxes::ClientError;
use serde_json::{Value, json};

use super::{BODY_BYTES, Call, absolute};
use crate::refusal::Refusal;

pub async fn read(call: &Call, query: &str) -> Response {
    let Some(path) = path(query) else { return bad("path is missing") };
    match call.client.read_file(&path, BODY_BYTES).await {
        Ok(contents) => ([("content-type", "application/octet-stream")], contents).into_response(),
        Err(error) => refused(&path, &error),
    }
}

/// A form with a file or several, or the file itself.
pub async fn write(call: &Call, query: &str) -> Response {
    let given = path(query);
    let content_type = call.headers.get("content-type").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let files = match multer::parse_boundary(content_type) {
        Ok(boundary) => form(call.body.clone(), boundary, given).await,
        Err(_) => given.map(|path| vec![(path, call.body.clone())]),
    };
    let Some(files) = files else { return bad("path is missing") };
    let mut written: Vec<Value> = Vec::new();
    for (path, contents) in files {
        if let Err(error) = call.client.write_file(&path, contents).await {
            return refused(&path, &error);
        }
        let name = path.rsplit('/').next().unwrap_or_default();
        written.push(json!({ "name": name, "type": "file", "path": path }));
    }
    Json(written).into_response()
}

/// Of several files each one's name is its path.
async fn form(body: Bytes, boundary: String, given: Option<String>) -> Option<Vec<(String, Bytes)>> {
    let mut form = multer::Multipart::new(stream::iter([Ok::<_, std::io::Error>(body)]), boundary);
    let mut files = Vec::new();
    while let Ok(Some(field)) = form.next_field().await {
        let path = given.clone().or_else(|| field.file_name().map(absolute))?;
        files.push((path, field.bytes().await.ok()?));
    }
    Some(files)
}

fn path(query: &str) -> Option<String> {
    let value = query.split('&').find_map(|pair| pair.strip_prefix("path="))?;
    let value = value.replace('+', " ");
    let path = percent_decode_str(&value).decode_utf8_lossy().into_owned();
    (!path.is_empty()).then(|| absolute(&path))
}

fn bad(message: &str) -> Response {
    Refusal::new(StatusCode::BAD_REQUEST, message).into_response()
}

fn refused(path: &str, error: &ClientError) -> Response {
    let status = if error.is_not_found() { StatusCode::NOT_FOUND } else { StatusCode::INTERNAL_SERVER_ERROR };
    Refusal::new(status, format!("{path}: {error}")).into_response()
}
