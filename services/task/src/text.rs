//! What people may write on a task.

use contracts::limit;

use crate::error::TaskError;

/// Why a task was ended, as its history shows it: a remark. Longer ones would fill the audit log's pages.
pub const REASON_CHARACTERS: usize = 500;

/// A title as it is kept: one line, trimmed.
pub fn title(text: &str) -> Result<String, TaskError> {
    let title = text.trim();
    if title.is_empty() {
        return Err(TaskError::TitleIsBlank);
    }
    let got = title.chars().count();
    if got > limit::TITLE_CHARACTERS {
        return Err(TaskError::TitleIsTooLong { got });
    }
    if title.chars().any(char::is_control) {
        return Err(TaskError::TitleIsNotOneLine);
    }
    Ok(title.to_owned())
}

/// A reason as it is kept: one line, trimmed; a blank one is none.
pub fn reason(text: Option<&str>) -> Result<Option<String>, TaskError> {
    let Some(reason) = text.map(str::trim).filter(|reason| !reason.is_empty()) else { return Ok(None) };
    let got = reason.chars().count();
    if got > REASON_CHARACTERS {
        return Err(TaskError::ReasonIsTooLong { got });
    }
    if reason.chars().any(char::is_control) {
        return Err(TaskError::ReasonIsNotOneLine);
    }
    Ok(Some(reason.to_owned()))
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
