//! What people may write on a task.

use contracts::{limit, task::OptionChoice, user::Attachment};
use service_kit::{
    attachments,
    text::{NoLine, is_word, line},
};

use crate::error::TaskError;

/// What a sandbox says of a failure, in bytes of JSON. It cannot be refused, so there must always be room for it in the
/// view, once for each session.
pub const NEWS_BYTES: usize = 2_000;

/// A title as it is kept: one line, trimmed.
pub fn title(text: &str) -> Result<String, TaskError> {
    line(text, limit::TITLE_CHARACTERS).map(str::to_owned).map_err(|why| match why {
        NoLine::Blank => TaskError::TitleIsBlank,
        NoLine::TooLong { got } => TaskError::TitleIsTooLong { got },
        NoLine::SeveralLines => TaskError::TitleIsNotOneLine,
    })
}

/// A reason as it is kept: one line, trimmed; a blank one is none.
pub fn reason(text: Option<&str>) -> Result<Option<String>, TaskError> {
    match text.map(|text| line(text, limit::REASON_CHARACTERS)).transpose() {
        Ok(reason) => Ok(reason.map(str::to_owned)),
        Err(NoLine::Blank) => Ok(None),
        Err(NoLine::TooLong { got }) => Err(TaskError::ReasonIsTooLong { got }),
        Err(NoLine::SeveralLines) => Err(TaskError::ReasonIsNotOneLine),
    }
}

/// A session's name as it is kept: one line, trimmed.
pub fn name(text: &str) -> Result<String, TaskError> {
    line(text, limit::NAME_CHARACTERS).map(str::to_owned).map_err(|why| match why {
        NoLine::Blank => TaskError::NameIsBlank,
        NoLine::TooLong { got } => TaskError::NameIsTooLong { got },
        NoLine::SeveralLines => TaskError::NameIsNotOneLine,
    })
}

/// The agent that is asked for; an empty one is none.
pub fn agent(text: Option<String>) -> Result<Option<String>, TaskError> {
    match text.filter(|text| !text.is_empty()) {
        Some(text) if !is_word(&text, limit::NAME_CHARACTERS) => Err(TaskError::AgentIsMalformed),
        agent => Ok(agent),
    }
}

/// What is set of an agent, as far as it can be told without it.
pub fn choices(choices: &[OptionChoice]) -> Result<(), TaskError> {
    if choices.len() > limit::CHOICES {
        return Err(TaskError::TooManyChoices);
    }
    choices.iter().flat_map(|choice| [&choice.option_id, &choice.value]).try_for_each(|text| option(text))
}

/// An option's id or value.
pub fn option(text: &str) -> Result<(), TaskError> {
    if is_word(text, limit::OPTION_CHARACTERS) { Ok(()) } else { Err(TaskError::OptionIsMalformed) }
}

/// A message to an agent is kept as it was typed. It says something, or points at something.
pub fn message(text: &str, attachments: &[Attachment]) -> Result<(), TaskError> {
    let got = text.chars().count();
    if got > limit::PROMPT_CHARACTERS {
        return Err(TaskError::MessageIsTooLong { got });
    }
    if attachments.is_empty() && matches!(line(text, usize::MAX), Err(NoLine::Blank)) {
        return Err(TaskError::MessageIsBlank);
    }
    Ok(attachments::check(attachments)?)
}

/// What a sandbox says of a failure, as it is kept: without what a terminal would obey, and cut.
pub fn news(text: &str) -> String {
    let mut bytes = 0;
    let fits = |character: &char| {
        bytes += if matches!(character, '"' | '\\' | '\n' | '\t') { 2 } else { character.len_utf8() };
        bytes <= NEWS_BYTES
    };
    let is_shown = |character: &char| !character.is_control() || matches!(character, '\n' | '\t');
    text.trim().chars().filter(is_shown).take_while(fits).collect()
}

#[cfg(test)]
mod tests {
    use service_kit::attachments::NoAttachment;

    use super::*;

    #[test]
    fn a_title_is_trimmed_and_otherwise_kept_as_typed() {
        assert_eq!(title("  Größe: $(id) & `x` 🎉 "), Ok("Größe: $(id) & `x` 🎉".to_owned()));
    }

    #[test]
    fn a_blank_title_is_refused() {
        assert_eq!(title(" \t "), Err(TaskError::TitleIsBlank));
    }

    #[test]
    fn a_title_of_200_characters_is_the_longest() {
        assert!(title(&"é".repeat(200)).is_ok());
        assert_eq!(title(&"é".repeat(201)), Err(TaskError::TitleIsTooLong { got: 201 }));
    }

    #[test]
    fn a_title_with_a_line_break_or_a_nul_is_refused() {
        assert_eq!(title("a\nb"), Err(TaskError::TitleIsNotOneLine));
        assert_eq!(title("a\0b"), Err(TaskError::TitleIsNotOneLine));
    }

    #[test]
    fn a_blank_reason_is_none() {
        assert_eq!(reason(Some("  ")), Ok(None));
        assert_eq!(reason(Some(" done ")), Ok(Some("done".to_owned())));
        assert_eq!(reason(Some("a\nb")), Err(TaskError::ReasonIsNotOneLine));
    }

    #[test]
    fn a_session_has_a_readable_name() {
        assert_eq!(name(" Größe “x” 🎉 ").as_deref(), Ok("Größe “x” 🎉"));
        assert!(name(&"é".repeat(100)).is_ok());
        for blank in ["", " \t", "\u{200b}"] {
            assert_eq!(name(blank), Err(TaskError::NameIsBlank));
        }
        for lines in ["a\nb", "a\0b", "a\u{2028}b", "a\u{1b}[31mb"] {
            assert_eq!(name(lines), Err(TaskError::NameIsNotOneLine));
        }
        assert_eq!(name(&"é".repeat(101)), Err(TaskError::NameIsTooLong { got: 101 }));
    }

    #[test]
    fn an_agent_is_named_by_a_word_or_not_at_all() {
        let chosen = |text: &str| agent(Some(text.to_owned()));
        assert_eq!(chosen("claude"), Ok(Some("claude".into())));
        assert_eq!((chosen(""), agent(None)), (Ok(None), Ok(None)));
        for odd in [" ", "a b", "é", "a\n", &"x".repeat(101)] {
            assert_eq!(chosen(odd), Err(TaskError::AgentIsMalformed), "{odd:?}");
        }
    }

    fn attached(file_path: &str, line_content: &str) -> Attachment {
        let (id, line_content) = ("a-1".to_owned(), Some(line_content.to_owned()));
        Attachment { id, file_path: file_path.to_owned(), line_number: Some(3), line_content, image_id: None }
    }

    #[test]
    fn a_message_says_something_or_points_at_something() {
        assert_eq!(message("a\r\n\tb\u{1b} 🎉", &[]), Ok(()));
        assert_eq!(message(" ", &[attached("src/größe.rs", "\tlet x = 1;")]), Ok(()));
        for blank in ["", " \n\t", "\u{3000}", "\u{200b}"] {
            assert_eq!(message(blank, &[]), Err(TaskError::MessageIsBlank), "{blank:?}");
        }
    }

    #[test]
    fn a_message_of_50000_characters_with_20_attachments_is_the_longest() {
        assert_eq!(message(&"🎉".repeat(50_000), &vec![attached("a", ""); 20]), Ok(()));
        assert_eq!(message(&"x".repeat(50_001), &[]), Err(TaskError::MessageIsTooLong { got: 50_001 }));
        assert_eq!(message("x", &vec![attached("a", ""); 21]), Err(NoAttachment::TooMany { got: 21 }.into()));
    }

    #[test]
    fn news_have_no_terminals_commands_in_them_and_always_fit() {
        assert_eq!(news(" It died:\n\t\u{1b}[31mno\u{7}\0 "), "It died:\n\t[31mno");
        for text in ["x", "é", "🎉", "\"", "\\", "a\n"] {
            let kept = serde_json::to_string(&news(&text.repeat(3_000))).expect("a text");
            assert!((NEWS_BYTES - 4..=NEWS_BYTES + 2).contains(&kept.len()), "{text:?}: {}", kept.len());
        }
    }
}
