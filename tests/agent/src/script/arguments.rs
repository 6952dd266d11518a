//! What stands behind a verb, read.

use std::time::Duration;

use crate::protocol::tool;
use crate::protocol::update::{Entry, EntryStatus};

/// The longest time a step may take by itself; a turn that is to last longer says `/silent`.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// The text, with `\n`, `\t` and `\\` read; refuses none at all.
pub fn text(rest: &str) -> Result<String, String> {
    if rest.is_empty() {
        return Err("a text is missing".to_owned());
    }
    Ok(unescaped(rest))
}

pub fn optional_word(rest: &str) -> Result<Option<String>, String> {
    if rest.is_empty() { Ok(None) } else { word(rest).map(Some) }
}

pub fn word(rest: &str) -> Result<String, String> {
    match rest.split_whitespace().collect::<Vec<_>>()[..] {
        [word] => Ok(word.to_owned()),
        [] => Err("a word is missing".to_owned()),
        _ => Err(format!("one word is expected, not `{rest}`")),
    }
}

pub fn nothing(rest: &str) -> Result<(), String> {
    if rest.is_empty() { Ok(()) } else { Err(format!("nothing is expected here, not `{rest}`")) }
}

/// A word and the text behind it, which may be empty.
pub fn word_and_text(rest: &str) -> Result<(String, String), String> {
    let (word, text) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    if word.is_empty() {
        return Err("a word is missing".to_owned());
    }
    Ok((word.to_owned(), unescaped(text)))
}

/// A whole number from 1 to `most`.
pub fn number(word: &str, most: u64) -> Result<u64, String> {
    match word.trim().parse() {
        Ok(number) if (1..=most).contains(&number) => Ok(number),
        _ => Err(format!("a number from 1 to {most} is expected, not `{}`", word.trim())),
    }
}

/// A duration such as `20ms`, `5s` or `2m`.
pub fn duration(rest: &str) -> Result<Duration, String> {
    let expected = || format!("a duration such as 20ms, 5s or 2m is expected, not `{rest}`");
    let digits = rest.find(|character: char| !character.is_ascii_digit()).ok_or_else(expected)?;
    let (number, unit) = rest.split_at(digits);
    let number: u64 = number.parse().map_err(|_| expected())?;
    let duration = match unit {
        "ms" => Duration::from_millis(number),
        "s" => Duration::from_secs(number),
        "m" => Duration::from_secs(number.saturating_mul(60)),
        _ => return Err(expected()),
    };
    if duration > LONGEST {
        return Err(format!("at most {} hours", LONGEST.as_secs() / 3600));
    }
    Ok(duration)
}

/// `a; [>] b; [x] c`: pending, in progress, completed.
pub fn entries(rest: &str) -> Result<Vec<Entry>, String> {
    let entry = |part: &str| {
        let (status, content) = match part.trim() {
            part if part.starts_with("[x]") => (EntryStatus::Completed, &part[3..]),
            part if part.starts_with("[>]") => (EntryStatus::InProgress, &part[3..]),
            part => (EntryStatus::Pending, part),
        };
        Entry { content: unescaped(content.trim()), status }
    };
    let entries: Vec<Entry> = rest.split(';').map(entry).filter(|entry| !entry.content.is_empty()).collect();
    if entries.is_empty() { Err("a plan has at least one entry".to_owned()) } else { Ok(entries) }
}

pub fn tool_kind(word: &str) -> Result<&'static str, String> {
    let known = tool::KINDS.into_iter().find(|kind| *kind == word);
    known.ok_or_else(|| format!("`{word}` is no kind of tool; there are {}", tool::KINDS.join(", ")))
}

/// `USED SIZE [COST]`.
pub fn usage(rest: &str) -> Result<(u64, u64, Option<f64>), String> {
    let expected = || format!("two whole numbers and perhaps a cost are expected, not `{rest}`");
    let words: Vec<&str> = rest.split_whitespace().collect();
    let (used, size, cost) = match words[..] {
        [used, size] => (used, size, None),
        [used, size, cost] => (used, size, Some(cost)),
        _ => return Err(expected()),
    };
    let cost = cost.map(str::parse::<f64>).transpose().map_err(|_| expected())?;
    if cost.is_some_and(|cost| !cost.is_finite()) {
        return Err(expected());
    }
    Ok((used.parse().map_err(|_| expected())?, size.parse().map_err(|_| expected())?, cost))
}

fn unescaped(text: &str) -> String {
    let mut read = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            read.push(character);
            continue;
        }
        match characters.next() {
            Some('n') => read.push('\n'),
            Some('t') => read.push('\t'),
            Some('\\') | None => read.push('\\'),
            Some(other) => read.extend(['\\', other]),
        }
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_has_a_unit_and_an_end() {
        assert_eq!(duration("20ms"), Ok(Duration::from_millis(20)));
        assert_eq!(duration("5s"), Ok(Duration::from_secs(5)));
        assert_eq!(duration("2m"), Ok(Duration::from_secs(120)));
        for wrong in ["", "20", "ms", "5h", "-5s", "1.5s", "99999999m"] {
            assert!(duration(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn escapes_are_read_and_what_is_none_stays() {
        assert_eq!(text(r"a\nb\tc\\n\d\"), Ok("a\nb\tc\\n\\d\\".to_owned()));
    }

    #[test]
    fn entries_of_a_plan_carry_their_status() {
        let plan = entries("[x] read; [>] write ;; test").unwrap();

        let statuses: Vec<_> = plan.iter().map(|entry| (entry.content.as_str(), entry.status)).collect();
        let expected =
            [("read", EntryStatus::Completed), ("write", EntryStatus::InProgress), ("test", EntryStatus::Pending)];
        assert_eq!(statuses, expected);
        assert!(entries(" ; ").is_err());
    }
}
