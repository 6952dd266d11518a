//! Adds one event.

use contracts::{
    OrganizationId,
    audit_log::{Append, Appended},
};
use runtime::{Cx, Handled};

use crate::store::{self, NewEvent};

/// A message that comes twice adds one event: the second finds its outcome in the journal.
pub async fn append(cx: &mut Cx, organization_id: OrganizationId, command: Append) -> Handled<Appended> {
    let event_id = cx.next_number(store::EVENT_IDS).await?;

    cx.save(NewEvent { organization_id, event_id, event: command });
    Ok(Appended { event_id })
}

#[cfg(test)]
mod tests {
    use contracts::audit_log::{Event, List};
    use serde_json::json;

    use crate::testing::{Acme, event};

    #[tokio::test]
    async fn an_event_is_kept_as_it_was_told() {
        let acme = Acme::new().await;
        let told = event("task.renamed");
        let handling = acme.send(&told).await;

        assert_eq!((handling.sent_count(), handling.shown()), (0, vec![]));
        let kept = Event {
            event_id: handling.outcome.unwrap().event_id,
            event: told.event,
            repository_id: told.repository_id,
            task_id: told.task_id,
            branch: told.branch,
            by: told.by,
            at: told.at,
            details: told.details,
        };
        assert_eq!(acme.asks(&List::default()).await.events, [kept]);
    }

    #[tokio::test]
    async fn an_event_of_the_organization_has_neither_task_nor_repository() {
        let acme = Acme::new().await;
        let told = contracts::audit_log::Append {
            repository_id: None,
            task_id: None,
            branch: None,
            details: json!(null),
            ..event("github.sync_started")
        };
        acme.notes(&told).await;
        let [kept] = acme.asks(&List::default()).await.events.try_into().unwrap();
        assert_eq!((kept.repository_id, kept.task_id, kept.branch, kept.details), (None, None, None, json!(null)));
    }

    #[tokio::test]
    async fn numbers_grow_and_the_order_is_that_of_appending() {
        let acme = Acme::new().await;
        let first = acme.notes(&contracts::audit_log::Append { at: 20, ..event("first") }).await;
        let second = acme.notes(&contracts::audit_log::Append { at: 10, ..event("second") }).await;
        assert!(second > first);
        let events = acme.asks(&List::default()).await.events;
        assert_eq!(events.iter().map(|kept| kept.event.as_str()).collect::<Vec<_>>(), ["second", "first"]);
    }

    #[tokio::test]
    async fn a_nul_is_replaced_wherever_it_is() {
        let acme = Acme::new().await;
        let odd = contracts::audit_log::Append {
            branch: Some("a\0b".into()),
            by: "a\0b".into(),
            details: json!({ "a\0b": ["a\0b", { "x": "a\0b" }], "same": 1 }),
            ..event("a\0b")
        };
        acme.notes(&odd).await;

        let [kept] = acme.asks(&List::default()).await.events.try_into().unwrap();
        assert_eq!((kept.event.as_str(), kept.by.as_str()), ("a\u{fffd}b", "a\u{fffd}b"));
        let clean = "a\u{fffd}b";
        assert_eq!(kept.details, json!({ clean: [clean, { "x": clean }], "same": 1 }));
    }

    #[tokio::test]
    async fn long_and_deep_details_are_kept() {
        let acme = Acme::new().await;
        let deep = (0..100).fold(json!("x"), |inner, _| json!([inner]));
        let details = json!({ "long": "é".repeat(50_000), "deep": deep, "large": 1e308, "number": u64::MAX });
        acme.notes(&contracts::audit_log::Append { details: details.clone(), ..event("x") }).await;
        assert_eq!(acme.asks(&List::default()).await.events[0].details, details);
    }
}
