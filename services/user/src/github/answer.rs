//! One answer of GitHub's: its status sorted out, its body read within bounds.

use bytes::{Bytes, BytesMut};
use contracts::Millis;
use reqwest::{
    Response, StatusCode,
    header::{HeaderMap, HeaderValue, LINK},
};
use serde::{Deserialize, de::DeserializeOwned};

use super::GithubError;

/// A page of 100 organizations stays well below; without a bound a mad answer would eat the memory.
const BODY_BYTES: usize = 8 * 1024 * 1024;
/// What people are shown of GitHub's own words.
const MESSAGE_CHARACTERS: usize = 200;
/// Waits this long after a refusal that does not say how long: GitHub's own advice.
const UNSAID_MS: Millis = 60_000;
/// GitHub's clock and ours differ a little.
const SLACK_MS: Millis = 1_000;

pub(super) struct Answer {
    path: String,
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
        let path = path.to_owned();
        if status.is_success() {
            return Ok(Self { path, headers, body });
        }
        let message = complaint(&body);
        if let Some(resets_at) = refused_until(status, &headers, &message, now) {
            return Err(GithubError::RateLimited { resets_at });
        }
        Err(match status {
            StatusCode::UNAUTHORIZED => GithubError::TokenRefused,
            status if status.is_server_error() => GithubError::Broken { path, status: status.as_u16() },
            status => GithubError::Refused { path, status: status.as_u16(), message },
        })
    }

    pub fn json<T: DeserializeOwned>(&self) -> Result<T, GithubError> {
        serde_json::from_slice(&self.body)
            .map_err(|source| GithubError::Undecodable { path: self.path.clone(), source })
    }

    /// The address of the next page (RFC 8288).
    pub fn next_page(&self) -> Option<&str> {
        let link = self.headers.get(LINK).map(HeaderValue::to_str)?.ok()?;
        let mut parts = link.split(',').filter_map(|part| part.trim().strip_prefix('<')?.split_once('>'));
        parts.find(|(_, parameters)| parameters.contains("rel=\"next\"")).map(|(url, _)| url)
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
    message.chars().filter(|character| !character.is_control()).take(MESSAGE_CHARACTERS).collect()
}

/// When to ask again, if this answer refuses because of a rate limit, primary or secondary
/// (<https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api>).
fn refused_until(status: StatusCode, headers: &HeaderMap, message: &str, now: Millis) -> Option<Millis> {
    if status != StatusCode::FORBIDDEN && status != StatusCode::TOO_MANY_REQUESTS {
        return None;
    }
    let number = |name: &str| headers.get(name)?.to_str().ok()?.parse::<Millis>().ok();
    if let Some(seconds) = number("retry-after") {
        return Some(now.saturating_add(seconds.saturating_mul(1_000)));
    }
    let resets_at = number("x-ratelimit-reset").map(|at| at.saturating_mul(1_000).saturating_add(SLACK_MS).max(now));
    match (number("x-ratelimit-remaining"), resets_at) {
        (Some(0), Some(resets_at)) => Some(resets_at),
        _ if status == StatusCode::TOO_MANY_REQUESTS || message.contains("rate limit") => Some(now + UNSAID_MS),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Millis = 1_000_000_000;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let parse = |(name, value): &(&'static str, &str)| {
            (reqwest::header::HeaderName::from_static(name), value.parse().expect("legal"))
        };
        pairs.iter().map(parse).collect()
    }

    fn linked(link: &str) -> Answer {
        Answer { path: "/x".into(), headers: headers(&[("link", link)]), body: Bytes::new() }
    }

    #[test]
    fn the_next_page_is_found_among_its_neighbours() {
        let link = r#"<http://h/x?page=1>; rel="prev", <http://h/x?page=3>; rel="next""#;
        assert_eq!(linked(link).next_page(), Some("http://h/x?page=3"));
        assert_eq!(linked(r#"<http://h/x?page=1>; rel="first""#).next_page(), None);
    }

    #[test]
    fn a_refusal_for_the_rate_limit_says_until_when() {
        let used_up = headers(&[("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "1000600")]);
        assert_eq!(refused_until(StatusCode::FORBIDDEN, &used_up, "", NOW), Some(1_000_601_000));
        let pause = headers(&[("retry-after", "30"), ("x-ratelimit-remaining", "9")]);
        assert_eq!(refused_until(StatusCode::FORBIDDEN, &pause, "", NOW), Some(NOW + 30_000));
        assert_eq!(refused_until(StatusCode::TOO_MANY_REQUESTS, &headers(&[]), "", NOW), Some(NOW + 60_000));
    }

    #[test]
    fn another_refusal_is_none_of_a_limit() {
        let left = headers(&[("x-ratelimit-remaining", "9"), ("x-ratelimit-reset", "1000600")]);
        assert_eq!(refused_until(StatusCode::FORBIDDEN, &left, "Resource not accessible", NOW), None);
        assert_eq!(refused_until(StatusCode::NOT_FOUND, &left, "rate limit", NOW), None);
    }

    #[test]
    fn a_complaint_is_one_short_line() {
        assert_eq!(complaint(br#"{"message":"a\nb"}"#), "ab");
        let long = format!(r#"{{"message":"{}"}}"#, "x".repeat(500));
        assert_eq!(complaint(long.as_bytes()).len(), 200);
        assert_eq!(complaint(b"<html>"), "");
    }
}
