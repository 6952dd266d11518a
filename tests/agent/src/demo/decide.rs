//! What to do about a prompt, from the texts that are there. Pure, so that the same question gets the same answer.

use super::change::{Change, note, replaced, replacement};
use super::survey::SourceFile;
use super::words;

/// Places that a search shows.
const SHOWN_PLACES: usize = 8;

/// Lines of a file that are shown when it is read.
const SHOWN_LINES: usize = 14;

/// What a turn will do.
#[derive(Debug, PartialEq)]
pub struct Decision {
    pub title: String,
    /// What is searched for.
    pub topic: String,
    /// Texts that were searched.
    pub searched: usize,
    pub found: Vec<Place>,
    pub readings: Vec<Reading>,
    pub change: Change,
}

/// A line that was found; lines count from 1.
#[derive(Debug, PartialEq)]
pub struct Place {
    pub path: String,
    pub line: u32,
    pub text: String,
}

/// A file to read, and the part that matters.
#[derive(Debug, PartialEq)]
pub struct Reading {
    pub path: String,
    pub line: u32,
    pub lines: usize,
    pub excerpt: String,
}

pub fn decide(files: &[SourceFile], prompt: &str) -> Decision {
    let words = words::telling(prompt);
    let wanted = replacement(prompt).and_then(|(from, to)| replaced(files, &from, &to).map(|change| (from, change)));
    let ranked = ranked(files, &words, prompt);
    let (topic, change) = match wanted {
        Some((from, change)) => (from, change),
        None => (topic(files, &words), noted(&ranked, &words, prompt)),
    };
    Decision {
        title: words::title(prompt),
        searched: files.len(),
        found: places(files, &topic),
        readings: readings(files, &ranked, &change),
        topic,
        change,
    }
}

/// Files that may be changed, the one that fits best first.
fn ranked<'a>(files: &'a [SourceFile], words: &[String], prompt: &str) -> Vec<&'a SourceFile> {
    let prompt = prompt.to_lowercase();
    let mut ranked: Vec<(i64, &SourceFile)> =
        files.iter().filter(|file| is_source(&file.path)).map(|file| (score(file, words, &prompt), file)).collect();
    // Of equal ones the words decide, not the alphabet: another prompt finds another file.
    let start = if ranked.is_empty() { 0 } else { hash(&prompt) % ranked.len() };
    ranked.rotate_left(start);
    ranked.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    ranked.into_iter().map(|(_, file)| file).collect()
}

fn score(file: &SourceFile, words: &[String], prompt: &str) -> i64 {
    let path = file.path.to_lowercase();
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
    let text = file.text.to_lowercase();
    let mut score = 0;
    if prompt.contains(&path) {
        score += 1000;
    } else if prompt.contains(name) {
        score += 500;
    }
    for word in words {
        score += if name.contains(word.as_str()) { 12 } else { 0 };
        score += if folder.contains(word.as_str()) { 5 } else { 0 };
        score += text.lines().filter(|line| line.contains(word.as_str())).count().min(6) as i64;
    }
    let wants_tests = words.iter().any(|word| word.starts_with("test"));
    if path.contains("test") && !wants_tests {
        score -= 6;
    }
    let wants_prose = words.iter().any(|word| word.starts_with("doc") || word == "readme");
    if is_prose(&path) {
        score += if wants_prose { 20 } else { -3 };
    }
    score
}

/// Whether a note can be written into it without breaking it.
fn is_source(path: &str) -> bool {
    let is_generated = path.contains(".min.") || path.contains("vendor/") || path.contains("node_modules/");
    !is_generated && (is_prose(path) || super::change::comment_marks(path).is_some())
}

fn is_prose(path: &str) -> bool {
    path.ends_with(".md") || path.ends_with(".txt")
}

fn topic(files: &[SourceFile], words: &[String]) -> String {
    let is_there = |word: &&String| files.iter().any(|file| file.text.to_lowercase().contains(word.as_str()));
    words.iter().find(is_there).or(words.first()).map_or("TODO", String::as_str).to_owned()
}

/// A note in the first file that does not carry it yet.
fn noted(ranked: &[&SourceFile], words: &[String], prompt: &str) -> Change {
    let sentence = words::title(prompt);
    ranked.iter().find_map(|file| note(file, words, &sentence)).unwrap_or_else(|| Change {
        path: "NOTES.md".to_owned(),
        line: 1,
        old: None,
        new: format!("# Notes\n\n## {sentence}\n\nAsked for here; there was no file it would have fitted into.\n"),
        what: "begins a file of notes".to_owned(),
    })
}

fn places(files: &[SourceFile], topic: &str) -> Vec<Place> {
    let topic = topic.to_lowercase();
    let places = files.iter().flat_map(|file| {
        file.text.lines().zip(1..).map(move |(text, line)| Place {
            path: file.path.clone(),
            line,
            text: text.trim().chars().take(120).collect(),
        })
    });
    places.filter(|place| place.text.to_lowercase().contains(&topic)).take(SHOWN_PLACES).collect()
}

/// The file that changes, and the best other one.
fn readings(files: &[SourceFile], ranked: &[&SourceFile], change: &Change) -> Vec<Reading> {
    let changed = files.iter().find(|file| file.path == change.path);
    let other = ranked.iter().copied().find(|file| file.path != change.path);
    let reading = |file: &SourceFile, line: u32| {
        let first = (line as usize).saturating_sub(SHOWN_LINES / 2);
        let excerpt: Vec<&str> = file.text.lines().skip(first).take(SHOWN_LINES).collect();
        Reading { path: file.path.clone(), line, lines: file.text.lines().count(), excerpt: excerpt.join("\n") }
    };
    let changed = changed.map(|file| reading(file, change.line));
    other.map(|file| reading(file, 1)).into_iter().chain(changed).collect()
}

/// FNV-1a: the same on every machine and in every build.
fn hash(text: &str) -> usize {
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    (hash >> 33) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repository() -> Vec<SourceFile> {
        let file = |path: &str, text: &str| SourceFile { path: path.to_owned(), text: text.to_owned() };
        vec![
            file("README.md", "# Shop\n\nA shop with a cart.\n"),
            file("package-lock.json", "{\"cart\": 1, \"webhook\": 2}\n"),
            file("src/cart.ts", "export interface Cart {}\n\nexport function total(cart: Cart) {\n  return 0;\n}\n"),
            file("src/webhooks/deliver.ts", "export function deliver(url: string) {\n  return send(url);\n}\n"),
            file("tests/cart.test.ts", "import { total } from '../src/cart';\n\ntest('cart', () => total(cart));\n"),
        ]
    }

    fn changed(prompt: &str) -> String {
        decide(&repository(), prompt).change.path
    }

    #[test]
    fn the_words_of_the_prompt_decide_which_file_changes() {
        assert_eq!(changed("Round the total of the cart"), "src/cart.ts");
        assert_eq!(changed("Retry webhooks that fail"), "src/webhooks/deliver.ts");
        assert_eq!(changed("Test the cart with no goods"), "tests/cart.test.ts");
        assert_eq!(changed("Document the cart"), "README.md");
        assert_eq!(changed("Look at src/webhooks/deliver.ts, the cart is slow"), "src/webhooks/deliver.ts");
    }

    #[test]
    fn a_file_that_a_note_would_break_is_never_chosen() {
        for prompt in ["package-lock.json", "lock the package", "json", "anything at all", "webhook cart"] {
            assert_ne!(changed(prompt), "package-lock.json", "{prompt}");
        }
    }

    #[test]
    fn the_same_prompt_gets_the_same_decision_and_another_one_another() {
        let first = decide(&repository(), "Retry webhooks that fail");

        assert_eq!(first, decide(&repository(), "Retry webhooks that fail"));
        assert_ne!(first.change, decide(&repository(), "Sign webhooks").change);
    }

    #[test]
    fn what_is_found_is_really_there() {
        let decision = decide(&repository(), "Round the total of the cart");

        assert_eq!(decision.topic, "total");
        let places: Vec<_> = decision.found.iter().map(|place| (place.path.as_str(), place.line)).collect();
        assert_eq!(places, [("src/cart.ts", 3), ("tests/cart.test.ts", 1), ("tests/cart.test.ts", 3)]);
        assert_eq!(decision.readings.len(), 2);
        assert_eq!(decision.readings[1].path, "src/cart.ts");
    }

    #[test]
    fn asked_twice_it_finds_another_place() {
        let mut files = repository();
        let first = decide(&files, "Retry webhooks that fail").change;
        let file = files.iter_mut().find(|file| file.path == first.path).unwrap();
        file.text = first.new.clone();

        assert_ne!(decide(&files, "Retry webhooks that fail").change.path, first.path);
    }

    #[test]
    fn an_empty_repository_gets_notes() {
        let decision = decide(&[], "Begin");

        assert_eq!(decision.change.path, "NOTES.md");
        assert_eq!(decision.change.old, None);
        assert!(decision.readings.is_empty());
    }
}
