//! Reads events, newest first.

use contracts::{
    OrganizationId,
    audit_log::{Event, EventPage, List},
    limit,
};
use runtime::{Handled, Reader};
use service_kit::page::Rows;

use crate::{error::AuditLogError, store};

/// One answer's events. NATS takes 1 MB; one event alone may have a message's bytes, and always fits.
const PAGE_BYTES: usize = 2 * limit::MESSAGE_BYTES;

pub async fn list(reader: Reader, organization_id: OrganizationId, query: List) -> Handled<EventPage> {
    let rows = Rows::parse(query.limit).map_err(AuditLogError)?;

    let mut events = store::newest(reader.db(), &organization_id, &query, rows.and_one()).await?;
    let fitting = fitting(&events)?.min(rows.count() as usize);
    let there_is_more = events.len() > fitting;
    events.truncate(fitting);

    let next = events.last().filter(|_| there_is_more).map(|event| event.event_id);
    Ok(EventPage { events, next })
}

/// How many of the events one answer can carry; at least one, so that reading goes on.
fn fitting(events: &[Event]) -> serde_json::Result<usize> {
    let mut bytes = 0;
    for (place, event) in events.iter().enumerate() {
        bytes += serde_json::to_vec(event)?.len();
        if bytes > PAGE_BYTES {
            return Ok(place.max(1));
        }
    }
    Ok(events.len())
}

#[cfg(test)]
mod tests {
    use contracts::audit_log::Append;

    use super::*;
    use crate::testing::{Acme, event};

    #[tokio::test]
    async fn pages_have_no_gaps_and_no_repeats_while_more_is_appended() {
        let acme = Acme::new().await;
        let mut appended = vec![];
        for _ in 0..7 {
            appended.push(acme.notes(&event("x")).await);
        }
        appended.reverse();

        let (mut read, mut before) = (vec![], None);
        loop {
            let page = acme.asks(&List { limit: Some(3), before, ..List::default() }).await;
            read.extend(page.events.iter().map(|event| event.event_id));
            acme.notes(&event("meanwhile")).await;
            before = page.next;
            if before.is_none() {
                break;
            }
        }
        assert_eq!(read, appended);
    }

    #[tokio::test]
    async fn a_full_last_page_has_no_next() {
        let acme = Acme::new().await;
        acme.notes(&event("x")).await;
        acme.notes(&event("x")).await;
        let page = acme.asks(&List { limit: Some(2), ..List::default() }).await;
        assert_eq!((page.events.len(), page.next), (2, None));
    }

    #[tokio::test]
    async fn a_list_shows_what_fits_all_that_is_asked() {
        let acme = Acme::new().await;
        let ours = acme.notes(&event("task.renamed")).await;
        let others = [
            event("task.killed"),
            Append { task_id: Some("t-2".parse().unwrap()), ..event("task.renamed") },
            Append { repository_id: Some("r2".parse().unwrap()), ..event("task.renamed") },
            Append { branch: Some("Login".into()), ..event("task.renamed") },
            Append { repository_id: None, task_id: None, branch: None, ..event("task.renamed") },
        ];
        for other in &others {
            acme.notes(other).await;
        }

        let all = List {
            repository_id: Some("r1".parse().unwrap()),
            task_id: Some("t-1".parse().unwrap()),
            branch: Some("login".into()),
            event: Some("task.renamed".into()),
            ..List::default()
        };
        let found: Vec<_> = acme.asks(&all).await.events.iter().map(|event| event.event_id).collect();
        assert_eq!(found, [ours]);
        let counts = [
            (List { event: Some("task.renamed".into()), ..List::default() }, 5),
            (List { task_id: Some("t-1".parse().unwrap()), ..List::default() }, 4),
            (List { repository_id: Some("r1".parse().unwrap()), ..List::default() }, 4),
            (List { branch: Some("login".into()), ..List::default() }, 4),
            (List { event: Some("%".into()), ..List::default() }, 0),
        ];
        for (list, count) in counts {
            assert_eq!(acme.asks(&list).await.events.len(), count, "{list:?}");
        }
    }

    #[tokio::test]
    async fn organizations_do_not_see_each_others_events() {
        let acme = Acme::new().await;
        acme.notes(&event("x")).await;
        let other = "other".parse().unwrap();
        let page = acme.service.query(&other, &List::default()).await.unwrap();
        assert_eq!(page, EventPage { events: vec![], next: None });
    }

    #[tokio::test]
    async fn a_filter_with_a_nul_finds_what_was_kept_of_it() {
        let acme = Acme::new().await;
        acme.notes(&Append { branch: Some("a\0b".into()), ..event("x\0y") }).await;
        let list = List { branch: Some("a\0b".into()), event: Some("x\0y".into()), ..List::default() };
        assert_eq!(acme.asks(&list).await.events.len(), 1);
    }

    #[tokio::test]
    async fn any_number_is_a_place_to_read_on_from() {
        let acme = Acme::new().await;
        acme.notes(&event("x")).await;
        for (before, count) in [(i64::MAX, 1), (0, 0), (i64::MIN, 0)] {
            let list = List { before: Some(before), ..List::default() };
            assert_eq!(acme.asks(&list).await.events.len(), count);
        }
    }

    #[tokio::test]
    async fn a_limit_that_is_none_is_refused() {
        let acme = Acme::new().await;
        let list = List { limit: Some(0), ..List::default() };
        assert_eq!(acme.query_refused(&list).await, "audit_log.limit_is_out_of_range");
    }

    #[tokio::test]
    async fn a_page_of_long_events_fits_in_one_answer() {
        let acme = Acme::new().await;
        let long = Append { details: serde_json::json!({ "long": "x".repeat(200_000) }), ..event("x") };
        for _ in 0..7 {
            acme.notes(&long).await;
        }
        let (mut read, mut before) = (0, None);
        loop {
            let page = acme.asks(&List { before, ..List::default() }).await;
            assert!(serde_json::to_vec(&page).unwrap().len() < 1_000_000);
            read += page.events.len();
            before = page.next;
            if before.is_none() {
                break;
            }
        }
        assert_eq!(read, 7);
    }
}
