//! What a person asked for when creating a task, checked once.

use contracts::{RepositoryId, limit, organization::CreateTask};
use serde_json::json;

use crate::{branch, error::OrganizationError};

/// The task's own first message carries the prompt, with the branch, the repository and the pull request beside it. Control
/// characters take six bytes there.
pub const PROMPT_JSON_BYTES: usize = limit::MESSAGE_BYTES - 16 * 1024;

/// How much of a name that is none a refusal repeats.
const QUOTED_CHARACTERS: usize = 60;

/// A `createTask` whose texts are within their limits; blank ones are as if they were not given.
#[derive(Debug, PartialEq, Eq)]
pub struct NewTask {
    pub repository_id: RepositoryId,
    pub prompt: String,
    pub title: Option<String>,
    pub branch: BranchChoice,
}

#[derive(Debug, PartialEq, Eq)]
pub enum BranchChoice {
    /// A new branch, named after the title.
    Derived,
    /// A new branch of this name.
    New(String),
    /// The branch that exists. Wins when a new one is named as well.
    Existing(String),
}

impl NewTask {
    pub fn parse(command: CreateTask) -> Result<Self, OrganizationError> {
        let CreateTask { repository_id, prompt, title, branch, on_branch } = command;
        Ok(Self {
            repository_id,
            prompt: parse_prompt(prompt)?,
            title: parse_title(title)?,
            branch: parse_branch(branch, on_branch)?,
        })
    }
}

fn parse_prompt(prompt: String) -> Result<String, OrganizationError> {
    if prompt.trim().is_empty() {
        return Err(OrganizationError::PromptIsBlank);
    }
    let got = prompt.chars().count();
    if got > limit::PROMPT_CHARACTERS {
        return Err(OrganizationError::PromptIsTooLong { got });
    }
    let got = json!(prompt).to_string().len();
    if got > PROMPT_JSON_BYTES {
        return Err(OrganizationError::PromptIsTooLarge { got });
    }
    Ok(prompt)
}

fn parse_title(title: Option<String>) -> Result<Option<String>, OrganizationError> {
    let Some(title) = given(title) else { return Ok(None) };
    let got = title.chars().count();
    if got > limit::TITLE_CHARACTERS { Err(OrganizationError::TitleIsTooLong { got }) } else { Ok(Some(title)) }
}

fn parse_branch(new: Option<String>, existing: Option<String>) -> Result<BranchChoice, OrganizationError> {
    if let Some(name) = given(existing) {
        return parse_branch_name(name).map(BranchChoice::Existing);
    }
    given(new).map_or(Ok(BranchChoice::Derived), |name| parse_branch_name(name).map(BranchChoice::New))
}

/// A branch's name as git takes it.
pub fn parse_branch_name(branch: String) -> Result<String, OrganizationError> {
    match branch::check(&branch) {
        Ok(()) => Ok(branch),
        Err(why) => {
            let branch = branch.chars().take(QUOTED_CHARACTERS).collect();
            Err(OrganizationError::BranchIsMalformed { branch, why })
        }
    }
}

fn given(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn command() -> CreateTask {
        let repository_id = RepositoryId::for_number(1);
        CreateTask { repository_id, prompt: "Add a page".into(), title: None, branch: None, on_branch: None }
    }

    #[test]
    fn a_blank_prompt_is_refused() {
        let blank = CreateTask { prompt: " \n ".into(), ..command() };
        assert_eq!(NewTask::parse(blank), Err(OrganizationError::PromptIsBlank));
    }

    #[test]
    fn a_prompt_of_50000_characters_is_the_longest() {
        let prompt = |characters| CreateTask { prompt: "é".repeat(characters), ..command() };
        assert!(NewTask::parse(prompt(50_000)).is_ok());
        assert_eq!(NewTask::parse(prompt(50_001)), Err(OrganizationError::PromptIsTooLong { got: 50_001 }));
    }

    #[test]
    fn blank_texts_are_as_if_not_given() {
        let blank = CreateTask { title: Some(" ".into()), branch: Some(" ".into()), ..command() };
        let parsed = NewTask::parse(blank).expect("allowed");
        assert_eq!((parsed.title, parsed.branch), (None, BranchChoice::Derived));
    }

    #[test]
    fn an_existing_branch_wins_over_a_new_one() {
        let both = CreateTask { branch: Some("new".into()), on_branch: Some(" old ".into()), ..command() };
        assert_eq!(NewTask::parse(both).expect("allowed").branch, BranchChoice::Existing("old".into()));
    }

    #[test]
    fn a_name_that_git_would_not_take_is_refused() {
        let bad = CreateTask { branch: Some("a..b".into()), ..command() };
        let refused = NewTask::parse(bad).expect_err("malformed");
        assert_eq!(refused.to_string(), "\"a..b\" cannot be a branch's name: it must not contain \"..\"");
    }
}
