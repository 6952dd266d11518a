//! Keeps what a person is about to say.

use contracts::{
    TaskKey, UserId, limit,
    user::{DraftSaved, SaveDraft},
};
use runtime::{Cx, Handled};
use service_kit::attachments;

use crate::{
    error::UserError,
    overlay,
    store::{self, drafts::Place},
    text,
};

/// An empty draft is forgotten.
pub async fn save_draft(cx: &mut Cx, user_id: UserId, command: SaveDraft) -> Handled<DraftSaved> {
    let SaveDraft { organization_id, task_id, session_id, text, attachments } = command;
    text::draft(&text)?;
    attachments::check(&attachments).map_err(UserError::from)?;
    let standing = store::memberships::must_belong(cx.read().await?, &user_id, &organization_id).await?;
    let (task, now) = (TaskKey { organization_id, task_id }, cx.now);
    let place = Place { user_id: &user_id, task: &task, session_id: session_id.as_ref() };

    if text.is_empty() && attachments.is_empty() {
        if store::drafts::forget(cx.write().await?, place).await? {
            overlay::touch(cx, &user_id, &task, None).await?;
        }
        return Ok(DraftSaved { updated_at: now });
    }

    if store::drafts::others(cx.read().await?, place).await? >= limit::DRAFTS {
        return Err(UserError::TooManyDrafts.into());
    }

    store::drafts::save(cx.write().await?, place, &text, &attachments, now).await?;

    overlay::begin(cx, &user_id, &standing).await?;
    overlay::touch(cx, &user_id, &task, None).await?;
    Ok(DraftSaved { updated_at: now })
}

#[cfg(test)]
mod tests {
    use contracts::user::{Attachment, Draft, GetDraft};

    use super::*;
    use crate::testing::{Bob, acme, session, task};

    fn draft(session_id: Option<&str>, text: &str) -> SaveDraft {
        let (organization_id, task_id, session_id) = (acme(), task("t-1").task_id, session_id.map(session));
        SaveDraft { organization_id, task_id, session_id, text: text.into(), attachments: vec![] }
    }

    fn attachment(id: &str) -> Attachment {
        Attachment {
            id: id.into(),
            file_path: "src/main.rs".into(),
            line_number: Some(7),
            line_content: Some("\tmain()".into()),
            image_id: None,
        }
    }

    async fn kept(bob: &Bob, session_id: Option<&str>) -> Option<Draft> {
        let (organization_id, task_id, session_id) = (acme(), task("t-1").task_id, session_id.map(session));
        bob.asks(&GetDraft { organization_id, task_id, session_id }).await.draft
    }

    #[tokio::test]
    async fn a_draft_is_kept_whole_and_shown_by_its_beginning() {
        let bob = Bob::in_acme().await;
        let text = "é".repeat(150) + "\nand \u{1b}[31m";
        let command =
            SaveDraft { attachments: vec![attachment("a-1"), attachment("a-2")], ..draft(Some("s-1"), &text) };
        let handling = bob.send(&command).await;

        let draft = kept(&bob, Some("s-1")).await.unwrap();
        assert_eq!((draft.text, draft.attachments), (text, command.attachments));
        let [app, shown] = handling.shown().try_into().unwrap();
        assert_eq!(app.value.unwrap()["checklist"]["hasBegun"], true);
        let head = &shown.value.unwrap()["drafts"][0];
        assert_eq!((&head["sessionId"], &head["attachments"]), (&"s-1".into(), &2.into()));
        assert_eq!(head["beginning"], "é".repeat(100));
        assert_eq!(kept(&bob, None).await, None);
    }

    #[tokio::test]
    async fn each_session_has_its_own_and_so_has_the_one_to_come() {
        let bob = Bob::in_acme().await;
        bob.done(&draft(Some("s-1"), "one")).await;
        bob.done(&draft(None, "new")).await;
        bob.done(&draft(Some("s-1"), "two")).await;
        assert_eq!(kept(&bob, Some("s-1")).await.unwrap().text, "two");
        assert_eq!(kept(&bob, None).await.unwrap().text, "new");
        let [overlay] = bob.overlay().await.tasks.try_into().unwrap();
        let sessions: Vec<_> = overlay.drafts.into_iter().map(|head| head.session_id).collect();
        assert_eq!(sessions, [None, Some(session("s-1"))]);
    }

    #[tokio::test]
    async fn an_empty_draft_is_forgotten() {
        let bob = Bob::in_acme().await;
        bob.done(&draft(None, "x")).await;
        let handling = bob.send(&draft(None, "")).await;
        assert_eq!(handling.shown()[0].value.as_ref().unwrap()["drafts"], serde_json::json!([]));
        assert_eq!(kept(&bob, None).await, None);
        bob.done_without_change(&draft(None, "")).await;
        bob.done(&SaveDraft { attachments: vec![attachment("a-1")], ..draft(None, "") }).await;
        assert!(kept(&bob, None).await.is_some());
    }

    #[tokio::test]
    async fn the_longest_draft_is_kept() {
        let bob = Bob::in_acme().await;
        bob.done(&draft(None, &"🎉".repeat(50_000))).await;
        assert_eq!(kept(&bob, None).await.unwrap().text.chars().count(), 50_000);
    }

    #[tokio::test]
    async fn what_is_no_draft_is_refused() {
        let bob = Bob::in_acme().await;
        let with = |attachments| SaveDraft { attachments, ..draft(None, "x") };
        for (odd, code) in [
            (draft(None, &"x".repeat(50_001)), "user.draft_is_too_long"),
            (with(vec![attachment("a"); 21]), "attachment.too_many"),
            (with(vec![attachment("")]), "attachment.is_malformed"),
        ] {
            bob.refused(&odd, code).await;
        }
        Bob::signed_in().await.refused(&draft(None, "x"), "user.not_a_member").await;
        Bob::unknown().await.refused(&draft(None, "x"), "user.unknown").await;
    }

    #[tokio::test]
    async fn there_is_a_limit_and_the_drafts_there_are_can_be_changed() {
        let bob = Bob::in_acme().await;
        sqlx::query(
            "INSERT INTO drafts (user_id, organization_id, task_id, session_id, text, attachments, updated_at)
             SELECT 'u2', 'acme', 'old-' || n, '', 'x', '[]', n FROM generate_series(1, 499) n",
        )
        .execute(bob.service.pool())
        .await
        .unwrap();
        bob.done(&draft(None, "the last")).await;
        bob.done(&draft(None, "the last, changed")).await;
        bob.refused(&draft(Some("s-1"), "one more"), "user.too_many_drafts").await;
    }
}
