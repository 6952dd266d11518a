//! What people set of a session's agent.

use contracts::{
    Millis, SessionId, limit,
    task::{OptionChoice, Session, SessionOption, SessionStatus},
    user::Attachment,
};
use service_kit::attachments;

use super::{Task, queue, session};
use crate::{error::TaskError, text};

impl Task {
    /// Sets an option of the session's agent, or leaves it to the agent. Says whether that is new. Refused for what the agent
    /// is known not to offer.
    pub fn set_option(
        &mut self,
        session_id: &SessionId,
        option_id: &str,
        value: Option<&str>,
        now: Millis,
    ) -> Result<bool, TaskError> {
        [Some(option_id), value].into_iter().flatten().try_for_each(text::option)?;
        let session = self.session_to_change(session_id)?;
        let chosen = chosen(session, option_id, value)?;
        if session.choices == chosen {
            return Ok(false);
        }
        if chosen.len() > limit::CHOICES {
            return Err(TaskError::TooManyChoices);
        }
        let more = queue::bytes(&chosen).saturating_sub(queue::bytes(&session.choices));
        queue::must_fit(&self.record, more)?;
        self.session_to_change(session_id)?.choices = chosen;
        self.touch(now);
        Ok(true)
    }

    /// Puts another agent into the session, and says which it was. What was set of that one goes with it. `None`: it has this
    /// agent already. Refused while a turn is under way.
    pub fn change_agent(
        &mut self,
        session_id: &SessionId,
        agent: String,
        now: Millis,
    ) -> Result<Option<Option<String>>, TaskError> {
        let session = self.session_to_change(session_id)?;
        if session.turn.is_some() {
            return Err(TaskError::AgentIsAtWork);
        }
        if session.agent.as_ref() == Some(&agent) {
            return Ok(None);
        }
        let from = session.agent.replace(agent);
        (session.choices, session.options, session.abilities, session.memory) = Default::default();
        (session.status, session.error) = (SessionStatus::Opening, None);
        self.sessions_changed(now);
        Ok(Some(from))
    }

    /// Refused for what is no message, and for images when the session's agent has said that it takes none.
    pub fn must_take(&self, session_id: &SessionId, text: &str, attachments: &[Attachment]) -> Result<(), TaskError> {
        text::message(text, attachments)?;
        if attachments::images(attachments).next().is_none() {
            return Ok(());
        }
        let session = self.must_have(session_id)?;
        match session.abilities {
            Some(abilities) if !abilities.images => {
                Err(TaskError::ImagesAreNotTaken(session.agent.unwrap_or_else(|| "the agent".into())))
            }
            _ => Ok(()),
        }
    }

    /// Refused when nothing can be sent into the turn under way, by this person. `false`: none is under way.
    pub(super) fn can_steer(
        &self,
        session_id: &SessionId,
        author: Option<&contracts::UserId>,
    ) -> Result<bool, TaskError> {
        let session = self.must_have(session_id)?;
        if !session::is_at_work(&session) {
            return Ok(false);
        }
        if !session.abilities.is_some_and(|abilities| abilities.steering) {
            return Err(TaskError::SteeringIsNotOffered);
        }
        if session.is_stopping {
            return Err(TaskError::TurnIsStopping);
        }
        match (&self.record.owner, author) {
            (Some(owner), Some(author)) if owner.user_id != *author => {
                Err(TaskError::OnlyOwnerSteers(owner.login.clone()))
            }
            _ => Ok(true),
        }
    }
}

/// What would be set then, in the order in which it was set.
fn chosen(session: &Session, option_id: &str, value: Option<&str>) -> Result<Vec<OptionChoice>, TaskError> {
    let option = find(&session.options, option_id);
    if option.is_none() && !session.options.is_empty() && value.is_some() {
        return Err(TaskError::OptionIsUnknown(option_id.to_owned()));
    }
    if let (Some(option), Some(value)) = (option, value)
        && !option.is_cut
        && !option.values.iter().any(|known| known.value == value)
    {
        return Err(TaskError::ValueIsUnknown { option: option.name.clone(), value: value.to_owned() });
    }
    let known_as = option.map_or(option_id, |option| option.option_id.as_str());
    let is_same = |choice: &OptionChoice| match option {
        Some(option) => choice.option_id == known_as || Some(&choice.option_id) == option.category.as_ref(),
        None => choice.option_id == option_id,
    };
    let mut chosen: Vec<_> = session.choices.iter().filter(|choice| !is_same(choice)).cloned().collect();
    if let Some(value) = value {
        let choice = OptionChoice { option_id: known_as.to_owned(), value: value.to_owned() };
        match session.choices.iter().position(is_same) {
            Some(place) => chosen.insert(place.min(chosen.len()), choice),
            None => chosen.push(choice),
        }
    }
    Ok(chosen)
}

/// The option with this id, or else the first one of this category.
fn find<'a>(options: &'a [SessionOption], option_id: &str) -> Option<&'a SessionOption> {
    let named = options.iter().find(|option| option.option_id == option_id);
    named.or_else(|| options.iter().find(|option| option.category.as_deref() == Some(option_id)))
}

/// What the agent lists. What would not fit into the view is not taken: the sandbox cuts it before.
pub fn hear(session: &mut Session, options: &[SessionOption]) {
    if queue::bytes(&options) <= limit::OPTION_BYTES {
        session.options = options.to_vec();
    }
}

#[cfg(test)]
mod tests {
    use contracts::task::{AgentAbilities, AgentMemory, OptionKind, OptionValue, SessionNews};

    use super::*;
    use crate::testing::{bob, eve, message, session_id, task_with_session};

    fn option(option_id: &str, category: &str, values: &[&str]) -> SessionOption {
        let named = |value: &&str| OptionValue {
            value: (*value).into(),
            name: value.to_uppercase(),
            description: None,
            group: None,
        };
        SessionOption {
            option_id: option_id.into(),
            name: option_id.to_uppercase(),
            description: None,
            category: Some(category.into()),
            kind: OptionKind::Select,
            value: values[0].into(),
            values: values.iter().map(named).collect(),
            is_cut: false,
        }
    }

    /// Its agent offers two models and two modes.
    fn task() -> Task {
        let mut task = task_with_session();
        let options = vec![option("llm", "model", &["small", "large"]), option("mode", "mode", &["ask", "auto"])];
        task.hear_of_session(&session_id(1), &SessionNews::Options { options }, 40).unwrap();
        task
    }

    fn set(task: &mut Task, option_id: &str, value: Option<&str>) -> Result<bool, TaskError> {
        task.set_option(&session_id(1), option_id, value, 100)
    }

    fn choices(task: &Task) -> Vec<String> {
        let session = task.session(&session_id(1)).unwrap();
        session.choices.iter().map(|choice| format!("{}={}", choice.option_id, choice.value)).collect()
    }

    #[test]
    fn what_is_set_by_category_or_id_is_one_choice_and_can_be_taken_back() {
        let mut task = task();
        assert_eq!(set(&mut task, "model", Some("large")), Ok(true));
        assert_eq!(set(&mut task, "mode", Some("auto")), Ok(true));
        assert_eq!(choices(&task), ["llm=large", "mode=auto"]);
        assert_eq!(set(&mut task, "llm", Some("large")), Ok(false));
        assert_eq!(set(&mut task, "llm", Some("small")), Ok(true));
        assert_eq!(choices(&task), ["llm=small", "mode=auto"], "in its place");
        assert_eq!((set(&mut task, "model", None), set(&mut task, "model", None)), (Ok(true), Ok(false)));
        assert_eq!(choices(&task), ["mode=auto"]);
    }

    #[test]
    fn what_the_agent_does_not_offer_is_refused_and_before_it_is_there_nobody_knows() {
        let mut known = task();
        assert_eq!(set(&mut known, "effort", Some("high")), Err(TaskError::OptionIsUnknown("effort".into())));
        let unknown = TaskError::ValueIsUnknown { option: "LLM".into(), value: "huge".into() };
        assert_eq!(set(&mut known, "model", Some("huge")), Err(unknown));
        assert_eq!(set(&mut known, "mo del", Some("x")), Err(TaskError::OptionIsMalformed));
        assert_eq!(choices(&known), [""; 0]);

        let mut unknown = task_with_session();
        assert_eq!(set(&mut unknown, "model", Some("huge")), Ok(true));
        let mut cut = task();
        cut.record.sessions[0].options[0].is_cut = true;
        assert_eq!(set(&mut cut, "model", Some("huge")), Ok(true), "the agent knows");
        for number in 0..limit::CHOICES - 1 {
            set(&mut unknown, &format!("o{number}"), Some("x")).unwrap();
        }
        assert_eq!(set(&mut unknown, "more", Some("x")), Err(TaskError::TooManyChoices));
    }

    #[test]
    fn what_an_agent_no_longer_takes_goes_and_what_it_lists_without_end_is_not_taken() {
        let mut task = task();
        set(&mut task, "model", Some("large")).unwrap();
        let dropped = task.record.sessions[0].choices.clone();
        task.hear_of_session(&session_id(1), &SessionNews::ChoicesDropped { choices: dropped }, 110).unwrap();
        assert_eq!(choices(&task), [""; 0]);
        let values: Vec<_> = (0..500).map(|number| format!("model-{number}")).collect();
        let values: Vec<_> = values.iter().map(String::as_str).collect();
        let options = vec![option("llm", "model", &values)];
        assert_eq!(task.hear_of_session(&session_id(1), &SessionNews::Options { options }, 120), None);
    }

    #[test]
    fn another_agent_begins_anew_and_not_under_way() {
        let mut task = task();
        set(&mut task, "model", Some("large")).unwrap();
        let began = SessionNews::Began { abilities: AgentAbilities::default(), memory: AgentMemory::Native };
        task.hear_of_session(&session_id(1), &began, 110).unwrap();
        assert_eq!(task.change_agent(&session_id(1), "claude".into(), 120), Ok(None));
        assert_eq!(task.change_agent(&session_id(1), "codex".into(), 120), Ok(Some(Some("claude".into()))));
        let session = task.session(&session_id(1)).unwrap();
        assert_eq!((session.status, session.agent.as_deref()), (SessionStatus::Opening, Some("codex")));
        assert_eq!((&session.choices[..], &session.options[..]), (&[][..], &[][..]));
        assert_eq!((session.abilities, session.memory), (None, None));

        let mut busy = task_with_session();
        let by_bob = contracts::task::QueuedMessage { author: Some(bob().user_id), ..message(1) };
        busy.send(&session_id(1), by_bob, false, 100).unwrap();
        assert_eq!(busy.change_agent(&session_id(1), "codex".into(), 120), Err(TaskError::AgentIsAtWork));
    }

    #[test]
    fn only_the_owner_steers_an_agent_that_offers_it_and_goes_on() {
        let mut task = task_with_session();
        let author = bob().user_id;
        assert_eq!(task.can_steer(&session_id(1), Some(&author)), Ok(false), "nothing is under way");
        let by_bob = contracts::task::QueuedMessage { author: Some(author.clone()), ..message(1) };
        task.send(&session_id(1), by_bob, false, 100).unwrap();
        assert_eq!(task.can_steer(&session_id(1), Some(&author)), Err(TaskError::SteeringIsNotOffered));
        task.record.sessions[0].abilities = Some(AgentAbilities { steering: true, images: false });
        assert_eq!(task.can_steer(&session_id(1), Some(&author)), Ok(true));
        assert_eq!(task.can_steer(&session_id(1), None), Ok(true));
        let refused = task.can_steer(&session_id(1), Some(&eve().user_id));
        assert_eq!(refused, Err(TaskError::OnlyOwnerSteers("bob".into())));
        let image = Attachment {
            id: "i".into(),
            file_path: "page.png".into(),
            line_number: None,
            line_content: None,
            image_id: Some("0a".repeat(32)),
        };
        let refused = task.must_take(&session_id(1), "", &[image]);
        assert_eq!(refused, Err(TaskError::ImagesAreNotTaken("claude".into())));
        task.stop_session(&session_id(1), 110).unwrap();
        assert_eq!(task.can_steer(&session_id(1), Some(&author)), Err(TaskError::TurnIsStopping));
    }
}
