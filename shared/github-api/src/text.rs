//! Texts of GitHub's, as long as anything here keeps them: a longer one is cut where it is read, and nothing behind needs to
//! think of it.

use serde::{Deserialize, Deserializer};

/// A name: a branch's has at most 255 bytes, `owner/name` at most 140.
pub type Name = Text<300>;
/// A line for people, such as a title (at GitHub at most 256 characters), or an address.
pub type Line = Text<1_000>;

/// At most so many characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text<const MAX: usize>(pub String);

impl<const MAX: usize> From<&str> for Text<MAX> {
    fn from(text: &str) -> Self {
        Self(text.chars().take(MAX).collect())
    }
}

impl<'de, const MAX: usize> Deserialize<'de> for Text<MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut text = String::deserialize(deserializer)?;
        if let Some((end, _)) = text.char_indices().nth(MAX) {
            text.truncate(end);
            // What was cut off is not kept in memory either.
            text.shrink_to_fit();
        }
        Ok(Self(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_longer_text_is_cut_between_characters() {
        let read = |text: &str| serde_json::from_str::<Text<3>>(&format!("\"{text}\"")).expect("a text").0;
        assert_eq!([read(""), read("abc"), read("éééé"), read("🎉🎉🎉🎉")], ["", "abc", "ééé", "🎉🎉🎉"]);
        assert_eq!(Text::<3>::from("éééé").0, "ééé");
    }
}
