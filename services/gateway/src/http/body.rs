//! Reading a request's body, up to a limit. By hand, because tower-http's limit answers before the sender has sent all,
//! who then sees a broken connection in place of the reason.

use axum::{
    body::{Body, BodyDataStream},
    http::{HeaderMap, header},
};
use bytes::{Bytes, BytesMut};
use futures::StreamExt;

use crate::{http::problem::Problem, limits};

/// The whole body. One that says or turns out to be larger than `max_bytes` is refused, and not kept.
pub async fn read(headers: &HeaderMap, body: Body, max_bytes: usize) -> Result<Bytes, Problem> {
    let announced = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    let mut chunks = body.into_data_stream();
    if announced.is_some_and(|bytes| bytes > max_bytes) {
        drain(chunks).await;
        return Err(Problem::too_large(max_bytes));
    }

    let mut read = BytesMut::with_capacity(announced.unwrap_or_default());
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|error| Problem::bad_request("http.body_broken", error.to_string()))?;
        if read.len() + chunk.len() > max_bytes {
            drain(chunks).await;
            return Err(Problem::too_large(max_bytes));
        }
        read.extend_from_slice(&chunk);
    }
    Ok(read.freeze())
}

/// Most clients send their body before they listen; the connection of one that is not heard out breaks, and it never
/// learns why. So what is refused is still read for a while.
async fn drain(mut chunks: BodyDataStream) {
    let mut drained = 0;
    while let Some(Ok(chunk)) = chunks.next().await {
        drained += chunk.len();
        if drained > limits::DRAIN_BYTES {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_body_over_the_limit_is_refused_with_the_limit() {
        let refusal = read(&HeaderMap::new(), Body::from("12345"), 4).await.expect_err("refused");
        assert_eq!(refusal.status, 413);
        assert!(refusal.detail.contains("4 bytes"), "{}", refusal.detail);
        assert_eq!(read(&HeaderMap::new(), Body::from("1234"), 4).await.expect("read"), "1234");
    }
}
