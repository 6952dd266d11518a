//! The one rule that turns a code into an HTTP status.

use axum::http::StatusCode;

/// What a refusal's reason begins or ends with, and its status.
const REASONS: [(&[&str], StatusCode); 4] = [
    (&["unknown", "not_found", "not_materialised", "no_such"], StatusCode::NOT_FOUND),
    (&["forbidden", "not_allowed", "not_a_member", "only_services_say_this"], StatusCode::FORBIDDEN),
    (&["undecodable", "invalid"], StatusCode::BAD_REQUEST),
    (&["query_failed", "unavailable"], StatusCode::SERVICE_UNAVAILABLE),
];

/// The status for a refusal with this code (`task.title_is_blank`).
///
/// The part after the last dot decides: what is not there is 404, what is not allowed 403, what cannot be read 400;
/// every other refusal is the domain saying no to something well-formed, 409.
pub fn of_refusal(code: &str) -> StatusCode {
    let reason = code.rsplit('.').next().unwrap_or_default();
    let is_one_of = |words: &[&str]| words.iter().any(|word| reason.starts_with(word) || reason.ends_with(word));

    let known = REASONS.iter().find(|(words, _)| is_one_of(words));
    known.map_or(StatusCode::CONFLICT, |(_, status)| *status)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_decides_the_status() {
        for (code, status) in [
            ("task.unknown", 404),
            ("organization.repository_unknown", 404),
            ("github_data.not_found", 404),
            ("task.not_materialised", 404),
            ("task.owner_not_allowed", 403),
            ("user.not_a_member", 403),
            ("runtime.no_such_dead_letter", 404),
            ("runtime.unknown_query", 404),
            ("runtime.undecodable", 400),
            ("runtime.invalid_limit", 400),
            ("runtime.query_failed", 503),
            ("task.title_is_blank", 409),
            ("nonsense", 409),
        ] {
            assert_eq!(of_refusal(code).as_u16(), status, "{code}");
        }
    }
}
