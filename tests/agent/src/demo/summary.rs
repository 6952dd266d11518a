//! What a turn says: thoughts, plan, announcement, summary. Pure.

use super::decide::Decision;
use crate::turn::command::Finished;

/// What became of the change.
#[derive(Debug, PartialEq)]
pub enum Outcome {
    Written,
    Rejected,
    Failed(String),
}

impl Decision {
    /// What it thinks, the most important first.
    pub fn thoughts(&self, attachments: usize) -> Vec<String> {
        let attached = match attachments {
            0 => String::new(),
            1 => " One attachment came with it.".to_owned(),
            count => format!(" {count} attachments came with it."),
        };
        let found = match self.found.len() {
            0 => format!("Nothing here speaks of `{}` yet, so I go by the names of the files.", self.topic),
            _ => format!("`{}` is spoken of in {}; that is where I begin.", self.topic, self.found[0].path),
        };
        vec![
            format!("The wish is “{}”.{attached} {} text files are here to look at.", self.title, self.searched),
            found,
            format!("{} fits best. A small change that can be undone is better than a large one.", self.change.path),
        ]
    }

    /// The entries of its plan.
    pub fn steps(&self) -> Vec<String> {
        vec![
            format!("Find what speaks of `{}`", self.topic),
            "Read the files that matter".to_owned(),
            format!("Change `{}`", self.change.path),
            "Look at the difference".to_owned(),
        ]
    }

    /// What it says before it changes anything.
    pub fn announcement(&self) -> String {
        format!("I will change `{}`: it {}.", self.change.path, self.change.what)
    }

    /// What it says in the end, as markdown.
    pub fn summary(&self, outcome: &Outcome, status: &Finished, diff: &Finished) -> String {
        let (added, removed) = self.change.size();
        let path = &self.change.path;
        let what_happened = match outcome {
            Outcome::Written => {
                format!("| file | lines |\n|---|---|\n| `{path}` | +{added} −{removed} |\n\nIt {}.", self.change.what)
            }
            Outcome::Rejected => format!("**Nothing was changed**: the edit of `{path}` was rejected."),
            Outcome::Failed(reason) => format!("**Nothing was changed**: `{path}` could not be written. {reason}"),
        };
        let said = if diff.stdout.trim().is_empty() { status } else { diff };
        let git = match (said.succeeded(), said.stdout.trim_end()) {
            (true, "") => "Git sees no change.".to_owned(),
            (true, text) => format!("Git says:\n\n```\n{text}\n```"),
            (false, _) => "Git could not be asked: this is no repository.".to_owned(),
        };
        let found = match self.found.len() {
            0 => format!("Nothing speaks of `{}` yet.", self.topic),
            1 => format!("One line speaks of `{}`: `{}:{}`.", self.topic, self.found[0].path, self.found[0].line),
            count => format!(
                "{count} lines speak of `{}`, first `{}:{}`.",
                self.topic, self.found[0].path, self.found[0].line
            ),
        };
        format!(
            "## {}\n\n{what_happened}\n\n- {found}\n- I read {} files and searched {}.\n\n{git}\n\nShall I commit this?\n",
            self.title,
            self.readings.len(),
            self.searched
        )
    }
}

#[cfg(test)]
mod tests {
    use super::super::decide::decide;
    use super::super::survey::SourceFile;
    use super::*;

    fn said(outcome: &Outcome) -> String {
        let files = [SourceFile { path: "src/cart.rs".to_owned(), text: "fn total() {}\n".to_owned() }];
        let git = Finished { exit_code: Some(0), stdout: " M src/cart.rs\n".to_owned(), stderr: String::new() };
        decide(&files, "Round the total").summary(outcome, &git, &git)
    }

    #[test]
    fn the_summary_says_what_really_happened() {
        assert!(said(&Outcome::Written).contains("| `src/cart.rs` | +1 −0 |"));
        assert!(said(&Outcome::Rejected).contains("**Nothing was changed**: the edit of `src/cart.rs` was rejected."));
        assert!(said(&Outcome::Failed("Full.".to_owned())).contains("could not be written. Full."));
        assert!(said(&Outcome::Written).contains("One line speaks of `total`: `src/cart.rs:1`."));
        assert!(said(&Outcome::Written).contains("```\n M src/cart.rs\n```"));
    }
}
