//! Reading a request's body, up to a limit. By hand, because tower-http's limit answers before the sender has sent all,
//! who then sees a broken connection in place of the reason.

use std::time::Duration;

use axum::{
    body::{Body, BodyDataStream},
    http::{HeaderMap, StatusCode, header},
};
use bytes::{Bytes, BytesMut};
use futures::StreamExt;
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::{http::problem::Problem, limits};

/// The whole body. One that says or turns out to be larger than `max_bytes` is refused, and not kept; so is one that does
/// not come in time.
pub async fn read(headers: &HeaderMap, body: Body, max_bytes: usize) -> Result<Bytes, Problem> {
    let (body, _) = in_time(limits::BODY, read_all(headers, body, max_bytes, None)).await?;
    Ok(body)
}

/// Where bodies may be in memory: a permit for each byte, of all there are and of their sender's share.
#[derive(Clone, Copy)]
pub struct Room<'r> {
    pub all: &'r Semaphore,
    pub share: &'r Semaphore,
}

/// The same for somebody of whom nothing is known yet: each chunk takes its bytes of the room, in which all of them must fit.
/// They are given back when the permits go.
pub async fn read_into_room<'r>(
    headers: &HeaderMap,
    body: Body,
    max_bytes: usize,
    room: Room<'r>,
) -> Result<Read<'r>, Problem> {
    in_time(limits::WEBHOOK_BODY, read_all(headers, body, max_bytes, Some(room))).await
}

/// A body, and the room that it takes.
type Read<'r> = (Bytes, Option<[SemaphorePermit<'r>; 2]>);

async fn in_time<T>(limit: Duration, read: impl Future<Output = Result<T, Problem>>) -> Result<T, Problem> {
    let late = |_| {
        let detail = format!("the body did not come within {} s", limit.as_secs());
        Problem::new(StatusCode::REQUEST_TIMEOUT, "http.body_too_slow", detail)
    };
    tokio::time::timeout(limit, read).await.map_err(late)?
}

async fn read_all<'r>(
    headers: &HeaderMap,
    body: Body,
    max_bytes: usize,
    room: Option<Room<'r>>,
) -> Result<Read<'r>, Problem> {
    let announced = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    let mut chunks = body.into_data_stream();
    if let Some(encoding) = headers.get(header::CONTENT_ENCODING).filter(|encoding| *encoding != "identity") {
        drain(chunks).await;
        return Err(Problem::encoded(encoding));
    }
    if announced.is_some_and(|bytes| bytes > max_bytes) {
        drain(chunks).await;
        return Err(Problem::too_large(max_bytes));
    }

    // It grows as bytes come: what is only announced costs nothing.
    let (mut read, mut taken) = (BytesMut::new(), None::<[SemaphorePermit<'r>; 2]>);
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|error| Problem::bad_request("http.body_broken", error.to_string()))?;
        if read.len() + chunk.len() > max_bytes {
            drain(chunks).await;
            return Err(Problem::too_large(max_bytes));
        }
        if let Some(room) = room {
            let bytes = u32::try_from(chunk.len()).unwrap_or(u32::MAX);
            // Its own share first: what is not there must not hold what others could have.
            let share = room.share.acquire_many(bytes).await.expect("it is never closed");
            let all = room.all.acquire_many(bytes).await.expect("it is never closed");
            match &mut taken {
                Some(taken) => taken.iter_mut().zip([share, all]).for_each(|(taken, more)| taken.merge(more)),
                None => taken = Some([share, all]),
            }
        }
        read.extend_from_slice(&chunk);
    }
    Ok((read.freeze(), taken))
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
    use axum::{http::HeaderValue, response::IntoResponse};

    use super::*;

    #[tokio::test]
    async fn a_body_over_the_limit_is_refused_with_the_limit() {
        let refusal = read(&HeaderMap::new(), Body::from("12345"), 4).await.expect_err("refused");
        assert_eq!(refusal.status, 413);
        assert!(refusal.detail.contains("4 bytes"), "{}", refusal.detail);
        assert_eq!(read(&HeaderMap::new(), Body::from("1234"), 4).await.expect("read"), "1234");
    }

    #[tokio::test]
    async fn a_body_that_is_compressed_is_refused_and_told_how_to_come() {
        let encoded = |encoding| HeaderMap::from_iter([(header::CONTENT_ENCODING, HeaderValue::from_static(encoding))]);
        let refusal = read(&encoded("gzip"), Body::from("1234"), 4).await.expect_err("refused");
        assert_eq!((refusal.status.as_u16(), refusal.code.as_str()), (415, "http.body_encoded"));
        assert!(refusal.detail.contains("gzip"), "{}", refusal.detail);
        assert_eq!(refusal.into_response().headers()[header::ACCEPT_ENCODING], "identity");
        assert_eq!(read(&encoded("identity"), Body::from("1234"), 4).await.expect("read"), "1234");
    }

    /// A body of which so much has come, and no more does.
    fn stuck(bytes: &'static str) -> Body {
        let come = futures::stream::iter([Ok::<_, std::convert::Infallible>(bytes)]);
        Body::from_stream(come.chain(futures::stream::pending()))
    }

    #[tokio::test(start_paused = true)]
    async fn who_sends_slowly_is_refused_and_takes_no_more_room_than_has_come() {
        let (all, share) = (Semaphore::new(10), Semaphore::new(10));
        let room = Room { all: &all, share: &share };
        let headers = HeaderMap::from_iter([(header::CONTENT_LENGTH, 8.into())]);
        let slow = || read_into_room(&headers, stuck("abc"), 8, room);
        let another = async {
            tokio::task::yield_now().await;
            assert_eq!(all.available_permits(), 4);
            let (body, permit) = read_into_room(&headers, Body::from("1234"), 8, room).await.expect("there is room");
            assert_eq!((body.len(), all.available_permits()), (4, 0));
            drop(permit);
        };
        let (first, second, ()) = tokio::join!(slow(), slow(), another);
        for refused in [first, second] {
            assert_eq!(refused.expect_err("refused").status, StatusCode::REQUEST_TIMEOUT);
        }
        assert_eq!((all.available_permits(), share.available_permits()), (10, 10), "all of it is given back");
        assert_eq!(read(&headers, stuck("abc"), 8).await.expect_err("refused").code, "http.body_too_slow");
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_has_used_their_share_waits_and_nobody_else_does() {
        let (all, shares) = (Semaphore::new(10), [Semaphore::new(5), Semaphore::new(5)]);
        let none = HeaderMap::new();
        let read = |body, share: usize| read_into_room(&none, body, 8, Room { all: &all, share: &shares[share] });
        let others = async {
            tokio::task::yield_now().await;
            assert!(read(Body::from("12345"), 1).await.is_ok());
        };
        let (first, second, ()) = tokio::join!(read(stuck("abcd"), 0), read(Body::from("1234"), 0), others);
        assert!(first.is_err());
        assert!(second.is_ok(), "once the slow one has been refused");
    }
}
