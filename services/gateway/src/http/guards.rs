//! Every request gets an answer: not too many at a time, none for ever, and a panic hurts its own request alone.

use std::{any::Any, time::Duration};

use axum::{
    BoxError, Router,
    error_handling::HandleErrorLayer,
    response::{IntoResponse, Response},
};
use tower::{
    ServiceBuilder, limit::GlobalConcurrencyLimitLayer, load_shed::error::Overloaded, timeout::error::Elapsed,
};
use tower_http::catch_panic::CatchPanicLayer;

use super::problem::Problem;
use crate::limits;

/// With the limits of this process. (tower-http's own time-out would answer without saying why.)
pub fn guarded<S: Clone + Send + Sync + 'static>(addresses: Router<S>) -> Router<S> {
    guarded_by(addresses, limits::REQUESTS, limits::REQUEST)
}

/// Requests that find the place full are answered at once: a queue would only make everybody late.
fn guarded_by<S>(addresses: Router<S>, concurrency_limit: usize, timeout: Duration) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    addresses.layer(
        ServiceBuilder::new()
            .layer(HandleErrorLayer::new(refused))
            .load_shed()
            .layer(GlobalConcurrencyLimitLayer::new(concurrency_limit))
            .timeout(timeout)
            .layer(CatchPanicLayer::custom(panicked)),
    )
}

async fn refused(error: BoxError) -> Problem {
    if error.is::<Overloaded>() {
        return Problem::unavailable("http.overloaded", "too many requests are under way here; try again shortly");
    }
    if error.is::<Elapsed>() {
        let detail = format!("there was no answer within {} s", limits::REQUEST.as_secs());
        return Problem::unavailable("http.timeout", detail);
    }
    tracing::error!(error, "A layer failed");
    Problem::internal()
}

/// What was said when it panicked is in the log already, by the panic hook.
fn panicked(_: Box<dyn Any + Send>) -> Response {
    tracing::error!("A request handler panicked");
    Problem::internal().into_response()
}

#[cfg(test)]
mod tests {
    use std::{future::pending, sync::Arc};

    use axum::{body::Body, extract::Request, http::StatusCode, routing::get};
    use tokio::sync::Notify;
    use tower::ServiceExt;

    use super::*;

    async fn ask(router: Router, path: &str) -> (StatusCode, String) {
        let response = router.oneshot(Request::get(path).body(Body::empty()).expect("a request")).await;
        let response = response.expect("an answer in any case");
        let status = response.status();
        let body = axum::body::to_bytes(response.into_body(), 10_000).await.expect("a body");
        (status, String::from_utf8_lossy(&body).into_owned())
    }

    #[tokio::test]
    async fn a_panic_is_answered() {
        async fn panics() -> StatusCode {
            panic!("a mistake of ours")
        }
        let (status, body) = ask(guarded(Router::new().route("/", get(panics))), "/").await;
        assert_eq!(status, 500);
        assert!(body.contains("http.internal"), "{body}");
    }

    #[tokio::test(start_paused = true)]
    async fn what_hangs_is_answered_in_time() {
        let (status, body) = ask(guarded(Router::new().route("/", get(pending::<StatusCode>))), "/").await;
        assert_eq!(status, 503);
        assert!(body.contains("http.timeout"), "{body}");
    }

    #[tokio::test]
    async fn one_too_many_is_told_to_come_again_and_finds_a_place_later() {
        let (started, go) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let slow = {
            let (started, go) = (started.clone(), go.clone());
            move || async move {
                started.notify_one();
                go.notified().await;
            }
        };
        let addresses = Router::new().route("/slow", get(slow)).route("/", get(async || "here"));
        let router = guarded_by(addresses, 1, limits::REQUEST);

        let first = ask(router.clone(), "/slow");
        let second = async {
            started.notified().await;
            let (status, body) = ask(router.clone(), "/").await;
            assert_eq!(status, 503);
            assert!(body.contains("http.overloaded"), "{body}");
            go.notify_one();
        };
        let ((status, _), ()) = tokio::join!(first, second);
        assert_eq!((status.as_u16(), ask(router, "/").await.0.as_u16()), (200, 200));
    }
}
