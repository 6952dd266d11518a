//! One answer of GitHub's: its status sorted out, its body read within bounds.

use bytes::{Bytes, BytesMut};
use contracts::{Millis, keepable, organization::RateLimit};
use reqwest::{
    StatusCode,
    header::{CONTENT_TYPE, ETAG, HeaderMap, HeaderName, LINK},
};
use serde::{Deserialize, de::DeserializeOwned};
use tracing::{Instrument, Span};

use crate::{ApiError, permits::Permit, rate_limit};

/// A page of 100 pull requests with their texts stays well below; without a bound a mad answer would eat the memory.
const BODY_BYTES: usize = 32 * 1024 * 1024;
const SSO: &str = "x-github-sso";
/// What people are shown of GitHub's own words.
const MESSAGE_CHARACTERS: usize = 200;

/// An answer whose body is still on its way. Until it is read or dropped it is one of the requests under way.
pub struct Response<'a> {
    pub(crate) path: String,
    pub(crate) http: reqwest::Response,
    pub(crate) span: Span,
    pub(crate) permit: Permit<'a>,
}

/// No `Debug`: its body may be a token.
pub struct Answer {
    path: String,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

#[derive(Deserialize)]
struct Complaint {
    message: String,
    /// What is wrong with which field (GitHub's REST API, "Validation failed").
    #[serde(default)]
    errors: Vec<serde_json::Value>,
}

impl Response<'_> {
    /// What is left to whoever asked, whether or not they are refused.
    pub fn rate_limit(&self, now: Millis) -> Option<RateLimit> {
        rate_limit::seen(self.http.headers(), now)
    }

    /// GitHub's time, by which its own times are meant.
    pub fn date(&self) -> Option<Millis> {
        rate_limit::date(self.http.headers())
    }

    /// Reads the whole answer; an error status is an error.
    pub async fn read(self, now: Millis) -> Result<Answer, ApiError> {
        let Self { path, http, span, permit } = self;
        let answer = Answer::read(path, http, now).instrument(span).await;
        drop(permit);
        answer
    }
}

impl Answer {
    async fn read(path: String, response: reqwest::Response, now: Millis) -> Result<Self, ApiError> {
        let (status, headers) = (response.status(), response.headers().clone());
        let body = read_body(&path, response).await?;
        if status.is_success() || status == StatusCode::NOT_MODIFIED {
            return Ok(Self { path, status, headers, body });
        }
        let (code, message) = (status.as_u16(), complaint(&body));
        if let Some(resets_at) = rate_limit::refused_until(status, &headers, &message, now) {
            return Err(ApiError::RateLimited { resets_at });
        }
        Err(match status {
            StatusCode::UNAUTHORIZED => ApiError::Unauthorized { path },
            StatusCode::NOT_FOUND | StatusCode::GONE => ApiError::NotFound { path, status: code, message },
            status if status.is_server_error() => ApiError::Broken { path, status: code },
            _ => ApiError::Refused { path, status: code, message },
        })
    }

    /// Whether it is what it was when GitHub gave the `etag` that was sent along.
    pub fn is_unchanged(&self) -> bool {
        self.status == StatusCode::NOT_MODIFIED
    }

    pub fn json<T: DeserializeOwned>(&self) -> Result<T, ApiError> {
        let path = || self.path.clone();
        // GitHub speaks JSON; a proxy's page comes with a good status, too, and says nothing of what was asked for.
        if self.header(CONTENT_TYPE).is_some_and(|kind| !kind.contains("json")) {
            return Err(ApiError::NotJson { path: path() });
        }
        read(&self.body).map_err(|source| ApiError::Undecodable { path: path(), source })
    }

    pub fn etag(&self) -> Option<String> {
        self.header(ETAG).map(str::to_owned)
    }

    /// What was asked for.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// The numbers of the organizations that are left out of this list because they ask for single sign-on
    /// ([GitHub: authenticating with SAML single sign-on](https://docs.github.com/en/rest/authentication/authenticating-to-the-rest-api#authenticating-with-saml-sso)).
    pub fn withheld(&self) -> Vec<u64> {
        self.headers.get(SSO).and_then(|value| value.to_str().ok()).map(withheld_in).unwrap_or_default()
    }

    /// The address of the page after this one, as GitHub says it.
    pub(crate) fn next_link(&self) -> Result<Option<&str>, ApiError> {
        let Some(link) = self.headers.get(LINK) else { return Ok(None) };
        let link = link.to_str().map_err(|_| ApiError::Elsewhere { path: self.path.clone() })?;
        Ok(next_in(link))
    }

    fn header(&self, name: HeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

async fn read_body(path: &str, mut response: reqwest::Response) -> Result<Bytes, ApiError> {
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| ApiError::from_transport(path, error))? {
        body.extend_from_slice(&chunk);
        if body.len() > BODY_BYTES {
            return Err(ApiError::TooLarge { path: path.to_owned(), max: BODY_BYTES, unit: "bytes" });
        }
    }
    Ok(body.freeze())
}

/// What cannot be kept is replaced: one odd character in one title is no reason to read nothing.
fn read<T: DeserializeOwned>(body: &[u8]) -> serde_json::Result<T> {
    let cleaned = keepable::json(body);
    serde_json::from_slice(cleaned.as_deref().unwrap_or(body))
}

/// What GitHub says is wrong, cut to a line.
fn complaint(body: &[u8]) -> String {
    let Ok(Complaint { message, errors }) = read(body) else { return String::new() };
    let details = errors.iter().filter_map(|error| error.as_str().or_else(|| error["message"].as_str()));
    let message = std::iter::once(message.as_str()).chain(details).collect::<Vec<_>>().join(": ");
    message.chars().filter(|character| !character.is_control()).take(MESSAGE_CHARACTERS).collect()
}

/// `partial-results; organizations=21955855,20582480`
fn withheld_in(sso: &str) -> Vec<u64> {
    let Some(("partial-results", rest)) = sso.split_once(';').map(|(what, rest)| (what.trim(), rest)) else {
        return Vec::new();
    };
    let numbers = rest.trim().strip_prefix("organizations=").unwrap_or_default().split(',');
    numbers.filter_map(|number| number.trim().parse().ok()).collect()
}

/// The address marked `rel="next"` (RFC 8288).
fn next_in(link: &str) -> Option<&str> {
    let mut parts = link.split(',').filter_map(|part| part.trim().strip_prefix('<')?.split_once('>'));
    parts.find(|(_, parameters)| parameters.contains("rel=\"next\"")).map(|(url, _)| url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_page_is_found_among_its_neighbours() {
        let link =
            r#"<http://h/x?page=1>; rel="prev", <http://h/x?page=3>; rel="next", <http://h/x?page=9>; rel="last""#;
        assert_eq!(next_in(link), Some("http://h/x?page=3"));
    }

    #[test]
    fn the_last_page_has_no_next() {
        assert_eq!(next_in(r#"<http://h/x?page=1>; rel="first""#), None);
        assert_eq!(next_in(""), None);
    }

    #[test]
    fn organizations_that_ask_for_single_sign_on_are_named_by_number() {
        assert_eq!(withheld_in("partial-results; organizations=21955855,20582480"), [21_955_855, 20_582_480]);
        for none in ["", "partial-results", "required; url=https://github.com/orgs/acme/sso", "partial-results; x=1"] {
            assert!(withheld_in(none).is_empty(), "{none}");
        }
    }

    #[test]
    fn what_cannot_be_kept_is_read_as_a_character_that_can() {
        let body = Bytes::from_static(br#"["a\u0000b", "a\ud800b"]"#);
        let answer = Answer { path: "/x".into(), status: StatusCode::OK, headers: HeaderMap::new(), body };
        assert_eq!(answer.json::<Vec<String>>().expect("JSON"), ["a\u{fffd}b", "a\u{fffd}b"]);
        assert_eq!(complaint(br#"{"message":"a\ud800b"}"#), "a\u{fffd}b");
    }

    #[test]
    fn a_page_in_place_of_json_is_told_from_json_that_is_not_understood() {
        let read = |kind: &'static str, body: &'static str| {
            let headers = HeaderMap::from_iter([(CONTENT_TYPE, kind.parse().expect("a type"))]);
            let body = Bytes::from_static(body.as_bytes());
            Answer { path: "/x".into(), status: StatusCode::OK, headers, body }.json::<Vec<String>>()
        };
        assert!(matches!(read("text/html", "<html>"), Err(ApiError::NotJson { .. })));
        assert!(matches!(read("application/json; charset=utf-8", "{}"), Err(ApiError::Undecodable { .. })));
        assert!(read("application/vnd.github.v3+json", "[]").is_ok());
    }

    #[test]
    fn a_complaint_is_one_short_line() {
        assert_eq!(complaint(br#"{"message":"a\nb"}"#), "ab");
        assert_eq!(complaint(br#"{"message":"a","errors":[{"code":"custom","message":"b"},{"code":"x"}]}"#), "a: b");
        let long = format!(r#"{{"message":"{}"}}"#, "x".repeat(500));
        assert_eq!(complaint(long.as_bytes()).len(), 200);
        assert_eq!(complaint(b"<html>"), "");
    }
}
