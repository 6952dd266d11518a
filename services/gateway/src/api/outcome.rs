//! What a caller sees of an outcome.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use contracts::Outcome;
use serde::Serialize;

use super::{command_id, target::Target};
use crate::http::{headers::COMMAND_ID, problem::Problem};

#[derive(Serialize)]
struct Accepted<'a> {
    id: &'a str,
    status: &'static str,
}

/// The outcome of the command `id` as status, headers and body.
pub fn respond(target: &Target<'_>, id: &str, outcome: Outcome) -> Result<Response, Problem> {
    let problem = match outcome {
        Outcome::Done { reply, .. } => return Ok((with_id(id), Json(reply)).into_response()),
        Outcome::Pending { .. } => return Ok(pending(target, id)),
        Outcome::Refused { kind, code, message, .. } => Problem::refused(kind, code, message),
        Outcome::Dead { code, message, trace_id, .. } => {
            Problem::new(StatusCode::INTERNAL_SERVER_ERROR, code, message).with_trace_id(trace_id)
        }
        Outcome::Unknown { .. } => return Err(not_known_stored(id)),
        Outcome::Rejected { code, message } => return Err(rejected(id, code, message)),
    };
    Err(identified(problem, id))
}

/// 202: it is stored and will run. `Location` tells where its outcome will be.
pub fn pending(target: &Target<'_>, id: &str) -> Response {
    let body = Json(Accepted { id, status: "pending" });
    let mut response = (StatusCode::ACCEPTED, with_id(id), body).into_response();
    if let Ok(location) = HeaderValue::try_from(target.outcome_path(id)) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

/// It may be lost, or may still run: nobody knows.
pub fn not_known_stored(id: &str) -> Problem {
    let key = command_id::key(id);
    let message = format!(
        "the command {id} is not known to be stored; send it again with the same id (Idempotency-Key: {key}): it runs once"
    );
    rejected(id, "runtime.not_known_stored".into(), message)
}

/// Nothing is stored, or nobody knows: the same request with the same id is safe to send again.
pub fn rejected(id: &str, code: String, message: String) -> Problem {
    identified(Problem::unavailable(code, message), id)
}

fn with_id(id: &str) -> [(axum::http::HeaderName, HeaderValue); 1] {
    // An id comes from a header or is ours, so it fits into one.
    [(COMMAND_ID, HeaderValue::try_from(id).unwrap_or(HeaderValue::from_static("")))]
}

fn identified(problem: Problem, id: &str) -> Problem {
    let [(name, value)] = with_id(id);
    problem.with_header(name, value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{api::routes, identity::testing};

    fn answered(outcome: Outcome) -> Result<Response, Problem> {
        let (route, key) = routes::find("/v1/task/request/rename/acme/t-1").expect("a message");
        respond(&Target::new(route, key, &testing::member_of_acme()).expect("legal"), "c-1", outcome)
    }

    fn id() -> String {
        "c-1".into()
    }

    #[test]
    fn what_is_done_is_200_with_the_reply_and_the_id() {
        let response =
            answered(Outcome::Done { id: id(), reply: serde_json::json!({"title": "x"}) }).expect("an answer");
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()[COMMAND_ID], "c-1");
    }

    #[test]
    fn what_is_pending_is_202_with_a_place_to_ask() {
        let response = answered(Outcome::Pending { id: id() }).expect("an answer");
        assert_eq!(response.status(), 202);
        assert_eq!(response.headers()[header::LOCATION], "/v1/task/query/outcome/acme/t-1?id=c-1");
    }

    #[test]
    fn everything_else_is_a_problem_with_its_own_code() {
        let refused = Outcome::Refused {
            id: id(),
            kind: contracts::RefusalKind::NotFound,
            code: "task.unknown".into(),
            message: "no such task".into(),
        };
        let dead = Outcome::Dead { id: id(), code: "runtime.panic".into(), message: "!".into(), trace_id: None };
        let rejected = Outcome::Rejected { code: "runtime.unavailable".into(), message: "later".into() };
        for (outcome, status, code) in [
            (refused, 404, "task.unknown"),
            (dead, 500, "runtime.panic"),
            (rejected, 503, "runtime.unavailable"),
            (Outcome::Unknown { id: id() }, 503, "runtime.not_known_stored"),
        ] {
            let problem = answered(outcome).expect_err("a problem");
            assert_eq!((problem.status.as_u16(), problem.code.as_str()), (status, code));
        }
    }
}
