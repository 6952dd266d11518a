//! What people may write on a task.

use contracts::limit;

use crate::error::TaskError;

/// Why a task was ended, as its history shows it: a remark. Longer ones would fill the audit log's pages.
pub const REASON_CHARACTERS: usize = 500;

/// A title as it is kept: one line, trimmed.
pub fn title(text: &str) -> Result<String, TaskError> {
    let title = text.trim_matches(is_invisible);
    if title.is_empty() {
        return Err(TaskError::TitleIsBlank);
    }
    let got = title.chars().count();
    if got > limit::TITLE_CHARACTERS {
        return Err(TaskError::TitleIsTooLong { got });
    }
    if title.chars().any(breaks_a_line) {
        return Err(TaskError::TitleIsNotOneLine);
    }
    Ok(title.to_owned())
}

/// A reason as it is kept: one line, trimmed; a blank one is none.
pub fn reason(text: Option<&str>) -> Result<Option<String>, TaskError> {
    let Some(reason) = text.map(|text| text.trim_matches(is_invisible)).filter(|reason| !reason.is_empty()) else {
        return Ok(None);
    };
    let got = reason.chars().count();
    if got > REASON_CHARACTERS {
        return Err(TaskError::ReasonIsTooLong { got });
    }
    if reason.chars().any(breaks_a_line) {
        return Err(TaskError::ReasonIsNotOneLine);
    }
    Ok(Some(reason.to_owned()))
}

/// Spaces and what has no width at all: a title of these would be a line that nobody can read or click.
fn is_invisible(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Control characters, and Unicode's own line and paragraph breaks.
fn breaks_a_line(character: char) -> bool {
    character.is_control() || matches!(character, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
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
}
