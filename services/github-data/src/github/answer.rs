//! One answer of GitHub's: its status sorted out, its body read within bounds.

use bytes::{Bytes, BytesMut};
use contracts::Millis;
use reqwest::{
    Response, StatusCode,
    header::{ETAG, HeaderMap, HeaderValue, LINK},
};
use serde::{Deserialize, de::DeserializeOwned};

use super::{GithubError, allowance};

/// A page of 100 pull requests with their texts stays well below; without a bound a mad answer would eat the memory.
const BODY_BYTES: usize = 32 * 1024 * 1024;
/// What people are shown of GitHub's own words.
const MESSAGE_CHARACTERS: usize = 200;

#[derive(Debug)]
pub(super) struct Answer {
    path: String,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

#[derive(Deserialize)]
struct Complaint {
    message: String,
}

impl Answer {
    /// Reads the whole answer; an error status is an error.
    pub async fn read(path: &str, response: Response, now: Millis) -> Result<Self, GithubError> {
        let (status, headers) = (response.status(), response.headers().clone());
        let body = read_body(path, response).await?;
        if status.is_success() || status == StatusCode::NOT_MODIFIED {
            return Ok(Self { path: path.to_owned(), status, headers, body });
        }
        let message = complaint(&body);
        if let Some(resets_at) = allowance::refused_until(status, &headers, &message, now) {
            return Err(GithubError::RateLimited { resets_at });
        }
        let path = path.to_owned();
        Err(match status {
            StatusCode::UNAUTHORIZED => GithubError::Unauthorized { path },
            StatusCode::NOT_FOUND | StatusCode::GONE => GithubError::NotFound { path },
            status if status.is_server_error() => GithubError::Broken { path, status: status.as_u16() },
            status => GithubError::Refused { path, status: status.as_u16(), message },
        })
    }

    pub fn is_unchanged(&self) -> bool {
        self.status == StatusCode::NOT_MODIFIED
    }

    pub fn json<T: DeserializeOwned>(&self) -> Result<T, GithubError> {
        serde_json::from_slice(&self.body)
            .map_err(|source| GithubError::Undecodable { path: self.path.clone(), source })
    }

    pub fn etag(&self) -> Option<String> {
        self.header(ETAG)
    }

    pub fn link(&self) -> Option<String> {
        self.header(LINK)
    }

    fn header(&self, name: reqwest::header::HeaderName) -> Option<String> {
        self.headers.get(name).map(HeaderValue::to_str)?.ok().map(str::to_owned)
    }
}

async fn read_body(path: &str, mut response: Response) -> Result<Bytes, GithubError> {
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| GithubError::from_transport(path, error))? {
        body.extend_from_slice(&chunk);
        if body.len() > BODY_BYTES {
            return Err(GithubError::TooLarge { path: path.to_owned(), max: BODY_BYTES, unit: "bytes" });
        }
    }
    Ok(body.freeze())
}

/// What GitHub says is wrong, cut to a line.
fn complaint(body: &[u8]) -> String {
    let message = serde_json::from_slice::<Complaint>(body).map(|complaint| complaint.message).unwrap_or_default();
    message.chars().take(MESSAGE_CHARACTERS).collect()
}
