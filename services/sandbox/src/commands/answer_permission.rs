//! Answers what an agent asks. The answer is kept until the agent has got it, whatever is killed meanwhile.

use contracts::{
    TaskKey,
    sandbox::{AnswerPermission, Permission, PermissionAnswer, PermissionOption},
};
use runtime::{Cx, Handled};
use serde_json::json;

use crate::{audit, commands::note_permission::tell, error::SandboxError, model::Sandbox, store};

pub async fn answer_permission(cx: &mut Cx, key: TaskKey, command: AnswerPermission) -> Handled<Permission> {
    let found = store::permissions::find(cx.read().await?, &key, &command.permission_id).await?;
    let mut permission = found.ok_or(SandboxError::PermissionUnknown)?;

    let option = answer(&mut permission, &command.option_id, cx.caller().as_str().to_owned(), cx.now)?;

    store::permissions::answer(cx.write().await?, &key, &permission).await?;

    if let Some(sandbox) = cx.load::<Sandbox>(&key).await? {
        let waited_ms = cx.now - permission.asked_at;
        let details = json!({
            "title": permission.title,
            "optionId": option.option_id,
            "option": option.name,
            "waitedMs": waited_ms,
        });
        audit::happened(cx, &sandbox, "permission.answered", details)?;
    }
    tell(cx, &key, &permission).await?;
    Ok(permission)
}

/// The option that is chosen with it. Refused when it is no longer open, or does not offer that.
fn answer(permission: &mut Permission, option_id: &str, by: String, at: i64) -> Result<PermissionOption, SandboxError> {
    if let Some(answer) = &permission.answer {
        return Err(match &answer.option_id {
            Some(option_id) => SandboxError::PermissionAnswered { option_id: option_id.clone(), by: answer.by.clone() },
            None => SandboxError::PermissionEnded,
        });
    }
    let offered = permission.options.iter().find(|option| option.option_id == option_id).cloned();
    let Some(option) = offered else {
        return Err(SandboxError::OptionUnknown(option_id.chars().take(64).collect()));
    };
    permission.answer = Some(PermissionAnswer { option_id: Some(option_id.to_owned()), by, at });
    Ok(option)
}

#[cfg(test)]
mod tests {
    use contracts::{
        audit_log::Append,
        sandbox::{NotePermission, Permissions},
        task::{ApplyTurn, TurnNews},
    };

    use super::*;
    use crate::testing::{Acme, events, open};

    fn asked() -> NotePermission {
        let option = |option_id: &str| PermissionOption {
            option_id: option_id.into(),
            name: format!("Say {option_id}"),
            kind: "allow_once".into(),
        };
        let permission = Permission {
            permission_id: "p-1".parse().unwrap(),
            session_id: "s-1".parse().unwrap(),
            message_id: "m-1".parse().unwrap(),
            title: "Edit a.rs".into(),
            tool_call: json!({ "kind": "edit" }),
            options: vec![option("yes"), option("no")],
            asked_at: 5,
            expires_at: None,
            answer: None,
        };
        NotePermission { permission, request_id: "0".into() }
    }

    fn yes() -> AnswerPermission {
        AnswerPermission { permission_id: "p-1".parse().unwrap(), option_id: "yes".into() }
    }

    #[tokio::test]
    async fn a_question_is_noted_told_and_answered_once() {
        let acme = Acme::new().await;
        acme.done(&open(1)).await;
        acme.refused(&yes(), "sandbox.permission_unknown").await;
        let handling = acme.send(&asked()).await;
        assert_eq!(handling.sent::<ApplyTurn>()[0].1.news, TurnNews::NeedsAnswers { open: 1 });
        assert!(!acme.done_without_change(&asked()).await.applied);
        assert_eq!(acme.asks(&Permissions { open: true }).await.permissions, [asked().permission]);

        let other = AnswerPermission { option_id: "maybe".into(), ..yes() };
        acme.refused(&other, "sandbox.option_unknown").await;
        let handling = acme.send(&yes()).await;
        assert_eq!(handling.sent::<ApplyTurn>()[0].1.news, TurnNews::NeedsAnswers { open: 0 });
        assert_eq!(events(&handling), ["permission.answered"]);
        let told = &handling.sent::<Append>()[0].1.details;
        assert_eq!((&told["optionId"], &told["option"]), (&json!("yes"), &json!("Say yes")), "by its name, for people");
        acme.refused(&yes(), "sandbox.permission_answered").await;
        assert!(acme.asks(&Permissions { open: true }).await.permissions.is_empty());
        let answered = acme.asks(&Permissions::default()).await.permissions;
        assert_eq!(answered[0].answer.as_ref().unwrap().option_id.as_deref(), Some("yes"));
    }
}
