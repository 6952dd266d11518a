//! Sets an option of a session's agent.

use contracts::{
    TaskKey,
    task::{Session, SetSessionOption},
};
use runtime::{Cx, Handled};
use serde_json::json;

use crate::{audit, lookups, sandbox, store, views};

/// The agent gets to know of it at once where it is there, and else when it begins.
pub async fn set_session_option(cx: &mut Cx, key: TaskKey, command: SetSessionOption) -> Handled<Session> {
    let mut task = lookups::task(cx, &key).await?;
    let line = views::line(&task);

    let SetSessionOption { session_id, option_id, value } = command;
    if !task.set_option(&session_id, &option_id, value.as_deref(), cx.now)? {
        return Ok(task.must_have(&session_id)?);
    }

    store::save(cx, &task);

    let session = task.must_have(&session_id)?;
    sandbox::set_up_session(cx, &task, &session)?;
    let details = json!({ "optionId": option_id, "value": value });
    audit::session_event(cx, &task, &session_id, "session.option_set", details)?;
    views::sessions_changed(cx, &task, &line)?;
    Ok(session)
}

#[cfg(test)]
mod tests {
    use contracts::sandbox::SetUpSession;

    use super::*;
    use crate::testing::{Acme, Working, events};

    fn set(acme: &Working, option_id: &str, value: Option<&str>) -> SetSessionOption {
        let (session_id, option_id) = (acme.session_id.clone(), option_id.into());
        SetSessionOption { session_id, option_id, value: value.map(str::to_owned) }
    }

    #[tokio::test]
    async fn what_is_set_is_stored_shown_noted_and_told_once() {
        let acme = Working::opened().await;
        let large = set(&acme, "model", Some("large"));
        let handling = acme.send(&large).await;
        acme.assert_shown(&handling, false).await;
        assert_eq!(events(&handling), ["session.option_set"]);
        let told = &handling.sent::<SetUpSession>()[0].1;
        assert_eq!(told.choices, acme.session().await.choices);
        assert_eq!((told.choices[0].option_id.as_str(), told.choices[0].value.as_str()), ("model", "large"));
        acme.done_without_change(&large).await;
        assert!(acme.done(&set(&acme, "model", None)).await.choices.is_empty());
    }

    #[tokio::test]
    async fn what_is_none_or_has_no_session_is_refused() {
        let acme = Working::opened().await;
        acme.refused(&set(&acme, "a b", None), "task.option_is_malformed").await;
        let other = SetSessionOption { session_id: "s-9".parse().unwrap(), ..set(&acme, "model", Some("x")) };
        acme.refused(&other, "task.session_is_unknown").await;
        Acme::new().await.refused(&other, "task.unknown").await;
    }
}
