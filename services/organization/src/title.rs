//! A task's title: `<prefix>: <summary>`, from what a person typed.

/// Longer summaries do not fit beside the status in a sidebar.
const SUMMARY_CHARACTERS: usize = 62;

/// What a task is called when a person typed nothing that can be read.
const FALLBACK: &str = "update task";

const PREFIXES: [&str; 4] = ["feat", "fix", "docs", "refactor"];

/// Whole words that say what kind of change it is. Looking for parts of words would take a "prefix" for a fix and
/// "docker" for documentation.
const WORDS: [(&str, &[&str]); 3] = [
    ("fix", &["fix", "fixes", "fixed", "fixing", "bug", "bugs", "bugfix"]),
    ("docs", &["doc", "docs", "document", "documentation", "readme"]),
    ("refactor", &["refactor", "refactors", "refactored", "refactoring"]),
];

/// The title from the one given or, without one, from the prompt's first line that is not blank.
pub fn derive(prompt: &str, given: Option<&str>) -> String {
    let mut lines = given.into_iter().chain(prompt.lines()).map(str::trim);
    let source = lines.find(|line| !line.is_empty()).unwrap_or(FALLBACK);
    let (prefix, text) = typed_prefix(source).unwrap_or_else(|| (prefix_by_words(source), source));
    format!("{prefix}: {}", summary(text))
}

/// The prefix when it was typed, and what follows it.
fn typed_prefix(source: &str) -> Option<(&'static str, &str)> {
    let (typed, text) = source.split_once(':')?;
    let prefix = PREFIXES.into_iter().find(|prefix| prefix.eq_ignore_ascii_case(typed.trim_end()))?;
    (!text.trim().is_empty()).then_some((prefix, text))
}

fn prefix_by_words(source: &str) -> &'static str {
    let source = source.to_lowercase();
    let words: Vec<_> = source.split(|character: char| !character.is_alphanumeric()).collect();
    let says = |known: &[&str]| words.iter().any(|word| known.contains(word));
    WORDS.into_iter().find(|(_, known)| says(known)).map_or("feat", |(prefix, _)| prefix)
}

/// The text in letters, digits, spaces and hyphens. Letters of every language: a title in Japanese is no less a title.
fn summary(text: &str) -> String {
    let plain = |character: char| if character.is_alphanumeric() || character == '-' { character } else { ' ' };
    let text: String = text.chars().map(plain).collect();
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let summary: String = text.chars().take(SUMMARY_CHARACTERS).collect();
    let summary = summary.trim();
    if summary.is_empty() { FALLBACK.to_owned() } else { summary.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_comes_from_the_first_line_that_is_not_blank() {
        assert_eq!(derive("\n  \n Add a login page \nwith tests", None), "feat: Add a login page");
    }

    #[test]
    fn a_given_title_wins_unless_it_is_blank() {
        assert_eq!(derive("Add a login page", Some(" Sign in ")), "feat: Sign in");
        assert_eq!(derive("Add a login page", Some("  ")), "feat: Add a login page");
    }

    #[test]
    fn a_typed_prefix_is_kept_in_lower_case() {
        assert_eq!(derive("Fix: the docs", None), "fix: the docs");
        assert_eq!(derive("REFACTOR:tidy up", None), "refactor: tidy up");
        assert_eq!(derive("docs:", None), "docs: docs");
        assert_eq!(derive("note: fix it", None), "fix: note fix it");
    }

    #[test]
    fn a_prefix_comes_from_whole_words_in_order() {
        assert_eq!(derive("A bug in the readme", None), "fix: A bug in the readme");
        assert_eq!(derive("Update the README", None), "docs: Update the README");
        assert_eq!(derive("Refactor the parser", None), "refactor: Refactor the parser");
        assert_eq!(
            derive("Rename the prefix of docker debug images", None),
            "feat: Rename the prefix of docker debug images"
        );
    }

    #[test]
    fn what_is_no_letter_digit_or_hyphen_becomes_one_space() {
        assert_eq!(derive("Run `$(rm -rf /)`  &  \"x\"", None), "feat: Run rm -rf x");
        assert_eq!(derive("ログイン画面 🎉", None), "feat: ログイン画面");
    }

    #[test]
    fn a_long_summary_is_cut() {
        let title = derive(&format!("{} {}", "x".repeat(61), "y".repeat(30)), None);
        assert_eq!(title, format!("feat: {}", "x".repeat(61)));
    }

    #[test]
    fn without_anything_to_read_there_is_still_a_title() {
        assert_eq!(derive("!!!", None), "feat: update task");
        assert_eq!(derive("", None), "feat: update task");
    }
}
