//! GitHub's rate limits: what is left as its headers say, and when a refusal ends.
//!
//! See <https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api>.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use contracts::{Millis, organization::RateLimit};
use reqwest::{StatusCode, header::HeaderMap};

use super::{As, GithubError};

/// Waits this long after a refusal that does not say how long: GitHub's own advice.
const UNSAID_MS: Millis = 60_000;
/// GitHub's clock and ours differ a little.
const SLACK_MS: Millis = 1_000;

/// What is left to each installation, as last seen.
#[derive(Default)]
pub(super) struct Allowances(Mutex<HashMap<u64, RateLimit>>);

impl Allowances {
    pub fn of(&self, installation_id: u64) -> Option<RateLimit> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&installation_id).cloned()
    }

    /// Refuses what GitHub would refuse, without asking.
    pub fn check(&self, who: As) -> Result<(), GithubError> {
        let As::Installation(id) = who else { return Ok(()) };
        match self.of(id) {
            Some(seen) if seen.remaining == 0 && seen.resets_at > runtime::now() => {
                Err(GithubError::RateLimited { resets_at: seen.resets_at })
            }
            _ => Ok(()),
        }
    }

    pub fn note(&self, who: As, headers: &HeaderMap) {
        if let (As::Installation(id), Some(seen)) = (who, seen(headers)) {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(id, seen);
        }
    }
}

fn seen(headers: &HeaderMap) -> Option<RateLimit> {
    Some(RateLimit {
        limit: number(headers, "x-ratelimit-limit")?,
        remaining: number(headers, "x-ratelimit-remaining")?,
        resets_at: number::<Millis>(headers, "x-ratelimit-reset")?.saturating_mul(1_000).saturating_add(SLACK_MS),
    })
}

/// When to ask again, if this answer refuses because of a rate limit.
pub(super) fn refused_until(status: StatusCode, headers: &HeaderMap, message: &str, now: Millis) -> Option<Millis> {
    if status != StatusCode::FORBIDDEN && status != StatusCode::TOO_MANY_REQUESTS {
        return None;
    }
    if let Some(seconds) = number::<Millis>(headers, "retry-after") {
        return Some(now.saturating_add(seconds.saturating_mul(1_000)));
    }
    match seen(headers) {
        Some(seen) if seen.remaining == 0 => Some(seen.resets_at.max(now)),
        _ if status == StatusCode::TOO_MANY_REQUESTS || message.contains("rate limit") => Some(now + UNSAID_MS),
        _ => None,
    }
}

fn number<T: std::str::FromStr>(headers: &HeaderMap, name: &str) -> Option<T> {
    headers.get(name)?.to_str().ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Millis = 1_000_000_000;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let parse = |(name, value): &(&'static str, &str)| {
            (reqwest::header::HeaderName::from_static(name), value.parse().unwrap())
        };
        pairs.iter().map(parse).collect()
    }

    #[test]
    fn a_used_up_allowance_ends_when_github_says() {
        let headers =
            headers(&[("x-ratelimit-limit", "5000"), ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "1000600")]);
        assert_eq!(refused_until(StatusCode::FORBIDDEN, &headers, "", NOW), Some(1_000_601_000));
    }

    #[test]
    fn a_secondary_limit_ends_after_the_seconds_given() {
        let headers = headers(&[("retry-after", "30")]);
        assert_eq!(refused_until(StatusCode::FORBIDDEN, &headers, "", NOW), Some(NOW + 30_000));
    }

    #[test]
    fn a_limit_that_does_not_say_how_long_ends_in_a_minute() {
        let none = headers(&[]);
        assert_eq!(refused_until(StatusCode::TOO_MANY_REQUESTS, &none, "", NOW), Some(NOW + 60_000));
        let message = "You have exceeded a secondary rate limit";
        assert_eq!(refused_until(StatusCode::FORBIDDEN, &none, message, NOW), Some(NOW + 60_000));
    }

    #[test]
    fn a_plain_refusal_is_not_a_rate_limit() {
        let plenty = headers(&[
            ("x-ratelimit-limit", "5000"),
            ("x-ratelimit-remaining", "4999"),
            ("x-ratelimit-reset", "1000600"),
        ]);
        assert_eq!(refused_until(StatusCode::FORBIDDEN, &plenty, "Resource not accessible", NOW), None);
        assert_eq!(refused_until(StatusCode::NOT_FOUND, &headers(&[("retry-after", "3")]), "", NOW), None);
    }
}
