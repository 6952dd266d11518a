//! Has a session's agent set as people want it: by whoever follows its turn, or else at once.

use contracts::{
    TaskKey,
    sandbox::{SandboxApplied, SetUpSession},
};
use runtime::{Cx, Handled};

use crate::{store, workflows};

pub async fn set_up_session(cx: &mut Cx, key: TaskKey, command: SetUpSession) -> Handled<SandboxApplied> {
    let SetUpSession { session_id, choices } = command;
    if !store::sessions::choose(cx.write().await?, &key, &session_id, &choices).await? {
        return Ok(SandboxApplied { applied: false });
    }
    match store::turns::under_way(cx.read().await?, &key, &session_id).await? {
        Some(turn) => store::events::wake(cx.write().await?, &turn).await?,
        None => workflows::attending::start(cx, &key, &session_id).await?,
    }
    Ok(SandboxApplied { applied: true })
}

#[cfg(test)]
mod tests {
    use contracts::{sandbox::ProvisioningNews, task::OptionChoice};

    use super::*;
    use crate::testing::{Acme, news, open, run};

    fn set(value: &str) -> SetUpSession {
        let choice = OptionChoice { option_id: "model".into(), value: value.into() };
        SetUpSession { session_id: "s-1".parse().unwrap(), choices: vec![choice] }
    }

    #[tokio::test]
    async fn what_is_set_is_kept_and_the_agent_is_looked_after_unless_a_turn_does() {
        let acme = Acme::new().await;
        assert!(!acme.done_without_change(&set("large")).await.applied);
        acme.done(&open(1)).await;
        acme.done(&news(1, ProvisioningNews::Ready { at: 5 })).await;
        assert_eq!(acme.attending().await, 1);
        assert!(acme.done(&set("large")).await.applied);
        assert!(!acme.done_without_change(&set("large")).await.applied);
        let stored = store::sessions::find(acme.service.pool(), &acme.key, &"s-1".parse().unwrap()).await.unwrap();
        assert_eq!(stored.unwrap().choices[0].value, "large");

        acme.done(&run("m-1", 1)).await;
        let attending = acme.attending().await;
        assert!(acme.done(&set("small")).await.applied);
        assert_eq!(acme.attending().await, attending, "whoever follows the turn is woken");
    }
}
