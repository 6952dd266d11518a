//! Closes a session: its agent ends. Its events stay.

use contracts::{
    TaskKey,
    sandbox::{EndSession, SandboxApplied},
};
use runtime::{Cx, Handled};

use crate::{store, workflows};

pub async fn end_session(cx: &mut Cx, key: TaskKey, command: EndSession) -> Handled<SandboxApplied> {
    let applied = store::sessions::close(cx.write().await?, &key, &command.session_id).await?;
    if applied {
        workflows::attending::start(cx, &key, &command.session_id).await?;
    }
    Ok(SandboxApplied { applied })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Acme, open};

    #[tokio::test]
    async fn a_session_is_closed_once() {
        let acme = Acme::new().await;
        acme.done(&open(1)).await;
        let close = EndSession { session_id: "s-1".parse().unwrap() };
        assert!(acme.done(&close).await.applied);
        assert!(acme.sessions().await.is_empty());
        assert!(!acme.done_without_change(&close).await.applied);
    }
}
