//! Texts that people write: what a line is, and how long it may be.

/// Why a text is not a line. A service says of which text it is, and gives the refusal its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LineError {
    #[error("is blank")]
    Blank,
    #[error("has {got} characters; it may have {max}")]
    TooLong { got: usize, max: usize },
    #[error("must be one line, without control characters")]
    NotOneLine,
}

/// The text as it is kept: one line of 1 to `max` characters, trimmed.
pub fn one_line(text: &str, max: usize) -> Result<String, LineError> {
    let line = trimmed(text);
    if line.is_empty() {
        return Err(LineError::Blank);
    }
    let got = line.chars().count();
    if got > max {
        return Err(LineError::TooLong { got, max });
    }
    if line.chars().any(breaks_a_line) {
        return Err(LineError::NotOneLine);
    }
    Ok(line.to_owned())
}

/// The same for a text that may be missing; a blank one is as good as none.
pub fn optional_line(text: Option<&str>, max: usize) -> Result<Option<String>, LineError> {
    match text.map(|text| one_line(text, max)) {
        None | Some(Err(LineError::Blank)) => Ok(None),
        Some(line) => line.map(Some),
    }
}

/// Without what nobody sees at both ends.
pub fn trimmed(text: &str) -> &str {
    text.trim_matches(is_invisible)
}

/// Control characters, and Unicode's own line and paragraph breaks.
pub fn breaks_a_line(character: char) -> bool {
    character.is_control() || matches!(character, '\u{2028}' | '\u{2029}')
}

/// Spaces and what has no width at all: a name of these would be a line that nobody can read or click.
fn is_invisible(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_trimmed_and_otherwise_kept_as_typed() {
        assert_eq!(one_line("  Größe: $(id) & `x` 🎉 ", 200).as_deref(), Ok("Größe: $(id) & `x` 🎉"));
    }

    #[test]
    fn what_nobody_could_read_is_blank() {
        for blank in ["", "  ", "\n\t", "\u{3000}", "\u{200b}", " \u{feff}\u{2060} "] {
            assert_eq!(one_line(blank, 200), Err(LineError::Blank), "{blank:?}");
        }
    }

    #[test]
    fn a_line_may_have_as_many_characters_as_are_allowed() {
        assert!(one_line(&"é".repeat(200), 200).is_ok());
        assert_eq!(one_line(&"é".repeat(201), 200), Err(LineError::TooLong { got: 201, max: 200 }));
    }

    #[test]
    fn what_breaks_a_line_is_refused() {
        for lines in ["a\0b", "a\nb", "a\u{1b}[31mb", "a\u{7f}b", "a\u{85}b", "a\u{2028}b", "a\u{2029}b"] {
            assert_eq!(one_line(lines, 200), Err(LineError::NotOneLine), "{lines:?}");
        }
    }

    #[test]
    fn a_blank_optional_line_is_none() {
        assert_eq!((optional_line(None, 9), optional_line(Some("  "), 9)), (Ok(None), Ok(None)));
        assert_eq!(optional_line(Some(" done "), 9), Ok(Some("done".to_owned())));
        assert_eq!(optional_line(Some("a\nb"), 9), Err(LineError::NotOneLine));
    }
}
