//! GitHub's rate limits: what is left as its headers say, and when a refusal ends.
//!
//! See <https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api>.

use contracts::{Millis, organization::RateLimit};
use reqwest::{
    StatusCode,
    header::{DATE, HeaderMap},
};

/// Waits this long after a refusal that does not say how long: GitHub's own advice.
const UNSAID_MS: Millis = 60_000;
/// GitHub's windows are an hour long. A time that is named farther ahead is somebody's mistake, and is asked again after that.
const LONGEST_MS: Millis = 3_900_000;
/// GitHub's times are whole seconds, and its machines' clocks differ a little.
const SLACK_MS: Millis = 1_000;

const LIMIT: &str = "x-ratelimit-limit";
const REMAINING: &str = "x-ratelimit-remaining";
const RESET: &str = "x-ratelimit-reset";

/// GitHub's time when it answered, in milliseconds since 1970.
pub(crate) fn date(headers: &HeaderMap) -> Option<Millis> {
    let text = headers.get(DATE)?.to_str().ok()?;
    jiff::fmt::rfc2822::parse(text).ok().map(|at| at.timestamp().as_millisecond())
}

/// What is left to whoever asked, with GitHub's times put into ours.
pub(crate) fn seen(headers: &HeaderMap, now: Millis) -> Option<RateLimit> {
    Some(RateLimit {
        limit: number(headers, LIMIT)?,
        remaining: number(headers, REMAINING)?,
        resets_at: resets_at(headers, now)?,
    })
}

/// When to ask again, if this answer refuses because of a rate limit, primary or secondary.
pub(crate) fn refused_until(status: StatusCode, headers: &HeaderMap, message: &str, now: Millis) -> Option<Millis> {
    if status != StatusCode::FORBIDDEN && status != StatusCode::TOO_MANY_REQUESTS {
        return None;
    }
    if let Some(seconds) = number::<Millis>(headers, "retry-after") {
        return Some(within_a_window(seconds.saturating_mul(1_000), now));
    }
    match (number::<u32>(headers, REMAINING), resets_at(headers, now)) {
        (Some(0), Some(resets_at)) => Some(resets_at.max(now)),
        _ if status == StatusCode::TOO_MANY_REQUESTS || message.contains("rate limit") => Some(now + UNSAID_MS),
        _ => None,
    }
}

/// GitHub counts by its own clock, so what counts is how long after its answer that is.
fn resets_at(headers: &HeaderMap, now: Millis) -> Option<Millis> {
    let resets_at = number::<Millis>(headers, RESET)?.saturating_mul(1_000).saturating_add(SLACK_MS);
    let githubs_now = date(headers).unwrap_or(now);
    Some(within_a_window(resets_at.saturating_sub(githubs_now), now))
}

fn within_a_window(wait: Millis, now: Millis) -> Millis {
    now.saturating_add(wait.min(LONGEST_MS))
}

fn number<T: std::str::FromStr>(headers: &HeaderMap, name: &str) -> Option<T> {
    headers.get(name)?.to_str().ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderName;

    use super::*;

    const NOW: Millis = 1_000_000_000;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let parse = |(name, value): &(&'static str, &str)| (HeaderName::from_static(name), value.parse().unwrap());
        pairs.iter().map(parse).collect()
    }

    #[test]
    fn a_used_up_allowance_ends_when_github_says() {
        let used_up = headers(&[(LIMIT, "5000"), (REMAINING, "0"), (RESET, "1000600")]);
        assert_eq!(refused_until(StatusCode::FORBIDDEN, &used_up, "", NOW), Some(1_000_601_000));
        let of_unsaid_size = headers(&[(REMAINING, "0"), (RESET, "1000600")]);
        assert_eq!(refused_until(StatusCode::FORBIDDEN, &of_unsaid_size, "", NOW), Some(1_000_601_000));
    }

    #[test]
    fn a_secondary_limit_ends_after_the_seconds_given() {
        let pause = headers(&[("retry-after", "30"), (REMAINING, "9")]);
        assert_eq!(refused_until(StatusCode::FORBIDDEN, &pause, "", NOW), Some(NOW + 30_000));
    }

    #[test]
    fn nothing_is_waited_for_longer_than_a_window() {
        let longest = Some(NOW + LONGEST_MS);
        for seconds in ["31536000", "9223372036854775807"] {
            assert_eq!(refused_until(StatusCode::FORBIDDEN, &headers(&[("retry-after", seconds)]), "", NOW), longest);
        }
        // In milliseconds, where seconds are meant.
        let reset = headers(&[(LIMIT, "5000"), (REMAINING, "0"), (RESET, "1000600000")]);
        assert_eq!(refused_until(StatusCode::FORBIDDEN, &reset, "", NOW), longest);
        assert_eq!(seen(&reset, NOW).map(|seen| seen.resets_at), longest);
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
        let plenty = headers(&[(LIMIT, "5000"), (REMAINING, "4999"), (RESET, "1000600")]);
        assert_eq!(refused_until(StatusCode::FORBIDDEN, &plenty, "Resource not accessible", NOW), None);
        assert_eq!(refused_until(StatusCode::NOT_FOUND, &plenty, "rate limit", NOW), None);
        assert_eq!(refused_until(StatusCode::NOT_FOUND, &headers(&[("retry-after", "3")]), "", NOW), None);
    }

    #[test]
    fn a_clock_that_is_ahead_of_githubs_or_behind_it_waits_as_long_as_github_means() {
        // GitHub's time is 1970-01-12 13:46:40, which is NOW.
        let used_up = headers(&[
            (REMAINING, "0"),
            (LIMIT, "5000"),
            (RESET, "1000600"),
            ("date", "Mon, 12 Jan 1970 13:46:40 GMT"),
        ]);
        for ours in [NOW - 7_200_000, NOW, NOW + 120_000] {
            let until = refused_until(StatusCode::FORBIDDEN, &used_up, "", ours);
            assert_eq!(until, Some(ours + 601_000));
            assert_eq!(seen(&used_up, ours).map(|seen| seen.resets_at), until);
        }
        assert_eq!(date(&headers(&[("date", "yesterday")])), None);
    }
}
