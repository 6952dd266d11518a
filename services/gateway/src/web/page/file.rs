//! One file of the page.

use axum::http::HeaderValue;
use bytes::Bytes;
use sha2::{Digest, Sha256};

pub struct File {
    pub body: Bytes,
    /// With Brotli.
    pub compressed: Option<Bytes>,
    pub content_type: HeaderValue,
    pub etag: HeaderValue,
    /// Its name tells its content, so it never changes.
    pub is_immutable: bool,
}

impl File {
    pub fn new(path: &str, body: Bytes, compressed: Option<Bytes>) -> Self {
        let digest = hex::encode(&Sha256::digest(&body)[..12]);
        let etag = HeaderValue::try_from(format!("\"{digest}\"")).expect("hexadecimal digits are legal in a header");
        Self {
            content_type: HeaderValue::from_static(content_type(path)),
            is_immutable: path.starts_with("assets/"),
            body,
            compressed,
            etag,
        }
    }
}

/// What the build makes; anything else is bytes that no browser runs.
fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("png") => "image/png",
        Some("json") => "application/json",
        Some("wasm") => "application/wasm",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
