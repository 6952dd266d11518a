//! Opens a session of an agent, and makes the sandbox ready for it.

use std::sync::Arc;

use contracts::{
    SessionId, TaskKey,
    sandbox::{OpenSession, Provisioning, SandboxRecord},
    task::{ApplySession, SessionNews},
};
use futures::{FutureExt, future::BoxFuture};
use runtime::{CommandFn, Cx, Handled, WhenActive};
use serde_json::json;

use crate::{
    audit,
    model::{Sandbox, Wanted},
    store, views,
    workflows::{self, Work},
};

/// The handler, with what is known of agents.
pub struct OpeningSession(pub Arc<Work>);

impl<'a> CommandFn<'a, OpenSession> for OpeningSession {
    type Future = BoxFuture<'a, Handled<SandboxRecord>>;

    fn call(&self, cx: &'a mut Cx, key: TaskKey, command: OpenSession) -> Self::Future {
        let work = self.0.clone();
        async move { open_session(cx, key, command, &work).await }.boxed()
    }
}

/// Asked for again, it changes nothing. An agent that is not there is told before anything is made for it.
async fn open_session(cx: &mut Cx, key: TaskKey, mut command: OpenSession, work: &Work) -> Handled<SandboxRecord> {
    let (found, now) = (cx.load::<Sandbox>(&key).await?, cx.now);
    let (mut sandbox, wanted) = match found {
        None => (Sandbox::first(&key, command.source.clone(), command.person.clone(), now), Wanted::Provision),
        Some(mut sandbox) => {
            let wanted = sandbox.want(&command.source, &command.person, now);
            (sandbox, wanted)
        }
    };
    let agent = work.agent(command.agent.as_deref());
    if let Err(message) = agent {
        tell(cx, &key, &command.session_id, SessionNews::Failed { message })?;
        return Ok(sandbox.record);
    }
    command.agent = agent.ok();
    store::sessions::open_or_change(cx.write().await?, &key, &command, now).await?;
    match wanted {
        Wanted::Provision => provision(cx, &mut sandbox).await?,
        Wanted::Go => {
            tell_opened(cx, &key, &command.session_id, command.agent.unwrap_or_default())?;
            workflows::attending::start(cx, &key, &command.session_id).await?;
        }
        Wanted::Another => wait_for_another(cx, &sandbox)?,
        Wanted::Wait => {}
    }
    Ok(sandbox.record)
}

/// The one that is being destroyed is followed by another now.
pub fn wait_for_another(cx: &mut Cx, sandbox: &Sandbox) -> Handled<()> {
    cx.save(sandbox.clone());
    views::sandbox_changed(cx, sandbox)
}

/// Its agent is being started (`attending`), and takes messages.
pub fn tell_opened(cx: &mut Cx, key: &TaskKey, session_id: &SessionId, agent: String) -> Handled<()> {
    tell(cx, key, session_id, SessionNews::Opened { agent })
}

/// Starts the making of a sandbox that is to be made.
pub async fn provision(cx: &mut Cx, sandbox: &mut Sandbox) -> Handled<()> {
    let (generation, source, person) = (sandbox.record.generation, sandbox.source.clone(), sandbox.person.clone());
    let input = Provisioning { generation, source, person };
    cx.start(&sandbox.key, &workflows::provisioning::workflow_id(&sandbox.key, generation), &input, WhenActive::Join)
        .await?;
    cx.save(sandbox.clone());
    audit::happened(cx, sandbox, "sandbox.requested", json!({ "generation": generation }))?;
    views::sandbox_changed(cx, sandbox)
}

/// Tells the task what came of a session.
pub fn tell(cx: &mut Cx, key: &TaskKey, session_id: &SessionId, news: SessionNews) -> Handled<()> {
    cx.send(key, &ApplySession { session_id: session_id.clone(), news })
}

#[cfg(test)]
mod tests {
    use contracts::sandbox::{Destroy, ProvisioningNews, SandboxDetail, SandboxStatus, Stage};

    use super::*;
    use crate::testing::{Acme, events, news, open};

    #[tokio::test]
    async fn the_first_session_begins_to_make_the_sandbox() {
        let acme = Acme::new().await;
        assert_eq!(acme.query_refused(&SandboxDetail {}).await, "sandbox.unknown");
        let handling = acme.send(&open(1)).await;

        let record = handling.outcome.as_ref().unwrap();
        assert_eq!((record.status, record.generation), (SandboxStatus::Provisioning, 1));
        assert_eq!(&acme.asks(&SandboxDetail {}).await, record);
        assert_eq!(handling.shown()[0].key, "sandbox.acme.t-1");
        assert_eq!(events(&handling), ["sandbox.requested"]);
        assert_eq!(acme.runs().await, ["provisioning"]);
    }

    #[tokio::test]
    async fn another_one_waits_with_it_and_the_same_one_changes_nothing() {
        let acme = Acme::new().await;
        acme.done(&open(1)).await;
        acme.done(&open(2)).await;
        acme.done_without_change(&open(2)).await;
        assert_eq!(acme.runs().await, ["provisioning"]);
        assert_eq!(acme.sessions().await, ["s-1", "s-2"]);
    }

    #[tokio::test]
    async fn an_agent_that_is_not_there_is_told_and_nothing_is_made_for_it() {
        let acme = Acme::new().await;
        let handling = acme.send(&OpenSession { agent: Some("nobody".into()), ..open(1) }).await;
        let told = handling.sent::<ApplySession>();
        assert!(matches!(&told[0].1.news, SessionNews::Failed { message } if message.contains("mock")), "{told:?}");
        assert_eq!((acme.runs().await.len(), acme.sessions().await.len()), (0, 0));
    }

    #[tokio::test]
    async fn a_failed_one_is_made_again_and_so_is_one_that_is_being_destroyed() {
        let acme = Acme::new().await;
        acme.done(&open(1)).await;
        acme.done(&news(1, ProvisioningNews::Failed { stage: Stage::Cloning, at: 5, message: "no".into() })).await;
        assert_eq!(acme.done(&open(2)).await.generation, 2);
        assert_eq!(acme.runs().await.len(), 2);

        acme.done(&Destroy { reason: "archived".into() }).await;
        assert!(acme.send(&open(3)).await.sent::<ApplySession>().is_empty());
        assert_eq!((acme.record().await.generation, acme.runs().await.len()), (2, 3), "first the old one must be gone");
        let handling = acme.send(&news(2, ProvisioningNews::Destroyed { at: 9, note: None })).await;
        assert_eq!(events(&handling), ["sandbox.destroyed", "sandbox.requested"]);
        let record = acme.record().await;
        assert_eq!((record.generation, record.status, record.ending), (3, SandboxStatus::Provisioning, None));
        assert_eq!(acme.sessions().await, ["s-1", "s-2", "s-3"]);
    }
}
