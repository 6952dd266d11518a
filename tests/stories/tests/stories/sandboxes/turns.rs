//! Turns: what is said is there once and in order, what is asked is answered once, and what is stopped ends.

use contracts::{
    sandbox::AnswerPermission,
    task::{EditMessage, RemoveMessage, ResumeQueue, SessionStatus, StopSession},
};
use fleet::SandboxChoice;
use serde_json::json;
use stories::{World, until};

use super::Workplace;

everywhere!(
    an_ordinary_prompt_gets_a_turn_with_a_plan_tools_a_question_and_an_end,
    an_agent_that_does_not_listen_is_ended_and_one_that_died_says_why_and_both_begin_again,
);

async fn an_ordinary_prompt_gets_a_turn_with_a_plan_tools_a_question_and_an_end(sandboxes: SandboxChoice) {
    let world = World::shared_with(sandboxes).await;
    let desk = Workplace::of(&world, "alice", "story/ordinary").await;
    let message_id = desk.sends("Explain the totals").await;
    desk.comes_to(SessionStatus::NeedsAnswer).await;
    let [question] = desk.questions().await.try_into().unwrap();
    let option_id = question.options[0].option_id.clone();
    let answer = AnswerPermission { permission_id: question.permission_id, option_id };
    let answered = desk.person.does(&desk.task, &answer).await.answer.unwrap();
    assert_eq!(answered.by, format!("user:{}", desk.person.user_id));
    desk.ended(&message_id).await;
    desk.person.asks(&desk.task, &answer).await.is_refused(409, "sandbox.permission_answered");

    let events = desk.events().await;
    assert!(events.iter().map(|event| event.index).eq(1..=i64::try_from(events.len()).unwrap()));
    let updates: Vec<_> = events.iter().filter_map(|event| event.body["sessionUpdate"].as_str()).collect();
    for kind in ["agent_thought_chunk", "plan", "tool_call", "tool_call_update", "agent_message_chunk"] {
        assert!(updates.contains(&kind), "{kind} is missing in {updates:?}");
    }
    assert_eq!((events[0].kind.as_str(), &events[0].body["text"]), ("prompt", &json!("Explain the totals")));
    assert!(desk.hears("/run git status --short").await.contains(" M "), "the file was changed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_sent_while_a_turn_runs_waits_and_can_be_edited_and_taken_back() {
    let world = World::shared().await;
    let desk = Workplace::of(&world, "alice", "story/queue").await;
    let first = desk.sends("/hold go").await;
    desk.comes_to(SessionStatus::Running).await;
    let (second, third) = (desk.sends("/say second").await, desk.sends("/say third").await);
    let session_id = desk.session_id.clone();
    let edit = EditMessage {
        session_id: session_id.clone(),
        message_id: second.clone(),
        text: "/say edited".into(),
        attachments: Vec::new(),
    };
    desk.person.does(&desk.task, &edit).await;
    let remove = RemoveMessage { session_id: session_id.clone(), message_id: third.clone() };
    desk.person.does(&desk.task, &remove).await;
    let waiting = desk.session().await.queue;
    assert_eq!(waiting.iter().map(|message| message.text.as_str()).collect::<Vec<_>>(), ["/say edited"]);

    desk.person.does(&desk.task, &StopSession { session_id: session_id.clone() }).await;
    desk.ended(&first).await;
    assert!(desk.session().await.queue_is_paused);
    desk.person.does(&desk.task, &ResumeQueue { session_id }).await;
    desk.ended(&second).await;
    assert_eq!(desk.said(&second).await, "edited");
    assert_eq!(desk.said(&third).await, "");
}

async fn an_agent_that_does_not_listen_is_ended_and_one_that_died_says_why_and_both_begin_again(
    sandboxes: SandboxChoice,
) {
    let world = World::shared_with(sandboxes).await;
    let desk = Workplace::of(&world, "alice", "story/stop").await;
    let deaf = desk.sends("/ignore-cancel\n/silent").await;
    desk.comes_to(SessionStatus::Running).await;
    desk.person.does(&desk.task, &StopSession { session_id: desk.session_id.clone() }).await;
    desk.ended(&deaf).await;
    assert_eq!(desk.comes_to(SessionStatus::Idle).await.error, None);

    desk.sends("/stderr out of paper\n/die").await;
    let session = desk.comes_to(SessionStatus::Error).await;
    let error = session.error.unwrap();
    assert!(error.contains("ended with code 1"), "{error}");
    let remembered = desk.hears("/memory").await;
    assert!(remembered.contains('2') || remembered.contains("earlier"), "{remembered}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_an_agent_says_that_nobody_knows_is_kept_and_what_it_breaks_hurts_only_itself() {
    let world = World::shared().await;
    let desk = Workplace::of(&world, "alice", "story/awkward").await;
    desk.hears("/unknown-update\n/garbage\n/say after").await;
    desk.hears("/huge 200000").await;
    let refused = desk.sends("/refuse").await;
    desk.ended(&refused).await;
    let ended = until("the end", async || desk.events().await.into_iter().rfind(|event| event.kind == "ended")).await;
    assert_eq!(ended.body["end"], "refused");
    desk.sends("/error -32000 sign in first").await;
    assert!(desk.comes_to(SessionStatus::Error).await.error.unwrap().contains("sign in first"));
    assert!(desk.hears("/say still here").await.contains("still here"));
    let events = desk.events().await;
    assert!(events.iter().map(|event| event.index).eq(1..=i64::try_from(events.len()).unwrap()));
}
