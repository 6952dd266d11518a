//! What was said in a session, page by page.

use contracts::{
    RefusalKind, TaskKey, limit,
    sandbox::{Events, SessionEventPage},
};
use runtime::{Failure, Handled, Reader};

use crate::{
    chunks::Budget,
    store::{self, event_pages::Place},
};

/// Events in an answer when nobody says how many.
const USUAL: u32 = 200;

/// A session that nobody has opened has said nothing.
pub async fn events(reader: Reader, key: TaskKey, query: Events) -> Handled<SessionEventPage> {
    let limit = query.limit.unwrap_or(USUAL);
    if !(1..=limit::EVENT_ROWS).contains(&limit) {
        let message = format!("the limit is {limit}; it may be 1 to {}", limit::EVENT_ROWS);
        return Err(Failure::refused(RefusalKind::Invalid, "sandbox.limit_is_out_of_range", message));
    }
    let place = match (query.after, query.before) {
        (Some(_), Some(_)) => {
            let message = "a page is behind an index or before one, not both";
            return Err(Failure::refused(RefusalKind::Invalid, "sandbox.after_and_before", message));
        }
        (_, Some(before)) => Place::Before(before),
        (after, None) => Place::After(after.unwrap_or_default().max(0)),
    };
    let budget = Budget::new(limit, query.coalesce);
    Ok(store::event_pages::page(reader.db(), &key, &query.session_id, place, budget).await?)
}

#[cfg(test)]
mod tests {
    use contracts::SessionId;
    use serde_json::json;

    use super::*;
    use crate::{
        store::events::{NewEvent, append, claim, has_work},
        testing::{Acme, open, run},
    };

    fn all(session_id: &SessionId) -> Events {
        Events { session_id: session_id.clone(), after: None, before: None, limit: None, coalesce: false }
    }

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

        let page = acme.asks(&Events { after: Some(1), limit: Some(2), ..all(&session) }).await;
        let read: Vec<_> =
            page.events.iter().map(|event| (event.index, event.body["text"].as_str().unwrap())).collect();
        assert_eq!((read, page.last), (vec![(2, "b"), (3, "c")], 4));
        let other = acme.asks(&all(&"s-2".parse().unwrap())).await;
        assert_eq!((other.events.len(), other.last), (0, 0));
        let too_many = Events { limit: Some(1_001), ..all(&session) };
        assert_eq!(acme.query_refused(&too_many).await, "sandbox.limit_is_out_of_range");
        let both = Events { after: Some(1), before: Some(3), ..all(&session) };
        assert_eq!(acme.query_refused(&both).await, "sandbox.after_and_before");
    }

    #[tokio::test]
    async fn a_log_is_read_backwards_and_its_chunks_as_one() {
        let acme = Acme::new().await;
        acme.done(&open(1)).await;
        acme.done(&run("m-1", 1)).await;
        let (pool, session, turn) = (acme.service.pool(), "s-1".parse().unwrap(), "m-1".parse().unwrap());
        let epoch = claim(pool, &acme.key, &turn).await.unwrap();
        let chunk = |number: u32| NewEvent {
            body: json!({ "sessionUpdate": "agent_message_chunk", "content": { "type": "text", "text": "x" } }),
            ..said(number, "")
        };
        let events: Vec<_> = (1..=9).map(|number| if number == 5 { said(5, "-") } else { chunk(number) }).collect();
        append(pool, &acme.key, &session, (&turn, epoch), &events, 5).await.unwrap();

        let shape = |page: SessionEventPage| {
            let places = page.events.iter().map(|event| (event.index, event.last_index)).collect::<Vec<_>>();
            (places, page.first, page.last)
        };
        let read = async |query: Events| shape(acme.asks(&query).await);
        let coalesced = Events { coalesce: true, ..all(&session) };
        assert_eq!(read(coalesced.clone()).await, (vec![(1, Some(4)), (5, None), (6, Some(9))], 1, 9));
        let end = Events { before: Some(i64::MAX), limit: Some(1), ..coalesced.clone() };
        assert_eq!(read(end.clone()).await.0, [(6, Some(9))]);
        assert_eq!(read(Events { before: Some(6), limit: Some(2), ..coalesced }).await.0, [(1, Some(4)), (5, None)]);
        assert_eq!(read(Events { coalesce: false, limit: Some(2), ..end }).await.0, [(8, None), (9, None)]);
    }

    #[tokio::test]
    async fn an_agent_that_tells_of_itself_has_not_begun_to_work() {
        let acme = Acme::new().await;
        acme.done(&open(1)).await;
        acme.done(&run("m-1", 1)).await;
        let (pool, session, turn) = (acme.service.pool(), "s-1".parse().unwrap(), "m-1".parse().unwrap());
        let epoch = claim(pool, &acme.key, &turn).await.unwrap();
        let mut number = 0;
        let mut works_after = async |about: &str| {
            number += 1;
            let body = json!({ "sessionUpdate": about });
            let event = NewEvent { message_id: Some(turn.clone()), body, ..said(number, "") };
            append(pool, &acme.key, &session, (&turn, epoch), &[event], 5).await.unwrap();
            has_work(pool, &acme.key, &session, &turn, &["current_mode_update"]).await.unwrap()
        };
        assert!(!works_after("current_mode_update").await);
        assert!(works_after("plan").await);
    }

    #[tokio::test]
    async fn what_is_too_large_is_cut_and_a_page_is_no_larger_than_a_message() {
        let acme = Acme::new().await;
        acme.done(&open(1)).await;
        acme.done(&run("m-1", 1)).await;
        let (pool, session, turn) = (acme.service.pool(), "s-1".parse().unwrap(), "m-1".parse().unwrap());
        let epoch = claim(pool, &acme.key, &turn).await.unwrap();
        let large = "x".repeat(300_000);
        let events: Vec<_> = (0..20).map(|number| said(number, &large)).collect();
        append(pool, &acme.key, &session, (&turn, epoch), &events, 5).await.unwrap();
        let page = acme.asks(&all(&session)).await;
        assert!((2..20).contains(&page.events.len()), "{}", page.events.len());
        assert_eq!(page.last, 20);
        let text = page.events[0].body["text"].as_str().unwrap();
        assert!(text.ends_with("characters were left out)"), "{}", &text[text.len() - 60..]);
    }
}
