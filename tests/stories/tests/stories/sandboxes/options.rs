//! What can be set of an agent comes from the agent, and what people have set holds.

use contracts::{
    sandbox::{Agents, SessionOptions},
    task::{ChangeAgent, CreateSession, OptionChoice, SessionStatus, SetSessionOption, StopSession},
};
use stories::{World, until, until_true};

use super::Workplace;

fn choice(option_id: &str, value: &str) -> OptionChoice {
    OptionChoice { option_id: option_id.into(), value: value.into() }
}

impl Workplace<'_> {
    fn setting(&self, option_id: &str, value: &str) -> SetSessionOption {
        let (session_id, option_id) = (self.session_id.clone(), option_id.into());
        SetSessionOption { session_id, option_id, value: Some(value.into()) }
    }

    async fn comes_to_be_set(&self, category: &str, value: &str) {
        until_true(value, async || self.set_to(category).await.as_deref() == Some(value)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn which_agents_there_are_is_known_before_there_is_anything() {
    let world = World::shared().await;
    let acme = world.organization("acme").await;
    let task = acme.key(&acme.virtual_task("story/agents").await);
    let agents = acme.member.sees(&task, &Agents {}).await.agents;
    let of = |agent: &str| agents.iter().find(|known| known.agent == agent).expect("it is known");
    assert_eq!((of("mock").is_default, of("mock").unusable.as_deref()), (true, None));
    for agent in ["claude", "codex", "opencode"] {
        assert!(of(agent).unusable.as_ref().unwrap().contains("not installed"), "{agents:?}");
    }
    assert!(!acme.is_materialised(&task).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_set_by_category_holds_before_during_and_after_the_agents_life() {
    let world = World::shared().await;
    let session = CreateSession { choices: vec![choice("mode", "auto")], ..CreateSession::default() };
    let desk = Workplace::with(&world, "alice", "story/options", session).await;
    // Nobody has said anything yet, and it is known what can be set.
    desk.is_set_up().await;
    desk.comes_to_be_set("mode", "auto").await;
    let listed = desk.person.sees(&desk.task, &SessionOptions { session_id: desk.session_id.clone() }).await;
    assert_eq!(listed.options, desk.session().await.options);
    assert_eq!(desk.notices("options").await[0]["text"], "Set as chosen: Mode: Auto.");
    assert_eq!(desk.set_to("thought_level").await.as_deref(), Some("medium"));

    desk.person.does(&desk.task, &desk.setting("model", "quick")).await;
    desk.comes_to_be_set("model", "quick").await;
    assert_eq!(desk.set_to("thought_level").await, None, "the quick one does not think");
    let refused = desk.person.asks(&desk.task, &desk.setting("thought_level", "high")).await;
    refused.is_refused(400, "task.option_is_unknown");
    desk.person.asks(&desk.task, &desk.setting("model", "huge")).await.is_refused(400, "task.value_is_unknown");

    let held = desk.sends("/hold go").await;
    desk.comes_to(SessionStatus::Running).await;
    desk.person.does(&desk.task, &desk.setting("mode", "ask")).await;
    desk.comes_to_be_set("mode", "ask").await;
    assert_eq!(desk.session().await.status, SessionStatus::Running, "the turn goes on");
    desk.person.does(&desk.task, &StopSession { session_id: desk.session_id.clone() }).await;
    desk.ended(&held).await;
    // Its own change of mind is not undone by what was set before.
    desk.hears("/mode auto").await;
    desk.hears("/say still").await;
    assert_eq!(desk.set_to("mode").await.as_deref(), Some("auto"));

    desk.sends("/die").await;
    desk.comes_to(SessionStatus::Error).await;
    desk.hears("/say again").await;
    assert_eq!(desk.set_to("model").await.as_deref(), Some("quick"));
    assert_eq!(desk.set_to("mode").await.as_deref(), Some("ask"), "what people have set is set again");
    let last = desk.notices("options").await.pop().unwrap();
    assert_eq!(last["text"], "Set as chosen: Model: Quick.", "it begins by asking");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_an_agent_does_not_offer_is_told_and_no_longer_wanted() {
    let world = World::shared().await;
    let choices = vec![choice("thought_level", "high"), choice("model", "quick")];
    let session = CreateSession { choices, ..CreateSession::default() };
    let desk = Workplace::with(&world, "alice", "story/dropped", session).await;
    let notice = until("the notice", async || desk.notices("options").await.pop()).await;
    let text = notice["text"].as_str().unwrap();
    assert!(text.contains("Model: Quick") && text.contains("no longer offers") && text.contains("high"), "{text}");
    until_true("it is gone", async || desk.session().await.choices == [choice("model", "quick")]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_agent_takes_the_session_over_and_one_that_is_not_there_says_so() {
    let world = World::shared().await;
    let desk = Workplace::of(&world, "alice", "story/another-agent").await;
    desk.hears("/say hello").await;
    let change = |agent: &str| ChangeAgent { session_id: desk.session_id.clone(), agent: agent.into() };
    desk.person.does(&desk.task, &change("nobody")).await;
    let session = desk.comes_to(SessionStatus::Error).await;
    assert!(session.error.unwrap().contains("there are: mock"));
    desk.person.does(&desk.task, &change("mock")).await;
    desk.comes_to(SessionStatus::Idle).await;
    desk.is_set_up().await;
    assert!(desk.hears("/say back").await.contains("back"));
    let history = desk.acme.history(&desk.task).await;
    assert_eq!(history.iter().filter(|event| *event == "session.agent_changed").count(), 2);
}
