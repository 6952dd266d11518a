//! A branch's name: what git takes for one, and which one a new task gets.

use std::fmt;

use contracts::limit;

/// Longer names make file paths and addresses hard to read.
const DERIVED_CHARACTERS: usize = 50;

/// What a task's branch is called when its title has nothing that can stand in a name.
const FALLBACK: &str = "task";

/// Why git would not take a name for a branch (git-check-ref-format, and what `git branch` refuses on top).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Malformed {
    TooLong,
    Reserved,
    Character(char),
    Sequence(&'static str),
    Start(char),
    End(&'static str),
    EmptyPart,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong => write!(f, "it may have {} bytes", limit::BRANCH_BYTES),
            Self::Reserved => write!(f, "git gives it another meaning"),
            Self::Character(character) => write!(f, "it must not contain {character:?}"),
            Self::Sequence(sequence) => write!(f, "it must not contain {sequence:?}"),
            Self::Start(character) => write!(f, "neither it nor a part of it may start with {character:?}"),
            Self::End(end) => write!(f, "neither it nor a part of it may end with {end:?}"),
            Self::EmptyPart => write!(f, "each part between slashes must have a name"),
        }
    }
}

/// Whether git takes `name` for a branch.
pub fn check(name: &str) -> Result<(), Malformed> {
    // Bytes, as the file systems that hold refs count.
    if name.len() > limit::BRANCH_BYTES {
        return Err(Malformed::TooLong);
    }
    if name == "@" || name == "HEAD" {
        return Err(Malformed::Reserved);
    }
    let illegal = |character: &char| character.is_control() || " ~^:?*[\\".contains(*character);
    if let Some(character) = name.chars().find(illegal) {
        return Err(Malformed::Character(character));
    }
    if let Some(sequence) = ["..", "@{"].into_iter().find(|sequence| name.contains(sequence)) {
        return Err(Malformed::Sequence(sequence));
    }
    if name.starts_with('-') {
        return Err(Malformed::Start('-'));
    }
    if name.ends_with('.') {
        return Err(Malformed::End("."));
    }
    name.split('/').try_for_each(check_part)
}

fn check_part(part: &str) -> Result<(), Malformed> {
    if part.is_empty() {
        return Err(Malformed::EmptyPart);
    }
    if part.starts_with('.') {
        return Err(Malformed::Start('.'));
    }
    if part.ends_with(".lock") {
        return Err(Malformed::End(".lock"));
    }
    Ok(())
}

/// A name made from a title: small letters, digits and single hyphens.
pub fn sanitize(title: &str) -> String {
    let title = title.to_lowercase();
    let words = title.split(|character: char| !character.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut name = words.collect::<Vec<_>>().join("-");
    name.truncate(DERIVED_CHARACTERS);
    let name = name.trim_end_matches('-');
    if name.is_empty() { FALLBACK.to_owned() } else { name.to_owned() }
}

/// `name`, or `name-2`, `name-3` and so on: the first that git can have beside the taken ones.
pub fn free(name: &str, taken: &[String]) -> String {
    let is_free = |candidate: &String| !taken.iter().any(|taken| clash(taken, candidate));
    let numbered = (2..).map(|number| format!("{name}-{number}"));
    std::iter::once(name.to_owned()).chain(numbered).find(is_free).expect("the taken names are fewer than the numbers")
}

/// Whether git cannot have both: they are equal, or one is a folder of the other (`a` and `a/b`).
pub fn clash(one: &str, other: &str) -> bool {
    let is_folder_of = |folder: &str, name: &str| name.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
    one == other || is_folder_of(one, other) || is_folder_of(other, one)
}

/// The names that are folders of `name`: `a` and `a/b` of `a/b/c`.
pub fn folders(name: &str) -> Vec<&str> {
    name.match_indices('/').map(|(slash, _)| &name[..slash]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_counts_bytes_and_not_characters() {
        let half = limit::BRANCH_BYTES / 2;
        assert_eq!(check(&"é".repeat(half)), Ok(()));
        assert_eq!(check(&"é".repeat(half + 1)), Err(Malformed::TooLong));
    }

    #[test]
    fn names_that_git_takes_are_taken() {
        for name in ["main", "feat/login", "größe", "a.b", "v1.0-rc", "@x", "$(id)", "a'b\"c`d", "日本"] {
            assert_eq!(check(name), Ok(()), "{name}");
        }
    }

    #[test]
    fn names_that_git_refuses_are_refused() {
        let names = [
            "", "/", "a/", "/a", "a//b", ".a", "a/.b", "a.lock", "a.lock/b", "a..b", "a b", "a~", "a^", "a:b", "a?",
            "a*", "a[", "a\\b", "a.", "@", "a@{b", "-a", "HEAD", "a\u{7f}", "a\nb", "a\0b",
        ];
        for name in names {
            assert!(check(name).is_err(), "{name:?}");
        }
        assert_eq!(check(&"x".repeat(201)), Err(Malformed::TooLong));
    }

    #[test]
    fn a_title_becomes_small_letters_digits_and_single_hyphens() {
        assert_eq!(sanitize("feat: Add a  Login-Page (v2)!"), "feat-add-a-login-page-v2");
        assert_eq!(sanitize("ログイン"), "task");
    }

    #[test]
    fn a_long_name_is_cut_without_a_hyphen_at_its_end() {
        assert_eq!(sanitize(&format!("{} yyy", "x".repeat(49))), "x".repeat(49));
    }

    #[test]
    fn a_taken_name_is_numbered() {
        let taken = ["fix-login", "fix-login-2", "fix-login-3x"].map(String::from);
        assert_eq!(free("fix-login", &taken), "fix-login-3");
        assert_eq!(free("fix", &taken), "fix");
    }

    #[test]
    fn a_name_that_is_a_folder_of_another_is_not_free() {
        assert_eq!(free("fix", &["fix/login".to_owned()]), "fix-2");
        assert!(clash("a/b", "a"));
        assert!(!clash("ab", "a"));
        assert_eq!(folders("a/b/c"), ["a", "a/b"]);
    }
}
