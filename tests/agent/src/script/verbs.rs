//! The verbs: one line each, from which the parser, `--help` and the commands offered to a client are made.

use super::Step;
use super::arguments::{
    duration, entries, nothing, number, optional_word, text, tool_kind, usage, word, word_and_text,
};

/// Chunks of one step; more is a mistake, and would keep a test busy for minutes.
const MOST_CHUNKS: u64 = 1_000_000;

/// Bytes of one chunk; more would not fit into the memory of a small sandbox a few times over.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// Children of one step; more would hit the limit of processes instead of what is to be tested.
const MOST_CHILDREN: u64 = 100;

/// A verb of the language.
pub struct Verb {
    pub name: &'static str,
    /// What stands behind it, in capitals; `[…]` may be missing.
    pub arguments: &'static str,
    pub what: &'static str,
    pub(super) read: fn(&str) -> Result<Step, String>,
}

const fn verb(
    name: &'static str,
    arguments: &'static str,
    what: &'static str,
    read: fn(&str) -> Result<Step, String>,
) -> Verb {
    Verb { name, arguments, what, read }
}

/// Every verb there is.
#[rustfmt::skip]
pub const VERBS: &[Verb] = &[
    verb("say", "TEXT", "says it in one chunk (\\n is a line break, as in every TEXT)", |rest| text(rest).map(Step::Say)),
    verb("think", "TEXT", "thinks it in one chunk", |rest| text(rest).map(Step::Think)),
    verb("plan", "A; [>] B; [x] C", "shows the whole plan: A pending, B in progress, C completed", |rest| entries(rest).map(Step::Plan)),
    verb("title", "TEXT", "names the session", |rest| text(rest).map(Step::Title)),
    verb("chunks", "N", "says the numbers 1 to N, each a line and a chunk of its own", |rest| number(rest, MOST_CHUNKS).map(Step::Chunks)),
    verb("clock", "N", "says N times what time it is, in microseconds since 1970, each a line and a chunk of its own", |rest| number(rest, MOST_CHUNKS).map(Step::Clock)),
    verb("delay", "DURATION", "waits so long between the chunks of later steps (20ms, 5s, 2m)", |rest| duration(rest).map(Step::Delay)),
    verb("huge", "BYTES", "says one chunk of so many letters", |rest| number(rest, MOST_BYTES).map(|bytes| Step::Huge(bytes as usize))),
    verb("usage", "USED SIZE [COST]", "reports tokens, the size of the context, and dollars", |rest| {
        usage(rest).map(|(used, size, cost_usd)| Step::Usage { used, size, cost_usd })
    }),
    verb("mode", "ID", "changes its own mode", |rest| word(rest).map(Step::Mode)),
    verb("commands", "", "lists these commands again", |rest| nothing(rest).map(|()| Step::Commands)),
    verb("notice", "TEXT", "sends a notice if the client takes notices, else says it", |rest| text(rest).map(Step::Notice)),
    verb("tool", "KIND TITLE", "a tool call that begins, goes on and ends", |rest| {
        let (kind, title) = word_and_text(rest)?;
        Ok(Step::Tool { kind: tool_kind(&kind)?, title: text(&title)? })
    }),
    verb("ask", "TITLE", "a tool call that needs permission; says what was answered", |rest| text(rest).map(Step::Ask)),
    verb("write", "PATH TEXT", "writes a file, without asking", |rest| {
        word_and_text(rest).map(|(path, text)| Step::Write { path, text })
    }),
    verb("append", "PATH TEXT", "adds to the end of a file, without asking", |rest| {
        word_and_text(rest).map(|(path, text)| Step::Append { path, text })
    }),
    // A command keeps its backslashes: they are the shell's.
    verb("run", "COMMAND", "runs it with sh; output and exit code are in the tool call", |rest| {
        text(rest).map(|_| Step::Run(rest.to_owned()))
    }),
    verb("commit", "MESSAGE", "commits everything with the identity the repository is set up with", |rest| text(rest).map(Step::Commit)),
    verb("push", "", "pushes the branch to origin", |rest| nothing(rest).map(|()| Step::Push)),
    verb("slow", "DURATION", "does nothing for so long", |rest| duration(rest).map(Step::Slow)),
    verb("silent", "", "does nothing until it is cancelled", |rest| nothing(rest).map(|()| Step::Silent)),
    verb("hold", "NAME", "waits until a file of that name is in the working directory", |rest| word(rest).map(Step::Hold)),
    verb("ignore-cancel", "", "a cancel has no effect on this turn", |rest| nothing(rest).map(|()| Step::IgnoreCancel)),
    verb("late-cancel", "DURATION", "a cancel has its effect only so much later", |rest| duration(rest).map(Step::LateCancel)),
    verb("die", "", "the agent ends with exit code 1 and last words on standard error", |rest| nothing(rest).map(|()| Step::Die)),
    verb("die-after", "N [chunks]", "dies when N more chunks are said", |rest| {
        let count = rest.strip_suffix("chunks").unwrap_or(rest);
        number(count, MOST_CHUNKS).map(Step::DieAfter)
    }),
    verb("stderr", "TEXT", "writes it to standard error", |rest| text(rest).map(Step::Stderr)),
    verb("refuse", "", "ends the turn with stop reason refusal", |rest| nothing(rest).map(|()| Step::Refuse)),
    verb("error", "CODE TEXT", "answers the prompt with that JSON-RPC error", |rest| {
        let (code, message) = word_and_text(rest)?;
        let code = code.parse().map_err(|_| format!("a number is expected, not `{code}`"))?;
        Ok(Step::Error { code, message: text(&message)? })
    }),
    verb("garbage", "", "prints a line that is not JSON", |rest| nothing(rest).map(|()| Step::Garbage)),
    verb("unknown-update", "", "sends an update of a kind nobody knows", |rest| nothing(rest).map(|()| Step::UnknownUpdate)),
    verb("env", "[NAME]", "says what that environment variable is, or all of them", |rest| optional_word(rest).map(Step::Env)),
    verb("cat", "PATH", "says what is in a file", |rest| word(rest).map(Step::Cat)),
    verb("reach", "HOST:PORT", "says whether a TCP connection can be made, and why not", |rest| word(rest).map(Step::Reach)),
    verb("memory", "", "says how many earlier prompts it remembers, and which", |rest| nothing(rest).map(|()| Step::Memory)),
    verb("attachments", "", "says what came with the prompt besides its text", |rest| nothing(rest).map(|()| Step::Attachments)),
    verb("fork", "N [detached]", "starts N children that sleep; detached: in process groups of their own", |rest| {
        let (children, detached) = match rest.strip_suffix("detached") {
            Some(children) => (children, true),
            None => (rest, false),
        };
        number(children, MOST_CHILDREN).map(|children| Step::Fork { children: children as u32, detached })
    }),
];

/// The language for `--help`: one line a verb.
pub fn manual() -> String {
    let line = |verb: &Verb| format!("  {:<26} {}\n", format!("/{} {}", verb.name, verb.arguments), verb.what);
    VERBS.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_crates_documentation_names_every_verb_as_it_is() {
        let documentation = include_str!("../language.md");

        for verb in VERBS {
            let line = format!("| `{}` | {} |", format!("/{} {}", verb.name, verb.arguments).trim(), verb.what);
            assert!(documentation.contains(&line), "language.md lacks:\n{line}");
        }
        assert_eq!(documentation.matches("| `/").count(), VERBS.len());
    }

    #[test]
    fn no_verb_is_there_twice() {
        let mut names: Vec<_> = VERBS.iter().map(|verb| verb.name).collect();
        names.sort_unstable();
        names.dedup();

        assert_eq!(names.len(), VERBS.len());
    }
}
