//! Gives a session another name.

use contracts::{
    TaskKey,
    task::{RenameSession, Session},
};
use runtime::{Cx, Handled};
use serde_json::json;

use crate::{audit, lookups, store, views};

pub async fn rename_session(cx: &mut Cx, key: TaskKey, command: RenameSession) -> Handled<Session> {
    let mut task = lookups::task(cx, &key).await?;
    let line = views::line(&task);

    let from = task.rename_session(&command.session_id, &command.name, cx.now)?;

    store::save(cx, &task);

    let session = task.must_have(&command.session_id)?;
    let details = json!({ "from": from, "to": session.name });
    audit::session_event(cx, &task, &command.session_id, "session.renamed", details)?;
    views::sessions_changed(cx, &task, &line)?;
    Ok(session)
}

#[cfg(test)]
mod tests {
    use contracts::audit_log::Append;

    use super::*;
    use crate::testing::{Working, events};

    #[tokio::test]
    async fn a_new_name_is_stored_shown_and_noted() {
        let acme = Working::opened().await;
        let to = |name: &str| RenameSession { session_id: acme.session_id.clone(), name: name.into() };
        let handling = acme.send(&to(" Größe 🎉 ")).await;

        let record = acme.assert_shown(&handling, false).await;
        assert_eq!(record.sessions[0].name, "Größe 🎉");
        assert_eq!(events(&handling), ["session.renamed"]);
        let details = json!({ "sessionId": acme.session_id, "from": "Session 1", "to": "Größe 🎉" });
        assert_eq!(handling.sent::<Append>()[0].1.details, details);

        acme.refused(&to(" "), "task.name_is_blank").await;
        acme.refused(&to("a\nb"), "task.name_is_not_one_line").await;
        let unknown = RenameSession { session_id: "s-9".parse().unwrap(), name: "x".into() };
        acme.refused(&unknown, "task.session_is_unknown").await;
    }
}
