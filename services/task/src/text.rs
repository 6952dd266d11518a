//! What people may write on a task.

use contracts::limit;
use service_kit::text::{NoLine, line};

use crate::error::TaskError;

/// Why a task was ended, as its history shows it: a remark. Longer ones would fill the audit log's pages.
pub const REASON_CHARACTERS: usize = 500;

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
    match text.map(|text| line(text, REASON_CHARACTERS)).transpose() {
        Ok(reason) => Ok(reason.map(str::to_owned)),
        Err(NoLine::Blank) => Ok(None),
        Err(NoLine::TooLong { got }) => Err(TaskError::ReasonIsTooLong { got }),
        Err(NoLine::SeveralLines) => Err(TaskError::ReasonIsNotOneLine),
    }
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
