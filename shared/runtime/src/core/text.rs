//! Texts as Postgres can keep them.

/// The text with each U+0000 replaced: Postgres keeps none.
pub fn without_nul(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

/// One line of at most 500 characters: what fits into a header's value.
pub fn one_line(text: &str) -> String {
    text.chars().map(|char| if char.is_control() { ' ' } else { char }).take(500).collect()
}
