//! Rejects a question that nobody has answered in time.

use contracts::{
    TaskKey,
    sandbox::{ExpirePermission, Permission, PermissionAnswer, SandboxApplied},
};
use runtime::{Cx, Handled};
use serde_json::json;

use crate::{audit, commands::note_permission::tell, model::Sandbox, store};

/// Told by whoever follows the turn; one that is answered, or not due, stays as it is.
pub async fn expire_permission(cx: &mut Cx, key: TaskKey, command: ExpirePermission) -> Handled<SandboxApplied> {
    let found = store::permissions::find(cx.read().await?, &key, &command.permission_id).await?;
    let is_due = |permission: &Permission| {
        permission.answer.is_none() && permission.expires_at.is_some_and(|expires_at| expires_at <= cx.now)
    };
    let Some(mut permission) = found.filter(is_due) else { return Ok(SandboxApplied { applied: false }) };

    let option_id = rejection(&permission);
    let answer = PermissionAnswer { option_id: option_id.clone(), by: "service:sandbox".into(), at: cx.now };
    permission.answer = Some(answer);
    store::permissions::answer(cx.write().await?, &key, &permission).await?;

    if let Some(sandbox) = cx.load::<Sandbox>(&key).await? {
        let waited_ms = cx.now - permission.asked_at;
        let details = json!({ "title": permission.title, "optionId": option_id, "waitedMs": waited_ms });
        audit::happened(cx, &sandbox, "permission.timed_out", details)?;
    }
    tell(cx, &key, &permission).await?;
    Ok(SandboxApplied { applied: true })
}

/// An option that rejects, once rather than always. `None`: the agent offers none, and hears that nobody answers.
fn rejection(permission: &Permission) -> Option<String> {
    let of_kind = |kind: &str| permission.options.iter().find(|option| option.kind.starts_with(kind));
    of_kind("reject_once").or_else(|| of_kind("reject")).map(|option| option.option_id.clone())
}

#[cfg(test)]
mod tests {
    use contracts::{
        sandbox::{AnswerPermission, NotePermission, PermissionOption, Permissions},
        task::{ApplyTurn, TurnNews},
    };

    use super::*;
    use crate::testing::{Acme, events, open};

    fn asked(kinds: &[&str], expires_at: Option<i64>) -> NotePermission {
        let option = |kind: &&str| PermissionOption {
            option_id: format!("{kind}-id"),
            name: (*kind).into(),
            kind: (*kind).into(),
        };
        let permission = Permission {
            permission_id: "p-1".parse().unwrap(),
            session_id: "s-1".parse().unwrap(),
            message_id: "m-1".parse().unwrap(),
            title: "Edit a.rs".into(),
            tool_call: json!({}),
            options: kinds.iter().map(option).collect(),
            asked_at: 5,
            expires_at,
            answer: None,
        };
        NotePermission { permission, request_id: "0".into() }
    }

    fn expire() -> ExpirePermission {
        ExpirePermission { permission_id: "p-1".parse().unwrap() }
    }

    #[tokio::test]
    async fn what_nobody_answers_in_time_is_rejected_once_and_noted() {
        let acme = Acme::new().await;
        acme.done(&open(1)).await;
        assert!(!acme.done_without_change(&expire()).await.applied);
        let kinds = ["allow_once", "reject_always", "reject_once"];
        acme.done(&asked(&kinds, Some(6))).await;
        let handling = acme.send(&expire()).await;
        assert_eq!(events(&handling), ["permission.timed_out"]);
        assert_eq!(handling.sent::<ApplyTurn>()[0].1.news, TurnNews::NeedsAnswers { open: 0 });
        let answer = acme.asks(&Permissions::default()).await.permissions[0].answer.clone().unwrap();
        assert_eq!((answer.option_id.as_deref(), answer.by.as_str()), (Some("reject_once-id"), "service:sandbox"));
        assert!(!acme.done_without_change(&expire()).await.applied);
        let late = AnswerPermission { permission_id: expire().permission_id, option_id: "allow_once-id".into() };
        acme.refused(&late, "sandbox.permission_answered").await;
    }

    #[tokio::test]
    async fn what_is_not_due_or_has_no_limit_waits_on() {
        for expires_at in [Some(i64::MAX), None] {
            let acme = Acme::new().await;
            acme.done(&open(1)).await;
            acme.done(&asked(&["allow_once"], expires_at)).await;
            assert!(!acme.done_without_change(&expire()).await.applied);
        }
    }

    #[test]
    fn an_agent_that_offers_no_rejection_hears_that_nobody_answers() {
        assert_eq!(rejection(&asked(&["allow_once"], None).permission), None);
        let always = rejection(&asked(&["allow_once", "reject_always"], None).permission);
        assert_eq!(always.as_deref(), Some("reject_always-id"));
    }
}
