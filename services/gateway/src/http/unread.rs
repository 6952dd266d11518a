//! What is answered before its request's body was read: whoever is refused, mostly. hyper then ends the connection without a word,
//! and the next request that its sender puts on it is lost. So a little is still read, and where that is not all of it, the answer
//! says that the connection ends ([RFC 9112, 9.6](https://www.rfc-editor.org/rfc/rfc9112#section-9.6)).

use std::{
    mem,
    pin::{Pin, pin},
    task::{Context, Poll},
};

use axum::{
    body::{Body, HttpBody},
    extract::Request,
    http::{HeaderValue, header},
    middleware::Next,
    response::Response,
};
use bytes::Bytes;
use futures::StreamExt;
use hyper::body::{Frame, SizeHint};
use tokio::sync::oneshot;

use crate::limits;

pub async fn heard_out(request: Request, next: Next) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    let (left, mut unread) = oneshot::channel();
    let request = request.map(|body| Body::new(Watched { body, left: Some(left) }));
    let mut response = next.run(request).await;
    if let Ok(rest) = unread.try_recv()
        && !ends_soon(rest).await
    {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

/// Reads to the end of a body, if that is near.
async fn ends_soon(body: Body) -> bool {
    // Whoever waits to be told that they may send it is not told so.
    if body.size_hint().lower() > limits::UNREAD_BYTES {
        return false;
    }
    let read = async {
        let (mut chunks, mut bytes) = (body.into_data_stream(), 0);
        while let Some(chunk) = chunks.next().await {
            bytes += chunk.map_or(limits::UNREAD_BYTES + 1, |chunk| chunk.len() as u64);
            if bytes > limits::UNREAD_BYTES {
                return false;
            }
        }
        true
    };
    tokio::time::timeout(limits::UNREAD, read).await.unwrap_or(false)
}

/// A body that is handed on when it is given up before its end.
struct Watched {
    body: Body,
    /// `None` once its end was read.
    left: Option<oneshot::Sender<Body>>,
}

impl HttpBody for Watched {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        let frame = pin!(&mut self.body).poll_frame(cx);
        if matches!(frame, Poll::Ready(None)) || self.body.is_end_stream() {
            self.left = None;
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        if let Some(left) = self.left.take() {
            // Nobody is there any more when the answer has gone out already.
            drop(left.send(mem::take(&mut self.body)));
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::{Router, http::StatusCode, routing::post};
    use tower::ServiceExt;

    use super::*;

    /// What the answer to this body says of its connection, when nobody has read the body.
    async fn refused(body: Body) -> Option<HeaderValue> {
        let refuses = post(async || StatusCode::UNAUTHORIZED);
        let router = Router::new().route("/", refuses).layer(axum::middleware::from_fn(heard_out));
        let answer = router.oneshot(Request::post("/").body(body).expect("a request")).await.expect("an answer");
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
        answer.headers().get(header::CONNECTION).cloned()
    }

    fn chunks(count: usize) -> impl futures::Stream<Item = Result<Bytes, std::convert::Infallible>> {
        futures::stream::iter(std::iter::repeat_n(Ok(Bytes::from_static(&[b'x'; 1024])), count))
    }

    #[tokio::test(start_paused = true)]
    async fn a_little_is_read_to_its_end_and_of_more_it_is_said_that_the_connection_ends() {
        assert_eq!(refused(Body::empty()).await, None);
        assert_eq!(refused(Body::from("{}")).await, None);
        assert_eq!(refused(Body::from_stream(chunks(64))).await, None);
        let close = Some(HeaderValue::from_static("close"));
        assert_eq!(refused(Body::from(vec![b'x'; 65 * 1024])).await, close, "it is announced");
        assert_eq!(refused(Body::from_stream(chunks(65))).await, close, "it turns out to be more");
        let stuck = chunks(1).chain(futures::stream::pending());
        assert_eq!(refused(Body::from_stream(stuck)).await, close, "it does not come");
    }

    #[tokio::test]
    async fn what_was_read_keeps_its_connection() {
        let reads = post(async |body: String| body);
        let router = Router::new().route("/", reads).layer(axum::middleware::from_fn(heard_out));
        for body in [Body::from(vec![b'x'; 70 * 1024]), Body::from_stream(chunks(70))] {
            let request = Request::post("/").body(body).expect("a request");
            let answer = router.clone().oneshot(request).await.expect("an answer");
            assert_eq!((answer.status().as_u16(), answer.headers().get(header::CONNECTION)), (200, None));
        }
    }
}
