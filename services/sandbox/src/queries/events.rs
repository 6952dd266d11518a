//! What was said in a session, page by page.

use contracts::{
    RefusalKind, TaskKey, limit,
    sandbox::{Events, SessionEventPage},
};
use runtime::{Failure, Handled, Reader};

use crate::store;

/// Events in an answer when nobody says how many.
const USUAL: u32 = 200;

/// A session that nobody has opened has said nothing.
pub async fn events(reader: Reader, key: TaskKey, query: Events) -> Handled<SessionEventPage> {
    let limit = query.limit.unwrap_or(USUAL);
    if !(1..=limit::EVENT_ROWS).contains(&limit) {
        let message = format!("the limit is {limit}; it may be 1 to {}", limit::EVENT_ROWS);
        return Err(Failure::refused(RefusalKind::Invalid, "sandbox.limit_is_out_of_range", message));
    }
    let after = query.after.unwrap_or_default().max(0);
    Ok(store::events::page(reader.db(), &key, &query.session_id, after, i64::from(limit)).await?)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{
        store::events::{NewEvent, append, claim},
        testing::{Acme, open, run},
    };

    fn said(number: u32, text: &str) -> NewEvent {
        NewEvent { message_id: None, kind: "update", body: json!({ "text": text }), source: format!("1/{number}") }
    }

    #[tokio::test]
    async fn what_is_said_twice_is_written_once_and_whoever_was_replaced_writes_nothing() {
        let acme = Acme::new().await;
        acme.done(&open(1)).await;
        acme.done(&run("m-1", 1)).await;
        let (pool, session, turn) = (acme.service.pool(), "s-1".parse().unwrap(), "m-1".parse().unwrap());
        let first = claim(pool, &acme.key, &turn).await.unwrap();
        let write = async |epoch, events: &[NewEvent]| {
            let tail = append(pool, &acme.key, &session, (&turn, epoch), events, 5).await.unwrap();
            tail.map(|tail| (tail.events.into_iter().map(|event| event.index).collect::<Vec<_>>(), tail.last))
        };
        assert_eq!(write(first, &[said(1, "a"), said(2, "b")]).await, Some((vec![1, 2], 2)));
        assert_eq!(write(first, &[said(2, "b"), said(3, "c")]).await, Some((vec![3], 3)), "only what is new is told");
        let second = claim(pool, &acme.key, &turn).await.unwrap();
        assert_eq!(write(first, &[said(4, "x")]).await, None);
        assert_eq!(write(second, &[said(4, "d")]).await, Some((vec![4], 4)));

        let page = acme.asks(&Events { session_id: session.clone(), after: Some(1), limit: Some(2) }).await;
        let read: Vec<_> =
            page.events.iter().map(|event| (event.index, event.body["text"].as_str().unwrap())).collect();
        assert_eq!((read, page.last), (vec![(2, "b"), (3, "c")], 4));
        let other = acme.asks(&Events { session_id: "s-2".parse().unwrap(), after: None, limit: None }).await;
        assert_eq!((other.events.len(), other.last), (0, 0));
        let too_many = Events { session_id: session, after: None, limit: Some(1_001) };
        assert_eq!(acme.query_refused(&too_many).await, "sandbox.limit_is_out_of_range");
    }

    #[tokio::test]
    async fn a_page_is_no_larger_than_a_message_and_has_one_event_at_least() {
        let acme = Acme::new().await;
        acme.done(&open(1)).await;
        acme.done(&run("m-1", 1)).await;
        let (pool, session, turn) = (acme.service.pool(), "s-1".parse().unwrap(), "m-1".parse().unwrap());
        let epoch = claim(pool, &acme.key, &turn).await.unwrap();
        let large = "x".repeat(300_000);
        let events: Vec<_> = (0..3).map(|number| said(number, &large)).collect();
        append(pool, &acme.key, &session, (&turn, epoch), &events, 5).await.unwrap();
        let page = acme.asks(&Events { session_id: session, after: None, limit: None }).await;
        assert_eq!((page.events.len(), page.last), (1, 3));
    }
}
