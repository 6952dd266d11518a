//! The words of a prompt.

/// Words that say nothing about where to look.
const EMPTY: &str = " a an the and or but not for with from into onto over under that this these those then than when where what which \
    who how why can could should would will shall may might must please add make made have has had does did done was \
    were are is be been being use used using all any some each every our your their its his her let lets get got new \
    now just also only very more most change update improve write read file files code here there about need needs want \
    wants like rename replace fix it to of in on at by as we you they ";

/// The words that matter, in lower case, each once, in order, without a plural's s.
pub fn telling(prompt: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in prompt.split(|character: char| !(character.is_alphanumeric() || character == '_')) {
        let word = word.to_lowercase();
        if word.chars().count() < 3 || EMPTY.contains(&format!(" {word} ")) {
            continue;
        }
        let word = match word.strip_suffix('s') {
            Some(singular) if singular.chars().count() > 3 && !singular.ends_with(['s', 'e']) => singular.to_owned(),
            _ => word,
        };
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

/// A text in pieces of about three words; together they are the text.
pub fn chunks(text: &str) -> Vec<&str> {
    let mut chunks = Vec::new();
    let (mut start, mut words) = (0, 0);
    for (index, _) in text.match_indices([' ', '\n']) {
        words += 1;
        if words == 3 {
            chunks.push(&text[start..=index]);
            (start, words) = (index + 1, 0);
        }
    }
    if start < text.len() {
        chunks.push(&text[start..]);
    }
    chunks
}

/// The prompt's first sentence, with a capital and without its stop, at most 60 characters.
pub fn title(prompt: &str) -> String {
    let line = prompt.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("Look around");
    let sentence = line.split(". ").next().unwrap_or(line).trim_end_matches(['.', '!', '?', ':']);
    let mut title: String = sentence.chars().take(60).collect();
    if sentence.chars().count() > 60 {
        // Cut at a word.
        title.truncate(title.rfind(' ').unwrap_or(title.len()));
        title.push('…');
    }
    let mut characters = title.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_tell_nothing_are_left_out() {
        assert_eq!(telling("Please fix the webhooks' retries, and the webhook!"), ["webhook", "retries"]);
        assert_eq!(telling("add it to all of these"), [""; 0]);
    }

    #[test]
    fn chunks_are_the_text() {
        for text in ["", "one", "one two three four\nfive six seven ", "é è ê ë"] {
            assert_eq!(chunks(text).concat(), text);
        }
    }

    #[test]
    fn a_title_is_short() {
        assert_eq!(title("\n rename the button. Then go."), "Rename the button");
        let long = title(&"word ".repeat(40));
        assert!(long.chars().count() <= 61 && long.ends_with("word…"), "{long}");
    }
}
