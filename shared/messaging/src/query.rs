//! Asking queries: core NATS request-reply, never behind commands.

use std::time::Duration;

use async_nats::HeaderMap;
use bytes::Bytes;
use contracts::{Query, RefusalKind, subject};
use tracing::{Instrument, Span};

use crate::{Caller, Client, client::destination, headers};

/// A query without an answer after this long is asked once more. Answers take milliseconds.
const FIRST_ANSWER: Duration = Duration::from_secs(1);

/// Why a query has no answer.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    /// The service says no; asking again gives the same.
    #[error("{message}")]
    Refused { kind: RefusalKind, code: String, message: String },
    /// Nobody answers, or whoever does cannot do so now: asking again later may help.
    #[error("{0} is not answered at the moment; try again shortly")]
    Unavailable(String),
    /// The answer is not of the type that was expected: one side is older than the other.
    #[error("the answer is not what was expected: {0}")]
    Answer(#[from] serde_json::Error),
}

impl Client {
    /// Asks a query of the service's own types.
    pub async fn query<Q: Query>(&self, key: &Q::Key, query: &Q, caller: &Caller) -> Result<Q::Reply, QueryError> {
        let body = serde_json::to_vec(query)?;
        let answer = self.query_raw(&subject::of::<Q>(key), body.into(), caller).await?;
        Ok(serde_json::from_slice(&answer)?)
    }

    /// Asks a query by its subject.
    pub async fn query_raw(&self, subject: &str, body: Bytes, caller: &Caller) -> Result<Bytes, QueryError> {
        if let Some(answers) = &self.answers {
            return answers(subject, &body);
        }
        let span = telemetry::span::request(&destination(subject), "");
        async {
            let mut headers = HeaderMap::new();
            headers.insert(headers::CALLER, caller.as_str());
            telemetry::inject(&mut headers);
            let answer = self.ask_twice(subject, headers, body).await.map_err(|error| {
                tracing::warn!(%error, subject, "A query was not answered");
                telemetry::span::failed(&Span::current(), &error.kind().to_string(), &error.to_string());
                QueryError::Unavailable(destination(subject))
            })?;
            match service_error(answer.headers.as_ref(), subject) {
                Some(error) => Err(error),
                None => Ok(answer.payload),
            }
        }
        .instrument(span)
        .await
    }

    /// A query may be lost with the instance it was given to; asked again, another one answers.
    async fn ask_twice(
        &self,
        subject: &str,
        headers: HeaderMap,
        body: Bytes,
    ) -> Result<async_nats::Message, async_nats::RequestError> {
        let first = async_nats::Request::new().headers(headers.clone()).payload(body.clone());
        match self.nats().send_request(subject.to_owned(), first.timeout(Some(FIRST_ANSWER))).await {
            Err(error) if error.kind() == async_nats::RequestErrorKind::TimedOut => {
                self.nats().request_with_headers(subject.to_owned(), headers, body).await
            }
            answered => answered,
        }
    }
}

/// A micro service's error reply (ADR-32). Its code is HTTP's for the kind of refusal; from 500 on, the service could not
/// answer, which is no answer to the question. The refusal's own code travels in the description.
fn service_error(headers: Option<&HeaderMap>, subject: &str) -> Option<QueryError> {
    let headers = headers?;
    let description = headers.get("Nats-Service-Error")?.as_str();
    let kind = match headers.get("Nats-Service-Error-Code").and_then(|code| code.as_str().parse::<u16>().ok()) {
        Some(404) => RefusalKind::NotFound,
        Some(403) => RefusalKind::Forbidden,
        Some(400) => RefusalKind::Invalid,
        Some(422) => RefusalKind::IdReused,
        Some(409) => RefusalKind::Conflict,
        _ => {
            tracing::warn!(description, subject, "A query could not be answered");
            return Some(QueryError::Unavailable(destination(subject)));
        }
    };
    let (code, message) = description.split_once(": ").unwrap_or(("runtime.refused", description));
    Some(QueryError::Refused { kind, code: code.to_owned(), message: message.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(code: &str, description: &str) -> Option<QueryError> {
        let mut headers = HeaderMap::new();
        headers.insert("Nats-Service-Error-Code", code);
        headers.insert("Nats-Service-Error", description);
        service_error(Some(&headers), "task.query.detail.acme.t-1")
    }

    #[test]
    fn a_refusal_keeps_its_kind_and_code() {
        let Some(QueryError::Refused { kind, code, message }) = error("404", "task.unknown: there is no such task")
        else {
            panic!("it is a refusal");
        };
        assert_eq!(
            (kind, code.as_str(), message.as_str()),
            (RefusalKind::NotFound, "task.unknown", "there is no such task")
        );
    }

    #[test]
    fn a_service_that_cannot_answer_has_refused_nothing() {
        for code in ["500", "503", "", "nonsense"] {
            assert!(matches!(error(code, "runtime.query_failed: trace 1"), Some(QueryError::Unavailable(_))), "{code}");
        }
    }

    #[test]
    fn an_answer_without_an_error_is_an_answer() {
        assert!(service_error(Some(&HeaderMap::new()), "x").is_none());
        assert!(service_error(None, "x").is_none());
    }
}
