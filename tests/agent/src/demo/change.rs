//! The change of one file: a name replaced, or a note where it fits. Pure.

use super::survey::SourceFile;

#[derive(Debug, PartialEq)]
pub struct Change {
    pub path: String,
    /// Where it begins, counted from 1.
    pub line: u32,
    /// The whole text before; `None` for a new file.
    pub old: Option<String>,
    /// The whole text after.
    pub new: String,
    /// What it does, to stand behind "it".
    pub what: String,
}

impl Change {
    /// Lines added and removed.
    pub fn size(&self) -> (usize, usize) {
        let old: Vec<&str> = self.old.as_deref().unwrap_or("").lines().collect();
        let new: Vec<&str> = self.new.lines().collect();
        let same = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
        let rest = old[same..].iter().rev().zip(new[same..].iter().rev());
        let after = rest.take_while(|(old, new)| old == new).count();
        (new.len() - same - after, old.len() - same - after)
    }
}

/// `rename A to B`, `replace A by B`: what is to become what, if the prompt asks for it.
pub fn replacement(prompt: &str) -> Option<(String, String)> {
    let lower = prompt.to_lowercase();
    // Positions are those of the prompt only if lowering changes no length.
    let start = ["rename ", "replace "].iter().find_map(|verb| lower.find(verb).map(|at| at + verb.len()))?;
    let rest = prompt.get(start..)?;
    let (from, rest) = term(rest)?;
    let rest = [" to ", " with ", " by ", " into "].iter().find_map(|word| rest.strip_prefix(word))?;
    let (to, _) = term(rest)?;
    (from != to).then(|| (from.to_owned(), to.to_owned()))
}

/// A term in quotes, or a word.
fn term(text: &str) -> Option<(&str, &str)> {
    if let Some(quote) = text.chars().next().filter(|first| matches!(first, '`' | '"' | '\'')) {
        let (term, rest) = text[1..].split_once(quote)?;
        return (!term.is_empty()).then_some((term, rest));
    }
    let end = text.find(|character: char| !(character.is_alphanumeric() || "_-".contains(character)));
    let (term, rest) = text.split_at(end.unwrap_or(text.len()));
    (!term.is_empty()).then_some((term, rest))
}

/// The replacement in the file where it is most at home.
pub fn replaced(files: &[SourceFile], from: &str, to: &str) -> Option<Change> {
    let count = |file: &SourceFile| whole_words(&file.text, from).len();
    // Of equal ones the first: `max_by_key` would take the last.
    let file = files.iter().rev().max_by_key(|file| count(file)).filter(|file| count(file) > 0)?;
    let places = whole_words(&file.text, from);
    let mut new = String::with_capacity(file.text.len());
    let mut end = 0;
    for place in &places {
        new.push_str(&file.text[end..*place]);
        new.push_str(to);
        end = place + from.len();
    }
    new.push_str(&file.text[end..]);
    Some(Change {
        path: file.path.clone(),
        line: line_at(&file.text, places[0]),
        old: Some(file.text.clone()),
        new,
        what: format!("replaces `{from}` by `{to}` in {} places", places.len()),
    })
}

/// Where a term stands that is no part of a longer name.
fn whole_words(text: &str, term: &str) -> Vec<usize> {
    let is_name = |character: char| character.is_alphanumeric() || character == '_';
    let stands_alone = |at: &usize| {
        let before = text[..*at].chars().next_back().is_some_and(is_name);
        let after = text[at + term.len()..].chars().next().is_some_and(is_name);
        !before && !after
    };
    text.match_indices(term).map(|(at, _)| at).filter(stands_alone).collect()
}

fn line_at(text: &str, position: usize) -> u32 {
    text[..position].matches('\n').count() as u32 + 1
}

/// A note of what was asked for: a section in prose, a comment in code. `None` if the file has it already, or takes none.
pub fn note(file: &SourceFile, words: &[String], sentence: &str) -> Option<Change> {
    let change = |line: usize, new: String, what: String| Change {
        path: file.path.clone(),
        line: line as u32,
        old: Some(file.text.clone()),
        new,
        what,
    };
    if file.text.contains(sentence) {
        return None;
    }
    let Some((open, close)) = comment_marks(&file.path) else {
        let text = file.text.trim_end();
        let gap = if text.is_empty() { "" } else { "\n\n" };
        let section = format!("{text}{gap}## {sentence}\n\nWanted; see the code for how far it is.\n");
        return Some(change(text.lines().count() + 2, section, format!("adds a section “{sentence}”")));
    };
    let line = best_line(&file.text, words);
    let mut lines: Vec<&str> = file.text.split_inclusive('\n').collect();
    let target = lines.get(line).copied().unwrap_or("");
    let indentation = &target[..target.len() - target.trim_start_matches([' ', '\t']).len()];
    let comment = format!("{indentation}{open} {sentence}.{close}\n");
    lines.insert(line.min(lines.len()), &comment);
    Some(change(line + 1, lines.concat(), format!("says at line {} what is wanted: “{sentence}”", line + 1)))
}

/// What a comment begins and ends with, by the file's name. `None` where a comment would break it.
pub fn comment_marks(path: &str) -> Option<(&'static str, &'static str)> {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name.rsplit_once('.').map_or(name, |(_, extension)| extension) {
        "rs" | "ts" | "tsx" | "js" | "jsx" | "mjs" | "go" | "java" | "kt" | "swift" | "c" | "h" | "cpp" | "cs"
        | "scala" | "php" | "zig" | "proto" => Some(("//", "")),
        "py" | "rb" | "sh" | "toml" | "yml" | "yaml" | "ex" | "exs" | "Dockerfile" | "Makefile" | "tf" => {
            Some(("#", ""))
        }
        "sql" | "lua" | "hs" => Some(("--", "")),
        "css" | "scss" => Some(("/*", " */")),
        "html" | "vue" | "svelte" => Some(("<!--", " -->")),
        _ => None,
    }
}

/// The line, from 0, above which a note fits: the definition that speaks most of it, or the first line below the head.
fn best_line(text: &str, words: &[String]) -> usize {
    const DEFINITIONS: [&str; 18] = [
        "pub ",
        "fn ",
        "async ",
        "export ",
        "function ",
        "class ",
        "def ",
        "func ",
        "type ",
        "struct ",
        "interface ",
        "enum ",
        "impl ",
        "trait ",
        "const ",
        "public ",
        "private ",
        "module ",
    ];
    let lines: Vec<String> = text.lines().map(str::to_lowercase).collect();
    let definitions = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| DEFINITIONS.iter().any(|definition| line.trim_start().starts_with(definition)));
    let hits = |line: &str| words.iter().filter(|word| line.contains(word.as_str())).count();
    let mut best = None;
    for (index, line) in definitions {
        if best.is_none_or(|(_, most)| hits(line) > most) {
            best = Some((index, hits(line)));
        }
    }
    let is_head = |line: &&String| {
        let line = line.trim_start();
        line.is_empty()
            || ["#!", "//!", "/*", " *", "*", "//", "<!doctype", "<?", "package ", "import ", "use ", "from "]
                .iter()
                .any(|head| line.starts_with(head))
    };
    best.map_or_else(|| lines.iter().take_while(is_head).count(), |(index, _)| index)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> SourceFile {
        SourceFile { path: path.to_owned(), text: text.to_owned() }
    }

    fn words(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn what_is_to_become_what_is_read_from_the_prompt() {
        let pair = |from: &str, to: &str| Some((from.to_owned(), to.to_owned()));

        assert_eq!(replacement("Please rename total to grand_total."), pair("total", "grand_total"));
        assert_eq!(replacement("Replace `old name` with \"new name\" everywhere"), pair("old name", "new name"));
        assert_eq!(replacement("rename a to a"), None);
        assert_eq!(replacement("rename the cart"), None);
        assert_eq!(replacement("the total is wrong"), None);
        assert_eq!(replacement("İİİ rename é to ü"), None);
    }

    #[test]
    fn a_name_is_replaced_and_longer_names_are_not() {
        let files = [file("a.rs", "total"), file("b.rs", "let total = subtotal + total_tax;\nuse(total);\n")];

        let change = replaced(&files, "total", "sum").unwrap();

        assert_eq!(change.path, "b.rs");
        assert_eq!(change.new, "let sum = subtotal + total_tax;\nuse(sum);\n");
        assert_eq!(change.size(), (2, 2));
        assert_eq!(replaced(&files, "absent", "x"), None);
    }

    #[test]
    fn a_note_stands_above_the_definition_that_speaks_of_it() {
        let source =
            file("src/a.py", "import os\n\ndef one():\n    pass\n\nclass Two:\n    def retry(self):\n        pass\n");

        let change = note(&source, &words(&["retry"]), "Retry failed calls").unwrap();

        assert_eq!(change.line, 7);
        assert!(change.new.contains("class Two:\n    # Retry failed calls.\n    def retry(self):\n"), "{}", change.new);
        assert_eq!(change.size(), (1, 0));
    }

    #[test]
    fn a_note_in_prose_is_a_section_and_is_written_once() {
        let change = note(&file("README.md", "# A\n"), &[], "Try it").unwrap();

        assert_eq!(change.new, "# A\n\n## Try it\n\nWanted; see the code for how far it is.\n");
        assert_eq!(change.line, 3);
        assert_eq!(note(&file("README.md", &change.new), &[], "Try it"), None);
    }

    #[test]
    fn a_file_without_definitions_or_without_text_takes_a_note_too() {
        let toml = note(&file("a.toml", "# head\n\n[a]\n"), &[], "Try it").unwrap();
        let empty = note(&file("a.rs", ""), &[], "Try it").unwrap();

        assert!(toml.new.contains("# Try it.\n"));
        assert_eq!(empty.new, "// Try it.\n");
    }
}
