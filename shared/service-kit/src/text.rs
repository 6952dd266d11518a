//! What people may write: one readable line within a limit.

/// Why a text is no line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoLine {
    Blank,
    TooLong { got: usize },
    SeveralLines,
}

/// A line as it is kept: trimmed, and of at most `longest` characters, none of which breaks it.
pub fn line(text: &str, longest: usize) -> Result<&str, NoLine> {
    let line = text.trim_matches(is_invisible);
    if line.is_empty() {
        return Err(NoLine::Blank);
    }
    let got = line.chars().count();
    if got > longest {
        return Err(NoLine::TooLong { got });
    }
    if line.chars().any(breaks_a_line) { Err(NoLine::SeveralLines) } else { Ok(line) }
}

/// Spaces and what has no width at all: a name of these would be a line that nobody can read or click.
fn is_invisible(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Control characters, and Unicode's own line and paragraph breaks.
pub fn breaks_a_line(character: char) -> bool {
    character.is_control() || matches!(character, '\u{2028}' | '\u{2029}')
}

/// Whether it is 1 to `longest` visible ASCII characters, as names that programs give are.
pub fn is_word(text: &str, longest: usize) -> bool {
    (1..=longest).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Keeps the first `longest` characters: news are not refused for their length, which would lose them.
pub fn cut(text: &mut String, longest: usize) {
    if let Some((end, _)) = text.char_indices().nth(longest) {
        text.truncate(end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_trimmed_and_otherwise_kept_as_typed() {
        assert_eq!(line("\u{feff}  Größe: $(id) & `x` 🎉 \n", 100), Ok("Größe: $(id) & `x` 🎉"));
    }

    #[test]
    fn a_line_that_nobody_could_read_is_blank() {
        for blank in ["", " \t\n", "\u{3000}", "\u{200b}", " \u{feff}\u{2060} "] {
            assert_eq!(line(blank, 100), Err(NoLine::Blank), "{blank:?}");
        }
    }

    #[test]
    fn a_lines_length_is_counted_in_characters() {
        assert!(line(&"🎉".repeat(100), 100).is_ok());
        assert_eq!(line(&"é".repeat(101), 100), Err(NoLine::TooLong { got: 101 }));
    }

    #[test]
    fn a_line_is_one() {
        for lines in ["a\nb", "a\0b", "a\u{1b}[31mb", "a\u{7f}b", "a\u{85}b", "a\u{2028}b", "a\u{2029}b"] {
            assert_eq!(line(lines, 100), Err(NoLine::SeveralLines), "{lines:?}");
        }
    }

    #[test]
    fn a_word_is_short_and_visible() {
        assert!(is_word("claude-opus-4-5", 15));
        for odd in ["", " ", "a b", "é", "a\n", "xxxx"] {
            assert!(!is_word(odd, 3), "{odd:?}");
        }
    }

    #[test]
    fn a_text_is_cut_between_characters() {
        let mut text = "größer".to_owned();
        cut(&mut text, 4);
        assert_eq!(text, "größ");
        cut(&mut text, 4);
        assert_eq!(text, "größ");
    }
}
