//! Notes what one of a person's open pages shows.

use contracts::{UserId, organization::Applied, user::Watch};
use runtime::{Cx, Handled};

use crate::{store, text};

/// Shows nothing to anybody: only what finishes meanwhile asks for it.
pub async fn watch(cx: &mut Cx, user_id: UserId, command: Watch) -> Handled<Applied> {
    text::page_id(&command.page_id)?;
    store::accounts::read(cx.read().await?, &user_id).await?;
    let now = cx.now;

    match command.showing.filter(|_| command.until > now) {
        Some(showing) => {
            store::pages::save(cx.write().await?, &user_id, &command.page_id, &showing, command.until).await?;
            Ok(Applied { applied: true })
        }
        None => {
            let forgotten = store::pages::forget(cx.write().await?, &user_id, &command.page_id, now).await?;
            Ok(Applied { applied: forgotten > 0 })
        }
    }
}

#[cfg(test)]
mod tests {
    use contracts::user::Showing;

    use super::*;
    use crate::testing::{Bob, acme, session, task};

    fn shows(bob: &Bob, page: u32, session_id: &str) -> Watch {
        let (organization_id, task_id) = (acme(), task("t-1").task_id);
        let showing = Some(Showing { organization_id, task_id, session_id: session(session_id) });
        Watch { page_id: format!("p-{page}"), showing, until: bob.service.now() + 60_000 + i64::from(page) }
    }

    async fn pages(bob: &Bob) -> Vec<(String, String)> {
        sqlx::query_as("SELECT page_id, session_id FROM pages ORDER BY until")
            .fetch_all(bob.service.pool())
            .await
            .unwrap()
    }

    #[tokio::test]
    async fn a_page_shows_one_session_at_a_time() {
        let bob = Bob::in_acme().await;
        let handling = bob.send(&shows(&bob, 1, "s-1")).await;
        assert_eq!((handling.sent_count(), handling.shown()), (0, vec![]));
        bob.done(&shows(&bob, 1, "s-2")).await;
        bob.done(&shows(&bob, 2, "s-1")).await;
        assert_eq!(pages(&bob).await, [("p-1".into(), "s-2".into()), ("p-2".into(), "s-1".into())]);
    }

    #[tokio::test]
    async fn a_page_that_shows_nothing_is_forgotten_with_those_whose_time_is_over() {
        let bob = Bob::in_acme().await;
        bob.done(&shows(&bob, 1, "s-1")).await;
        bob.waits(60_001).await;
        bob.done(&shows(&bob, 2, "s-1")).await;
        assert!(bob.done(&Watch { showing: None, ..shows(&bob, 2, "s-1") }).await.applied);
        assert_eq!(pages(&bob).await, []);
        assert!(!bob.done_without_change(&Watch { until: 1, ..shows(&bob, 3, "s-1") }).await.applied);
    }

    #[tokio::test]
    async fn of_too_many_pages_the_one_that_would_be_forgotten_first_is() {
        let bob = Bob::in_acme().await;
        for page in 1..=101 {
            bob.done(&shows(&bob, page, "s-1")).await;
        }
        let pages = pages(&bob).await;
        assert_eq!((pages.len(), pages[0].0.as_str()), (100, "p-2"));
    }

    #[tokio::test]
    async fn what_is_no_page_is_refused() {
        let bob = Bob::in_acme().await;
        for odd in ["", "a b", "é", &"x".repeat(65)] {
            bob.refused(&Watch { page_id: odd.into(), ..shows(&bob, 1, "s-1") }, "user.page_is_malformed").await;
        }
        Bob::unknown().await.refused(&shows(&bob, 1, "s-1"), "user.unknown").await;
    }
}
