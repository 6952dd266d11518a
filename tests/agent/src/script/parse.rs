//! A prompt's text, read as a script.

use super::{Step, VERBS};

/// A line that could not be read.
#[derive(Debug, PartialEq)]
pub struct BadLine {
    /// Counted from 1.
    pub line: usize,
    pub text: String,
    pub reason: String,
}

impl std::fmt::Display for BadLine {
    fn fmt(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(formatter, "line {}, `{}`: {}", self.line, self.text, self.reason)
    }
}

/// Whether the text is meant as a script: its first line that is not blank begins with something like a verb.
/// A path such as `/home/user` is none.
pub fn is_script(text: &str) -> bool {
    let first = text.lines().map(str::trim).find(|line| !line.is_empty());
    first.is_some_and(|line| {
        let verb = line.strip_prefix('/').map(|line| line.split(char::is_whitespace).next().unwrap_or(""));
        verb.is_some_and(|verb| !verb.is_empty() && verb.chars().all(|c| c.is_ascii_lowercase() || c == '-'))
    })
}

/// Reads all lines, or refuses the first bad one. Blank lines count and mean nothing.
pub fn parse(text: &str) -> Result<Vec<Step>, BadLine> {
    let mut steps = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        let bad = |reason| BadLine { line: index + 1, text: shortened(line), reason };
        steps.push(step(line).map_err(bad)?);
    }
    Ok(steps)
}

fn step(line: &str) -> Result<Step, String> {
    let line = line.strip_prefix('/').ok_or("a line of a script begins with a slash")?;
    let (name, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let verb = VERBS.iter().find(|verb| verb.name == name).ok_or_else(|| {
        let names: Vec<_> = VERBS.iter().map(|verb| verb.name).collect();
        format!("there is no /{name}; there are {}", names.join(", "))
    })?;
    (verb.read)(rest.trim())
}

fn shortened(line: &str) -> String {
    line.chars().take(80).collect()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_script_begins_with_a_verb_and_prose_or_a_path_does_not() {
        assert!(is_script("/say hello"));
        assert!(is_script("\n\n  /unheard-of\n"));
        assert!(!is_script("say hello"));
        assert!(!is_script("/home/user/repo is broken"));
        assert!(!is_script("look at this\n/say hello"));
        assert!(!is_script("/ alone"));
        assert!(!is_script(""));
    }

    #[test]
    fn steps_are_read_in_order() {
        let steps =
            parse("/delay 20ms\n\n/chunks 5000\n/die-after 7 chunks\n/write a/b.txt one\\ntwo\n/fork 3 detached");

        let expected = vec![
            Step::Delay(Duration::from_millis(20)),
            Step::Chunks(5000),
            Step::DieAfter(7),
            Step::Write { path: "a/b.txt".to_owned(), text: "one\ntwo".to_owned() },
            Step::Fork { children: 3, detached: true },
        ];
        assert_eq!(steps, Ok(expected));
    }

    #[test]
    fn a_command_keeps_what_the_shell_is_to_read() {
        assert_eq!(parse(r"/run printf 'a\n'"), Ok(vec![Step::Run(r"printf 'a\n'".to_owned())]));
    }

    #[test]
    fn a_bad_line_is_named() {
        let refused = |text: &str| parse(text).expect_err("is refused").to_string();

        assert!(refused("/say a\n\n/sing b").starts_with("line 3, `/sing b`: there is no /sing; there are say, "));
        assert_eq!(refused("/say a\nb"), "line 2, `b`: a line of a script begins with a slash");
        assert_eq!(refused("/say"), "line 1, `/say`: a text is missing");
        assert_eq!(refused("/push now"), "line 1, `/push now`: nothing is expected here, not `now`");
        assert_eq!(refused("/chunks 0"), "line 1, `/chunks 0`: a number from 1 to 1000000 is expected, not `0`");
        assert!(refused("/tool sing a song").contains("`sing` is no kind of tool; there are read, edit, "));
        assert!(refused("/error none of this").contains("a number is expected, not `none`"));
        assert!(refused("/usage 1").contains("two whole numbers"));
        assert!(refused("/cat two words").contains("one word is expected"));
    }

    #[test]
    fn optional_arguments_may_be_missing() {
        let usage = Step::Usage { used: 1, size: 2, cost_usd: None };
        assert_eq!(parse("/env\n/usage 1 2\n/die-after 4"), Ok(vec![Step::Env(None), usage, Step::DieAfter(4)]));
    }
}
