//! Tells the members that an agent has finished.

use contracts::{
    OrganizationId,
    organization::{MembersTold, NoteAgentFinished},
    user::MarkUnread,
};
use runtime::{Cx, Handled};

use crate::store;

/// Whoever has signed in is told; whether they are watching is their own actor's to know.
pub async fn note_agent_finished(
    cx: &mut Cx,
    organization_id: OrganizationId,
    command: NoteAgentFinished,
) -> Handled<MembersTold> {
    let linked = store::members::linked(cx.read().await?, &organization_id).await?;

    let NoteAgentFinished { task_id, session_id, at } = command;
    let unread = MarkUnread { organization_id, task_id, session_id, at };
    for (user_id, _) in &linked {
        cx.send(user_id, &unread)?;
    }
    Ok(MembersTold { members: u32::try_from(linked.len()).unwrap_or(u32::MAX) })
}

#[cfg(test)]
mod tests {
    use contracts::organization::ApplyMembers;

    use super::*;
    use crate::testing::{Acme, linked, member, members};

    fn finished() -> NoteAgentFinished {
        NoteAgentFinished { task_id: "t-1".parse().unwrap(), session_id: "s-1".parse().unwrap(), at: 10 }
    }

    #[tokio::test]
    async fn every_member_who_has_signed_in_is_told() {
        let acme = Acme::connected().await;
        acme.done(&members(&[member(7, "bob"), member(8, "eve")])).await;
        acme.done(&linked(7, "bob")).await;
        acme.done(&linked(9, "dan")).await;
        let (removed, observed_at) = (vec![member(9, "dan").user_id], acme.service.now());
        acme.done(&ApplyMembers { removed, observed_at, ..members(&[]) }).await;
        let before = acme.service.rows().await;
        let handling = acme.send(&finished()).await;

        assert_eq!(handling.outcome.as_ref().unwrap().members, 1);
        let [(key, unread)] = handling.sent::<MarkUnread>().try_into().unwrap();
        assert_eq!((key.as_str(), unread.organization_id), ("u7", acme.key.clone()));
        assert_eq!((unread.task_id.as_str(), unread.session_id.as_str(), unread.at), ("t-1", "s-1", 10));
        assert_eq!(acme.service.rows().await, before);
    }

    #[tokio::test]
    async fn where_nobody_has_signed_in_nobody_is_told() {
        assert_eq!(Acme::unknown().await.done_without_change(&finished()).await.members, 0);
    }
}
